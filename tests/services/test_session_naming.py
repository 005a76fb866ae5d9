import datetime as dt

import pytest
from session_samples import NOW, TODAY, Trial

from capcli.domain.records import SESSIONS, Session, Slot
from capcli.errors import Ambiguous, NotFound
from capcli.services.session_naming import session_named
from capcli.services.sessions import create


@pytest.fixture
def trial() -> Trial:
    """S1 Changement d'échelle 28/11/2023, S2 Compost 5 and 12/12/2023, S3 Compostage partagé 12/12/2023, S4 undated."""
    made = Trial()
    made.session("Changement d’échelle", "2023-11-28")
    made.session("Compost", slots=[Slot(date=dt.date(2023, 12, 5)), Slot(date=dt.date(2023, 12, 12))])
    made.session("Compostage partagé", "2023-12-12")
    made.session("L'eau des communes", None)
    return made


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("S1", 1),
        ("s1", 1),
        ("1", 1),
        (" 3 ", 3),
        ("2023-11-28-changement-echelle", 1),
        ("2023-11-28-CHANGEMENT-echelle", 1),
        ("2023-11", 1),
        ("undated", 4),
        ("28/11", 1),
        ("28/11/2023", 1),
        ("28 novembre 2023", 1),
        ("2023-11-28", 1),
        ("5/12", 2),
        ("echelle", 1),
        ("d'échelle", 1),
        ("ECHELLE changement", 1),
        ("chang", 1),
        ("compost", 2),
        ("compostage", 3),
        ("eau", 4),
        ("l eau communes", 4),
    ],
)
def test_names(trial, text, number):
    """Numbers, codes, days and words of the title, whatever the accents and the case."""
    assert session_named(trial.read, text, TODAY).id == number


def test_a_session_that_begins_that_day_comes_before_one_that_goes_on(trial):
    """12/12 is the first day of S3 and only the second of S2."""
    assert session_named(trial.read, "12/12", TODAY).id == 3


def test_a_day_inside_a_session(trial):
    """A day that is no first day names the session that goes on."""
    trial.change(lambda tx: tx.remove(SESSIONS, 3))
    assert session_named(trial.read, "12/12", TODAY).id == 2


@pytest.mark.parametrize(
    "text", ["S9", "9", "2023", "0", "29/11", "31/02", "paillage", "compost paillage", "", " ", "'"]
)
def test_not_found(trial, text):
    """Digits only are always a number, even those of a year; an empty name is nobody's."""
    with pytest.raises(NotFound) as error:
        session_named(trial.read, text, TODAY)
    assert (error.value.code, error.value.values["text"]) == ("session", text.strip())


@pytest.mark.parametrize(
    ("text", "candidates"), [("2023-12", ["S2", "S3"]), ("comp", ["S2", "S3"]), ("c", ["S1", "S2", "S3", "S4"])]
)
def test_several(trial, text, candidates):
    """All that answer are told, in the order of their days, with day and title."""
    with pytest.raises(Ambiguous) as error:
        session_named(trial.read, text, TODAY)
    told = error.value.values["candidates"]
    assert [ref for ref, _said in told] == candidates
    if text == "comp":
        assert told[0] == ("S2", "05/12/2023  Compost")


def test_a_code_wins_over_a_title(trial):
    """An exact code is that session, though it is words of another's title."""
    draft = Session(code="", title="Ailleurs")
    made = trial.change(lambda tx: create(tx, draft, now=NOW, code="compost"))
    assert session_named(trial.read, "compost", TODAY).id == made.id


def test_a_day_without_its_year_is_the_nearest(trial):
    """28/11 asked in March 2024 is still that of 2023; in October 2024 it is next month's."""
    assert session_named(trial.read, "28/11", dt.date(2024, 3, 1)).id == 1
    with pytest.raises(NotFound):
        session_named(trial.read, "28/11", dt.date(2024, 10, 1))


def test_titles_in_other_scripts(trial):
    """A title that no code can spell is found by its words."""
    made = trial.session("التخطيط المحلي", "2024-01-09")
    assert session_named(trial.read, "التخطيط", TODAY).id == made.id
