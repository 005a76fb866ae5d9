"""Why somebody has a place, waits for one or has none, and why a session is full."""

import datetime as dt

import pytest
from desk_making import DAY, TODAY, Bench, at
from explaining_said import EVE, about, by_hand, codes, place, told

from capcli.domain.records import PEOPLE, SESSIONS, Bound, Exemption
from capcli.services import confirming, refusing, registrations, transferring
from capcli.services.explaining import why_dues, why_place
from capcli.settings import choose
from capcli.texts.places_reasons import with_messages

ROCHE, PETIT, DIAZ = "Inès ROCHE", "Luc PETIT", "Ana DIAZ"


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_confirmed_by_ones_own_dues(bench):
    """The turn, then the dues with their number, day and period."""
    session, person = bench.session(requires_dues=True), bench.person(ROCHE)
    bench.dues(person=person)
    bench.register(session, person)
    view = place(bench, session, person)
    assert (view.state, view.registration, view.on) == ("confirmed", "R1", DAY)
    assert told(view) == [
        "Confirmed on 2 October 2023.",
        "Up to date on 28 November 2023: dues D1 paid on 2 October 2023 cover 1 January to 31 December 2023.",
    ]


def test_confirmed_where_no_dues_are_asked(bench):
    session, person = bench.session(), bench.person(ROCHE)
    bench.register(session, person)
    assert told(place(bench, session, person)) == ["Confirmed on 2 October 2023.", "This session is open without dues."]


def test_confirmed_without_dues_by_exception(bench):
    """What the dues say, that the rule was lifted, when and why; never by whom."""
    session, person = bench.session(requires_dues=True), bench.person(ROCHE)
    bench.register(session, person, lifted=["unpaid"], reason="Mandat announced")
    view = place(bench, session, person)
    assert told(view) == [
        "Confirmed on 2 October 2023.",
        "On 2 October 2023 it was decided not to wait for the dues (Mandat announced).",
        "Not up to date on 28 November 2023: no dues cover that day or any day before.",
    ]
    assert view.reasons[1].args == {
        "rule": "unpaid", "reason": "Mandat announced", "by": "camille", "at": at(minute=1),
    }  # fmt: skip


def test_a_confirmed_place_that_dues_no_longer_cover_is_kept(bench):
    """Rule 9."""
    session, person = bench.session(), bench.person(ROCHE)
    bench.register(session, person)
    bench.edit(session, requires_dues=True)
    assert told(place(bench, session, person))[1:] == [
        "Not up to date on 28 November 2023: no dues cover that day or any day before.",
        "The place was confirmed before, and a place given is kept.",
    ]


def test_subject_to_dues_with_a_deadline(bench):
    """What is missing, what settles it, until when."""
    bench.change(lambda tx: choose(tx, "registration.pending_days", "15"))
    session, person = bench.session(requires_dues=True), bench.person(ROCHE)
    bench.register(session, person)
    view = place(bench, session, person)
    assert (view.state, view.waits_for) == ("pending", "dues")
    assert told(view) == [
        "A place has been held since 2 October 2023.",
        "Not up to date on 28 November 2023: no dues cover that day or any day before.",
        "The place is confirmed once dues cover the day of the session.",
        "The place is held through 17 October 2023; afterwards it may go to somebody who waits.",
    ]


def test_confirmed_once_dues_were_paid(bench):
    session, person = bench.session(requires_dues=True), bench.person(ROCHE)
    bench.register(session, person)
    bench.dues(person=person)
    bench.rejudge(people=[person])
    assert told(place(bench, session, person))[0] == ("Confirmed on 2 October 2023: nothing more is awaited.")


def test_subject_to_approval(bench):
    session, person = bench.session(approval=True, requires_dues=True), bench.person(ROCHE)
    bench.register(session, person)
    view = place(bench, session, person)
    assert view.waits_for == "approval"
    assert codes(view) == ["turn", "needs_approval", "never", "dues_after_approval"]


def test_approved_then_subject_to_dues(bench):
    """The request was accepted; the dues are still to come."""
    session, person = bench.session(approval=True, requires_dues=True), bench.person(ROCHE)
    bench.register(session, person)
    by_hand(bench, confirming.confirm, session, [person])
    assert told(place(bench, session, person)) == [
        "The request was accepted on 2 October 2023, and a place has been held since.",
        "Not up to date on 28 November 2023: no dues cover that day or any day before.",
        "The place is confirmed once dues cover the day of the session.",
    ]


def test_waiting_for_the_room(bench):
    """The bound with its values, the place in the queue, and what a place would be subject to."""
    session = bench.session(capacity=2, requires_dues=True)
    people = bench.people(4)
    bench.register(session, *people)
    view = place(bench, session, people[3])
    assert (view.state, view.position) == ("waiting", 2)
    assert told(view) == [
        "On the waiting list since 2 October 2023.",
        "Every place is taken (2 of 2).",
        "Places go in the order of the requests: this one is no. 2, with 1 ahead of it.",
        "Not up to date on 28 November 2023: no dues cover that day or any day before.",
        "A place given to this request would be held, and confirmed once dues cover the day.",
    ]


