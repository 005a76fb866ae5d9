"""Other programs that keep lists in files, in a place of their own: what adding one entry and listing sixty takes them.

Each is filled with as many entries as the data file of `cap` has registrations,
in groups of sixty, and asked in the quickest way that its manual offers.
"""

import datetime as dt
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from uuid import UUID

from timing import Bench, Command, always

GROUP = 60
NAME = "Camille Martineau"
FIRST_DAY = dt.date(2000, 1, 1)


class Rival(Protocol):
    """A program, its file filled."""

    name: str

    def __init__(self, program: str, folder: Path, size: int) -> None:
        """Fill `folder` with `size` entries."""

    def listing(self) -> Command:
        """The command that shows sixty of them."""

    def adding(self) -> Command:
        """The command that adds one to these."""


def rivals(bench: Bench, place: Path) -> list[tuple[type[Rival], str]]:
    """The programs that can be had here, each with where it is: Debian's packages, unpacked and not installed; PyPI."""
    found: list[tuple[type[Rival], str]] = []
    for kind, package, program in ((Hledger, "hledger", "hledger"), (Task, "taskwarrior", "task")):
        path = shutil.which(program) or unpacked(package, program, place)
        if path:
            found.append((kind, path))
        else:
            print(f"{program}: not measured, it is not installed and apt-get does not offer it")
    bench.run([bench.python, "-m", "pip", "-q", "--disable-pip-version-check", "install", "khal"])
    return [*found, (Khal, str(Path(bench.python).with_name("khal")))]


def unpacked(package: str, program: str, place: Path) -> str | None:
    """The program out of a Debian package; None where there are none."""
    if not shutil.which("apt-get"):
        return None
    folder = place / package
    folder.mkdir(parents=True)
    got = subprocess.run(["apt-get", "-qq", "download", package], cwd=folder, capture_output=True)
    if got.returncode:
        return None
    for file in folder.glob("*.deb"):
        subprocess.run(["dpkg", "-x", str(file), str(folder)], check=True)
    path = folder / "usr" / "bin" / program
    runs = path.exists() and subprocess.run([path, "--version"], capture_output=True).returncode == 0
    return str(path) if runs else None


def groups(size: int) -> Iterator[tuple[int, int]]:
    """The number of every entry and that of its group, both from 1."""
    return ((n, (n - 1) // GROUP + 1) for n in range(1, size + 1))


class Hledger:
    """Accounts in plain text: a transaction an entry, an account a group."""

    name = "hledger"

    def __init__(self, program: str, folder: Path, size: int) -> None:
        self._program, self._file = program, folder / "entries.journal"
        with self._file.open("w") as file:
            for n, group in groups(size):
                day = FIRST_DAY + dt.timedelta(days=group)
                file.write(f"{day} {NAME} {n}\n    sessions:S{group}    1 place\n    people:P{n}\n\n")

    def listing(self) -> Command:
        """A register of the account."""
        return always(self._program, "-f", str(self._file), "register", "^sessions:S1$")

    def adding(self) -> Command:
        """Its dialogue, answered by a pipe."""
        answers = f"2026-01-01\\n{NAME}\\nsessions:S1\\n1 place\\npeople:P1\\n\\n.\\ny\\n.\\n"
        return always("sh", "-c", f"printf '{answers}' | '{self._program}' -f '{self._file}' add")


class Task:
    """Taskwarrior: a task an entry, a project a group."""

    name = "task"

    def __init__(self, program: str, folder: Path, size: int) -> None:
        kept = folder / "task"
        kept.mkdir()
        with (kept / "pending.data").open("w") as file:
            for n, group in groups(size):
                said = f'description:"{NAME} {n}" entry:"1700000000" project:"S{group}" status:"pending"'
                file.write(f'[{said} uuid:"{UUID(int=n)}"]\n')
        settings = folder / "taskrc"
        settings.write_text(f"data.location={kept}\nconfirmation=off\n")
        self._line = [program, f"rc:{settings}"]

    def listing(self) -> Command:
        """Its usual list."""
        return always(*self._line, "project.is:S1", "list")

    def adding(self) -> Command:
        """One more task."""
        return always(*self._line, "add", "project:S1", NAME)


class Khal:
    """A calendar: an event a file, a day a group; it keeps an index of its own."""

    name = "khal"

    def __init__(self, program: str, folder: Path, size: int) -> None:
        events = folder / "events"
        events.mkdir()
        for n, group in groups(size):
            day = FIRST_DAY + dt.timedelta(days=group)
            event = f"UID:{n}\r\nDTSTAMP:20000101T000000Z\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\nSUMMARY:{NAME} {n}"
            begin, end = (
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x\r\nBEGIN:VEVENT",
                "END:VEVENT\r\nEND:VCALENDAR\r\n",
            )
            (events / f"{n}.ics").write_text(f"{begin}\r\n{event}\r\n{end}", newline="")
        settings = folder / "khal.conf"
        days = "".join(
            f"{kind} = %Y-%m-%d{hour}\n"
            for kind, hour in (
                ("dateformat", ""),
                ("longdateformat", ""),
                ("datetimeformat", " %H:%M"),
                ("longdatetimeformat", " %H:%M"),
            )
        )
        settings.write_text(
            f"[calendars]\n[[events]]\npath = {events}\n[sqlite]\npath = {folder / 'khal.db'}\n"
            f"[locale]\ntimeformat = %H:%M\n{days}[default]\ndefault_calendar = events\n"
        )
        self._line, self._day = [program, "-c", str(settings)], str(FIRST_DAY + dt.timedelta(days=1))
        subprocess.run([*self._line, "list", self._day, "1d"], check=True, capture_output=True)  # the index is made

    def listing(self) -> Command:
        """The events of a day."""
        return always(*self._line, "list", self._day, "1d")

    def adding(self) -> Command:
        """One more event on that day."""
        return always(*self._line, "new", self._day, NAME)
