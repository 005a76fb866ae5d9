"""`cap sweep`: a plan, a yes, one entry; and nothing else lets a deadline lapse."""

import json

import pytest

LATER = "2023-10-20"


@pytest.fixture
def desk(cap):
    """S1 of one place that asks for dues within five days: Zoé holds it, Luc and Ali wait."""
    cap("config", "set", "registration.pending_days", "5")
    cap("session", "new", "--title", "Atelier compost", "--date", "28/11/2023", "--capacity", "1", "--requires-dues")
    cap("person", "add", "Zoé MARTINEAU", "--email", "zoe@die.example")
    cap("person", "add", "Luc ROCHE")
    cap("person", "add", "Ali BEN")
    assert cap("register", "S1", "martineau, roche, ben").code == 0
    return cap


def states(desk):
    rows = json.loads(desk("attendees", "S1", "--state", "pending", "--state", "waiting", "--state", "cancelled",
        "-f", "json").out)  # fmt: skip
    return {row["person"]["ref"]: row["state"] for row in rows}


def test_a_plan_says_who_lapses_and_who_is_served_and_writes_nothing(desk, home):
    before = (home / "cap.json").read_bytes()
    done = desk("sweep", "--dry-run", today=LATER)
    assert done.code == 0
    _heading, lapses, served, footer = done.out.splitlines()
    assert lapses.split()[:5] == ["lapses", "R1", "S1", "Zoé", "MARTINEAU"]
    assert lapses.endswith("07/10/2023")
    assert served.startswith("gets a place")
    assert "subject to dues" in served
    assert footer == "1 deadline passed."
    assert done.err == "Nothing was written: this was only the plan.\n"
    assert (home / "cap.json").read_bytes() == before


def test_a_yes_does_it_in_one_entry_that_can_be_taken_back(desk):
    done = desk("échéances", "--yes", today=LATER)
    assert done.code == 0, done.err
    assert (
        "cancelled  R1  Zoé MARTINEAU (P1) — S1 Atelier compost, Tuesday 28 November 2023: kept through "
        "7 October 2023.\nTell Zoé MARTINEAU (zoe@die.example).\n"
    ) in done.out
    assert "A place came free for Luc ROCHE (P2): R2 is subject to dues" in done.out
    assert states(desk) == {"P1": "cancelled", "P2": "pending", "P3": "waiting"}
    assert desk("sweep", "--yes", today=LATER).out == "No deadline has passed.\n"
    assert desk("undo", "--yes").code == 0
    assert states(desk) == {"P1": "pending", "P2": "waiting", "P3": "waiting"}


def test_off_a_terminal_a_yes_is_asked_for(desk):
    done = desk("sweep", today=LATER)
    assert (done.code, "--yes" in done.err) == (2, True)
    assert states(desk)["P1"] == "pending"


def test_nothing_else_lapses_anything_and_says_that_it_is_due(desk):
    """Registering, cancelling and listing leave the place where it is."""
    desk("person", "add", "Eve DIE")
    for words in (("register", "S1", "die"), ("unregister", "S1", "ben"), ("attendees", "S1"), ("waitlist", "S1")):
        done = desk(*words, today=LATER)
        assert done.code == 0, done.err
        assert "1 deadline passed: cap sweep --dry-run" in done.err
    assert states(desk)["P1"] == "pending"


def test_programs_read_the_plan_and_what_was_done_beside_it(desk):
    done = desk("sweep", "--yes", "-f", "json", today=LATER)
    rows = json.loads(done.out)
    assert [(row["action"], row["ref"], row["was"], row["state"], row["held_until"]) for row in rows] == [
        ("lapses", "R1", "pending", "cancelled", "2023-10-07T22:00:00Z"),
        ("promoted", "R2", "waiting", "pending", None),
    ]
    assert "Undo: cap undo H" in done.err
    assert json.loads(desk("sweep", "-f", "json", today=LATER).out) == []


def test_a_session_that_is_over_is_left_alone_and_nothing_is_said_to_be_due(desk):
    assert desk("sweep", "--yes", today="2023-11-29").out == "No deadline has passed.\n"
    assert desk("attendees", "S1", today="2023-11-29").err == ""


def test_the_plan_says_what_a_request_approved_before_waits_for(desk):
    """Dues: it is not looked at a second time once a place comes free."""
    desk(
        "session", "new", "--title", "Bilan", "--date", "5/12/2023", "--capacity", "1", "--requires-dues", "--approval"
    )
    assert desk("register", "S2", "martineau, roche", "--approve").code == 0
    rows = json.loads(desk("sweep", "--dry-run", "-f", "json", today=LATER).out)
    served = [row for row in rows if row["session"] == "S2" and row["action"] == "promoted"]
    assert [(row["person"]["ref"], row["state"], row["waits_for"]) for row in served] == [("P2", "pending", "dues")]