def test_waiting_under_the_bound_of_ones_organisation(bench):
    """The organisation is named, its people are not."""
    session = bench.session(bounds=[Bound(kind="organisation", places=1)])
    town = bench.organisation()
    first, second = bench.person(ROCHE, town), bench.person(PETIT, town)
    bench.register(session, first)
    bench.register(session, second)
    assert told(place(bench, session, second))[1] == (
        "Places of one organisation are limited to 1, and Mairie de Die holds 1."
    )


def test_not_promoted_since_the_list_stands_still(bench):
    """A place is free and theirs, but after the stop somebody must give it."""
    session = bench.session(capacity=1)
    first, second = bench.person(ROCHE), bench.person(PETIT)
    bench.register(session, first)
    bench.register(session, second)
    now = at(EVE, 15)
    bench.change(lambda tx: registrations.unregister(tx, session, [first], today=EVE, now=now, by="camille"))
    read = bench.store.read()
    known = read.get(SESSIONS, session)
    view = with_messages(why_place(read, known, read.get(PEOPLE, second), today=EVE, now=now).view, known)
    assert told(view) == [
        "On the waiting list since 2 October 2023.",
        "There is a place: 0 of 1 are taken.",
        "Places go in the order of the requests: this one is the first in line.",
        "The waiting list has stood still since 27 November 2023 at 12:00: a place that comes free is no longer given "
        "automatically.",
    ]


def test_a_party_too_big_for_the_places_left(bench):
    session = bench.session(capacity=3)
    others, party = bench.people(2), [bench.person(ROCHE), bench.person(PETIT)]
    bench.register(session, *others)
    bench.register(session, *party, together=True)
    assert told(place(bench, session, party[0]))[1] == (
        "Those registered together take their places together: 2 are needed, 1 free."
    )
    assert "ahead_none" not in codes(place(bench, session, party[1]))
    assert place(bench, session, party[1]).reasons[2].args == {"position": 2, "ahead": 0}


def test_a_place_offered(bench):
    """Held for them; the time to answer has not started."""
    session = bench.session(capacity=1, waitlist="offer")
    first, second = bench.person(ROCHE), bench.person(PETIT)
    bench.register(session, first)
    bench.register(session, second)
    bench.unregister(session, first)
    view = place(bench, session, second)
    assert view.state == "offered"
    assert codes(view) == ["turn", "offer_untold"]


def test_promoted(bench):
    session = bench.session(capacity=1)
    first, second = bench.person(ROCHE), bench.person(PETIT)
    bench.register(session, first)
    bench.register(session, second)
    bench.unregister(session, first)
    assert told(place(bench, session, second))[0] == "A place came free on 2 October 2023: confirmed."
    assert told(place(bench, session, first)) == [
        "The registration was cancelled on 2 October 2023.",
        "Every place is taken (1 of 1).",
        "A request made now would go on the waiting list, as no. 1.",
    ]


def test_refused_with_its_reason(bench):
    session, person = bench.session(approval=True), bench.person(ROCHE)
    bench.register(session, person)
    by_hand(bench, refusing.refuse, session, [person], reason="Reserved to elected officials.")
    view = place(bench, session, person)
    assert view.state == "refused"
    assert told(view) == [
        "The request was refused on 2 October 2023: Reserved to elected officials.",
        "To have a refused request looked at again, ask the coordinator.",
    ]


def test_passed_on_without_naming_to_whom(bench):
    """Neither the one who gave it nor the one who took it is named to the other."""
    session, giver, taker = bench.session(), bench.person(ROCHE), bench.person(PETIT)
    bench.register(session, giver)
    by_hand(bench, transferring.transfer, session, giver, taker)
    assert told(place(bench, session, giver)) == ["The registration was passed on to somebody else on 2 October 2023."]
    assert told(place(bench, session, taker))[0] == (
        "A place passed on by somebody else was taken over on 2 October 2023: confirmed."
    )


@pytest.mark.parametrize(
    ("fields", "today", "expected"),
    [
        ({}, TODAY, ["not_registered", "has_place", "dues_not_asked", "would_be"]),
        ({"requires_dues": True}, TODAY, ["not_registered", "has_place", "never", "would_be"]),
        ({"cancelled": True}, TODAY, ["not_registered", "registering_cancelled"]),
        ({"slots": []}, TODAY, ["not_registered", "registering_undated"]),
        ({"last_day_to_register": dt.date(2023, 9, 30)}, TODAY, ["not_registered", "registering_closed"]),
        ({}, dt.date(2023, 11, 29), ["not_registered", "registering_past"]),
    ],
)
def test_not_registered(bench, fields, today, expected):
    """What a request would come to, or why it cannot be taken."""
    session, person = bench.session(**fields), bench.person(ROCHE)
    view = place(bench, session, person, today=today)
    assert view.state is None
    assert view.registration is None
    assert codes(view) == expected
    assert all(message.endswith(".") for message in told(view))


