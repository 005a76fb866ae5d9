"""What every backend offers, over plain records.

`work` functions given to `Store.change` may run again after a conflict, so
they neither prompt nor print; they return what the command will say.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct

from capcli.domain.records import Record, Table

R = TypeVar("R", bound=Record)
T = TypeVar("T")
C = TypeVar("C", covariant=True)


NOBODY = "?"
"""Who changed what was changed outside `cap`: the history cannot know."""
OUTSIDE_EDIT = "outside edit"
"""The command of the entry that tells what was changed outside `cap`."""
REPAIR = "doctor"
"""The command of the entry that tells what a repair of damage changed."""
LOST = "missing entries"
"""The command of the entry in which a repair notes that the history lost those that its `skips` count, and itself."""


class Author(Struct, frozen=True, kw_only=True):
    """Who does something: the name kept, the command's path and its option names (never their values)."""

    by: str
    at: datetime
    command: str
    options: list[str] = []

    def entry(
        self, number: int, changes: list["Change"], undoes: int | None, redact: "Redact | None" = None
    ) -> "Entry":
        """The entry of what they changed, without what is forgotten by it."""
        if redact is not None:
            changes = redacted(changes, redact)
        return Entry(
            entry=number,
            at=self.at,
            by=self.by,
            command=self.command,
            options=self.options,
            undoes=undoes,
            changes=changes,
        )


class Change(Struct, frozen=True, kw_only=True):
    """One document before and after, as plain data without its number; None where it does not exist."""

    table: str
    id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


Notify = Callable[[str, dict[str, object]], None]
"""Is told, by a code and its values, what a store has to say that is no error."""


def told_once(notify: Notify | None) -> Notify:
    """The same, told each code at most once."""
    told: set[str] = set()

    def tell(code: str, values: dict[str, object]) -> None:
        if notify is not None and code not in told:
            told.add(code)
            notify(code, values)

    return tell


Redact = Callable[[Change], Change]
"""What the history may keep of a change when something is forgotten for good; the same change when it may all stay."""


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry of the history: what one command changed. `undoes` is the entry that an undo took back.

    `skips` are the numbers just before it that no entry has: a database gives
    some to changes that it does not keep, and a file that came from one tells of it.
    Before one of the command `LOST` they were there and are lost.
    """

    entry: int
    at: datetime
    by: str
    command: str
    options: list[str] = []
    undoes: int | None = None
    changes: list[Change] = []
    skips: int = 0


def redacted(changes: Iterable[Change], redact: Redact) -> list[Change]:
    """The changes as the history may keep them; one that changed nothing else is left out."""
    kept = (redact(change) for change in changes)
    return [change for change in kept if change.before != change.after]


class Committed(Struct, Generic[T], frozen=True):
    """What `work` returned, and the number of the entry it made: None when nothing changed."""

    result: T
    entry: int | None


def has_value(record: Record, field: str, values: Set[object]) -> bool:
    """Whether `field` equals one of `values`, or holds one where it is a list: what `find` and `find_any` mean."""
    held = getattr(record, field)
    return any(value in held for value in values) if isinstance(held, list) else held in values


class Reader(Protocol):
    """A consistent view of the records; `get` and the finds decode only what they return."""

    has_indexes: bool
    """Whether a find takes as long as what it finds, as in a database; in a file it passes over the whole table."""

    def get(self, table: Table[R], number: int) -> R | None:
        """The record with this number."""

    def get_any(self, table: Table[R], numbers: Iterable[int]) -> dict[int, R]:
        """The records that there are of these numbers, by number: asked for at once, however many."""

    def find(self, table: Table[R], field: str, value: object) -> list[R]:
        """The records whose `field` equals `value` (or holds it, where the field is a list), by number."""

    def find_any(self, table: Table[R], field: str, values: Iterable[object]) -> list[R]:
        """The records whose `field` equals one of `values`, by number."""

    def find_filled(self, table: Table[R], field: str) -> list[R]:
        """The records in which `field`, a list or an object, is not empty, by number."""

    def search(self, table: Table[R], words: Iterable[str]) -> list[R]:
        """The records whose `search_key` contains every one of the folded `words`, by number."""

    def scan(self, table: Table[R]) -> Iterator[R]:
        """Every record, by number."""

    def count(self, table: Table[R]) -> int:
        """How many records the table holds."""


class Transaction(Reader, Protocol):
    """A reader that sees its own changes."""

    def put(self, table: Table[R], record: R) -> R:
        """Keep `record` under its number; 0 takes the next one. Returns the record as kept."""

    def remove(self, table: Table[Any], number: int) -> None:
        """Remove the record; its number is never used again."""

    def new_id(self, table: Table[Any]) -> int:
        """A number above every number this table ever used."""

    def hold(self, table: Table[Any], number: int) -> None:
        """Claim a record against concurrent changes, first thing in `work`."""


class Store(Protocol):
    """A place where records are kept, with the history of their changes."""

    address: str
    """Where the records are, as shown to people: a path, or a URL without its password."""

    def read(self) -> Reader:
        """A view of the last committed state; never waits for a writer."""

    def change(
        self,
        work: Callable[[Transaction], T],
        author: Author,
        *,
        undoes: int | None = None,
        redact: Redact | None = None,
    ) -> Committed[T]:
        """Run `work` in one transaction and commit it as one entry of the history, or nothing at all.

        With `redact` the whole history, this entry included, is written anew as
        it says, before the change: what is forgotten is nowhere once it is
        committed, and a change that fails half-way is done again.

        Raises:
            DataFileError: `locked`, `unwritable`, `damaged`, `newer`; with `redact`, `damaged_history`.
        """

    def history(self) -> Iterator[Entry]:
        """The committed entries, newest first.

        Raises:
            DataFileError: `no_history`, when the journal is missing.
        """
