"""Rows that are in another session already stop the plan; a coincidence does not."""

import pytest
from import_office import Office, row

from capcli.errors import Refused


@pytest.fixture
def office() -> Office:
    made = Office()
    made.take(*form(8))
    return made


NAMES = str.split(
    "ABADIE BERTHIER CHAZAL DELORME ESCOFFIER FOURNIER GIRAUD HERNANDEZ IZARD JOUBERT KERVELLA LACROIX MONTAGNE "
    "NICOLAS ORSINI PEYRARD QUINTARD RAVEL SABATIER ULLMANN"
)


def form(count: int, *, minute: int = 0):
    return [
        row(line, f"{NAMES[line - 2]} Zoé", f"p{line}@parc.example", at=f"2024-02-10 10:{minute + line:02}")
        for line in range(2, count + 2)
    ]


def test_the_session_is_named_and_nothing_is_written(office):
    before = office.tables()
    with pytest.raises(Refused) as caught:
        office.take(*form(20), session=2)
    assert caught.value.code == "import_other_session"
    assert (caught.value.values["count"], caught.value.values["other"]) == (8, "S1")
    assert office.tables() == before


def test_one_form_may_ask_for_two_sessions(office):
    """Lifted once, which the history keeps; afterwards the rows are in both sessions, which says nothing any more."""
    lifted = {"lifted": frozenset({"duplicate"}), "reason": "one form for both days"}
    assert len(office.take(*form(8), session=2, **lifted).of("create")) == 8
    assert {one.history[0].reason for one in office.registrations() if one.session == 2} == {"one form for both days"}
    assert len(office.take(*form(12), session=2).of("create")) == 4


def test_one_person_who_asked_for_two_sessions_in_one_minute_stops_nobody(office):
    rows = [*form(1), *form(19, minute=30)[1:]]
    assert len(office.take(*rows, session=2).of("create")) == 19


def test_the_same_people_at_another_moment_are_new_requests(office):
    assert len(office.take(*form(8, minute=20), session=2).of("create")) == 8
