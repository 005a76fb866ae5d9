"""`cap status`: the status first, then why; the board of dues without a name."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from desk_making import Bench

from capcli.store.opening import open_store

Cap = Callable[..., object]


@pytest.fixture
def bench(cap: Cap, home: Path) -> Bench:
    """Zoé paid for 2023, Ali's town hall too, Eve never did."""
    made = Bench(open_store(str(home / "cap.json")))
    die = made.organisation()
    made.person()
    made.person("Ali BEN", die)
    made.person("Eve DURAND")
    made.dues(person=1)
    made.dues(organisation=die)
    return made


def test_the_status_first_then_the_reason(cap: Cap, bench: Bench):
    """In sentences, about the day asked."""
    assert cap("status", "martineau", "--on", "28/11").out.splitlines() == [
        "current: Zoé MARTINEAU (P1)",
        "Up to date on 28 November 2023: dues D1 paid on 2 October 2023 cover 1 January to 31 December 2023.",
    ]
    assert cap("status", "P1", "--on", "2024-01-01").out.splitlines() == [
        "lapsed: Zoé MARTINEAU (P1)",
        "Not up to date on 1 January 2024: dues D1 ended on 31 December 2023.",
    ]


def test_through_which_organisation(cap: Cap, bench: Bench):
    """It is named with the person, and in the reasons."""
    shown = cap("status", "ali", "ben").out
    assert shown.startswith("covered: Ali BEN (P2, Mairie de Die)\n")
    assert "through Mairie de Die (O1)" in shown


def test_an_organisation_has_a_status(cap: Cap, bench: Bench):
    """Its own dues."""
    assert cap("status", "O1").out.startswith("current: Mairie de Die (O1)\n")


def test_the_object_of_the_contract(cap: Cap, bench: Bench):
    """Every key, with the sentence of each reason."""
    shown = json.loads(cap("status", "P2", "--on", "2023-11-28", "-f", "json").out)
    reasons = shown.pop("reasons")
    assert shown == {
        "who": {"ref": "P2", "name": "Ali BEN"},
        "on": "2023-11-28",
        "status": "covered",
        "up_to_date": True,
        "counts_for": {"registration": True, "vote": False},
        "from": "2023-01-01",
        "until": "2023-12-31",
        "through": {"ref": "O1", "name": "Mairie de Die"},
    }
    assert [reason["code"] for reason in reasons] == ["covered_by_dues", "affiliated"]
    assert all(set(reason) == {"code", "message", "args"} for reason in reasons)
    assert reasons[0]["args"]["dues"] == ["D2"]
    assert reasons[0]["message"].startswith("Up to date on 28 November 2023")


def test_the_board_counts_and_lists(cap: Cap, bench: Bench):
    """Organisations and people by status, everybody in the table."""
    lines = cap("status").out.splitlines()
    assert lines[-3:] == [
        "On 2 October 2023:",
        "Organisations: 1 current",
        "People: 1 current, 1 covered, 1 never",
    ]
    rows = json.loads(cap("status", "-f", "json").out)
    assert [(row["who"]["ref"], row["status"]) for row in rows] == [
        ("O1", "current"),
        ("P2", "covered"),
        ("P3", "never"),
        ("P1", "current"),
    ]
    assert all(reason["message"] for row in rows for reason in row["reasons"])


def test_the_board_of_another_day(cap: Cap, bench: Bench):
    """What was, or will be, true then, given what is known now."""
    lines = cap("status", "--on", "2024-01-01").out.splitlines()
    assert lines[-1] == "People: 2 lapsed, 1 never"


def test_nobody_yet(cap: Cap):
    """An empty board is no error."""
    done = cap("status")
    assert (done.code, done.out) == (0, "Nobody.\n")
    assert cap("status", "-f", "json").out.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "code"), [(("P9",), 3), (("--on", "31/2/2023"), 2), (("xyz",), 3), (("--on", ""), 2)]
)
def test_what_is_not_there(cap: Cap, bench: Bench, arguments, code: int):
    """One line, the exit code of the contract."""
    done = cap("status", *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err.count("\n") == 1


def test_forty_columns(cap: Cap, bench: Bench, monkeypatch: pytest.MonkeyPatch):
    """The name and the status stay."""
    monkeypatch.setenv("COLUMNS", "40")
    lines = cap("status").out.splitlines()
    assert all(len(line) <= 40 for line in lines)
    assert any("Zoé MARTINEAU" in line and "current" in line for line in lines)
