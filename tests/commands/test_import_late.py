"""Forms imported too late: after the last day to register, or after the session; `--allow closed` takes them."""

import json
from pathlib import Path

import pytest

FORM = (
    "Horodateur,Adresse e-mail,Nom,Prénom\n"
    "12/02/2024 09:02:11,jb@val.example,Fauvel-Rochas,Jean-Baptiste\n"
    "27/02/2024 11:31:05,zoe@parc.example,MARTINEAU,Zoé\n"
)
LATE = ("--session", "S1", "--yes", "--allow", "closed", "--reason", "a late list")


@pytest.fixture
def desk(cap, home):
    """A session of 5 March, to register for by 26 February, and the form of two people."""

    def run(*args: str, today: str = "2024-02-28"):
        return cap(*args, today=today)

    made = run("session", "new", "--title", "Accueil", "--date", "2024-03-05", "--last-day", "2024-02-26", "--yes",
               today="2024-01-02")  # fmt: skip
    assert made.code == 0, made.err
    Path("form.csv").write_text(FORM, encoding="utf-8")
    return run


def allowed(desk) -> dict[str, list[tuple[str, str]]]:
    """The rules that were lifted for each of the registered, and why."""
    rows = json.loads(desk("attendees", "S1", "-f", "json").out)
    return {row["family_name"].casefold(): [(one["rule"], one["reason"]) for one in row["allowed"]] for row in rows}


def test_a_request_after_the_last_day_says_how_it_is_taken(desk):
    """What it says works, and is kept where it was needed only."""
    rows = json.loads(desk("import", "form.csv", "--session", "S1", "--dry-run", "-f", "json").out)["rows"]
    assert rows[1]["problems"][-1] == {
        "code": "registering_closed",
        "message": "asked on 27 February 2024, after the last day to register, 26 February 2024: "
        '--allow closed --reason "why" takes such rows',
    }
    done = desk("import", "form.csv", *LATE)
    assert done.code == 0, done.err
    assert allowed(desk) == {"fauvel-rochas": [], "martineau": [("closed", "a late list")]}


def test_a_session_that_is_over_names_both_ways_out(desk):
    """Who was there is marked, and who asked late is registered all the same, each with the rule."""
    done = desk("import", "form.csv", "--session", "S1", "--yes", today="2024-03-08")
    assert done.code == 1
    assert done.err == (
        "cap: S1 Accueil ended on 5 March 2024. If the file says who was there, import it with --as attendance; to "
        'register people all the same, add --allow closed --reason "why".\n'
    )
    done = desk("import", "form.csv", *LATE, today="2024-03-08")
    assert done.code == 0, done.err
    assert allowed(desk) == {name: [("closed", "a late list")] for name in ("fauvel-rochas", "martineau")}
    again = desk("import", "form.csv", "--session", "S1", "--yes", today="2024-03-08")
    assert (again.code, "2 the same." in again.out) == (0, True)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--allow", "full", "--reason", "x"), "closed, duplicate"),
        (("--allow", "closed"), "--reason"),
        (("--allow", "nothing", "--reason", "x"), "nothing"),
    ],
)
def test_other_rules_are_not_lifted_by_imports(desk, options, code):
    done = desk("import", "form.csv", "--session", "S1", "--yes", *options)
    assert (done.code, code in done.err) == (2, True), done.err
