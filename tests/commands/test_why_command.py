"""`cap why`: sentences on the screen, codes in JSON."""

import json

import pytest


@pytest.fixture
def town(cap):
    """A full session that asks for dues: R1 is subject to dues, R2 and R3 wait."""
    cap("config", "set", "registration.pending_days", "15")
    cap("session", "new", "--title", "Compost", "--date", "28/11/2023", "--capacity", "1", "--requires-dues", "--yes")
    cap("dues", "rate", "set", "Base", "--amount", "20", "--payer", "person")
    for name in ("Inès ROCHE", "Luc PETIT", "Ana DIAZ"):
        assert cap("register", "S1", "--new", name).code == 0
    return cap


def test_why_subject_to_dues(town):
    """The heading is for the desk; what follows is pasted."""
    done = town("why", "roche", "--session", "S1")
    assert done.code == 0, done.err
    assert done.out.splitlines() == [
        "subject to dues  R1  Inès ROCHE (P1) — S1 Compost, Tuesday 28 November 2023",
        "A place has been held since 2 October 2023.",
        "Not up to date on 28 November 2023: no dues cover that day or any day before.",
        "The place is confirmed once dues cover the day of the session.",
        "The place is held through 17 October 2023; afterwards it may go to somebody who waits.",
    ]


def test_in_a_session_whoever_is_registered_is_meant(town):
    """Neither an organisation nor somebody elsewhere who answers to the same word."""
    town("org", "add", "Mairie de Petit")
    town("person", "add", "Eve PETIT")
    assert town("why", "petit").code == 4
    assert "Luc PETIT (P2)" in town("why", "petit", "--session", "S1").out
    assert "is an organisation, and people register" in town("why", "O1", "--session", "S1").err


def test_why_on_the_waiting_list(town):
    """Numbers of those ahead, never who."""
    done = town("why", "diaz", "--session", "compost")
    assert "this one is no. 2, with 1 ahead of it." in done.out
    assert "ROCHE" not in done.out
    assert "PETIT" not in done.out


def test_why_not_registered(town):
    town("person", "add", "Omar EL FASSI")
    done = town("why", "omar", "--session", "S1")
    assert done.code == 0
    assert done.out.splitlines() == [
        "not registered  Omar EL FASSI (P4) — S1 Compost, Tuesday 28 November 2023",
        "No registration for this session is known.",
        "Every place is taken (1 of 1).",
        "Not up to date on 28 November 2023: no dues cover that day or any day before.",
        "A request made now would go on the waiting list, as no. 3.",
    ]


def test_dues_and_registrations_of_somebody(town):
    """The day asked about is that of the dues; the registrations are those of now."""
    town("dues", "pay", "roche", "--year", "2023")
    assert town("why", "roche", "--on", "28/11/2023").out.splitlines() == [
        "current: Inès ROCHE (P1)",
        "Up to date on 28 November 2023: dues D1 paid on 2 October 2023 cover 1 January to 31 December 2023.",
        "S1 Compost, 28 November 2023: confirmed (R1).",
    ]


def test_why_a_session_is_full(town):
    """And whose the next place is."""
    assert town("why", "--session", "S1").out.splitlines() == [
        "open  S1 Compost, Tuesday 28 November 2023",
        "Requests are taken through 28 November 2023.",
        "1/1: 1 subject to dues; waiting list: 2",
        "Full: 1 of 1 places are taken.",
        "Requests on the waiting list: 2, R2 first.",
        "The waiting list stops on 27 November 2023 at 12:00: places that come free after that are not given "
        "automatically.",
        "The next place that comes free goes to no. 1 on the waiting list (R2).",
    ]


def test_codes_in_json(town):
    """Days are ISO, instants UTC; the message is the sentence of the screen."""
    told = json.loads(town("pourquoi", "petit", "--session", "S1", "-f", "json").out)
    assert told["who"] == {"ref": "P2", "name": "Luc PETIT"}
    assert told["session"] == {"ref": "S1", "name": "Compost"}
    assert (told["on"], told["state"], told["registration"], told["position"]) == ("2023-11-28", "waiting", "R2", 1)
    assert [reason["code"] for reason in told["reasons"]] == ["turn", "no_place", "ahead", "never", "subject_later"]
    assert told["reasons"][1] == {
        "code": "no_place",
        "message": "Every place is taken (1 of 1).",
        "args": {"bound": "session", "key": None, "places": 1, "held": 1},
    }


def test_one_row_of_csv(town):
    """The reasons stand in one cell."""
    heading, row = town("why", "petit", "--session", "S1", "-f", "csv").out.splitlines()
    assert heading.split(",")[0] == "who.ref"
    assert row.startswith("P2,Luc PETIT,S1,Compost,2023-11-28,waiting,R2,")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["why"], "cap: Why what? Write cap why WHO, cap why WHO --session S7, or cap why --session S7."),
        (
            ["why", "roche", "--session", "S1", "--on", "28/11"],
            "cap: In a session, dues are judged on its first day. Leave out --on, or --session.",
        ),
        (
            ["why", "O1", "--session", "S1"],
            "cap: Mairie de Die (O1) is an organisation, and people register. Name a person, or leave out --session.",
        ),
    ],
)
def test_what_cannot_be_asked(town, typed, said):
    """Exit 2, what and the way out."""
    town("org", "add", "Mairie de Die")
    done = town(*typed)
    assert (done.code, done.out, done.err.strip()) == (2, "", said)


def test_nobody_of_that_name(town):
    assert town("why", "nobody", "--session", "S1").code == 3
    assert town("why", "--session", "S9").code == 3


def test_an_organisation(town):
    """Its dues alone: people register."""
    town("org", "add", "Mairie de Die")
    assert town("why", "O1").out.splitlines()[0] == "never: Mairie de Die (O1)"


def test_lines_break_between_words_on_a_narrow_terminal(town, monkeypatch):
    """A page of 40 columns; what goes elsewhere is left whole."""
    from capcli.desk import Terminal

    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(Terminal, "shows_tables", True)
    lines = town("why", "diaz", "--session", "S1").out.splitlines()
    assert max(map(len, lines)) <= 40
    assert "Places go in the order of the requests:" in lines
