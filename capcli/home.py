"""What the user's own machine remembers between commands: which file, which language."""

import json
import os
from pathlib import Path

from msgspec import Struct


class Home(Struct, frozen=True):
    """The remembered choices; None until `cap init` or `cap use`."""

    data: str | None = None
    language: str | None = None


def _path() -> Path:
    import platformdirs

    return Path(platformdirs.user_config_dir("cap")) / "config.json"


def data_folder() -> Path:
    """Where `cap init` creates the file when the current folder has no `data/`."""
    import platformdirs

    return Path(platformdirs.user_data_dir("cap"))


def recall() -> Home:
    """The remembered choices; a damaged or unreadable memory counts as none."""
    try:
        kept = json.loads(_path().read_bytes())
        return Home(data=kept.get("data"), language=kept.get("language"))
    except (OSError, ValueError, AttributeError):
        return Home()


def remember(home: Home) -> None:
    """Replace the remembered choices, whole or not at all."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    beside.write_text(json.dumps({"data": home.data, "language": home.language}), encoding="utf-8")
    beside.replace(path)
