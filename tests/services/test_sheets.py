"""Who signs for a session, and for which half-days."""

import datetime as dt

import pytest
from desk_making import DAY, Bench

from capcli.domain.records import SESSIONS, Slot
from capcli.errors import Refused
from capcli.services.sheets import Signing, signing_of


def signing(bench: Bench, session: int) -> Signing:
    read = bench.store.read()
    kept = read.get(SESSIONS, session)
    assert kept
    return signing_of(read, kept)


def test_those_who_hold_a_place_in_the_french_order():
    """Pending ones too; who waits or withdrew does not sign."""
    bench = Bench()
    session = bench.session(capacity=3)
    names = ("Éloïse d'Arnoncourt", "Zoé ROCHE", "Anne de La Bretonnière", "Eve DIE", "Ali ZED")
    people = [bench.person(name) for name in names]
    bench.register(session, *people[:3])
    bench.unregister(session, people[1])
    bench.register(session, people[3], people[4])
    assert bench.states(session) == ["confirmed", "cancelled", "confirmed", "confirmed", "waiting"]
    assert [one.person.family_name for one in signing(bench, session).people] == [
        "d'Arnoncourt",
        "DIE",
        "de La Bretonnière",
    ]


def test_whoever_comes_to_some_slots_signs_for_their_half_days():
    bench = Bench()
    days = [DAY, DAY + dt.timedelta(days=7)]
    slots = [Slot(date=day, end_date=day, start="09:00", end="17:00") for day in days]
    session = bench.session(slots=slots)
    zoe, ali = bench.person(), bench.person("Ali BEN")
    bench.register(session, zoe)
    bench.register(session, ali, slots=[2])
    made = signing(bench, session)
    assert [half.part for half in made.half_days] == ["morning", "afternoon"] * 2
    assert {one.person.given_name: one.signs for one in made.people} == {
        "Zoé": [True] * 4,
        "Ali": [False, False, True, True],
    }


@pytest.mark.parametrize(
    ("fields", "code"), [({"cancelled": True}, "session_cancelled"), ({"day": None}, "session_undated")]
)
def test_what_does_not_take_place_has_no_sheet(fields, code):
    bench = Bench()
    session = bench.session(**fields)
    with pytest.raises(Refused) as refused:
        signing(bench, session)
    assert refused.value.code == code
