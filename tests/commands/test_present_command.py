"""`cap present` as it is typed."""

import json

import pytest

DAY, BETWEEN, LAST = "2023-11-28", "2023-11-29", "2023-12-05"


@pytest.fixture
def desk(cap):
    """S1 of one place that asks for dues, S2 of two slots, and four people, the first two registered in both."""
    for options in (
        ("--title", "Atelier compost", "--date", "28/11/2023", "--from", "10:30", "--to", "12:00", "--capacity", "2",
         "--requires-dues"),
        ("--title", "Cycle", "--slot", "2023-11-28 14:00-16:00", "--slot", "2023-12-05 14:00-16:00"),
    ):  # fmt: skip
        assert cap("session", "new", *options).code == 0
    for name in ("Zoé MARTINEAU", "Luc ROCHE", "Ali BEN", "Eve DIE"):
        assert cap("person", "add", name).code == 0
    for session in ("S1", "S2"):
        assert cap("register", session, "martineau, roche").code == 0
    return cap


def typed(desk, *words, today=DAY):
    done = desk(*words, today=today)
    assert done.code == 0, done.err
    return done.out.splitlines()


def refused(desk, *words, code=1, today=DAY):
    done = desk(*words, today=today)
    assert (done.code, done.out) == (code, "")
    assert done.err.count("\n") == 1
    return done.err


def test_each_mark_is_said_with_the_state_of_the_place(desk):
    assert typed(desk, "present", "S1", "martineau, roche") == [
        "present  R1  Zoé MARTINEAU (P1) — S1 Atelier compost, Tuesday 28 November 2023 — subject to dues",
        "present  R2  Luc ROCHE (P2) — S1 Atelier compost, Tuesday 28 November 2023 — subject to dues",
        "Undo: cap undo H10",
    ]
    assert [line[:15] for line in typed(desk, "présents", "S1", "P1")] == ["already present"], "nothing to undo"


def test_the_day_is_named_when_it_has_not_come(desk):
    assert refused(desk, "present", "S1", "martineau", today="2023-11-27") == (
        "cap: S1 Atelier compost begins on 28 November 2023: who was there is marked from that day on. "
        "A place given up before is ended with cap unregister S1 WHO.\n"
    )


def test_slots_are_said_where_there_are_several(desk):
    done = desk("present", "S2", "martineau", today=DAY)
    assert done.out.splitlines()[1] == "  Tuesday 28 November 2023, 14:00–16:00"
    assert done.err == "Still to come, not marked: Tuesday 5 December 2023, 14:00–16:00.\n"
    assert "Slot 2 of S2 Cycle is on 5 December 2023" in refused(desk, "present", "S2", "P1", "--slot", "2")
    lines = typed(desk, "present", "S2", "martineau", "--absent", today=LAST)
    assert lines[1:3] == [
        "  Tuesday 5 December 2023, 14:00–16:00",
        "  Tuesday 28 November 2023, 14:00–16:00: stays present; add --slot 1 to change it.",
    ]
    lines = typed(desk, "present", "S2", "martineau", "--clear", today=LAST)
    assert lines[0].startswith("mark taken back  R3")


def test_whoever_walks_in_is_registered_and_told_what_it_needs(desk):
    full = refused(desk, "present", "S1", "ali")
    assert full == (
        "cap: No place is left in the session for Ali BEN (P3): 2 of 2 are taken in S1 Atelier compost. "
        'If they were there, add --allow full --reason "why".\n'
    )
    lines = typed(desk, "present", "S1", "ali", "--allow", "full", "--reason", "One more chair")
    assert lines == [
        "present  R5  Ali BEN (P3) — S1 Atelier compost, Tuesday 28 November 2023 — subject to dues",
        "  Came without a place: registered on the way, which no deadline takes back.",
        "  Rule lifted: full (One more chair).",
        "  Not up to date on 28 November 2023: no dues cover that day or any day before.",
        "  Waits for dues: cap dues pay P3 --year 2023",
        "Undo: cap undo H10",
    ]
    why = desk("why", "ali", "--session", "S1", today=DAY).out
    assert "Came on 28 November 2023 without a place, and was let in: a place has been held since." in why


def test_somebody_new_is_made_on_the_way(desk):
    lines = typed(desk, "present", "S2", "--new", "Inès FAUVEL", "--email", "ines@fauvel.example")
    assert lines[0] == "present  R5  Inès FAUVEL (P5) — S2 Cycle, Tuesday 28 November 2023 — confirmed"
    assert typed(desk, "undo", "--yes")[-1].startswith("Undo: ")
    people = json.loads(desk("person", "list", "-f", "json").out)
    assert len(people) == 4


def test_what_is_typed_wrong_is_said(desk):
    assert "Only one of --absent, --clear at a time." in refused(
        desk, "present", "S1", "P1", "--absent", "--clear", code=2
    )
    assert "Who was there? Write cap present S1 WHO." in refused(desk, "present", "S1", code=2)
    assert "leave --absent" in refused(desk, "present", "S1", "--new", "Inès FAUVEL", "--absent", code=2)
    assert "no reason is kept" in refused(desk, "present", "S1", "P1", "--excused", "--reason", "ill", code=2)
    assert "was never registered" in refused(desk, "present", "S1", "P3", "--absent", code=3)
    assert "Nobody answers" in refused(desk, "present", "S1", "martineau, personne", code=3)
    assert "There is no slot 3" in refused(desk, "present", "S2", "P1", "--slot", "3", code=2)


def test_a_reason_that_explains_nothing_is_not_kept_silently(desk):
    done = desk("present", "S1", "P1", "--reason", "late", today=DAY)
    assert done.err == "Nobody had to be registered on the way: the reason is kept nowhere.\n"


def test_nobody_who_walked_in_is_to_be_told_that_they_were_there(desk):
    """Neither in the list nor on the board; that their registration ended is told."""
    typed(desk, "tell", "S2", "--done", "all")
    typed(desk, "present", "S2", "ali, eve")
    typed(desk, "present", "S2", "--new", "Inès FAUVEL")
    listed = desk("tell", "S2", "-f", "json", today=DAY)
    assert json.loads(listed.out) == []
    assert "S2" not in "".join(line for line in typed(desk) if "to tell" in line)
    typed(desk, "unregister", "S2", "ali")
    listed = desk("tell", "S2", "-f", "json", today=DAY)
    assert [row["person"]["ref"] for row in json.loads(listed.out)] == ["P3"]


def test_somebody_new_who_is_refused_has_no_number(desk):
    """They are not kept, so that a number would name nobody; a session of one slot is said to have one."""
    full = refused(desk, "present", "S1", "--new", "Luc VENU")
    assert full.startswith("cap: No place is left in the session for Luc VENU, who is new: 2 of 2 are taken in S1 ")
    assert "which has one slot only" in refused(desk, "present", "S1", "P1", "--slot", "3", code=2)
