"""Time registering, listing and status over PostgreSQL beside plain SQL, by one client and by sixteen.

    python benchmarks/sql.py [--sizes 10000,1000000] [--rounds 200] [--clients 16]

Starts a server of its own, fills a database of each size (a quarter as many
people), and prints the median and the slowest of a hundred in milliseconds,
inside the process: what a web form waits for. Plain SQL is what somebody would
write by hand for the same work, over the same tables. See `benchmarks/README.md`.
"""

import argparse
import datetime as dt
import os
import platform
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, groupby
from multiprocessing import Barrier, Process, Queue
from typing import Any

import psycopg
from fill import SEATS, all_records, first_day
from msgspec import Struct
from servers import servers
from timing import Targets

from capcli.domain.records import SESSIONS, Person, Table
from capcli.store.sql_rows import values_of
from capcli.store.sql_store import SqlStore
from capcli.store.sql_tables import tables_in

DAY = dt.date(2026, 11, 23)
OPEN = range(1, 9)
"""The sessions to come: there is room for everybody in them."""
GROWTH = 1.5

Work = Callable[[random.Random], object]


def fill(address: str, size: int) -> float:
    """A desk of `size` registrations, written by COPY; the seconds that it took."""
    start = time.perf_counter()
    SqlStore.create(address).close()
    kept, elements = tables_in(None).records, tables_in(None).lists
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        for table, records in _ordered(all_records(size, DAY)):
            columns = [column.name for column in kept[table.name].columns]
            lists = [(field, held, []) for (name, field), held in elements.items() if name == table.name]
            with cursor.copy(f"COPY {table.name} ({', '.join(map(_quoted, columns))}) FROM STDIN") as copy:
                last = 0
                for record in records:
                    values = values_of(record)
                    copy.write_row([values[name] for name in columns])
                    last = record.id
                    for field, _held, rows in lists:
                        rows.extend((record.id, place, one) for place, one in enumerate(getattr(record, field)))
            for _field, held, rows in lists:
                with cursor.copy(f"COPY {held.name} (holder, place, element) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            cursor.execute(f"SELECT setval('{table.name}_numbers', {last})")
        cursor.execute("UPDATE sessions SET capacity = 1000000 WHERE id = ANY(%s)", [list(OPEN)])
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")
    return time.perf_counter() - start


def _ordered(records: Iterator[tuple[Table[Any], Any]]) -> Iterator[tuple[Table[Any], Iterator[Any]]]:
    """The records by table, each before what refers to it, as they come."""
    for _name, group in groupby(records, key=lambda pair: pair[0].name):
        table, first = next(group)
        yield table, chain([first], (record for _table, record in group))  # noqa: B031 # it goes on, once


def _quoted(name: str) -> str:
    return f'"{name}"'


class Ours:
    """The services, over a store."""

    def __init__(self, address: str, size: int) -> None:
        from capcli.services import attendees, registrations, statuses

        self._services = attendees, registrations, statuses
        self._store, self._size = SqlStore(address), size
        self.errors: list[str] = []

    def register(self, chance: random.Random) -> None:
        """Somebody registers for a session to come; somebody registered already is told so."""
        from capcli.errors import DataFileError, Refused
        from capcli.store.protocol import Author

        session, person, now = chance.choice(OPEN), 1 + chance.randrange(self._size // 4), dt.datetime.now(dt.UTC)
        author = Author(by="camille", at=now, command="register", options=["session", "who"])
        _, registrations, _ = self._services
        try:
            self._store.change(
                lambda tx: registrations.register(tx, session, [person], today=DAY, now=now, by="camille"), author
            )
        except Refused:
            return
        except DataFileError as error:
            self.errors.append(error.code)

    def list(self, chance: random.Random) -> None:
        """The sixty of a session that is over, with their dues."""
        attendees, _, _ = self._services
        read = self._store.read()
        session = read.get(SESSIONS, chance.randrange(OPEN.stop, -(-self._size // SEATS)))
        assert session is not None
        assert len(attendees.roll(read, session, today=DAY).rows) >= SEATS // 2

    def status(self, chance: random.Random) -> None:
        """Whether somebody is up to date, and why."""
        from capcli.domain.records import PEOPLE

        _, _, statuses = self._services
        read = self._store.read()
        person = read.get(PEOPLE, 1 + chance.randrange(self._size // 4))
        assert isinstance(person, Person)
        assert statuses.status_of(read, person, DAY).up_to_date is not None


class Plain:
    """The same work in SQL written by hand, with a connection that is kept."""

    def __init__(self, address: str, size: int) -> None:
        self._connection, self._size = psycopg.connect(address), size
        self.errors: list[str] = []

    def register(self, chance: random.Random) -> None:
        """Lock the session, check the places, the person and the dues, insert, and keep what was done."""
        session, person, now = chance.choice(OPEN), 1 + chance.randrange(self._size // 4), dt.datetime.now(dt.UTC)
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.execute("SELECT capacity, slots, requires_dues FROM sessions WHERE id = %s FOR UPDATE", [session])
            (capacity, *_rest) = cursor.fetchone()
            cursor.execute(
                "SELECT count(*) FILTER (WHERE state IN ('confirmed', 'pending', 'offered')), "
                "bool_or(person = %s AND state IN ('confirmed', 'pending', 'offered', 'waiting')) "
                "FROM registrations WHERE session = %s",
                [person, session],
            )
            held, is_in = cursor.fetchone()
            if is_in or held >= capacity:
                return
            cursor.execute(_STANDING, {"person": person, "day": first_day(session, DAY)})
            name, organisation, covered = cursor.fetchone()
            state = "confirmed" if covered else "pending"
            cursor.execute(
                "INSERT INTO registrations (id, session, person, state, waits_for, priority, requested_at, entered_at, "
                "organisation, organisation_name, slots, allowed, answers, sensitive, presence, fees, history) "
                "VALUES (nextval('registrations_numbers'), %s, %s, %s, %s, 0, %s, %s, %s, %s, "
                "'[]', '[]', '{}', '{}', '[]', '[]', '[]') RETURNING id",
                [session, person, state, None if covered else "dues", now, now, organisation, name],
            )
            (number,) = cursor.fetchone()
            cursor.execute(
                'INSERT INTO entries (entry, at, "by", command, options) '
                "VALUES (nextval('entries_numbers'), %s, 'plain', 'register', '[]') RETURNING entry",
                [now],
            )
            cursor.execute(
                "INSERT INTO changes (entry, place, of_table, record, after) VALUES (%s, 0, 'registrations', %s, '{}')",
                [cursor.fetchone()[0], number],
            )

    def list(self, chance: random.Random) -> None:
        """One question with everything in it."""
        session = chance.randrange(OPEN.stop, -(-self._size // SEATS))
        with self._connection.transaction():
            found = self._connection.execute(_LIST, {"session": session, "day": first_day(session, DAY)}).fetchall()
        assert len(found) >= SEATS // 2

    def status(self, chance: random.Random) -> None:
        """One question with everything in it."""
        with self._connection.transaction():
            asked = {"person": 1 + chance.randrange(self._size // 4), "day": DAY}
            assert self._connection.execute(_STANDING, asked).fetchone()


_COVERED = (
    "EXISTS (SELECT 1 FROM dues d WHERE d.person = p.id AND d.since <= %(day)s AND d.until >= %(day)s) OR EXISTS "
    "(SELECT 1 FROM affiliations b JOIN dues d ON d.organisation = b.organisation WHERE b.person = p.id "
    "AND (b.since IS NULL OR b.since <= %(day)s) AND (b.until IS NULL OR b.until >= %(day)s) "
    "AND d.since <= %(day)s AND d.until >= %(day)s)"
)
_STANDING = (
    f"SELECT o.name, o.id, {_COVERED} FROM people p "
    "LEFT JOIN affiliations a ON a.person = p.id LEFT JOIN organisations o ON o.id = a.organisation "
    "WHERE p.id = %(person)s ORDER BY a.since LIMIT 1"
)
_LIST = (
    f"SELECT r.*, p.*, {_COVERED} FROM registrations r JOIN people p ON p.id = r.person "
    "WHERE r.session = %(session)s AND r.state IN ('confirmed', 'pending', 'offered', 'waiting') ORDER BY p.name_key"
)

KINDS = ("register", "list", "status")
HANDS: dict[str, type[Ours] | type[Plain]] = {"cap": Ours, "plain SQL": Plain}
ISOLATIONS = ("serializable", "read-committed")


class Took(Struct):
    """The milliseconds of each round of all clients together, and the errors that reached one of them."""

    rounds: list[float]
    errors: Counter[str]

    @property
    def p50(self) -> float:
        """What is usual."""
        return statistics.median(self.rounds)

    @property
    def p99(self) -> float:
        """What one of a hundred waits longer for."""
        return sorted(self.rounds)[min(len(self.rounds) - 1, int(len(self.rounds) * 0.99))]

    def __str__(self) -> str:
        """In a column."""
        return f"{self.p50:10.1f} {self.p99:8.1f}" + (f"  {dict(self.errors)}" if self.errors else "")


def timed(address: str, size: int, hand: str, kind: str, rounds: int, clients: int) -> Took:
    """One kind of work by one hand, by all clients at once."""
    answers: Queue[tuple[list[float], list[str]]] = Queue()
    together = Barrier(clients)
    known = (address, size, hand, kind, max(10, rounds // clients), together, answers)
    started = [Process(target=_client, args=(seed, *known)) for seed in range(clients)]
    for one in started:
        one.start()
    told = [answers.get(timeout=900) for _ in started]
    for one in started:
        one.join()
    return Took([took for rounds, _ in told for took in rounds], Counter(code for _, codes in told for code in codes))


def _client(seed: int, address: str, size: int, hand: str, kind: str, rounds: int, together: Any, answers: Any) -> None:
    chance, worker = random.Random(f"{seed}{hand}{kind}"), HANDS[hand](address, size)
    work: Work = getattr(worker, kind)
    for _ in range(3):
        work(chance)
    together.wait()
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        work(chance)
        took.append((time.perf_counter() - start) * 1000)
    answers.put((took, worker.errors))


def alone(addresses: dict[int, str], hand: str, kind: str, rounds: int) -> dict[int, Took]:
    """One kind of work by one client, in all the databases by turns: what else the machine does weighs on all."""
    workers = {size: HANDS[hand](address, size) for size, address in addresses.items()}
    chances = {size: random.Random(f"{size}{hand}{kind}") for size in addresses}
    took: dict[int, list[float]] = {size: [] for size in addresses}
    for turn in range(rounds + 5):
        for size, worker in workers.items():
            start = time.perf_counter()
            getattr(worker, kind)(chances[size])
            if turn >= 5:
                took[size].append((time.perf_counter() - start) * 1000)
    return {size: Took(rounds, Counter(workers[size].errors)) for size, rounds in took.items()}


def lines(kind: str) -> list[tuple[str, str, str]]:
    """What is compared for a kind of work: how it is called, by which hand, and what the address says besides."""
    ours = [(f"cap {kind}, {one}", "cap", f"?isolation={one}") for one in ISOLATIONS] if kind == "register" else []
    return [*(ours or [(f"cap {kind}", "cap", "")]), (f"plain SQL {kind}", "plain SQL", "")]


def by_one(addresses: dict[int, str], rounds: int, targets: Targets) -> None:
    """The figures of one client, and how they grow with what there is."""
    few, many = min(addresses), max(addresses)
    sizes = "".join(f"{size:>12,} p50      p99" for size in addresses)
    print(f"\n1 client, ms{'':<20}{sizes}", flush=True)
    for kind in KINDS:
        for name, hand, more in lines(kind):
            took = alone({size: address + more for size, address in addresses.items()}, hand, kind, rounds)
            print(f"  {name:<30}{''.join(f'{one!s:>25}' for one in took.values())}", flush=True)
            if hand == "cap" and few != many:
                growth = took[many].p50 / took[few].p50
                targets.at_most(f"{name}: growth from {few:,} to {many:,} registrations", growth, GROWTH)


def by_many(size: int, address: str, rounds: int, clients: int) -> None:
    """The figures of many clients at once."""
    print(f"\n{clients} clients, {size:,} registrations, ms       p50      p99", flush=True)
    for kind in KINDS:
        for name, hand, more in lines(kind):
            print(f"  {name:<30}{timed(address + more, size, hand, kind, rounds, clients)}", flush=True)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    words.add_argument("--sizes", default="10000,1000000")
    words.add_argument("--rounds", type=int, default=400)
    words.add_argument("--clients", type=int, default=16)
    asked = words.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors")
    targets, addresses = Targets(), {}
    with servers() as (server,):
        server.make(
            shared_buffers="1GB", max_wal_size="4GB", max_connections="80", max_pred_locks_per_transaction="1024"
        )
        server.start()
        for size in map(int, asked.sizes.split(",")):
            with psycopg.connect(server.address, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE size_{size}")
            addresses[size] = f"{server.address.rpartition('/')[0]}/size_{size}"
            took = fill(addresses[size], size)
            print(f"{size:,} registrations, {size // 4:,} people, filled in {took:.0f} s", flush=True)
        by_one(addresses, asked.rounds, targets)
        for size, address in addresses.items():
            by_many(size, address, asked.rounds, asked.clients)
    targets.show()


if __name__ == "__main__":
    main()
