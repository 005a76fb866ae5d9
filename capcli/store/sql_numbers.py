"""Numbers for new records and entries: above every number ever used, whoever else is taking some."""

from collections import defaultdict, deque
from typing import Protocol

from sqlalchemy import Connection, func, literal, select, text, union_all
from sqlalchemy.dialects.sqlite import insert

from capcli.errors import DataFileError
from capcli.store.sql_errors import ConflictError, told
from capcli.store.sql_tables import Tables

Taken = dict[str, list[int]]
"""The numbers that a change took, by table; it uses them when it begins again."""


class NumbersTakenError(ConflictError):
    """Others took numbers that a change had foreseen: it begins again at once, with those that it has by now."""


class NumbersHiddenError(ConflictError):
    """Who may take numbers may not look at them: the change begins again, and takes them as it goes."""


class Numbers(Protocol):
    """The numbers that one transaction takes."""

    def take(self, name: str) -> int:
        """The next one of the table `name`, or of the entries."""

    def pass_over(self, name: str, number: int) -> None:
        """Give none up to `number` from now on."""

    def settle(self) -> None:
        """The work is done and is to be written: its numbers are its own from now on.

        Raises:
            NumbersTakenError: they are not.
        """

    def keep(self) -> None:
        """Write down what was taken, as part of the transaction."""


class Sequences:
    """From the sequences of the database: nobody waits for anybody; what is taken and not used is never used."""

    def __init__(self, address: str, connection: Connection, tables: Tables) -> None:
        self._address, self._connection, self._tables = address, connection, tables
        self._taken: defaultdict[str, int] = defaultdict(int)
        self._ready: defaultdict[str, deque[int]] = defaultdict(deque)
        self._last: dict[str, int] = {}

    def take(self, name: str) -> int:
        """See `Numbers.take`; whoever takes many gets a quarter more of them at a time."""
        ready = self._ready[name]
        if not ready:
            count = max(1, self._taken[name] // 4)
            more = select(self._tables.numbers[name].next_value()).select_from(func.generate_series(1, literal(count)))
            with told(self._address):
                ready.extend(sorted(self._connection.execute(more).scalars()))
            self._taken[name] += count
            self._last[name] = ready[-1]
        return ready.popleft()

    def pass_over(self, name: str, number: int) -> None:
        """See `Numbers.pass_over`."""
        if number > self._last_of(name):
            sequence = self._named(name)
            last = f"(SELECT last_value FROM {sequence})"
            self._last[name] = self._ask(f"SELECT setval('{sequence}', GREATEST(CAST({number:d} AS BIGINT), {last}))")
            self._ready[name].clear()

    def settle(self) -> None:
        """See `Numbers.settle`: they are taken already."""

    def keep(self) -> None:
        """See `Numbers.keep`: sequences keep their numbers by themselves."""

    def _last_of(self, name: str) -> int:
        """The number after which the next one comes, as far as this transaction knows."""
        if name not in self._last:
            self._last[name] = self._ask(
                f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {self._named(name)}"
            )
        return self._last[name]

    def _named(self, name: str) -> str:
        return self._connection.dialect.identifier_preparer.format_sequence(self._tables.numbers[name])

    def _ask(self, question: str) -> int:
        with told(self._address):
            return int(self._connection.execute(text(question)).scalar_one())


class Foreseen(Sequences):
    """The same, taken once the work is done, so that a plan or what a rule refuses takes none.

    Until then a number is the one that comes next if nobody else takes any.
    """

    def __init__(self, address: str, connection: Connection, tables: Tables, taken: Taken) -> None:
        super().__init__(address, connection, tables)
        self._before, self._foreseen = taken, Taken()
        self._is_settled = bool(taken)
        for name, numbers in taken.items():
            self._ready[name].extend(numbers)
            self._last[name] = numbers[-1]

    def take(self, name: str) -> int:
        """See `Numbers.take`.

        Raises:
            NumbersHiddenError: they cannot be foreseen.
        """
        if self._is_settled:
            return super().take(name)
        try:
            self._last[name] = self._last_of(name) + 1
        except DataFileError as error:
            raise NumbersHiddenError if error.code == "sql_rights" else error from None
        self._foreseen.setdefault(name, []).append(self._last[name])
        return self._last[name]

    def settle(self) -> None:
        """See `Numbers.settle`."""
        self._is_settled = True
        if not self._foreseen:
            return
        wanted = [
            select(literal(name), self._tables.numbers[name].next_value()).select_from(
                func.generate_series(1, literal(len(numbers)))
            )
            for name, numbers in self._foreseen.items()
        ]
        with told(self._address):
            for name, number in self._connection.execute(union_all(*wanted)):
                self._before.setdefault(name, []).append(number)
        for numbers in self._before.values():
            numbers.sort()
        if self._before != self._foreseen:
            raise NumbersTakenError


class Counters:
    """From a table, where one transaction writes at a time."""

    def __init__(self, address: str, connection: Connection, tables: Tables) -> None:
        self._address, self._connection, self._counters = address, connection, tables.counters
        with told(address):
            rows = connection.execute(select(self._counters)).all()
        self._kept: dict[str, int] = {row.of_table: row.last for row in rows}
        self._last = dict(self._kept)

    def take(self, name: str) -> int:
        """See `Numbers.take`."""
        number = self._last[name] = self._last.get(name, 0) + 1
        return number

    def pass_over(self, name: str, number: int) -> None:
        """See `Numbers.pass_over`."""
        self._last[name] = max(self._last.get(name, 0), number)

    def settle(self) -> None:
        """See `Numbers.settle`: one transaction writes at a time."""

    def keep(self) -> None:
        """See `Numbers.keep`."""
        moved = [{"of_table": name, "last": last} for name, last in self._last.items() if last != self._kept.get(name)]
        if not moved:
            return
        made = insert(self._counters)
        with told(self._address):
            self._connection.execute(
                made.on_conflict_do_update(index_elements=["of_table"], set_={"last": made.excluded.last}), moved
            )


def numbers_of(address: str, connection: Connection, tables: Tables, taken: Taken | None) -> Numbers:
    """The numbers of this kind of database; `taken` gets those of a change that foresees its own."""
    if connection.dialect.name == "sqlite":
        return Counters(address, connection, tables)
    if taken is None:
        return Sequences(address, connection, tables)
    return Foreseen(address, connection, tables, taken)