def test_a_request_behind_the_queue(bench):
    """What is free goes to those who wait already."""
    session = bench.session(capacity=2, bounds=[Bound(kind="public", key="élus", places=1)])
    people = bench.people(2)
    bench.register(session, *people)
    waits, asks = bench.person(ROCHE), bench.person(PETIT)
    bench.register(session, waits)
    view = place(bench, session, asks)
    assert codes(view) == ["not_registered", "no_place", "would_be"]
    assert view.reasons[-1].args == {"state": "waiting", "waits_for": None, "owes": False, "position": 2}


def test_a_place_online_is_told_to_who_finds_no_room(bench):
    session = bench.session(mode="hybrid", bounds=[Bound(kind="mode", key="onsite", places=1)])
    bench.register(session, *bench.people(1), mode="onsite")
    view = place(bench, session, bench.person(ROCHE))
    assert told(view)[1:] == [
        "Every place in the room is taken (1 of 1).",
        "A request made now would go on the waiting list, as no. 1.",
        "There is a place online.",
    ]


def test_a_cancelled_session(bench):
    session, person = bench.session(), bench.person(ROCHE)
    bench.register(session, person)
    bench.edit(session, cancelled=True, cancelled_reason="Snow.")
    assert told(place(bench, session, person))[0] == "The session is cancelled: Snow."


def test_dues_and_every_live_registration(bench):
    """The reasons of the status, then one line a registration in the order of the sessions."""
    person = bench.person(ROCHE)
    late, soon = bench.session("Late", dt.date(2023, 12, 5), capacity=1), bench.session("Soon", requires_dues=True)
    bench.register(late, *bench.people(1))
    bench.register(late, person)
    bench.register(soon, person)
    read = bench.store.read()
    view = with_messages(why_dues(read, read.get(PEOPLE, person), TODAY, today=TODAY).view)
    assert (view.who.name, view.session, view.state) == (ROCHE, None, "never")
    assert told(view)[-2:] == [
        "S2 Soon, 28 November 2023: subject to dues (R3).",
        "S1 Late, 5 December 2023: waiting list, no. 1 (R2).",
    ]


def test_why_a_session_is_full(bench):
    """Each bound, who is above it and why, who waits, and whose the next place is."""
    session = bench.session(capacity=2)
    people = [bench.person(name) for name in (ROCHE, PETIT, DIAZ)]
    bench.register(session, *people[:2])
    bench.register(session, people[2], lifted=["full"], reason="Speaker")
    bench.register(session, *bench.people(1))
    view = about(bench, session)
    assert (view.who, view.state, view.on) == (None, "open", TODAY)
    assert told(view) == [
        "Requests are taken through 28 November 2023.",
        "3/2: 3 confirmed; waiting list: 1",
        "Full: 3 of 2 places are taken.",
        "R3 Ana DIAZ (P3) was let in beyond the places on 2 October 2023, by camille: Speaker.",
        "Requests on the waiting list: 1, R4 first.",
        "The waiting list stops on 27 November 2023 at 12:00: places that come free after that are not given "
        "automatically.",
        "Places held beyond their number: 1. As many must come free before the next one goes to anybody.",
    ]


@pytest.mark.parametrize(
    ("policy", "today", "how"), [("auto", TODAY, "auto"), ("offer", TODAY, "offer"), ("auto", DAY, "stopped")]
)
def test_whose_the_next_place_is(bench, policy, today, how):
    """Given, offered, or left to somebody's hand after the stop."""
    session = bench.session(capacity=1, waitlist=policy)
    people = bench.people(3)
    bench.register(session, *people)
    freed = about(bench, session, today=today).reasons[-1]
    assert (freed.code, freed.args["how"], freed.args["registration"]) == ("freed", how, "R2")


def test_a_room_full_and_online_open(bench):
    """Each bound is told apart; what frees a place of the room serves who waits for it."""
    bounds = [Bound(kind="mode", key="onsite", places=1), Bound(kind="mode", key="online", places=5)]
    session = bench.session(mode="hybrid", bounds=bounds)
    people = bench.people(3)
    bench.register(session, people[0], mode="onsite")
    bench.register(session, people[1], mode="onsite")
    bench.register(session, people[2], mode="online")
    lines = told(about(bench, session))
    assert "Full in the room: 1 of 1 places are taken." in lines
    assert "Not full online: 1 of 5 places are taken, 4 left." in lines
    assert lines[-1] == "The next place that comes free in the room goes to no. 1 on the waiting list (R2)."


def test_nobody_waits_for_a_full_session(bench):
    session = bench.session(capacity=1)
    bench.register(session, *bench.people(1))
    assert codes(about(bench, session))[-1] == "freed_open"
    assert codes(about(bench, session, today=dt.date(2023, 11, 29))) == ["session_over", "counts", "bound_full"]


def test_an_exempt_person(bench):
    session = bench.session(requires_dues=True)
    person = bench.person(ROCHE, exempt=Exemption(reason="founder"))
    bench.register(session, person)
    assert codes(place(bench, session, person)) == ["turn", "exempt"]
