"""A small desk on which commands are tried, and what must hold of its file whatever happened to it.

What holds is worked out here from the JSON of the file and of its journal, not
by the code that wrote them.
"""

import contextlib
import datetime as dt
import io
import json
import os
import random
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fill import all_records

from capcli.store.file import FileStore
from capcli.store.protocol import Author

DAY = dt.date(2023, 10, 2)
PEOPLE = 60
SESSIONS = (1, 2, 3)
PLACES = 20
"""The places of each session that is open; 60 people ask for them."""
STAYING = 30
"""The people up to here come to sessions and pay; the others may be forgotten."""
HELD = ("confirmed", "pending", "offered")

FORM = "Prénom,Nom,E-mail\nAnnick,{one},{one}@mairie.example\nOmar,{other},{other}@mairie.example\n"

Line = tuple[str, ...]
Tables = dict[str, dict[str, dict[str, Any]]]


def make(folder: Path) -> Path:
    """A desk of sixty people and three sessions with fewer places, all of it in the history; its data file."""
    path = folder / "cap.json"
    store = FileStore.create(path)
    at = dt.datetime.combine(DAY, dt.time(8), dt.UTC)

    def work(tx: Any) -> None:
        for table, record in all_records(0, DAY):
            if table.name not in ("sessions", "dues"):
                tx.put(table, record)

    store.change(work, Author(by="camille", at=at, command="fill"))
    with as_user(path, "camille"):
        for number in SESSIONS:
            day = f"{DAY + dt.timedelta(days=30 + number):%d/%m/%Y}"
            said = typed("session", "new", "--title", f"Atelier {number}", "--date", day, "--capacity", str(PLACES))
            assert said[0] == 0, said
    return path


def copied(desk: Path, folder: Path) -> Path:
    """A copy of the desk, in a folder that is made anew; its data file."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(desk.parent, folder)
    return folder / desk.name


@contextlib.contextmanager
def as_user(path: Path, name: str) -> Iterable[None]:
    """Commands are typed by `name`, at the desk at `path`, on the day."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CAP_")}
    folders = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME"), str(path.parent))
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(kept | folders | {"COLUMNS": "80", "CAP_DATA": str(path), "CAP_USER": name, "CAP_LANG": "en"})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def typed(*line: str) -> tuple[int, str]:
    """The exit code of a command, and all that it said."""
    from capcli.app import app

    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            app(["--today", DAY.isoformat(), *line])
        except SystemExit as left:
            return int(left.code or 0), said.getvalue()
    return 0, said.getvalue()


def daily_line(path: Path, chance: random.Random, undo: str) -> Line:
    """A command line of daily work, which may be refused; `undo` is the entry that it may take back."""
    person, session = f"P{chance.randint(1, STAYING)}", f"S{chance.choice(SESSIONS)}"
    lines: list[Line] = [
        ("register", session, person),
        ("unregister", session, person),
        ("dues", "pay", person, "--year", "2023"),
        ("person", "edit", person, "--function", f"maire {chance.random()}"),
        ("undo", undo),
        ("import", str(path.with_name(f"form-{os.getpid()}.csv")), "--session", session, "--yes"),
        ("backup", "now"),
        ("sweep",),
    ]
    line = chance.choice(lines)
    if line[0] == "import":
        one, other = ("".join(chance.choices("abcdefghilmnoprstuv", k=9)) for _name in range(2))
        Path(line[1]).write_text(FORM.format(one=one, other=other), encoding="utf-8")
    return line


def entry_in(said: str) -> int | None:
    """The entry that a command says it made."""
    found = re.search(r"^Undo: cap undo H(\d+)$", said, re.M)
    return int(found[1]) if found else None


def kept(path: Path) -> tuple[int, Tables]:
    """The last committed entry and the records of the file."""
    tables = json.loads(path.read_bytes())
    return tables.pop("_meta")["1"]["entry"], tables


def history(path: Path, committed: int) -> list[dict[str, Any]]:
    """The committed entries, oldest first."""
    lines = Path(f"{path}.journal").read_bytes().splitlines()
    entries = [json.loads(line) for line in lines[:committed]]
    assert [entry["entry"] for entry in entries] == list(range(1, committed + 1)), "the history has gaps"
    return entries


def replayed(entries: Iterable[dict[str, Any]]) -> Tables:
    """The records that the history leads to, from nothing; each change must begin where the last one ended."""
    tables: Tables = {}
    for entry in entries:
        for change in entry.get("changes", ()):
            table, number = tables.setdefault(change["table"], {}), str(change["id"])
            assert table.get(number) == change["before"], f"H{entry['entry']} is not about what was there"
            if change["after"] is None:
                del table[number]
            else:
                table[number] = change["after"]
        check_rules(tables, entry)
    return tables


def check_rules(tables: Tables, entry: dict[str, Any]) -> None:
    """Rules 1 and 2, after each entry: no place is held twice, nobody asks twice for one."""
    if not any(change["table"] == "registrations" for change in entry.get("changes", ())):
        return
    live: dict[int, list[dict[str, Any]]] = {}
    for one in tables["registrations"].values():
        if one["state"] in (*HELD, "waiting"):
            live.setdefault(one["session"], []).append(one)
    for session, found in live.items():
        held = sum(one["state"] in HELD for one in found)
        assert held <= tables["sessions"][str(session)]["capacity"], f"H{entry['entry']} passes rule 1"
        assert len({one["person"] for one in found}) == len(found), f"H{entry['entry']} passes rule 2"


def prove(path: Path) -> int:
    """Hold the file against its history; the last committed entry.

    Raises:
        AssertionError: they do not agree, or a rule is broken.
    """
    committed, tables = kept(path)
    told = replayed(history(path, committed))
    assert {name: rows for name, rows in told.items() if rows} == {name: rows for name, rows in tables.items() if rows}
    return committed


def leftovers(path: Path) -> list[str]:
    """What is half-made beside the file, or held."""
    found = [one.name for folder in (path.parent, Path(f"{path}.backups")) for one in folder.glob("*.new")]
    return found + [one for one in [Path(f"{path}.lock").read_text()] if one]
