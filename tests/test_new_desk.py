"""Nobody is locked in: an export makes a new desk, which exports the same but for what its README says."""

import csv
import itertools

import pytest
from round_trip_desk import AWKWARD, awkward_desk

from capcli.domain.applicants import says_nothing

NUMBERED = {"id", "ref", "created_at", "organisation.ref", "who.ref", "of", "representative"}
"""What another desk says in its own way: numbers, and moments of entry."""
NAMESAKE = "Camille DUPONT"
"""Three people of one name, whom a journal tells apart by numbers of the old desk alone: they are asked about."""
RATES = [
    ("=Individuelle", "--amount", "20", "--payer", "person"),
    ("A life", "--amount", "300", "--payer", "person", "--length", "lifetime"),
    ("Structure", "--amount", "150", "--payer", "organisation", "--seats", "5"),
]


def rows(folder, name):
    """The rows of a list in an export, without what numbers it."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        found = [{key: cell for key, cell in row.items() if key not in NUMBERED} for row in csv.DictReader(file)]
    return sorted(found, key=lambda row: sorted(row.items()))


@pytest.fixture
def folders(bare_cap, home, monkeypatch):
    """The export of the awkward desk, and that of the desk made of it, as its README says."""

    def cap(*args):
        done = bare_cap(*args)
        assert done.code == 0, (args, done.err)
        return done

    monkeypatch.setenv("CAP_DATA", str(home / "old.json"))
    awkward_desk(home / "old.json", itertools.cycle([text for text in AWKWARD if not says_nothing(text)]).__next__)
    cap("export", "old", "--with-answers")
    monkeypatch.setenv("CAP_DATA", str(home / "new.json"))
    cap("init", str(home / "new.json"), "--name", "Cap Exemple", "--yes")
    for rate in RATES:
        cap("dues", "rate", "set", *rate)
    for page in sorted((home / "old" / "pages").iterdir()):
        cap("session", "import", str(page), "--yes")
    for name in ("organisations", "people", "dues"):
        cap("import", f"old/{name}.csv", "--yes", "--hold")
    cap("import", "old/registrations/2023-11-28-two.csv", "--session", "2023-11-28-two", "--yes")
    cap("import", "old/attendance/2023-09-12-one.csv", "--session", "2023-09-12-one", "--yes", "--hold")
    cap("export", "new", "--with-answers")
    return home / "old", home / "new"


def test_a_new_desk_is_made_of_an_export(folders):
    old, new = folders
    assert rows(new, "organisations") == rows(old, "organisations")
    assert rows(new, "people") == rows(old, "people")
    assert rows(new, "rates") == rows(old, "rates")
    paid = [row for row in rows(old, "dues") if row["who.name"] != NAMESAKE]
    assert rows(new, "dues") == paid


def test_registrations_to_come_are_there_with_their_answers(folders):
    old, new = (live(folder / "registrations") for folder in folders)
    assert new == old
    assert len(new) == 8


def live(folder):
    """Who is registered for the session to come, with what they answered."""
    kept = ("given_name", "family_name", "email", "requested_at", "slots")
    return [
        {key: cell for key, cell in row.items() if key in kept or (key.startswith("answers.") and cell)}
        for row in rows(folder, "2023-11-28-two")
        if row["state"] in ("confirmed", "pending", "offered", "waiting")
    ]


def test_whoever_was_there_is_there_again(folders):
    old, new = ({row["family_name"] for row in rows(folder, "attendance") if row["presence"] == "present"}
                for folder in folders)  # fmt: skip
    assert new == old
