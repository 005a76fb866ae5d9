"""What a command is handed: the store, the day, who types, and the terminal.

Everything of the outside world that a command may touch passes here, so that a
test replaces one object.
"""

import datetime as dt
import os
import sys
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TextIO, TypeVar

from capcli import settings as _settings
from capcli.errors import DataFileError
from capcli.store.protocol import Author, Redact, Store, Transaction
from capcli.texts import _
from capcli.texts.wrapping import fitted

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

T = TypeVar("T")


class Terminal:
    """The streams of the process, and whether somebody is there to answer."""

    def __init__(self, *, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self._out, self._err = out, err

    @property
    def out(self) -> TextIO:
        """Results."""
        return self._out or sys.stdout

    @property
    def err(self) -> TextIO:
        """Everything else."""
        return self._err or sys.stderr

    @property
    def interactive(self) -> bool:
        """Whether a person can be asked: input and messages are both a terminal."""
        return bool(sys.stdin and sys.stdin.isatty() and self.err.isatty())

    @property
    def shows_tables(self) -> bool:
        """Whether results go to a terminal."""
        return self.out.isatty()

    def ask(self, question: str) -> str:
        """One line typed in answer to `question`; an end of input counts as an empty answer."""
        self.err.write(f"{fitted(question)} ")
        self.err.flush()
        typed = sys.stdin.readline()
        if not typed:
            self.err.write("\n")  # what follows is not said on the line of the question
        return typed.strip()


class Desk:
    """One command's view of the world."""

    def __init__(
        self,
        *,
        data: str | None = None,
        today: dt.date | None = None,
        terminal: Terminal | None = None,
        store: Store | None = None,
        language: str | None = None,
    ) -> None:
        self._data = data
        self.language = language
        """The language asked for on this command line; None follows what is remembered."""
        self._today = today
        self._store = store
        self.terminal = terminal or Terminal()
        self.command = ""
        self.options: list[str] = []
        self.last_entry: int | None = None
        self._kept: list[object] = []
        self.is_quiet = False
        """Whether the store's warnings are left unsaid, since the command itself tells of what they are about."""

    @cached_property
    def store(self) -> Store:
        """The data file or database, opened on first use.

        Raises:
            DataFileError: `no_data_file` when none is named or remembered, `absent` when the named one does not exist.
        """
        if self._store is not None:
            return self._store
        from capcli.store.opening import open_store

        return open_store(self._data, self._warn)

    def close(self) -> None:
        """Let go of the store, if it was opened and holds on to anything."""
        getattr(self.__dict__.get("store"), "close", lambda: None)()

    @cached_property
    def settings(self) -> _settings.Settings:
        """The settings in force."""
        return _settings.load(self.store.read())

    @cached_property
    def now(self) -> dt.datetime:
        """The moment of the command, in UTC: the day of `--today` at the real time of day, when one is given."""
        real = dt.datetime.now(dt.UTC).replace(microsecond=0)
        if self._today is None:
            return real
        local = real.astimezone(self._timezone)
        return dt.datetime.combine(self._today, local.timetz()).astimezone(dt.UTC)

    @cached_property
    def today(self) -> dt.date:
        """The day at the desk, in the time zone of the settings."""
        if self._today is not None:
            return self._today
        return self.now.astimezone(self._timezone).date()

    def today_in(self, zone: "ZoneInfo") -> dt.date:
        """The day it is in `zone`, for a command that opens no data file."""
        return self._today or dt.datetime.now(zone).date()

    @property
    def _timezone(self) -> "ZoneInfo":
        """The time zone of the settings, or the usual one where no data file is needed (a page read on its own)."""
        try:
            return self.settings.timezone
        except DataFileError:
            return _settings.Settings({}).timezone

    @property
    def user(self) -> str:
        """The name kept in the history: `CAP_USER`, else the system's, else its number."""
        import getpass

        try:
            name = os.environ.get("CAP_USER", "").strip() or getpass.getuser()
        except (KeyError, OSError):  # an account without an entry, as in a container
            name = f"user {os.getuid()}" if hasattr(os, "getuid") else "user"
        return name.encode("utf-8", "replace").decode()

    @property
    def author(self) -> Author:
        """Who does what, now."""
        return Author(by=self.user, at=self.now, command=self.command, options=self.options)

    @property
    def named(self) -> str | None:
        """The data file named on this command line or by `CAP_DATA`, if any."""
        return self._data

    def change(self, work: Callable[[Transaction], T], *, undoes: int | None = None, redact: Redact | None = None) -> T:
        """Run `work` in one transaction and remember its entry for `say_undo`; `undoes` is the entry it takes back.

        `redact` takes what is forgotten for good out of the history.
        """
        committed = self.store.change(work, self.author, undoes=undoes, redact=redact)
        self.last_entry = committed.entry
        return committed.result

    def keep(self, read: T) -> T:
        """Hold what was read of whole tables until the process ends: letting go of every record takes a while."""
        self._kept.append(read)
        return read

    def say(self, text: str) -> None:
        """A result, on standard output."""
        self.terminal.out.write(f"{fitted(text) if self.terminal.shows_tables else text}\n")

    def note(self, text: str) -> None:
        """Anything else, on standard error."""
        self.terminal.err.write(f"{fitted(text) if self.terminal.err.isatty() else text}\n")

    def _warn(self, code: str, values: dict[str, object]) -> None:
        """What the store has to say that is no error."""
        if self.is_quiet:
            return
        from capcli.texts.notices import notice  # rarely

        self.note(notice(code, values))

    def say_undo(self) -> None:
        """The last line of every write: how to take it back."""
        if self.last_entry is not None:
            self.say(_("Undo: cap undo H{entry}").format(entry=self.last_entry))
