"""Who takes the seats that an organisation paid, through every way in: nobody covered loses theirs to a newcomer."""

import datetime as dt

import pytest
from desk_making import DAY, TODAY, at
from town import Town

from capcli.domain.records import AFFILIATIONS, PEOPLE, Affiliation
from capcli.services import people
from capcli.services.registering import Terms, register_new
from capcli.services.standings import standings_of

D = dt.date
LONG_AGO = D(2019, 1, 1)


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def die(town: Town):
    """An organisation that paid for one of its people, and Zoé, who came in June and was typed then."""
    made = town.found("Mairie de Die")
    town.paid(made, seats=1)
    zoe = town.person()
    town.put(AFFILIATIONS, Affiliation(person=zoe, organisation=made.id, since=D(2023, 6, 1), entered_on=D(2023, 6, 1)))
    return made


def statuses(town: Town, *numbers: int) -> list[str]:
    return [one.status for one in standings_of(town.store.read(), numbers, DAY).values()]


def entered(town: Town, person: int) -> list[tuple[D | None, D | None]]:
    return [(one.since, one.entered_on) for one in town.store.read().find(AFFILIATIONS, "person", person)]


def test_joining_with_a_day_long_ago(town: Town, die):
    """The day is kept, the seat is not taken: Ali had it until the eve of Zoé's coming. Her place is no news."""
    session = town.session(requires_dues=True)
    town.register(session, 1)
    ali = town.add("Ali", "BEN")
    assert town.joined(die, ali, since=LONG_AGO).effects == []
    assert entered(town, ali.id) == [(LONG_AGO, TODAY)]
    assert statuses(town, 1, ali.id) == ["covered", "lapsed"]
    assert standings_of(town.store.read(), [ali.id], DAY)[ali.id].until == D(2023, 5, 31)


def test_somebody_new_is_entered_today(town: Town, die):
    """At the desk, with another organisation later, and on the way of a registration for a day gone by."""
    ali = town.add("Ali", "BEN", organisation=die.id)
    eve = town.add("Eve", "DURAND")
    town.edit(eve, organisation=die.id)
    details = people.Details(given_name="Luc", family_name="ROY", organisation=die.id)
    past = town.session("Past", day=D(2023, 3, 1))
    made = town.change(
        lambda tx: register_new(
            tx, past, details, Terms(lifted=frozenset({"closed"}), reason="was there"), today=TODAY, now=at(),
            by="camille",
        )
    )  # fmt: skip
    luc = made.made[0].person.id
    assert entered(town, ali.id) == entered(town, eve.id) == [(TODAY, TODAY)]
    assert entered(town, luc) == [(D(2023, 3, 1), TODAY)]
    assert statuses(town, 1, ali.id, eve.id, luc) == ["covered", "never", "never", "lapsed"]


def test_a_leaver_frees_a_seat_for_the_next_one(town: Town, die):
    """Told at once where the next one has a place that waits for dues."""
    session = town.session(requires_dues=True)
    ali = town.add("Ali", "BEN", organisation=die.id)
    town.register(session, ali.id)
    assert town.states(session) == ["pending"]
    done = town.left(die, _person(town, 1))
    assert [(one.kind, one.person) for one in done.effects] == [("confirmed", ali.id)]


def _person(town: Town, number: int):
    found = town.store.read().get(PEOPLE, number)
    assert found
    return found


def test_two_records_of_one_person_keep_the_better_seat(town: Town, die):
    """Zoé typed a second time, and merged: she was there in June."""
    other = town.add("Zoë", "MARTINEAU-ROY", organisation=die.id)
    late = town.add("Ali", "BEN", organisation=die.id)
    town.merge_people(other, _person(town, 1))
    assert entered(town, other.id) == [(D(2023, 6, 1), D(2023, 6, 1))]
    assert statuses(town, other.id, late.id) == ["covered", "never"]
