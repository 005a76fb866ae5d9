"""Replay `$ cap …` lines and compare what they print; `python tests/replaying.py FILE…` writes it anew.

In a Markdown file the lines stand in blocks marked `console`, in a `.txt` file
everywhere. All lines of a file run one after the other, in an empty folder that
holds the sample pack. A first line `# lang: fr` chooses the language, `# today:
2026-10-05` the day. A line `...` in the expected output stands for any lines.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from forking import Forks, Printed

ROOT = Path(__file__).parents[1]
PACK = ("session.md", "dues.csv", "registrations.csv", "form.csv", "contacts.csv", "meeting.csv")
DIRECTIVE = re.compile(r"^(?:# |<!-- )(lang|today): (\S+)", re.M)

HOURS = (
    r"(?<= at )\d\d:\d\d(?=, by )",  # undo tells when the entry was made
    r"(?<= à )\d\d?\u00a0h(?:\u00a0\d\d)?(?=, par )",
    r"(?<=\d\d/\d\d/\d{4} )\d\d:\d\d(?=  [a-z]+  )",  # the history
    r"(?<=^Last write: \d\d/\d\d/\d{4} )\d\d:\d\d$",
    r"(?<=^Dernière écriture\u00a0: \d\d/\d\d/\d{4} )(?:\d\d:\d\d|\d\d?\u00a0h(?:\u00a0\d\d)?)$",
    r"(?<=\d\d/\d\d/\d{4} )\d\d:\d\d(?=  (?:in the|dans la) )",  # who waits, since when
)
"""The hours that are those of the clock on the wall; every other one is told exactly."""

DEFECT = 70
"""The exit code of a defect of cap, which no file may show."""

Step = tuple[str, list[str]]


def blocks(path: Path) -> list[tuple[int, int]]:
    """The line ranges (first included, last not) that hold commands and their output."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix != ".md":
        return [(0, len(lines))]
    found, start = [], None
    for number, line in enumerate(lines):
        if line.strip() == "```console":
            start = number + 1
        elif line.strip() == "```" and start is not None:
            found.append((start, number))
            start = None
    return found


def steps(lines: list[str]) -> Iterator[Step]:
    """Each command with the output expected of it; lines before the first command are not output."""
    command: str | None = None
    expected: list[str] = []
    for line in lines:
        if line.startswith("$ "):
            if command is not None:
                yield command, expected
            command, expected = line[2:], []
        else:
            expected.append(line)
    if command is not None:
        yield command, expected


class Stage:
    """An empty folder, a user of its own, and the program that is typed."""

    def __init__(self, folder: Path, text: str) -> None:
        for name in PACK:
            shutil.copyfile(ROOT / "data" / name, folder / name)
        said = dict(DIRECTIVE.findall(text))
        self.folder = folder
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("CAP_", "LC_", "LANG", "XDG_"))
        } | {
            "HOME": str(folder / ".home"),
            "CAP_USER": "camille",
            "CAP_LANG": said.get("lang", "en"),
            "CAP_TODAY": said.get("today", "2026-10-05"),
            "COLUMNS": "80",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONUTF8": "1",
        }
        self.forks = Forks(self.environment)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.forks.close()

    def play(self, command: str) -> list[str]:
        """The lines that a command prints, messages included; `NAME=value` words set the environment for good."""
        words = shlex.split(command)
        if words[0] == "export":
            self.environment.update(word.split("=", 1) for word in words[1:])
            return []
        code, printed = self._run(words)
        assert code != DEFECT, f"$ {command}\n{printed.decode('utf-8')}"
        lines = printed.decode("utf-8").replace(str(self.folder), "~").splitlines()
        return [line.rstrip() for line in lines]

    def _run(self, words: list[str]) -> Printed:
        if words[0] == "cap":
            return self.forks.run(words[1:], folder=str(self.folder), environment=self.environment)
        done = subprocess.run(
            words,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return done.returncode, done.stdout


def agrees(expected: list[str], printed: list[str]) -> bool:
    """Whether the output is the expected one, blank lines around it aside."""
    return _fits(_trimmed(expected), _trimmed(printed))


def _fits(expected: list[str], printed: list[str]) -> bool:
    for place, line in enumerate(expected):
        if line == "...":
            rest = expected[place + 1 :]
            return any(_fits(rest, printed[start:]) for start in range(place, len(printed) + 1))
        if place >= len(printed) or line != printed[place]:
            return False
    return len(expected) == len(printed)


def _trimmed(lines: list[str]) -> list[str]:
    """The lines without blank ones around them; the hour at which an entry was made is any hour."""
    return re.sub("|".join(HOURS), "…", "\n".join(_bare(lines)), flags=re.M).split("\n")


def _bare(lines: list[str]) -> list[str]:
    """The lines without blank ones around them."""
    return "\n".join(line.rstrip() for line in lines).strip("\n").split("\n")


def replay(path: Path, folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Every command of the file with what was expected and what it printed."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    with Stage(folder, text) as stage:
        for start, end in blocks(path):
            for command, expected in steps(lines[start:end]):
                yield command, expected, stage.play(command)


def rewrite(path: Path) -> None:
    """Put what the commands print now in the place of what the file says, unless it agrees."""
    text = path.read_text(encoding="utf-8")
    lines, made = text.splitlines(), []
    with tempfile.TemporaryDirectory() as folder, Stage(Path(folder), text) as stage:
        done = 0
        for start, end in blocks(path):
            made += lines[done:start]
            for line in _anew(stage, lines[start:end]):
                made.append(line)
            done = end
        made += lines[done:]
    path.write_text("\n".join(made) + "\n", encoding="utf-8")


def _anew(stage: Stage, lines: list[str]) -> Iterator[str]:
    before = 0
    while before < len(lines) and not lines[before].startswith("$ "):
        yield lines[before]
        before += 1
    found = list(steps(lines[before:]))
    for turn, (command, expected) in enumerate(found):
        printed = stage.play(command)
        yield f"$ {command}"
        if printed:
            yield from _bare(expected) if agrees(expected, printed) else _trimmed(printed)
        if turn < len(found) - 1:
            yield ""


if __name__ == "__main__":
    for name in sys.argv[1:]:
        rewrite(Path(name))
