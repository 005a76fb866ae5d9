"""What is kept of a defect: enough to mend it, nothing of anybody."""

import datetime as dt
import os
import platform
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from capcli import home
from capcli.version import VERSION


def keep(error: BaseException, *, command: str, options: Sequence[str]) -> Path | None:
    """Write a report readable by its owner only; None when no folder takes it.

    It holds the kinds of the errors and where they passed, never a message
    nor a value, since those hold people's names; `options` are names only.
    """
    now = dt.datetime.now(dt.UTC)
    try:
        folder = home.reports_folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / f"defect-{now:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(number, "w", encoding="utf-8") as kept:  # noqa: PTH123 # a path cannot say who may read
            kept.write("\n".join(_lines(error, now, command, options)) + "\n")
    except (OSError, RuntimeError):
        return None
    return path


def _lines(error: BaseException, now: dt.datetime, command: str, options: Sequence[str]) -> list[str]:
    lines = [
        f"cap {VERSION}, Python {platform.python_version()}, {sys.platform}",
        f"at {now:%Y-%m-%dT%H:%M:%SZ}",
        f"command: {command or '(none)'} {' '.join(options)}".rstrip(),
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines += ["", type(seen).__name__]
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} in {frame.name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return lines
