"""Who is kept for longer than the settings say: told, never touched."""

import datetime as dt

import pytest
from forgetting_desk import ForgettingDesk
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from capcli.domain.policies import RetentionPolicy
from capcli.domain.records import DUES, PEOPLE, REGISTRATIONS, Dues, Exemption, Fee, Presence, Turn
from capcli.domain.retention import years_after
from capcli.services.retention import retained

LONG_AGO = dt.date(2013, 3, 5)
"""A day on which nobody knew of the people of these tests yet: they are added on 2 October 2023."""


@pytest.fixture
def desk() -> ForgettingDesk:
    return ForgettingDesk()


def over(desk, on: str) -> list[str]:
    return [one.ref for one in retained(desk.store.read(), dt.date.fromisoformat(on)).over]


def test_whoever_was_only_added_is_kept_for_three_years_that_day_included(desk):
    desk.person()
    assert over(desk, "2026-10-02") == []
    assert over(desk, "2026-10-03") == ["P1"]


def test_the_settings_say_how_long(desk):
    desk.person()
    desk.setting("retention.contacts_years", "1")
    assert over(desk, "2024-10-03") == ["P1"]


def test_a_request_of_their_own_is_a_contact(desk):
    zoe, other, session = desk.person(), desk.person("Luc Roche"), desk.session()
    desk.register(session, zoe, requested_at=dt.datetime(2023, 11, 1, tzinfo=dt.UTC))
    desk.register(session, other, requested_at=dt.datetime(2023, 11, 1, tzinfo=dt.UTC), requested_by=zoe)
    desk.unregister(session, zoe, other)
    assert over(desk, "2026-10-15") == ["P2"]
    assert over(desk, "2026-11-02") == ["P1", "P2"]


def test_a_proof_of_training_keeps_the_name_for_six_years(desk):
    zoe, session = desk.person(), desk.session()
    desk.register(session, zoe)
    desk.put(REGISTRATIONS, replace(desk.one(session, zoe), presence=[_mark("present")]))
    found = retained(desk.store.read(), dt.date(2027, 1, 1))
    assert (found.over, found.kept, found.next_on) == ([], 1, dt.date(2029, 11, 28))
    assert over(desk, "2029-11-28") == []
    assert over(desk, "2029-11-29") == ["P1"]


def test_an_absence_is_no_proof_of_training(desk):
    zoe, session = desk.person(), desk.session()
    desk.register(session, zoe)
    desk.put(REGISTRATIONS, replace(desk.one(session, zoe), presence=[_mark("absent")]))
    assert over(desk, "2026-11-29") == ["P1"]


@pytest.mark.parametrize("as_fee", [True, False])
def test_accounts_keep_it_for_ten_years_from_the_end_of_theirs(desk, as_fee):
    zoe, session = desk.person(), desk.session(day=dt.date(2023, 10, 5))
    if as_fee:
        desk.register(session, zoe)
        desk.put(REGISTRATIONS, replace(desk.one(session, zoe), fees=[Fee(cents=500, on=dt.date(2023, 10, 3))]))
    else:
        desk.put(DUES, Dues(kind="donation", person=zoe, paid_on=dt.date(2023, 10, 3), cents=500))
    assert over(desk, "2033-12-31") == []
    assert over(desk, "2034-01-01") == ["P1"]


def test_a_promise_is_no_account(desk):
    zoe = desk.person()
    desk.put(DUES, Dues(kind="promise", person=zoe, paid_on=LONG_AGO, cents=500, since=LONG_AGO, until=LONG_AGO))
    assert over(desk, "2026-10-03") == ["P1"]


def test_members_and_whoever_is_to_come_are_never_named(desk):
    member, coming, exempt = desk.people(3)
    desk.put(DUES, Dues(person=member, paid_on=LONG_AGO, cents=2000, due_cents=2000, since=LONG_AGO, rate="life"))
    desk.register(desk.session(day=dt.date(2045, 1, 1)), coming)
    desk.put(PEOPLE, replace(desk.store.read().get(PEOPLE, exempt), exempt=Exemption(reason="honour")))
    assert over(desk, "2044-01-01") == []


def test_accepting_an_offer_is_a_contact(desk):
    zoe, session = desk.person(), desk.session()
    desk.register(session, zoe)
    desk.unregister(session, zoe)
    one = desk.one(session, zoe)
    turn = Turn(state="confirmed", at=dt.datetime(2023, 11, 20, tzinfo=dt.UTC), by="camille", cause="accepted")
    desk.put(REGISTRATIONS, replace(one, history=[*one.history, turn]))
    assert over(desk, "2026-11-20") == []
    assert over(desk, "2026-11-21") == ["P1"]


def test_whoever_was_forgotten_is_not_named_again(desk):
    zoe = desk.person()
    desk.forget(zoe)
    assert over(desk, "2040-01-01") == []


def test_tells_the_last_contact_and_the_command(desk):
    zoe, session = desk.person(), desk.session()
    desk.register(session, zoe)
    desk.put(REGISTRATIONS, replace(desk.one(session, zoe), presence=[_mark("present")]))
    (view,) = retained(desk.store.read(), dt.date(2030, 1, 1)).over
    assert (view.last_contact, view.last_contact_by) == (dt.date(2023, 11, 28), "attended")
    assert (view.contacts_until, view.training_until) == (dt.date(2026, 11, 28), dt.date(2029, 11, 28))
    assert (view.accounts_until, view.kept_until) == (None, dt.date(2029, 11, 28))
    assert view.command == "cap person forget P1"


def test_nothing_is_written(desk):
    desk.person()
    before = desk.everything()
    over(desk, "2040-01-01")
    assert desk.everything() == before


@given(day=st.dates(), years=st.integers(0, 100))
def test_the_same_day_years_later_is_on_the_calendar(day, years):
    later = years_after(day, years)
    assert later >= day
    assert (later.month, later.day) in {(day.month, day.day), (2, 28), (12, 31)}


def test_the_policy_has_the_periods_that_the_settings_have(desk):
    from capcli.services.policies import retention_policy

    assert retention_policy(desk.store.read()) == RetentionPolicy()


def _mark(state: str) -> Presence:
    return Presence(slot=1, state=state, at=dt.datetime(2023, 11, 28, tzinfo=dt.UTC), by="camille")
