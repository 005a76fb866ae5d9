"""Two coordinators confirm two people for the one place that is left, at the same moment, in two processes."""

import contextlib
import io
import json
import os
from multiprocessing import get_context

from capcli.app import app

EVE_AT_NOON = "2023-11-28"
"""The day of the session: its waiting list stands still, and places are given by hand."""


def _confirm(who: str, barrier) -> None:
    """Confirm somebody, once both processes are ready; the exit code tells what came of it."""
    line = ["--today", EVE_AT_NOON, "confirm", "S1", who, "--allow", "closed", "--reason", "By telephone"]
    barrier.wait(60)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            app(line)
        except SystemExit as left:
            os._exit(int(left.code or 0))
    os._exit(0)


def test_the_last_place_is_confirmed_once(cap):
    """Whichever comes first: the first of the queue gets it, and nobody else does beside them."""
    assert cap("session", "new", "--title", "Atelier", "--date", "28/11/2023", "--capacity", "1").code == 0
    for name in ("Zoé MARTINEAU", "Luc ROCHE"):
        assert cap("person", "add", name).code == 0
    cap("person", "add", "Ali BEN")
    assert cap("register", "S1", "ben, martineau, roche").code == 0
    assert cap("unregister", "S1", "ben", today=EVE_AT_NOON).code == 0
    context = get_context("spawn")
    barrier = context.Barrier(2)
    processes = [context.Process(target=_confirm, args=(who, barrier)) for who in ("P1", "P2")]
    for process in processes:
        process.start()
    for process in processes:
        process.join(100)
    assert [process.exitcode for process in processes] == [0, 1]
    rows = json.loads(cap("attendees", "S1", "-f", "json").out)
    assert [(row["person"]["ref"], row["state"]) for row in sorted(rows, key=lambda row: row["id"])] == [
        ("P1", "confirmed"),
        ("P2", "waiting"),
    ]


def test_one_place_offered_is_not_both_accepted_and_declined(cap):
    """The same offer answered twice at once: one answer is kept, the other is refused."""
    assert cap("session", "new", "--title", "Atelier", "--date", "28/11/2023", "--capacity", "1").code == 0
    for name in ("Zoé MARTINEAU", "Luc ROCHE"):
        assert cap("person", "add", name).code == 0
    assert cap("register", "S1", "martineau, roche").code == 0
    assert cap("unregister", "S1", "martineau", today=EVE_AT_NOON).code == 0
    context = get_context("spawn")
    barrier = context.Barrier(2)
    processes = [context.Process(target=_confirm, args=("P2", barrier)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(100)
    assert sorted(process.exitcode for process in processes) == [0, 1]
    (row,) = json.loads(cap("attendees", "S1", "-f", "json").out)
    assert row["state"] == "confirmed"
