"""`cap register`, `cap unregister` and `cap attendees` as they are typed off a terminal."""

import json

import pytest


@pytest.fixture
def desk(cap):
    """A session S1 of two places that asks for dues, and an organisation O1."""
    made = cap(
        "session", "new", "--title", "Changement d’échelle", "--date", "28/11/2023", "--from", "10h30", "--to", "12h",
        "--capacity", "2", "--requires-dues", "--last-day", "20/11/2023",
    )  # fmt: skip
    assert made.code == 0, made.err
    assert cap("org", "add", "PNR des Monts Imaginés").code == 0
    return cap


def new(desk, name, *more):
    done = desk("register", "S1", "--new", name, *more)
    assert done.code == 0, done.err
    return done


def paid(desk, who):
    desk("dues", "rate", "set", "base", "--amount", "20", "--payer", "person", "--from", "2023-01-01")
    desk("dues", "rate", "set", "structure", "--amount", "80", "--payer", "organisation", "--from", "2023-01-01")
    done = desk("dues", "pay", who, "--on", "2023-09-01", "--year", "2023")
    assert done.code == 0, done.err
    return done


def test_the_state_comes_first_then_everything_that_names_it(desk):
    paid(desk, "O1")
    done = new(desk, "Zoé MARTINEAU", "--org", "monts imaginés")
    assert done.out.splitlines()[0] == (
        "confirmed  R1  Zoé MARTINEAU (P1, PNR des Monts Imaginés) — "
        "S1 Changement d’échelle, Tuesday 28 November 2023 — 1/2"
    )
    assert done.out.splitlines()[-1].startswith("Undo: cap undo H")


def test_what_waits_for_dues_says_what_it_waits_for_and_what_pays_it(desk):
    done = new(desk, "Zoé MARTINEAU", "--org", "O1")
    first, *reasons, wait, _undo = done.out.splitlines()
    assert first.startswith("subject to dues  R1  Zoé MARTINEAU")
    assert any("28 November 2023" in reason for reason in reasons)
    assert wait == "  Waits for dues: cap dues pay P1 --year 2023, or cap dues pay O1 --year 2023"


def test_paying_confirms_at_once_and_says_so(desk):
    new(desk, "Zoé MARTINEAU")
    assert "Dues now cover Zoé MARTINEAU (P1): R1 is confirmed, S1 " in paid(desk, "P1").out


def test_the_waiting_list_is_a_success_with_a_position(desk):
    for name in ("Anne UN", "Anne DEUX", "Anne TROIS"):
        new(desk, name)
    done = new(desk, "Anne QUATRE")
    assert done.out.startswith("waiting list, no. 2  R4  Anne QUATRE (P4) — S1 ")
    assert '--allow full --reason "why"' in done.out


def test_a_freed_place_is_said_with_whom_to_tell(desk):
    new(desk, "Anne UN")
    new(desk, "Anne DEUX")
    new(desk, "Zoé MARTINEAU", "--email", "z.martineau@pnr.example")
    new(desk, "Luc ROCHE", "--phone", "04 75 78 17 15")
    new(desk, "Jean PERRIN")
    done = desk("unregister", "S1", "un", "--reason", "Ill")
    assert done.out.splitlines()[:-1] == [
        "cancelled  R1  Anne UN (P1) — S1 Changement d’échelle, Tuesday 28 November 2023 — 2/2",
        "Reason: Ill",
        "A place came free for Zoé MARTINEAU (P3): R3 is subject to dues, "
        "S1 Changement d’échelle, Tuesday 28 November 2023.",
        "  Waits for dues: cap dues pay P3 --year 2023",
        "Tell Zoé MARTINEAU (z.martineau@pnr.example).",
        "Moved up on the waiting list of S1: Luc ROCHE (no. 1) and Jean PERRIN (no. 2).",
    ]
    again = desk("unregister", "S1", "deux, martineau")
    assert "Tell Luc ROCHE (04 75 78 17 15)." in again.out
    assert "Tell Jean PERRIN (no e-mail or phone is known)." in again.out


