"""Kill the first of two PostgreSQL servers while people register, promote the second, and count what is there.

    python benchmarks/failover.py [--people 500] [--places 100] [--clients 16] [--kills 1]

The second follows the first synchronously: whoever is told that a registration
is kept may rely on both. Clients name both servers in one address and find the
one that takes changes by themselves. Ends with 1 when an acknowledged
registration is missing, or a rule is broken. See `benchmarks/README.md`.
"""

import argparse
import datetime as dt
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from queue import Empty, SimpleQueue

import psycopg
from servers import Server, servers

from capcli.domain.keys import keyed_person
from capcli.domain.records import HELD, LIVE, PEOPLE, REGISTRATIONS, SESSIONS, Person, Registration, Session, Slot
from capcli.errors import DataFileError
from capcli.services.registrations import register
from capcli.store.protocol import Author
from capcli.store.sql_store import SqlStore

DAY = dt.date(2026, 11, 23)


class Rush:
    """The clients, and what each was told."""

    def __init__(self, address: str, people: int, clients: int) -> None:
        self.acknowledged: dict[int, int] = {}
        self.unknown: list[int] = []
        self.defects: list[str] = []
        self.refused: Counter[str] = Counter()
        self.longest = 0.0
        self._address, self._queue = address, SimpleQueue[int]()
        for person in range(1, people + 1):
            self._queue.put(person)
        self._threads = [threading.Thread(target=self._client) for _ in range(clients)]

    def start(self) -> None:
        """All at once."""
        for one in self._threads:
            one.start()

    def wait(self) -> None:
        """Until everybody was served."""
        for one in self._threads:
            one.join()

    def _client(self) -> None:
        store = SqlStore(self._address)
        with suppress(Empty):
            while True:
                self._register(store, self._queue.get_nowait())
        store.close()

    def _register(self, store: SqlStore, person: int) -> None:
        now, start = dt.datetime.now(dt.UTC), time.monotonic()
        author = Author(by="camille", at=now, command="register", options=["session", "who"])
        try:
            done = store.change(lambda tx: register(tx, 1, [person], today=DAY, now=now, by="camille"), author)
            self.acknowledged[person] = done.entry or 0
        except DataFileError as error:
            if error.code == "sql_unknown":
                self.unknown.append(person)
            else:
                self.refused[error.code] += 1
                time.sleep(0.2)
                self._queue.put(person)  # nothing was changed, and the message said so: they type it again
        except Exception as error:  # noqa: BLE001 # whatever it is, it is a defect, and told
            self.defects.append(f"P{person}: {error!r}")
        self.longest = max(self.longest, time.monotonic() - start)


def in_step(first: Server, second: Server) -> None:
    """Make the second a copy of the first that every commit waits for."""
    second.follow(first, "second")
    second.start()
    first.set(synchronous_standby_names="second")
    with psycopg.connect(first.address, autocommit=True) as connection:
        for _ in range(600):
            found = connection.execute("SELECT sync_state FROM pg_stat_replication").fetchall()
            if found == [("sync",)]:
                return
            time.sleep(0.05)
    raise SystemExit("the second server does not follow")


def a_desk(address: str, people: int, places: int) -> None:
    """A session with a few places, and many people."""
    store, at = SqlStore.create(address), dt.datetime.now(dt.UTC)
    slots = [Slot(date=DAY + dt.timedelta(30))]

    def work(tx):
        tx.put(SESSIONS, Session(code="rush", title="Atelier", slots=slots, capacity=places, created_at=at))
        for number in range(1, people + 1):
            named = {"given_name": "Camille", "family_name": f"Personne {number}", "name_key": "", "search_key": ""}
            tx.put(PEOPLE, keyed_person(Person(**named, created_at=at)))

    store.change(work, Author(by="camille", at=at, command="fill"))
    store.close()


def of_both(first: Server, second: Server) -> str:
    """The address of whichever takes changes."""
    return (
        f"postgresql:///postgres?host=127.0.0.1,127.0.0.1&port={first.port},{second.port}"
        "&user=cap&target_session_attrs=read-write"
    )


def wrong(rush: Rush, store: SqlStore, places: int) -> list[str]:
    """What is not as it must be."""
    made = store.read().find(REGISTRATIONS, "session", 1)
    live = [one for one in made if one.state in LIVE]
    told = Counter(one.person for one in live)
    entries = {one.entry for one in store.history()}
    held = [one for one in live if one.state in HELD]
    found = [f"P{person} was acknowledged and is missing" for person in rush.acknowledged if person not in told]
    found += [f"P{person} is there {count} times" for person, count in told.items() if count > 1]
    found += [f"entry {one} is missing" for one in set(rush.acknowledged.values()) - entries]
    found += [f"P{one} is there and nobody asked" for one in told if one not in {*rush.acknowledged, *rush.unknown}]
    if len(held) != min(places, len(live)):
        found.append(f"{len(held)} hold a place of {places}")
    if not _in_order(live):
        found.append("somebody who waits came before somebody who has a place")
    return found


def _in_order(live: list[Registration]) -> bool:
    held = [one.id for one in live if one.state in HELD]
    return all(one.id > max(held) for one in live if one.state == "waiting")


def trial(people: int, places: int, clients: int) -> bool:
    """One kill; whether all is well."""
    with servers(2) as (first, second):
        first.make(wal_level="replica", max_wal_senders="5", max_connections="80")
        first.start()
        in_step(first, second)
        a_desk(first.address, people, places)
        rush = Rush(of_both(first, second), people, clients)
        rush.start()
        while len(rush.acknowledged) < people // 3:
            time.sleep(0.001)
        before, killed = len(rush.acknowledged), time.monotonic()
        first.kill()
        second.promote()
        promoted = time.monotonic() - killed
        rush.wait()
        store = SqlStore(second.address)
        faults = [*rush.defects, *wrong(rush, store, places)]
        print(f"killed after {before} acknowledgements; the second took over {promoted:.1f} s later")
        print(f"  {len(rush.acknowledged):4} acknowledged, {len(rush.acknowledged) - before} of them after the kill")
        print(f"  {len(rush.unknown):4} told that nobody knows whether theirs was kept (the kill came in their commit)")
        print(f"  {sum(rush.refused.values()):4} times told to try again while no server took changes")
        print(f"  {rush.longest:4.1f} s, the longest that anybody waited")
        for fault in faults:
            print(f"  WRONG: {fault}")
        store.close()
    return not faults


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    words.add_argument("--people", type=int, default=500)
    words.add_argument("--places", type=int, default=100)
    words.add_argument("--clients", type=int, default=16)
    words.add_argument("--kills", type=int, default=1, help="trials, each with servers of its own")
    asked = words.parse_args()
    well = [trial(asked.people, asked.places, asked.clients) for _ in range(asked.kills)]
    print(f"{sum(well)} of {len(well)} trials: every acknowledged registration is there, rules 1 and 2 hold")
    sys.exit(0 if all(well) else 1)


if __name__ == "__main__":
    main()
