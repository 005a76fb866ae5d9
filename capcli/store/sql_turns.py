"""How a change that another one came between begins again, until it is its turn or too late."""

import random
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from capcli.errors import DataFileError
from capcli.store.sql_engines import is_serializable, let_go, writing
from capcli.store.sql_errors import BrokenError, ConflictError, LostError, connecting, told
from capcli.store.sql_holds import Held, raise_counter
from capcli.store.sql_tables import Tables

_MOST_BROKEN = 3
"""How often what a reference or rule 2 forbids may be explained by others; then it is the work itself."""
_PAUSE, _LONGEST_PAUSE = 0.002, 0.25
_EVERYBODY: Held = ("", 0)


class Turns:
    """The times that one change may be tried.

    Where transactions are serializable, all but one of those who want the same
    begin again, and all of them at once: one would be lucky, some never. So
    whoever begins again first gets in line, by raising the counter of what it
    holds on a connection of its own, which waits there without having looked at
    anything yet: behind those who hold the same; the next time, behind all who
    begin again. That connection commits after the change.
    """

    def __init__(self, address: str, engine: Engine, tables: Tables, seconds: float) -> None:
        self._address, self._engine, self._tables = address, engine, tables
        self._seconds, self._until = seconds, time.monotonic() + seconds
        self._pause, self._broken, self._was_lost = _PAUSE, 0, False
        self._lines: dict[Held, Connection] = {}

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return max(0.0, self._until - time.monotonic())

    @property
    def raised(self) -> set[Held]:
        """What is held by standing in line."""
        return set(self._lines)

    def wait(self, error: Exception, held: Held | None) -> None:
        """Let others go first; `held` is what the change claimed before anything else.

        Raises:
            DataFileError: it was tried for long enough, or another time changes nothing.
        """
        self._broken += isinstance(error, BrokenError)
        self._was_lost = self._was_lost or isinstance(error, LostError)
        if self._broken > _MOST_BROKEN:
            raise DataFileError("sql_failed", address=self._address, reason=str(error)) from None
        if isinstance(error, DataFileError) and not (self._was_lost and self.left):
            raise error
        if not self.left:
            raise self._too_late()
        if isinstance(error, DataFileError) or not self._line_up(held):
            time.sleep(min(self.left, random.uniform(0, self._pause)))
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)

    def done(self) -> None:
        """Let the next ones in, who see what was committed; it is, whatever becomes of these connections."""
        for connection in self._lines.values():
            with suppress(ConflictError, LostError), told(self._address):
                connection.commit()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def _line_up(self, held: Held | None) -> bool:
        """Stand in another line than before, until it is our turn there; False where there is none."""
        if not is_serializable(self._engine):
            return False
        wanted = [held] if held and not self._lines else [_EVERYBODY, *([held] if held else [])]
        if set(wanted) == set(self._lines):
            return False
        self._leave()  # always everybody's line before one of its own, so that no two wait for each other
        for line in wanted:
            self._stand(line)
        return True

    def _stand(self, line: Held) -> None:
        with connecting(self._address):
            self._lines[line] = writing(self._engine, self.left, isolation="READ COMMITTED")
        try:
            with told(self._address):
                raise_counter(self._lines[line], self._tables, line)
        except ConflictError:
            raise self._too_late() from None

    def _leave(self) -> None:
        while self._lines:
            let_go(self._lines.popitem()[1])

    def _too_late(self) -> DataFileError:
        return DataFileError("sql_busy", address=self._address, seconds=f"{self._seconds:g}")
