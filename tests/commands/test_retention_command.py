"""`cap doctor --retention`: a list with a command for each; nobody is touched."""

import json

import pytest


@pytest.fixture
def desk(cap):
    cap("person", "add", "Zoé MARTINEAU", "--email", "zoe@exemple.example")
    cap("person", "add", "Luc ROCHE")
    cap("session", "new", "--title", "Atelier compost", "--date", "28/11/2023")
    cap("register", "S1", "roche")
    return cap


def test_nobody_is_named_while_the_periods_run(desk):
    done = desk("doctor", "--retention", today="2026-10-02")
    assert (done.code, done.out) == (0, "Nobody is kept for longer than the settings say.\n")


def test_each_is_named_with_the_command_and_kept_as_they_are(desk, home):
    before = (home / "cap.json").read_bytes()
    done = desk("doctor", "--retention", today="2027-01-01")
    assert done.code == 1
    assert "cap person forget P1" in done.out
    assert "P2" not in done.out
    assert "1 person is kept for longer than the settings say" in done.out
    assert "1 person more had nothing to do with the desk" in done.out
    assert "until 28 November 2029" in done.out
    assert (home / "cap.json").read_bytes() == before


def test_it_is_a_list_like_any_other(desk, home):
    (row,) = json.loads(desk("doctor", "--retention", "-f", "json", today="2027-01-01").out)
    assert (row["ref"], row["last_contact"], row["last_contact_by"]) == ("P1", "2023-10-02", "added")
    assert (row["kept_until"], row["training_until"]) == ("2026-10-02", None)
    assert desk("doctor", "--retention", "-o", "old.csv", today="2027-01-01").code == 1
    assert (home / "old.csv").read_text(encoding="utf-8").count("\n") == 2


def test_the_settings_are_explained(desk):
    told = desk("config", "set", "retention.contacts_years", "2").out
    assert "retention.contacts_years: 2" in told
    assert desk("config", "set", "retention.contacts_years", "0").code == 2
    assert desk("doctor", "--retention", today="2025-10-03").code == 1


def test_it_repairs_nothing(desk):
    assert desk("doctor", "--retention", "--repair").code == 2
