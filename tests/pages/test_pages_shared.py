"""The shared sample input: no wrong value, at most one field in twenty missed."""

import datetime as dt
import importlib.util
import json
from collections import Counter
from pathlib import Path

import pytest

from capcli.domain.records import Contact, Slot, Speaker
from capcli.pages.reading import read_page

TODAY = dt.date(2023, 10, 2)
SCORE = Path(__file__).parents[2] / "benchmarks" / "pages_score.py"

HELD_WRONG = {
    ("L58", "slots"): "four meetings at once on one day are one day, not four equal slots: slots have no town here",
    ("12", "price.amounts"): "the page says “adhérents à jour de cotisation 2024”; “à jour 2024” is nowhere on it",
    ("12", "audience"): "the page says for whom it is, in the words of the seed page, whose audience is asked for",
}
"""Expected readings that are not what the page says, and why."""

UNREADABLE = {
    ("L07", "mode"): "online is said elsewhere on the page",
    ("L11", "mode"): "online is said elsewhere on the page",
    ("L55", "mode"): "“séminaire en ligne” comes before the line",
    ("L25", "mode"): "nothing says where",
    ("L37", "mode"): "nothing says where",
    ("L58", "mode"): "towns after a colon are named, not said to be where people meet",
    ("L25", "slots"): "the hours of a programme without any day",
}
"""Expected readings that the text alone cannot give."""


@pytest.fixture
def outcomes(shared):
    """Every field of the shared samples with its verdict."""
    if not SCORE.is_file():
        pytest.skip("the benchmarks are not beside the tests")
    spec = importlib.util.spec_from_file_location("pages_score", SCORE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.outcomes(shared))


def test_no_wrong_value(outcomes):
    """What is read is what is expected, but for readings that are held to be wrong, each with its reason."""
    wrong = {(outcome.sample, outcome.field) for outcome in outcomes if outcome.verdict == "wrong"}
    assert wrong == set(HELD_WRONG)


def test_few_fields_are_missed(outcomes):
    """At most one in twenty, and each of them is one that the text alone cannot give."""
    missed = {(outcome.sample, outcome.field) for outcome in outcomes if outcome.verdict == "missed"}
    assert missed == set(UNREADABLE)
    assert len(missed) * 20 <= len(outcomes)


def test_every_sample_is_scored(outcomes, shared):
    """No sample drops out of the score."""
    cases = json.loads((shared / "cases" / "practical_lines.json").read_text(encoding="utf-8"))["cases"]
    scored = Counter(outcome.sample for outcome in outcomes)
    unstated = {"L74", "L92"}  # a delay in weeks, a date to be told: nothing to read
    assert {case["id"] for case in cases} - set(scored) == unstated


def test_the_page_that_the_project_starts_from(shared):
    """The seed page, field by field."""
    page = (shared / "seed" / "session-changement-echelle.md").read_text(encoding="utf-8")
    reading = read_page(page, today=TODAY)
    assert [warning.code for warning in reading.warnings] == ["no_title"]
    session = reading.sessions[0]
    day = dt.date(2023, 11, 28)
    assert session.slots == [Slot(date=day, end_date=day, start="10:30", end="12:00")]
    assert (session.timezone, session.mode, session.place) == ("Europe/Paris", "online", None)
    assert (session.requires_dues, session.registration_required, session.registration_url) == (True, True, None)
    assert session.price is not None
    assert session.price.kind == "dues_required"
    ciedel = "Ciedel (Centre international d'études pour le développement local)"
    role = "chargée de mission, de recherche et de formation"
    assert session.speakers[0] == Speaker(name="Pascale Vincent", role=role, organisation=ciedel)
    assert session.speakers[1].name == "Mylène Thou"
    assert session.speakers[1].organisation == "Cap Rural"
    assert session.audience == [
        "acteurs du développement local",
        "agents de développement",
        "élus de collectivités et d'associations",
        "porteurs de projet collectif",
        "acteurs de la société civile",
    ]
    assert len(session.objectives) == 3
    assert session.follows == [dt.date(2023, 10, 19), dt.date(2023, 11, 9)]
    assert session.contact == Contact(
        name="Mylène Thou",
        phones=["+33475781715", "+33677834503"],
        emails=["valorisations.innovations@caprural.org"],
    )
    assert session.headings["speakers"] == "Intervenantes"


def test_given_a_title_it_is_the_session_s(shared):
    """`--title` stands for the one that the page lacks."""
    page = (shared / "seed" / "session-changement-echelle.md").read_text(encoding="utf-8")
    reading = read_page(page, title="Changement d'échelle", today=TODAY)
    assert reading.warnings == []
    assert reading.sessions[0].title == "Changement d'échelle"
