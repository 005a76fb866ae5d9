"""Long tables go through the reader's pager, as git's do."""

import os
import shlex
from typing import TextIO


def page(text: str, out: TextIO) -> None:
    """Show `text` in `PAGER`, by default `less`.

    A pager that is missing is done without; one that is left early is no error.
    """
    import signal
    import subprocess

    try:
        command = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:
        command = []  # an unclosed quote
    if not command or command == ["cat"]:
        out.write(text)
        return
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env={"LESS": "FRX", "LV": "-c", **os.environ})
    except OSError:
        out.write(text)
        return
    kept = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C belongs to the pager while it shows
    try:
        pager.communicate(text.encode("utf-8", "replace"))
    except BrokenPipeError:
        pager.wait()
    finally:
        signal.signal(signal.SIGINT, kept)
