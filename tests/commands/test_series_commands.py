"""`cap series`, `cap register` for a series, and the clashes that both say."""

import json

import pytest


@pytest.fixture
def cycle(cap):
    """A cycle of three days, one of which has one place, and two people."""
    for line in (
        ("session", "new", "--title", "Premier jour", "--date", "7/11", "--from", "9h", "--to", "17h"),
        ("session", "new", "--title", "Deuxième jour", "--date", "14/11", "--capacity", "1"),
        ("session", "new", "--title", "Dernier jour", "--date", "21/11"),
        ("person", "add", "Zoé MARTINEAU"),
        ("person", "add", "Ali ROCHE"),
        ("series", "new", "Changement d'échelle", "S1", "S2,S3"),
    ):
        done = cap(*line)
        assert done.code == 0, done.err
    return cap


def test_new_says_each_session_with_its_days(cap):
    for title, day in (("Un", "7/11"), ("Deux", "14/11")):
        cap("session", "new", "--title", title, "--date", day)
    assert cap("series", "new", "Le cycle", "un", "deux").out.splitlines() == [
        "Made C1 “Le cycle”.",
        "  S1 “Un”: Tuesday 7 November 2023",
        "  S2 “Deux”: Tuesday 14 November 2023",
        "Undo: cap undo H4",
    ]


def test_sessions_of_a_series_that_overlap_are_said(cycle):
    cycle("session", "new", "--title", "Webinaire", "--date", "7/11", "--from", "16h", "--to", "18h")
    done = cycle("series", "edit", "C1", "--add", "S4")
    assert done.code == 0
    assert done.err == (
        "Mind: S1 “Premier jour” and S4 “Webinaire” overlap "
        "(Tuesday 7 November 2023, 09:00–17:00; Tuesday 7 November 2023, 16:00–18:00).\n"
    )


def test_list_and_show(cycle):
    (row,) = json.loads(cycle("series", "list", "-f", "json").out)
    assert (row["ref"], row["from"], row["until"]) == ("C1", "2023-11-07", "2023-11-21")
    assert [session["ref"] for session in row["sessions"]] == ["S1", "S2", "S3"]
    cycle("register", "C1", "roche")
    assert cycle("series", "show", "échelle").out.splitlines()[-4:] == [
        "S1 “Premier jour”: Tuesday 7 November 2023, 09:00–17:00 (1)",
        "S2 “Deuxième jour”: Tuesday 14 November 2023 (1/1)",
        "S3 “Dernier jour”: Tuesday 21 November 2023 (1)",
        "Register for all of them: cap register C1 WHO",
    ]
    assert cycle("series", "list", "-f", "csv").out.splitlines()[1] == (
        "1,C1,Changement d'échelle,2023-11-07,2023-11-21,S1 | S2 | S3"
    )


def test_edit_and_remove(cycle):
    assert cycle("series", "edit", "C1", "--name", "Le cycle", "--drop", "S2").out.splitlines()[:3] == [
        "Changed C1 “Le cycle”.",
        "  S1 “Premier jour”: Tuesday 7 November 2023, 09:00–17:00",
        "  S3 “Dernier jour”: Tuesday 21 November 2023",
    ]
    assert "(Name: Changement d'échelle → Le cycle; Sessions: S1 | S2 | S3 → S1 | S3)" in cycle("log", "H8").out
    assert (cycle("series", "edit", "C1").code, cycle("series", "edit", "C1", "--drop", "S2").code) == (2, 1)
    assert cycle("series", "remove", "C1").out.splitlines()[0] == "Removed C1 “Le cycle”; its sessions stay."
    assert (cycle("series", "show", "C1").code, cycle("series", "list").out) == (3, "No series.\n")
    assert cycle("undo", "H9").code == 0
    assert cycle("series", "show", "C1").code == 0


def outcomes(done):
    return [line.split(" — ")[:2] for line in done.out.splitlines() if " — " in line]


