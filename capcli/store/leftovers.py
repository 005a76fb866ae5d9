"""What a command that was killed left half-made beside the data file: nobody's, once the lock is somebody else's."""

import re
from contextlib import suppress
from pathlib import Path

_HALF_MADE = re.compile(
    r"(?:\.journal(?:\.\d+)?|\.damaged-\d+|\.before-edit-H\d+(?:-\d+)?)?\.new"
    r"|\.backups/(?:\d{8}T\d{6}Z-H\d+(?:-\d+)?|elsewhere)\.json\.new",
    re.ASCII,
)


def clear(data: Path) -> None:
    """Remove what was half-made of the data file at `data`, as far as the system allows; nothing with another name.

    For whoever holds the lock of the data file.
    """
    for folder, start in ((data.parent, data.name), (data.with_name(f"{data.name}.backups"), "")):
        with suppress(OSError):
            for found in list(folder.iterdir()):
                inside = f".backups/{found.name}" if not start else found.name.removeprefix(start)
                if found.name.startswith(start) and _HALF_MADE.fullmatch(inside):
                    with suppress(OSError):
                        found.unlink()
