"""`cap org …` and `cap find` as they are typed."""

import json

import pytest

from capcli.desk import Terminal


@pytest.fixture
def desk(cap):
    """Two organisations and somebody."""
    assert cap("org", "add", "Commune de Die", "--kind", "commune", "--alias", "Die").code == 0
    assert cap("org", "add", "Communauté des communes du Diois", "--alias", "CCD").code == 0
    assert cap("person", "add", "Zoé MARTINEAU").code == 0
    return cap


def test_adding_says_the_name_the_number_and_the_other_names(cap):
    done = cap("org", "add", "Communauté des communes du Diois", "--alias", "CCD", "--alias", "Diois")
    assert done.out.splitlines() == [
        "Added Communauté des communes du Diois (O1).",
        "Also called: CCD and Diois",
        "Undo: cap undo H2",
    ]


def test_one_organisation_as_json_has_every_key_of_the_contract(desk):
    assert json.loads(desk("org", "show", "die", "-f", "json").out) == {
        "id": 1,
        "ref": "O1",
        "name": "Commune de Die",
        "kind": "commune",
        "siret": None,
        "email": None,
        "phone": None,
        "address": None,
        "aliases": ["Die"],
        "representative": None,
        "exempt": None,
    }


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["MAIRIE DE DIE"], 1, "O1 Commune de Die"),
        (["Ccd"], 1, "O2"),
        (["…"], 2, "no name"),
        (["Crest", "--siret", "123"], 2, "14 digits"),
        (["Crest", "--siret", "73282932000075"], 2, "check digit"),
        (["Crest", "--email", "x"], 2, "e-mail"),
        ([], 2, "NAME"),
    ],
)
def test_what_cannot_be_added_says_why(desk, words, code, said):
    done = desk("org", "add", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_list_is_in_the_french_order_with_a_total(desk):
    lines = desk("org", "list").out.splitlines()
    assert [line.split()[0] for line in lines[1:-1]] == ["O2", "O1"]
    assert lines[-1] == "2 organisations"


def test_showing_tells_the_people_of_the_day_and_the_dues(desk):
    desk("org", "join", "die", "P1", "--from", "1/9/2023", "--role", "maire")
    desk("dues", "rate", "set", "structure", "--amount", "80", "--payer", "organisation", "--from", "2023-01-01")
    assert desk("dues", "pay", "O1").code == 0
    lines = desk("org", "show", "O1").out.splitlines()
    assert lines[-3:] == [
        "1 person on 2 October 2023:",
        "  P1  Zoé MARTINEAU, since 1 September 2023 (maire)",
        "D1  €80 for 1 January to 31 December 2023, rate structure",
    ]
    assert desk("org", "show", "O2").out.splitlines()[-1] == "Nobody belongs there now."


def test_editing_and_other_names(desk):
    assert desk("org", "edit", "O1", "--phone", "04.75.78.17.15", "--kind", "none").code == 0
    shown = json.loads(desk("org", "show", "O1", "-f", "json").out)
    assert (shown["phone"], shown["kind"], shown["aliases"]) == ("+33475781715", None, ["Die"])
    assert desk("org", "alias", "die", "Die 26", "Ville de Die").out.splitlines()[1] == "Also called: Die and Die 26"
    assert desk("org", "alias", "O1", "DIE").out == "Nothing changed: Commune de Die (O1).\n"
    assert desk("org", "edit", "O1", "--alias", "none").code == 0
    assert json.loads(desk("org", "show", "O1", "-f", "json").out)["aliases"] == []
    assert desk("org", "edit", "O1").code == 2


def test_joining_repeats_the_day_in_words_and_tells_the_other_organisations(desk):
    assert desk("org", "join", "O2", "P1").out.splitlines()[0] == (
        "Zoé MARTINEAU (P1) belongs to Communauté des communes du Diois (O2) from Monday 2 October 2023."
    )
    done = desk("org", "join", "die", "martineau", "--from", "1/1/2024")
    assert "Monday 1 January 2024" in done.out
    assert done.err == ("Belongs to Communauté des communes du Diois too. If the person left it: cap org leave O2 P1\n")
    again = desk("org", "join", "O2", "P1", "--from", "1/9/2023")
    assert again.code == 1
    assert "cap org leave O2 P1" in again.err


def test_leaving_says_that_the_day_is_the_last_one(desk):
    desk("org", "join", "O1", "P1", "--from", "2020-01-01")
    done = desk("org", "leave", "O1", "P1", "--on", "31/12/2023")
    assert done.out.splitlines()[0] == (
        "Zoé MARTINEAU (P1) leaves Commune de Die (O1): Sunday 31 December 2023 is the last day there."
    )
    assert desk("person", "show", "P1").out.splitlines()[-1] == (
        "O1  Commune de Die, from 1 January 2020 to 31 December 2023"
    )
    assert desk("org", "leave", "O2", "P1").code == 1
    assert desk("org", "leave", "O1", "P1", "--on", "31/2/2024").code == 2


def test_joining_an_organisation_that_paid_says_who_is_confirmed(desk):
    desk("session", "new", "--title", "Atelier", "--date", "28/11/2023", "--requires-dues")
    desk("register", "S1", "P1")
    desk("dues", "rate", "set", "structure", "--amount", "80", "--payer", "organisation", "--from", "2023-01-01")
    desk("dues", "pay", "O1")
    done = desk("org", "join", "O1", "P1")
    assert "Dues now cover Zoé MARTINEAU (P1, Commune de Die): R1 is confirmed" in done.out
    assert "No dues cover Zoé MARTINEAU" in desk("org", "leave", "O1", "P1").out


def test_merging_shows_what_it_does_and_keeps_the_old_name(desk):
    desk("org", "join", "O2", "P1")
    assert desk("org", "merge", "O1", "O2").code == 2
    done = desk("org", "merge", "O1", "O2", "--yes")
    assert done.out.splitlines() == [
        "Kept: Commune de Die (O1).",
        "Goes: Communauté des communes du Diois (O2).",
        "Moves: 1 affiliation, 0 payments of dues, 0 registrations.",
        "Merged into Commune de Die (O1).",
        "Also called: Die, Communauté des communes du Diois and CCD",
        "Undo: cap undo H6",
    ]
    assert json.loads(desk("org", "show", "ccd", "-f", "json").out)["ref"] == "O1"


def test_removing_only_what_nothing_refers_to(desk):
    desk("org", "join", "O2", "P1")
    done = desk("org", "remove", "O2")
    assert (done.code, done.out) == (1, "")
    assert "A1" in done.err
    assert desk("org", "remove", "O1").out.splitlines()[0] == "Removed Commune de Die (O1)."


def test_several_organisations_are_exit_4_or_asked_about(desk, monkeypatch):
    done = desk("org", "show", "commun")
    assert done.code == 4
    assert "  O2  Communauté des communes du Diois" in done.err.splitlines()
    monkeypatch.setattr(Terminal, "interactive", property(lambda _terminal: True))
    assert desk("org", "show", "commun", stdin="2\n").out.startswith("Ref.: O1\n")


def test_finding_tells_what_each_thing_is(desk):
    desk("session", "new", "--title", "Visite de Die", "--date", "28/11/2023")
    assert json.loads(desk("find", "die", "-f", "json").out) == [
        {"kind": "organisation", "ref": "O1", "name": "Commune de Die", "detail": "Die"},
        {"kind": "session", "ref": "S1", "name": "Visite de Die", "detail": "2023-11-28"},
    ]
    assert "28 November 2023" in desk("find", "visite").out
    assert desk("find", "zoe", "MARTINEAU").out.splitlines()[1].split() == ["P1", "Zoé", "MARTINEAU"]


def test_finding_nothing_is_no_error(desk):
    assert (desk("find", "zzz").code, desk("find", "zzz", "-f", "json").out.strip()) == (0, "[]")
    assert desk("find", " ").code == 2


@pytest.mark.parametrize("command", ["add", "list", "show", "edit", "alias", "join", "leave", "merge", "remove"])
def test_every_command_has_help_with_an_example(bare_cap, command):
    done = bare_cap("org", command, "--help")
    assert done.code == 0
    assert "Example: cap org" in done.out
