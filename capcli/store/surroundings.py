"""What endangers a data file where it is: who may read it, what a sync program made of it, how full the disk is."""

import datetime as dt
import filecmp
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from capcli.store.aside import all_aside, earlier_aside
from capcli.store.disk import is_shut
from capcli.store.elsewhere import last_elsewhere
from capcli.store.locks import is_held

_NOT_OURS = 0o004
_ROOM = 3
"""So many times the file's size must be free: the new file, a backup that cannot be a link, the history."""
_LEAST_ROOM = 20_000_000

_SERVICES = (
    (r"dropbox(?: \(.*\))?", "Dropbox"),
    (r"onedrive(?: ?- ?.*)?", "OneDrive"),
    (r"nextcloud\d*", "Nextcloud"),
    (r"owncloud", "ownCloud"),
    (r"com~apple~clouddocs|icloud drive|mobile documents", "iCloud Drive"),
    (r"google ?drive|googledrive-.*|my drive|mon drive", "Google Drive"),
    (r"kdrive", "kDrive"),
    (r"pcloud ?drive|pcloud", "pCloud"),
    (r"seafile", "Seafile"),
    (r"megasync|mega", "MEGA"),
    (r"box sync|box", "Box"),
)
"""Names of folders, in lower case, that such programs keep in step."""
_MARKS = (
    (".dropbox", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
)
"""Files that such programs leave at the top of a folder that they keep in step."""

_COPY = re.compile(
    r"""
      .*(?:conflict|conflit|konflikt|conflicto|conflitto).*     # Dropbox, Nextcloud, Syncthing, Seafile, Synology
    | \ ?\(\d{1,3}\)                                            # a browser, Google Drive
    | \ \d{1,2}                                                 # iCloud
    | _conf\(\d{1,3}\)                                          # Google Drive
    | \ ?-?\ ?(?:copy|copie|kopie|copia)(?:\ ?\(?\d{1,3}\)?)?   # a file manager
    | \ \((?:[a-z0-9]+\ )?(?:copy|copie|kopie|copia)(?:\ \d{1,3})?\)
    | [ _-](?:desktop|laptop|pc|macbook|imac)[a-z0-9-]*         # OneDrive: the name of the machine
    """,
    re.VERBOSE,
)
_MACHINE = re.compile(r"-(?=[A-Z]*[0-9-])[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*(?<!-(?:19|20)\d\d)")
"""What OneDrive adds: the name that Windows gives a machine, in capitals and of several parts or with a digit."""
_BESIDE = re.compile(r"[~.].*")
_OURS = re.compile(r"\.(?:(?:journal|backups)(?:\.\d+)?|lock|note|migrating)|.*\.new")
"""What begins as the data file does, and what of it is ours: the rest is an editor’s or somebody’s copy."""
_COPY_OF = re.compile(r"(?:copy|copie|kopie|copia)(?: \(\d{1,3}\))? (?:of|de|von) ")


MOST_DAYS = 14
"""Days after which a backup on another disk is missed, when something was changed since the last one."""


class _Written(Struct):
    at: dt.datetime


class Danger(Struct, frozen=True):
    """One thing that endangers the file: its code, the file it is about, and what its sentence needs."""

    code: str
    file: str
    values: dict[str, Any] = {}


def dangers(path: Path, entry: int, now: dt.datetime) -> Iterator[Danger]:
    """What endangers the data file at `path`, a path without links, which stands at `entry`, at the moment `now`.

    Raises:
        OSError: the folder cannot be read.
    """
    yield from _readable(path)
    yield from _shut(path)
    yield from _backup(path, entry, now)
    yield from _conflict_copies(path)
    service = synced_by(path.parent)
    if service:
        yield Danger("synced", path.name, {"service": service})
    yield from _leftovers(path)
    yield from _aside(path)
    yield from _room(path)


def _readable(path: Path) -> Iterator[Danger]:
    """Files of ours that anybody on the machine may read, be it once the folders that lead there let them pass."""
    if os.name == "nt":
        return
    code = "readable" if all(folder.stat().st_mode & 0o001 for folder in path.parents) else "readable_inside"
    folder = path.with_name(f"{path.name}.backups")
    journal = path.with_name(f"{path.name}.journal")
    ours = [path, *([journal] if journal.is_file() else []), *all_aside(path), *earlier_aside(path)]
    if folder.is_dir() and folder.stat().st_mode & 0o001 and any(map(_is_open, folder.iterdir())):
        ours.append(folder)  # shutting it shuts every backup in it
    for one in ours:
        if one == folder or _is_open(one):
            yield Danger(code, one.name, {"path": str(one)})


def _is_open(path: Path) -> bool:
    with suppress(FileNotFoundError):
        return bool(path.stat().st_mode & _NOT_OURS)
    return False


def _shut(path: Path) -> Iterator[Danger]:
    """Whether whoever may write the file can keep no backup of it."""
    folder = path.with_name(f"{path.name}.backups")
    if is_shut(folder) and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        yield Danger("backups_shut", path.name, {"path": str(folder)})


def _backup(path: Path, entry: int, now: dt.datetime) -> Iterator[Danger]:
    """Whether something that was changed long ago is on this disk only."""
    last = last_elsewhere(path.with_name(f"{path.name}.backups"))
    if last is not None:
        days = (now - last.at).days
        if days > MOST_DAYS and last.entry < entry:
            yield Danger("old_backup_elsewhere", path.name, {"days": days})
        return
    begun = _first_write(path)
    if begun is not None and (now - begun).days > MOST_DAYS:
        yield Danger("no_backup_elsewhere", path.name)


def _first_write(path: Path) -> dt.datetime | None:
    """The moment of the first entry of the history, as far as it can be read."""
    try:
        with path.with_name(f"{path.name}.journal").open("rb") as lines:
            return msgspec.json.decode(lines.readline(), type=_Written).at
    except (OSError, ValueError):
        return None


def _conflict_copies(path: Path) -> Iterator[Danger]:
    """Files beside it that a program made of it, when two machines wrote at once or somebody copied it."""
    there, journal = sorted(path.parent.iterdir()), _history_of(path)
    histories = [one for one in there if one.suffix == journal.suffix and is_copy(one.name, journal.name)]
    copies = [one for one in there if one not in histories and is_copy(one.name, path.name)]
    for one in copies:
        code = "conflict_copy_told" if _history_of(one).exists() else "conflict_copy"
        yield Danger("same_copy" if _is_same(one, path) else code, one.name, {"path": str(one)})
    untold = [one for one in copies if not _history_of(one).exists()]
    for one in histories:
        if one not in map(_history_of, copies) and not _is_same(one, journal):
            about = {"path": str(one), "copy": str(untold[0]) if len(untold) == 1 else ""}
            yield Danger("conflict_history" if about["copy"] else "conflict_history_alone", one.name, about)


def _history_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.journal")


def _is_same(one: Path, other: Path) -> bool:
    with suppress(OSError):  # it may not be read
        return one.is_file() and filecmp.cmp(one, other, shallow=False)
    return False


def copies_beside(path: Path) -> list[Path]:
    """Files beside the data file that somebody or another program made of it, as far as their names tell."""
    ours = {one.name for one in all_aside(path)} | {path.name}
    return [one for one in sorted(path.parent.iterdir()) if one.name not in ours and _is_beside(one.name, path.name)]


def _is_beside(name: str, of: str) -> bool:
    rest = name.removeprefix(of)
    is_longer = rest != name and _BESIDE.fullmatch(rest) is not None and _OURS.fullmatch(rest) is None
    return is_longer or is_copy(name, of) or is_copy(name, f"{of}.journal")


def _aside(path: Path) -> Iterator[Danger]:
    """What edits, repairs and an earlier file left beside it, in which people's data are."""
    kept = [*all_aside(path), *earlier_aside(path)]
    if kept:
        yield Danger("aside", path.name, {"files": [one.name for one in kept]})


def is_copy(name: str, of: str) -> bool:
    """Whether a file's name says that it is another version of the file `of`."""
    name, of = (unicodedata.normalize("NFC", text) for text in (name, of))
    one, other = name.casefold(), of.casefold()
    if one == other:
        return False
    started = _COPY_OF.match(one)
    if started:
        rest = name[started.end() :]
        return rest.casefold() == other or is_copy(rest, of)
    for suffix in _suffixes(of):
        stem = of.removesuffix(suffix)
        if one.startswith(stem.casefold()) and one.endswith(suffix.casefold()):
            added = name[len(stem) : len(name) - len(suffix)]
            if _COPY.fullmatch(added.casefold()) or _MACHINE.fullmatch(added):
                return True
    return False


def _suffixes(name: str) -> list[str]:
    """What may stand behind the part that such a program adds: `.json.journal`, `.journal`."""
    parts = name.split(".")
    return [f".{'.'.join(parts[place:])}" for place in range(1, len(parts))] + [""]


def synced_by(folder: Path) -> str | None:
    """The program that keeps a folder in step between machines, as far as names tell."""
    for one in (folder, *folder.parents):
        for pattern, service in _SERVICES:
            if re.fullmatch(pattern, one.name.casefold()):
                return service
        for mark, service in _MARKS:
            if (one / mark).exists():
                return service
    return None


def _leftovers(path: Path) -> Iterator[Danger]:
    """What a write left that was stopped, unless one is on its way."""
    left = [one for one in path.parent.iterdir() if one.name.startswith(f"{path.name}.") and one.suffix == ".new"]
    if left and not is_held(f"{path}.lock"):
        for one in sorted(left):
            yield Danger("leftover", one.name, {"path": str(one)})


def _room(path: Path) -> Iterator[Danger]:
    free = shutil.disk_usage(path.parent).free
    needed = max(_LEAST_ROOM, _ROOM * path.stat().st_size)
    if free < needed:
        yield Danger("little_room", path.name, {"free": free // 1_000_000, "needed": needed // 1_000_000})
