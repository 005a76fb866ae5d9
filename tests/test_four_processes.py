"""Two hundred `cap register` typed in four processes at once, over one file."""

import contextlib
import io
import json
import os
from multiprocessing import get_context

from capcli.app import app

CAPACITY, EACH = 150, 50


def _type(first: int) -> None:
    """Register `EACH` people, one command line each; any failure ends the process."""
    for number in range(first, first + EACH):
        line = ["--today", "2023-10-02", "register", "S1", f"P{number}"]
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                app(line)
            except SystemExit as left:
                if left.code:
                    os._exit(1)
    os._exit(0)


def test_two_hundred_registrations_from_four_processes(cap, home):
    """All are there once, each with its number and its entry; the capacity is never passed, the queue is in order."""
    assert cap("session", "new", "--title", "Foule", "--date", "28/11/2023", "--capacity", str(CAPACITY)).code == 0
    _people(home, 4 * EACH)
    processes = [get_context("spawn").Process(target=_type, args=(1 + EACH * n,)) for n in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(100)
    assert [process.exitcode for process in processes] == [0] * 4
    rows = json.loads(cap("attendees", "S1", "-f", "json").out)
    assert sorted(int(row["person"]["ref"][1:]) for row in rows) == list(range(1, 4 * EACH + 1))
    states = [row["state"] for row in sorted(rows, key=lambda row: row["id"])]
    assert states == ["confirmed"] * CAPACITY + ["waiting"] * (4 * EACH - CAPACITY)
    waiting = sorted((row for row in rows if row["position"]), key=lambda row: row["position"])
    assert [row["position"] for row in waiting] == list(range(1, len(waiting) + 1))
    assert [row["requested_at"] for row in waiting] == sorted(row["requested_at"] for row in waiting)


def _people(home, count: int) -> None:
    """Keep `count` people in one change."""
    import datetime as dt

    from capcli.domain.records import PEOPLE, Person
    from capcli.store.file import FileStore
    from capcli.store.protocol import Author

    now = dt.datetime(2023, 10, 2, tzinfo=dt.UTC)

    def work(tx):
        for number in range(1, count + 1):
            name = f"Personne{number}"
            tx.put(
                PEOPLE,
                Person(given_name="Camille", family_name=name, name_key=name, search_key=name.lower(), created_at=now),
            )

    FileStore(home / "cap.json").change(work, Author(by="camille", at=now, command="test"))