@pytest.mark.parametrize("name", ["C1", "c1", "Changement d'échelle", "echelle"])
def test_register_for_all(cycle, name):
    """Each session's outcome, one entry."""
    cycle("register", "S2", "roche")
    done = cycle("register", name, "martineau")
    assert [state for state, _session in outcomes(done)] == [
        "confirmed  R2  Zoé MARTINEAU (P1)",
        "waiting list, no. 1  R3  Zoé MARTINEAU (P1)",
        "confirmed  R4  Zoé MARTINEAU (P1)",
    ]
    assert done.out.splitlines()[-1] == "Undo: cap undo H9"


def test_register_for_some(cycle):
    done = cycle("register", "C1", "martineau, roche", "--only", "S3,S1")
    assert [session for _state, session in outcomes(done)] == [
        "S1 Premier jour, Tuesday 7 November 2023",
        "S1 Premier jour, Tuesday 7 November 2023",
        "S3 Dernier jour, Tuesday 21 November 2023",
        "S3 Dernier jour, Tuesday 21 November 2023",
    ]
    assert cycle("register", "S1", "martineau", "--only", "S3").code == 2
    cycle("session", "new", "--title", "Ailleurs", "--date", "7/12")
    assert cycle("register", "C1", "martineau", "--only", "S4").code == 1


def test_one_refusal_refuses_all_and_names_the_way(cycle):
    cycle("register", "S2", "martineau")
    done = cycle("register", "C1", "martineau, roche")
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith("For the other sessions: cap register C1 WHO --only S1,S3.\n")
    assert done.err.count("\n") == 1
    assert json.loads(cycle("attendees", "S1", "-f", "json").out) == []


def test_somebody_new_for_a_series(cycle):
    done = cycle("register", "C1", "--new", "Eve DIE", "--email", "eve@mairie.example")
    assert (done.code, len(outcomes(done))) == (0, 3)
    assert [row["email"] for row in json.loads(cycle("person", "list", "-f", "json").out)].count(
        "eve@mairie.example"
    ) == 1


def test_a_name_that_a_session_has_too_is_asked_for(cycle):
    """Off a terminal exit 4 with both; --only tells which."""
    cycle("series", "edit", "C1", "--name", "Premier jour")
    done = cycle("register", "premier jour", "roche")
    assert done.code == 4
    assert [line.split()[0] for line in done.err.splitlines()[1:]] == ["C1", "S1"]
    assert cycle("register", "premier jour", "roche", "--only", "S3").code == 0


def test_a_clash_is_noted_and_refuses_nothing(cycle):
    cycle("session", "new", "--title", "Webinaire", "--date", "7/11", "--from", "16h", "--to", "18h")
    cycle("register", "S1", "martineau")
    done = cycle("register", "S4", "martineau, roche")
    assert done.code == 0
    assert done.err == (
        "Mind: Zoé MARTINEAU (P1) is also registered at the time of S4: R1, S1 “Premier jour”, "
        "Tuesday 7 November 2023, 09:00–17:00.\n"
    )


def test_a_session_postponed_into_another_is_noted(cycle):
    """For those who are in both."""
    cycle("register", "S2", "martineau")
    cycle("register", "S3", "martineau")
    done = cycle("session", "postpone", "S2", "--to", "21/11")
    assert done.err == (
        "Mind: Zoé MARTINEAU (P1) is also registered at the time of S2: R2, S3 “Dernier jour”, "
        "Tuesday 21 November 2023.\n"
    )


def test_names_that_nothing_answers_to(cycle):
    for line in (("register", "C9", "roche"), ("register", "zzz", "roche"), ("series", "show", "zzz")):
        assert cycle(*line).code == 3
    assert cycle("series", "new", " ", "S1").code == 2


def test_a_series_where_a_session_is_meant_names_its_sessions(cycle):
    done = cycle("attendees", "C1")
    said = "cap: C1 “Changement d'échelle” is a series. Name one of its sessions: S1, S2 and S3.\n"
    assert (done.code, done.err) == (2, said)
    assert "No session is called “C9”" in cycle("attendees", "C9").err


def test_what_a_series_is_already_is_no_change(cycle):
    assert cycle("series", "edit", "C1", "--add", "S1").out == (
        "C1 “Changement d'échelle” is so already; nothing changed.\n"
    )


def test_only_without_a_session_is_not_all_of_them(cycle):
    done = cycle("register", "C1", "roche", "--only", " , ")
    assert (done.code, "--only names no session" in done.err) == (2, True)
