"""A list of several sessions goes into one of them row by row, never whole."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def desk(cap):
    for title, on in (("Atelier compost", "28/11/2023"), ("Atelier haies", "5/12/2023")):
        cap("session", "new", "--title", title, "--date", on)
    return cap


def plan_of(desk, text: str, session: str) -> dict[int, tuple[str, list[str]]]:
    Path("list.csv").write_text(text, encoding="utf-8")
    done = desk("import", "list.csv", "--session", session, "--dry-run", "-f", "json")
    assert done.code == 0, done.err
    return {row["line"]: (row["action"], [one["code"] for one in row["problems"]])
            for row in json.loads(done.out)["rows"]}  # fmt: skip


@pytest.mark.parametrize("names", [("S1", "S2"), ("2023-11-28-atelier-compost", "x"), ("atelier COMPOST", "Autre")])
def test_the_rows_of_other_sessions_are_left_out(desk, names):
    text = (
        f"session,Prénom,Nom,E-mail\n{names[0]},Zoé,Martineau,zoe@die.example\n{names[1]},Luc,Roche,luc@die.example\n"
    )
    assert plan_of(desk, text, "S1") == {2: ("create", []), 3: ("skip", ["row_other_session"])}


def test_a_column_that_never_names_the_session_is_another_question(desk):
    text = "session,Prénom,Nom,E-mail\nmatin,Zoé,Martineau,zoe@die.example\nsoir,Luc,Roche,luc@die.example\n"
    assert plan_of(desk, text, "S1") == {2: ("create", []), 3: ("create", [])}


def test_a_list_of_one_session_with_the_number_it_had_elsewhere(desk):
    text = "session,Prénom,Nom,E-mail\nS7,Zoé,Martineau,zoe@die.example\n"
    assert plan_of(desk, text, "S2") == {2: ("create", [])}


def test_the_list_of_everything_that_was_exported_changes_nothing(desk):
    """All registrations in one file, imported for one session, register nobody of the others there."""
    desk("person", "add", "Zoé MARTINEAU")
    desk("person", "add", "Luc ROCHE")
    desk("register", "S1", "martineau")
    desk("register", "S2", "roche")
    desk("export", "out")
    done = desk("import", "out/registrations.csv", "--session", "S1", "--dry-run", "-f", "json")
    assert done.code == 0, done.err
    assert [row["action"] for row in json.loads(done.out)["rows"]] == ["same", "skip"]


def test_marks_of_other_sessions_are_left_out_too(desk):
    for who, session in (("Zoé MARTINEAU", "S1"), ("Luc ROCHE", "S2")):
        desk("person", "add", who)
        desk("register", session, who.split()[1])
    desk("present", "S1", "martineau", today="2023-12-06")
    desk("present", "S2", "roche", today="2023-12-06")
    desk("export", "out")
    done = desk(
        "import", "out/attendance.csv", "--as", "attendance", "--session", "S1", "--dry-run", "-f", "json",
        today="2023-12-06",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert [row["action"] for row in json.loads(done.out)["rows"]] == ["same", "skip"]