@pytest.mark.parametrize(
    ("today", "typed", "words"),
    [
        ("2023-11-21", (), ["20 November 2023", "21 November 2023", '--allow closed --reason "why"']),
        ("2023-11-29", (), ["28 November 2023", '--allow closed --reason "why"']),
        ("2023-10-02", ("--received", "21/11/2023"), ["21 November 2023", "--received"]),
    ],
)
def test_a_refusal_names_the_values_and_the_word_that_lifts_it(desk, today, typed, words):
    desk("person", "add", "Zoé MARTINEAU")
    done = desk("register", "S1", "martineau", *typed, today=today)
    assert done.code == (2 if typed else 1)
    assert done.out == ""
    assert all(word in done.err for word in words)
    assert done.err.count("\n") == 1


def test_a_request_received_in_time_is_registered_after_the_closing_day(desk):
    desk("person", "add", "Zoé MARTINEAU")
    done = desk("register", "S1", "martineau", "--received", "19/11/2023 18h", today="2023-11-24")
    assert done.code == 0, done.err
    (row,) = json.loads(desk("attendees", "S1", "-f", "json").out)
    assert row["requested_at"] == "2023-11-19T17:00:00Z"


def test_a_lifted_rule_is_said_and_kept_and_one_that_lifts_nothing_is_not(desk):
    new(desk, "Anne UN")
    new(desk, "Anne DEUX")
    done = new(desk, "Anne TROIS", "--allow", "full", "--allow", "closed", "--reason", "She speaks")
    assert done.out.startswith("subject to dues  R3  Anne TROIS (P3)")
    assert " — 3/2\n" in done.out
    assert "  Rule lifted: full (She speaks).\n" in done.out
    assert done.err == "No rule needed --allow closed: it is not kept.\n"
    rows = json.loads(desk("attendees", "S1", "-f", "json").out)
    (kept,) = [row["allowed"] for row in rows if row["ref"] == "R3"]
    assert [(lift["rule"], lift["reason"], lift["by"]) for lift in kept] == [("full", "She speaks", "camille")]


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        (("S1", "P1", "--allow", "full"), 2, "--reason"),
        (("S1", "P1", "--allow", "cancelled", "--reason", "x"), 2, "closed, full, unpaid, limit, duplicate"),
        ((), 2, "cap register SESSION WHO"),
        (("S1",), 2, "cap register S1 WHO"),
        (("S9", "P1"), 3, "S9"),
        (("S1", "nobody"), 3, "nobody"),
        (("S1", "P1, P99"), 3, "P99"),
        (("S1", "P1", "--email", "x@y.example"), 2, "--new"),
        (("S1", "--new"), 2, "--new"),
        (("S1", "--new", "Roche"), 2, "--family"),
        (("S1", "--new", "Anne ROCHE", "--family", "ROCHE"), 2, "--given"),
        (("S1", "--new", "Anne ROCHE", "--email", "nothing"), 2, "nothing"),
        (("S1", "--new", "Anne ROCHE", "--org", "Absent"), 3, "Absent"),
        (("S1", "P1", "--by", "nobody"), 3, "nobody"),
        (("S1", "P1", "--received", "31/02/2023"), 2, "31/02/2023"),
    ],
)
def test_what_is_typed_wrong_is_one_line_and_writes_nothing(desk, typed, code, words):
    desk("person", "add", "Zoé MARTINEAU")
    done = desk("register", *typed)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert done.err.count("\n") == 1
    assert json.loads(desk("attendees", "S1", "-f", "json").out) == []


def test_registering_twice_names_the_first(desk):
    new(desk, "Zoé MARTINEAU")
    done = desk("register", "S1", "martineau", "--allow", "full", "--reason", "x")
    assert done.code == 1
    assert "Zoé MARTINEAU (P1)" in done.err
    assert "R1, subject to dues" in done.err


def test_raising_the_capacity_serves_the_queue_and_lists_nobody_else(desk):
    """Places take no cover away: those without dues whose place was lifted or confirmed before are not told again."""
    for name in ("Anne UN", "Anne DEUX", "Anne TROIS"):
        new(desk, name)
    done = desk("session", "edit", "S1", "--capacity", "3")
    assert "A place came free for Anne TROIS (P3): R3 is subject to dues" in done.out
    assert "no longer cover" not in done.out


