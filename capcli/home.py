"""What the user's own machine remembers between commands: which file, which language."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

from capcli.errors import OtherFileError


class Home(NamedTuple):
    """The remembered choices; None until `cap init` or `cap use`."""

    data: str | None = None
    language: str | None = None


def config_folder() -> Path:
    """The user's configuration folder.

    Every command reads it: on Linux it is found without platformdirs, which
    costs eight milliseconds; a test holds both to the same answer.
    """
    if not sys.platform.startswith("linux"):
        import platformdirs

        return Path(platformdirs.user_config_dir("cap", appauthor=False))
    chosen = os.environ.get("XDG_CONFIG_HOME", "").strip()
    base = Path(chosen) if chosen.startswith("/") else Path.home() / ".config"
    return base / "cap"


def data_folder() -> Path:
    """Where `cap init` creates the file when the current folder has no `data/`."""
    import platformdirs

    return Path(platformdirs.user_data_dir("cap", appauthor=False))


def reports_folder() -> Path:
    """Where reports of defects are kept."""
    import platformdirs

    return Path(platformdirs.user_log_dir("cap", appauthor=False))


def recall() -> Home:
    """The remembered choices; a damaged or unreadable memory counts as none."""
    try:
        kept = (config_folder() / "config.json").read_bytes()
    except (OSError, RuntimeError):
        return Home()
    import msgspec

    try:
        return Home(**msgspec.json.decode(kept, type=dict[str, str]))
    except (msgspec.MsgspecError, TypeError, ValueError):
        return Home()


def remember(home: Home) -> None:
    """Replace the remembered choices, whole or not at all.

    Raises:
        OtherFileError: `not_remembered`, the folder cannot be written; nothing else is undone.
    """
    import msgspec

    path = config_folder() / "config.json"
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.write_bytes(msgspec.json.encode({name: value for name, value in home._asdict().items() if value}))
        beside.replace(path)
    except OSError as error:
        raise OtherFileError("not_remembered", path=str(path), why=error.strerror or "") from error
