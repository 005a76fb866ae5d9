"""The decision behind every way in: a place, subject to dues or not, or the waiting list."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.places import (
    LIFTABLE,
    free_places,
    is_coming,
    seat_for,
    to_promote,
    typed_lifts,
)
from capcli.domain.records import Lift, Person, Registration, Session, Slot
from capcli.domain.rosters import Roster
from capcli.errors import Refused, Usage

DAY = dt.date(2023, 11, 28)
TODAY = dt.date(2023, 10, 2)
NOW = dt.datetime(2023, 10, 2, 9, tzinfo=dt.UTC)


def a_session(**fields) -> Session:
    given = {"slots": [Slot(date=DAY, end_date=DAY)], "capacity": 2, **fields}
    return Session(id=7, code="c", title="Compost", **given)


def a_person(number: int = 12) -> Person:
    return Person(id=number, given_name="Zoé", family_name="MARTINEAU", name_key="", search_key="", created_at=NOW)


def a_registration(number: int, state="confirmed", *, person=None, at=NOW, priority=0) -> Registration:
    return Registration(
        id=number,
        session=7,
        person=person or 1000 + number,
        state=state,
        requested_at=at,
        entered_at=at,
        priority=priority,
    )


def decide(session=None, registrations=(), *, at=NOW, today=TODAY, covered=True, lifted=()):
    return seat_for(
        session or a_session(),
        a_person(),
        a_registration(0, "waiting", person=12, at=at),
        Roster(registrations),
        today=today,
        covered=covered,
        lifted=lifted,
    )


def refusal(**asked) -> Refused:
    with pytest.raises(Refused) as refused:
        decide(**asked)
    return refused.value


def test_a_free_place_is_confirmed():
    assert decide().state == "confirmed"


def test_the_last_place_is_still_a_place():
    assert decide(registrations=[a_registration(1)]).state == "confirmed"


@pytest.mark.parametrize("held", ["confirmed", "pending", "offered"])
def test_every_state_that_holds_a_place_fills_the_session(held):
    assert decide(registrations=[a_registration(1, held), a_registration(2, held)]).state == "waiting"


@pytest.mark.parametrize("ended", ["cancelled", "declined", "refused"])
def test_what_has_ended_holds_nothing(ended):
    """Nor does it stop the same person from coming back, unless it was refused."""
    ended_ones = [a_registration(number, ended, person=number) for number in (1, 2, 3)]
    assert decide(registrations=ended_ones).state == "confirmed"
    if ended != "refused":
        assert decide(registrations=[a_registration(4, ended, person=12)]).state == "confirmed"


def test_without_a_capacity_everybody_has_a_place():
    crowd = [a_registration(number) for number in range(1, 200)]
    assert decide(a_session(capacity=None), crowd).state == "confirmed"


def test_a_place_without_dues_is_pending_only_where_dues_are_asked():
    seat = decide(a_session(requires_dues=True), covered=False)
    assert (seat.state, seat.waits_for) == ("pending", "dues")
    assert decide(a_session(requires_dues=True), covered=True).state == "confirmed"
    assert decide(a_session(requires_dues=None), covered=False).state == "confirmed"


def test_a_newcomer_never_overtakes_those_who_wait():
    """A place is free and somebody waits for it: it is theirs."""
    waiting = [a_registration(1), a_registration(2, "waiting", at=NOW - dt.timedelta(days=1))]
    assert decide(registrations=waiting).state == "waiting"


def test_of_two_requests_of_one_moment_the_one_that_waits_goes_first():
    """Rule 8: its number is lower."""
    waiting = [a_registration(1), a_registration(2, "waiting", at=NOW)]
    assert decide(registrations=waiting).state == "waiting"


def test_an_earlier_request_goes_before_those_who_wait():
    """A letter received first and typed last, with a free place: rule 8 orders by the time of the request."""
    waiting = [a_registration(1), a_registration(2, "waiting", at=NOW)]
    assert decide(registrations=waiting, at=NOW - dt.timedelta(days=2)).state == "confirmed"


@pytest.mark.parametrize(
    ("session", "asked", "code"),
    [
        (a_session(cancelled=True), {}, "registering_cancelled"),
        (a_session(slots=[]), {}, "registering_undated"),
        (a_session(slots=[Slot(start="10:00")]), {}, "registering_undated"),
        (a_session(), {"today": dt.date(2023, 11, 29)}, "registering_past"),
        (a_session(last_day_to_register=dt.date(2023, 10, 1)), {}, "registering_closed"),
        (a_session(), {"registrations": [a_registration(305, "waiting", person=12)]}, "already_waiting"),
        (a_session(), {"registrations": [a_registration(305, "pending", person=12)]}, "already_pending"),
        (a_session(), {"registrations": [a_registration(305, person=12)]}, "already_confirmed"),
        (a_session(), {"registrations": [a_registration(305, "offered", person=12)]}, "already_offered"),
    ],
)
def test_each_refusal_has_its_code(session, asked, code):
    assert refusal(session=session, **asked).code == code


def test_the_second_registration_is_refused_naming_the_first():
    """And the position, when it waits."""
    waiting = [a_registration(301, "waiting"), a_registration(305, "waiting", person=12)]
    values = refusal(registrations=waiting).values
    assert (values["registration"], values["position"], values["person"]) == ("R305", 2, "P12")


@pytest.mark.parametrize("lifted", [(), ("closed", "full", "unpaid", "limit", "duplicate")])
@pytest.mark.parametrize(
    "asked",
    [
        {"session": a_session(cancelled=True)},
        {"session": a_session(slots=[])},
        {"registrations": [a_registration(305, person=12)]},
    ],
)
def test_some_rules_are_never_lifted(asked, lifted):
    with pytest.raises(Refused):
        decide(**asked, lifted=lifted)


def test_the_closing_day_is_open_and_the_day_after_is_not():
    session = a_session(last_day_to_register=dt.date(2023, 11, 20))
    evening = dt.datetime(2023, 11, 20, 22, 59, tzinfo=dt.UTC)
    assert decide(session, at=evening, today=dt.date(2023, 11, 20)).state == "confirmed"
    midnight = dt.datetime(2023, 11, 20, 23, tzinfo=dt.UTC)  # 0:00 on the 21st in Paris
    assert refusal(session=session, at=midnight, today=dt.date(2023, 11, 21)).values["day"] == dt.date(2023, 11, 20)


def test_the_closing_day_is_of_the_session_s_time_zone():
    session = a_session(last_day_to_register=dt.date(2023, 11, 20), timezone="Indian/Reunion")
    evening = dt.datetime(2023, 11, 20, 20, 30, tzinfo=dt.UTC)  # 0:30 on the 21st there
    assert refusal(session=session, at=evening, today=dt.date(2023, 11, 20)).code == "registering_closed"


def test_a_request_received_in_time_is_not_late_when_typed_late():
    session = a_session(last_day_to_register=dt.date(2023, 11, 20))
    assert decide(session, at=NOW, today=dt.date(2023, 11, 25)).state == "confirmed"


def test_the_first_day_is_open_and_the_second_of_a_cycle_is_closed():
    cycle = a_session(slots=[Slot(date=DAY, end_date=DAY), Slot(date=dt.date(2023, 12, 5))])
    assert decide(cycle, at=NOW.replace(month=11, day=28), today=DAY).state == "confirmed"
    late = refusal(session=cycle, at=NOW.replace(month=11, day=29), today=dt.date(2023, 11, 29))
    assert late.code == "registering_closed"


def test_lifting_closed_registers_after_the_day_and_is_told():
    seat = decide(today=dt.date(2023, 12, 5), at=NOW.replace(month=12), lifted=["closed"])
    assert (seat.state, seat.lifted) == ("confirmed", ("closed",))


def test_lifting_full_gives_a_place_beyond_capacity():
    seat = decide(registrations=[a_registration(1), a_registration(2)], lifted=["full"])
    assert (seat.state, seat.lifted) == ("confirmed", ("full",))


def test_lifting_full_does_not_lift_dues():
    full = [a_registration(1), a_registration(2)]
    seat = decide(a_session(requires_dues=True), full, covered=False, lifted=["full"])
    assert (seat.state, seat.lifted) == ("pending", ("full",))


def test_a_lift_that_lifts_nothing_is_not_told():
    assert decide(lifted=["closed", "full", "unpaid", "limit"]).lifted == ()


def test_lifted_dues_are_kept_by_somebody_who_waits_too():
    """They will matter on the day a place comes free."""
    full = [a_registration(1), a_registration(2)]
    seat = decide(a_session(requires_dues=True), full, covered=False, lifted=["unpaid"])
    assert (seat.state, seat.lifted) == ("waiting", ("unpaid",))


def test_lifts_need_a_reason_and_a_known_word():
    assert typed_lifts(["Full ", "closed"], "the room is big") == {"full", "closed"}
    assert typed_lifts([], None) == frozenset()
    with pytest.raises(Usage, match="allow_reason"):
        typed_lifts(["full"], "  ")
    with pytest.raises(Usage, match="allow_rule"):
        typed_lifts(["cancelled"], "why")


def test_the_queue_is_priority_then_request_then_number():
    later, earlier = NOW, NOW - dt.timedelta(hours=1)
    entries = [
        a_registration(1, "waiting", at=later),
        a_registration(2, "waiting", at=earlier),
        a_registration(4, "waiting", at=earlier),
        a_registration(3, "waiting", at=later, priority=1),
        a_registration(5, "confirmed", at=earlier),
    ]
    assert [registration.id for registration in Roster(entries).queue()] == [3, 2, 4, 1]
    assert Roster(entries).positions() == {3: 1, 2: 2, 4: 3, 1: 4}


def test_an_overfull_session_has_no_place_rather_than_less_than_none():
    crowd = [a_registration(number) for number in range(1, 6)]
    assert free_places(a_session(capacity=2), Roster(crowd)) == 0


@pytest.mark.parametrize(
    ("session", "coming"),
    [
        (a_session(), True),
        (a_session(cancelled=True), False),
        (a_session(slots=[]), False),
        (a_session(slots=[Slot(date=TODAY)]), True),
        (a_session(slots=[Slot(date=TODAY - dt.timedelta(days=1))]), False),
        (a_session(slots=[Slot(date=TODAY - dt.timedelta(days=1), end_date=TODAY)]), True),
    ],
)
def test_a_session_is_coming_through_its_last_day(session, coming):
    assert is_coming(session, TODAY) is coming


@settings(max_examples=60)
@given(
    capacity=st.one_of(st.none(), st.integers(1, 6)),
    states=st.lists(st.sampled_from(["confirmed", "pending", "offered", "waiting", "cancelled"]), max_size=12),
)
def test_promotions_never_pass_the_capacity(capacity, states):
    """And leave nobody waiting beside a free place."""
    session = a_session(capacity=capacity)
    roster = Roster(a_registration(number, state) for number, state in enumerate(states, 1))
    chosen = to_promote(session, roster)
    held, waiting = roster.held, states.count("waiting")
    assert capacity is None or not chosen or held + len(chosen) <= capacity
    assert len(chosen) == (waiting if capacity is None else min(waiting, max(0, capacity - held)))


def test_the_rules_that_a_file_may_keep_as_lifted_are_those_that_can_be_lifted():
    for rule in (*LIFTABLE, "moon"):
        kept = {"rule": rule, "reason": "", "by": "", "at": NOW}
        if rule in LIFTABLE:
            assert msgspec.convert(kept, Lift).rule == rule
        else:
            with pytest.raises(msgspec.ValidationError):
                msgspec.convert(kept, Lift)