def test_a_waiting_one_registered_again_is_told_how_to_get_a_place(desk):
    for name in ("Anne UN", "Anne DEUX", "Anne TROIS"):
        new(desk, name)
    done = desk("register", "S1", "trois", "--allow", "full", "--reason", "x")
    assert done.code == 1
    assert "R3, waiting list, no. 1" in done.err
    assert "cap confirm S1 P3, which names the rule" in done.err
    assert desk("confirm", "S1", "P3", "--allow", "full", "--reason", "x").code == 0


def test_cancelled_and_undated_sessions_are_never_lifted(desk):
    desk("person", "add", "Zoé MARTINEAU")
    desk("session", "new", "--title", "Sans date")
    desk("session", "cancel", "S1")
    for session in ("S1", "S2"):
        done = desk("register", session, "martineau", "--allow", "closed", "--reason", "x")
        assert done.code == 1
        assert "--allow" not in done.err


def test_a_note_and_the_colleague_who_called_are_kept(desk):
    desk("person", "add", "Zoé MARTINEAU")
    new(desk, "Anne L'HOSTIS", "--note", "Vegetarian", "--by", "martineau")
    (row,) = json.loads(desk("attendees", "S1", "-f", "json").out)
    assert row["note"] == "Vegetarian"


def test_a_namesake_is_stopped_naming_the_reference(desk):
    new(desk, "Zoé MARTINEAU", "--org", "O1")
    again = desk("register", "S1", "--new", "zoe martineau", "--org", "O1")
    assert again.code == 1
    assert "P1" in again.err
    lifted = new(desk, "zoe martineau", "--org", "O1", "--allow", "duplicate", "--reason", "Mother and daughter")
    assert "(P2, PNR des Monts Imaginés)" in lifted.out


def test_undo_takes_the_person_and_the_registration_back(desk):
    new(desk, "Zoé MARTINEAU")
    done = desk("undo", "--yes")
    assert done.code == 0, done.err
    assert json.loads(desk("attendees", "S1", "-f", "json").out) == []
    assert json.loads(desk("person", "list", "-f", "json").out) == []


def test_the_totals_are_those_of_the_contract(desk):
    for name in ("Anne UN", "Anne DEUX", "Anne TROIS", "Anne QUATRE", "Anne CINQ"):
        new(desk, name)
    desk("unregister", "S1", "cinq")
    paid(desk, "P1")
    done = desk("attendees", "S1")
    assert done.out.splitlines()[-1] == ("2/2: 1 confirmed, 1 subject to dues; waiting list: 2; 1 cancelled not shown")
    shown = desk("attendees", "S1", "--state", "cancelled", "--state", "confirmed").out
    assert "Anne CINQ" in shown
    assert "Anne DEUX" not in shown
    assert shown.splitlines()[-1] == "2/2: 1 confirmed, 1 subject to dues; waiting list: 2"


def test_an_unknown_state_lists_the_states(desk):
    done = desk("attendees", "S1", "--state", "absent")
    assert done.code == 2
    assert "confirmed, pending, offered, waiting, cancelled, declined, refused" in done.err


def test_attendees_go_to_a_file_in_the_format_of_its_name(desk, home):
    new(desk, "Zoé MARTINEAU", "--phone", "0475781715")
    assert desk("attendees", "S1", "-o", "out.csv").code == 0
    header, row = (home / "out.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith("id,ref,session,state,")
    assert "+33475781715" in row


def test_an_empty_session_says_so(desk):
    done = desk("attendees", "S1")
    assert done.code == 0
    assert done.out.splitlines()[-1] == "0/2: nobody has a place"


def test_unregister_says_who_was_not_there(desk):
    new(desk, "Zoé MARTINEAU")
    desk("person", "add", "Anne L'HOSTIS")
    done = desk("unregister", "S1", "lhostis")
    assert (done.code, done.out) == (3, "")
    desk("unregister", "S1", "martineau")
    assert desk("unregister", "S1", "martineau").code == 1


def test_of_two_namesakes_the_registered_one_is_unregistered(desk):
    new(desk, "Zoé MARTIN", "--email", "z@die.example")
    desk("person", "add", "Anne MARTIN")
    done = desk("unregister", "S1", "martin")
    assert done.code == 0, done.err
    assert "Zoé MARTIN (P1)" in done.out


def test_help_has_examples(desk):
    for command in ("register", "unregister", "attendees"):
        assert f"cap {command} S7" in desk(command, "--help").out
