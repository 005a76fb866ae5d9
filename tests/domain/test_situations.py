"""What somebody is to be told: how they stand against what they were told, whatever happened in between."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from capcli.domain.records import LIVE, Presence, Registration, Session, Slot, Turn
from capcli.domain.situations import news, speaking, told_as
from capcli.texts.situations import BECAUSE, NEWS, news_words

NOW = dt.datetime(2023, 10, 2, 8, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=2)
DAY = dt.date(2023, 11, 28)


def a_session(day=DAY, start="10:30", **fields):
    slots = [Slot(date=day, end_date=day, start=start, end="17:00")] if day else []
    return Session(**{"id": 7, "code": "one", "title": "Échelle", "slots": slots} | fields)


def one(state="confirmed", cause=None, reason=None, **fields):
    if state == "pending":
        fields.setdefault("waits_for", "dues")
    turns = [Turn(state=state, at=NOW, by="camille", cause=cause, reason=reason)]
    made = {"id": 5, "session": 7, "person": 1, "requested_at": NOW, "entered_at": NOW, "history": turns}
    return Registration(state=state, **made | fields)


def told(registration, session=None):
    return replace(registration, told=told_as(registration, session or a_session(), at=NOW, by="camille"))


def codes(registration, session=None, **known):
    return [reason.code for reason in news(registration, session or a_session(), **known)]


def words(registration, session=None, **known):
    return " ".join(news_words(reason) for reason in news(registration, session or a_session(), **known))


@pytest.mark.parametrize(
    ("registration", "said"),
    [
        (one(), "Confirmed."),
        (one("pending"), "A place is held, subject to dues."),
        (one("pending", waits_for="approval"), "The request came in; it is being looked at."),
        (one("waiting"), "On the waiting list, no. 3."),
        (one("offered"), "A place is offered until 4 October 2023 at 10:30, if told now."),
        (one("refused", reason="It is for elected officials."), "The request is refused: It is for elected officials."),
        (
            one("cancelled", "lapsed"),
            "The time for which the place was held is over: the registration is cancelled.",
        ),
        (one("cancelled"), ""),
        (one("declined"), ""),
        (one("cancelled", "moved"), ""),
    ],
)
def test_somebody_never_told(registration, said):
    """Hears of what stands, and of what we ended; not of what they ended themselves."""
    assert words(registration, position=3, until=LATER) == said


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (
            "2023-10-05T22:00:00+00:00",
            "A place is held, subject to dues. The place is kept through Thursday 5 October 2023.",
        ),
        (
            "2023-10-05T16:00:00+00:00",
            "A place is held, subject to dues. The place is kept until 5 October 2023 at 18:00.",
        ),
    ],
)
def test_until_when_a_place_waits_for_dues(until, said):
    """Midnight is the end of the day before."""
    assert words(one("pending", held_until=dt.datetime.fromisoformat(until))) == said


@pytest.mark.parametrize(
    ("before", "after", "code", "said"),
    [
        (one("waiting"), one(), "promoted", "A place came free: confirmed."),
        (one("waiting"), one("pending"), "promoted", "A place came free: it is held, subject to dues."),
        (one("waiting"), one("offered"), "offered", "A place is offered until 4 October 2023 at 10:30, if told now."),
        (one("offered"), one(), "accepted", "The place offered is taken: confirmed."),
        (one("pending"), one(), "settled", "Dues are settled: confirmed."),
        (one("pending", waits_for="approval"), one(), "approved", "The request is accepted: confirmed."),
        (
            one("pending", waits_for="approval"),
            one("pending"),
            "approved",
            "The request is accepted: a place is held, subject to dues.",
        ),
        (one(), one("cancelled", reason="ill"), "cancelled", "The registration is cancelled: ill."),
        (one(), one("cancelled", "moved"), "moved", "The registration was moved to another session."),
        (one(), one("cancelled", "transferred"), "transferred", "The registration was passed on to somebody else."),
        (one("offered"), one("declined", reason="away"), "declined", "The place offered was declined: away."),
        (one("cancelled"), one("waiting"), "reopened", "Registered again: on the waiting list."),
        (one("refused"), one("pending"), "reopened", "Registered again: a place is held, subject to dues."),
        (one(), one("waiting"), "waiting", "On the waiting list."),
    ],
)
def test_another_state_than_the_one_told(before, after, code, said):
    changed = replace(after, told=told(before).told)
    assert codes(changed) == [code]
    assert words(changed, until=LATER) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2023, 12, 5), "Postponed from Tuesday 28 November 2023 to Tuesday 5 December 2023."),
        (dt.date(2023, 11, 21), "Brought forward from Tuesday 28 November 2023 to Tuesday 21 November 2023."),
        (None, "Postponed from Tuesday 28 November 2023 to no day yet."),
    ],
)
def test_another_day_than_the_one_told(day, said):
    assert words(told(one()), a_session(day)) == said


def test_other_hours_than_those_told():
    """Those of the slots that the person comes to."""
    session = a_session(start="14:00")
    assert words(told(one()), session) == "New times: 28/11/2023 14:00–17:00."
    second = Slot(date=dt.date(2023, 12, 5), end_date=dt.date(2023, 12, 5))
    assert codes(told(one(slots=[1])), replace(a_session(), slots=[*a_session().slots, second])) == []
    assert codes(told(one()), replace(a_session(), slots=[*a_session().slots, second])) == ["rescheduled"]


def test_another_day_at_other_hours():
    """The hours are said beside the day, unless they are those they were."""
    later = a_session(dt.date(2023, 12, 5), start="14:00")
    assert words(told(one()), later) == (
        "Postponed from Tuesday 28 November 2023 to Tuesday 5 December 2023. New times: 05/12/2023 14:00–17:00."
    )
    two = a_session(), Slot(date=dt.date(2023, 11, 30), end_date=dt.date(2023, 11, 30))
    both = replace(two[0], slots=[*two[0].slots, two[1]])
    week = dt.timedelta(days=7)
    moved = replace(both, slots=[replace(s, date=s.date + week, end_date=s.end_date + week) for s in both.slots])
    assert codes(told(one(), both), moved) == ["postponed"]
    assert codes(told(one(), both), replace(moved, slots=[moved.slots[0], both.slots[1]])) == [
        "postponed",
        "rescheduled",
    ]


def test_a_cancelled_session_is_all_there_is_to_say():
    """Whatever else changed, and once; those who had left are not concerned."""
    off = a_session(cancelled=True, cancelled_reason="The trainer is ill.")
    assert words(one(), off) == "The session is cancelled: The trainer is ill."
    promoted = replace(one(), told=told(one("waiting")).told)
    assert codes(promoted, off) == ["session_cancelled"]
    assert codes(told(promoted, off), off) == []
    assert codes(replace(one("cancelled"), told=told(one(), off).told), off) == []
    assert codes(told(one("cancelled")), off) == []


def test_a_session_that_takes_place_after_all():
    off = a_session(cancelled=True)
    assert codes(told(one(), off)) == ["session_back"]
    assert codes(told(one(), off), a_session(dt.date(2023, 12, 5))) == ["session_back", "postponed"]


def test_promoted_and_postponed_are_two_things_to_say():
    promoted = replace(one(), told=told(one("waiting")).told)
    assert codes(promoted, a_session(dt.date(2023, 12, 5))) == ["postponed", "promoted"]


def test_a_new_offer_is_news_after_an_old_one():
    """Somebody told of an offer, back on the list and offered a place again, has a new time to answer."""
    offered = told(replace(one("offered"), held_until=LATER))
    assert codes(offered) == []
    assert codes(replace(offered, held_until=None)) == ["offered"]


def test_a_postponed_session_is_no_news_to_those_who_left():
    assert codes(told(one("cancelled")), a_session(dt.date(2023, 12, 5))) == []


def test_of_somebody_who_came_back_one_registration_speaks():
    """Told of a place, cancelled and registered again before they heard of it: they still have what they were told."""
    first = replace(one("cancelled", id=5), told=told(one()).told)
    again = one(id=9)
    (speaks,) = speaking([first, again])
    assert (speaks.id, codes(speaks)) == (9, [])
    (waits,) = speaking([first, one("waiting", id=9)])
    assert codes(waits) == ["waiting"]
    (reopened,) = speaking([one(id=5), one("cancelled", id=9)])
    assert reopened.id == 5


def test_being_confirmed_is_no_news_once_one_was_there():
    """Unless a slot is still to come, or they were not there."""

    def seen(*states, **fields):
        marks = [Presence(slot=slot, state=state, at=NOW, by="camille") for slot, state in enumerate(states, 1)]
        return one(presence=marks, **fields)

    two = a_session(slots=[Slot(date=DAY, end_date=DAY), Slot(date=dt.date(2023, 12, 5))])
    assert codes(seen("present")) == []
    assert codes(replace(seen("present"), told=told(one("pending")).told)) == []
    assert codes(seen("absent")) == ["confirmed"]
    assert codes(seen("present"), two) == ["confirmed"]
    assert codes(seen("present", slots=[1]), two) == []
    assert codes(seen("absent", "present"), two) == []
    assert codes(told(seen("present")), a_session(cancelled=True)) == ["session_cancelled"]


situations = st.builds(
    one,
    state=st.sampled_from(["confirmed", "pending", "offered", "waiting", "cancelled", "declined", "refused"]),
    cause=st.sampled_from([None, "lapsed", "moved", "transferred", "promoted"]),
    slots=st.sampled_from([[], [1]]),
)
places = st.builds(
    a_session,
    day=st.sampled_from([DAY, dt.date(2023, 12, 5), None]),
    start=st.sampled_from(["10:30", "14:00"]),
    cancelled=st.booleans(),
)


def heard(registration, session):
    """Told how it stands, an offer given its time to answer, as telling does."""
    if registration.state == "offered" and registration.held_until is None:
        registration = replace(registration, held_until=LATER)
    return told(registration, session)


@given(situations, places)
def test_told_and_unchanged_is_nothing_to_tell(registration, session):
    assert news(heard(registration, session), session) == []


@given(situations, places, situations, places)
def test_any_change_of_a_live_registration_is_told_and_the_way_back_is_not(before, then, after, now):
    """Only situations count, not what happened in between."""
    known = heard(before, then)
    changed = replace(after, told=known.told, slots=before.slots)
    differs = (before.state, before.waits_for) != (after.state, after.waits_for) or then != now
    if after.state in LIVE and differs and not (then.cancelled and now.cancelled):
        assert news(changed, now) != []
    assert news(replace(known, history=[*known.history, *after.history, *known.history]), then) == []


@given(situations, places, situations, places, st.sampled_from([None, "ill."]))
def test_all_news_have_a_sentence(before, then, after, now, reason):
    changed = replace(after, told=heard(before, then).told, history=[replace(after.history[-1], reason=reason)])
    for registration in (before, changed):
        for one_of_them in news(registration, now, position=2, until=LATER):
            said = news_words(one_of_them)
            assert said
            assert "{" not in said
            assert ".." not in said
    assert set(BECAUSE) <= set(NEWS)
