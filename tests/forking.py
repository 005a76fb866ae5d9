"""A process that has imported `cap` and forks for every command: each is a process of its own, without its start.

Starting Python and importing Typer takes most of the time of a command; what
the start itself does wrong, `test_app.py` and `test_wheel.py` meet.
"""

import json
import os
import subprocess
import sys
import time
from typing import NoReturn

Printed = tuple[int, bytes]


class Forks:
    """Commands of `cap` in an environment, one process each."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._parent = subprocess.Popen(
            [sys.executable, __file__], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def run(self, words: list[str], *, folder: str, environment: dict[str, str]) -> Printed:
        """The exit code of `cap WORDS`, and what it printed on either stream."""
        assert self._parent.stdin
        assert self._parent.stdout
        self._parent.stdin.write(json.dumps([words, folder, environment]).encode() + b"\n")
        self._parent.stdin.flush()
        code, length = map(int, self._parent.stdout.readline().split())
        return code, self._parent.stdout.read(length)

    def close(self) -> None:
        """End the process that forks."""
        assert self._parent.stdin
        assert self._parent.stdout
        self._parent.stdin.close()
        self._parent.wait()
        self._parent.stdout.close()


def serve() -> None:
    """Answer each line on standard input: a command, its folder and its environment."""
    import_everything()
    answers = os.fdopen(os.dup(1), "wb")
    for line in sys.stdin.buffer:
        words, folder, environment = json.loads(line)
        ours, theirs = os.pipe()
        child = os.fork()
        if not child:
            os.close(ours)
            become(words, folder, environment, theirs)
        os.close(theirs)
        with os.fdopen(ours, "rb") as printed:
            content = printed.read()
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        answers.write(b"%d %d\n" % (code, len(content)) + content)
        answers.flush()


def import_everything() -> None:
    """Import what commands import; the SQL store stays out, which few ask for and which takes as long as the rest."""
    import pkgutil

    import capcli
    import capcli.__main__

    capcli.__main__._import_msgspec()
    for module in pkgutil.walk_packages(capcli.__path__, "capcli."):
        if ".sql_" not in module.name:
            __import__(module.name)


def become(words: list[str], folder: str, environment: dict[str, str], stream: int) -> NoReturn:
    """Be the command: nothing to read, one stream for all that is said, line by line as on a terminal."""
    from capcli.__main__ import main

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for number, standing in ((0, os.open(os.devnull, os.O_RDONLY)), (1, stream), (2, stream)):
        os.dup2(standing, number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w", 1), open(2, "w", 1)  # noqa: SIM115 # until the end
    sys.argv = ["cap", *words]
    main()
    os._exit(0)


if __name__ == "__main__":
    serve()
