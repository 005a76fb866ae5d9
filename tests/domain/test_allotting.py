"""Free places allotted to the queue under every bound: who is served, who keeps whom from what."""

import datetime as dt
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.allotting import allot, entries, newcomer_shorts, to_promote
from capcli.domain.bounds import bounds_for, key_of, keys_for, typed_bound
from capcli.domain.places import seat_for
from capcli.domain.records import Person, Registration, Session, Slot
from capcli.domain.rosters import Roster

NOW = dt.datetime(2023, 10, 2, 9, tzinfo=dt.UTC)
DAY = dt.date(2023, 11, 28)


def a_session(*limits: str, **fields) -> Session:
    given = {"slots": [Slot(date=DAY), Slot(date=DAY + dt.timedelta(days=1))], "mode": "hybrid", **fields}
    return Session(id=7, code="c", title="Compost", bounds=[typed_bound(limit) for limit in limits], **given)


def a_registration(number: int, state="waiting", **fields) -> Registration:
    at = NOW + dt.timedelta(minutes=number)
    return Registration(id=number, session=7, person=number, state=state, requested_at=at, entered_at=at, **fields)


def chosen(session: Session, *registrations: Registration) -> list[int]:
    return [one.id for one in allot(session, Roster(registrations)).chosen]


def test_who_waits_for_the_room_does_not_stop_somebody_online():
    session = a_session("onsite=1")
    crowd = [a_registration(1, "confirmed", mode="onsite"), a_registration(2, mode="onsite")]
    assert chosen(session, *crowd, a_registration(3, mode="online")) == [3]


def test_the_tightest_bound_is_named():
    session = a_session("onsite=2", "organisation=1", capacity=10)
    crowd = [a_registration(1, "confirmed", mode="onsite", organisation=3), a_registration(2, organisation=3)]
    (short,) = allot(session, Roster(crowd)).short.values()
    assert (short.bound.kind, short.bound.key, short.held, short.left) == ("organisation", "O3", 1, 0)


def test_a_party_takes_all_its_places_or_none():
    """CIV-WAIT-02: three places; two come together, then one, then another."""
    queue = [a_registration(1, party=1), a_registration(2, party=1), a_registration(3), a_registration(4)]
    assert chosen(a_session(capacity=3), *queue) == [1, 2, 3]
    assert chosen(a_session(capacity=1), *queue) == [], "strict: nobody passes a party"
    assert chosen(a_session(capacity=1, queue="skip"), *queue) == [3]
    short = allot(a_session(capacity=1), Roster(queue)).short
    assert [(short[one].held, short[one].ahead, short[one].party) for one in (1, 3, 4)] == [
        *((0, 0, 2), (0, 2, 1), (0, 3, 1)),
    ]


def test_a_party_stops_only_those_who_want_what_it_lacks():
    session = a_session("onsite=1", "online=5")
    party = [a_registration(1, party=1, mode="onsite"), a_registration(2, party=1, mode="onsite")]
    assert chosen(session, *party, a_registration(3, mode="onsite"), a_registration(4, mode="online")) == [4]


def test_one_freed_place_is_seen_before_it_is_free():
    session = a_session("onsite=1", capacity=9)
    crowd = [a_registration(1, "confirmed", mode="onsite"), a_registration(2), a_registration(3)]
    freed = bounds_for(session, crowd[0])
    assert [one.id for one in allot(session, Roster(crowd), freed=freed).chosen] == [2]
    assert chosen(session, *crowd) == []


def test_a_party_stands_where_its_first_one_does():
    queue = [a_registration(1, party=1), a_registration(2), a_registration(3, party=1)]
    assert [[one.id for one in entry] for entry in entries(queue)] == [[1, 3], [2]]


LIMITS = st.lists(
    st.sampled_from(["onsite", "online", "slot:1", "slot:2", "organisation", "public:élus"]).flatmap(
        lambda name: st.integers(0, 3).map(lambda places: f"{name}={places}")
    ),
    max_size=4,
    unique_by=lambda limit: limit.partition("=")[0],
)
ONE = st.fixed_dictionaries(
    {
        "state": st.sampled_from(["waiting", "waiting", "waiting", "confirmed", "offered", "cancelled"]),
        "mode": st.sampled_from([None, "online", "onsite"]),
        "slots": st.sampled_from([[], [1], [2]]),
        "organisation": st.sampled_from([None, 1, 2]),
        "public": st.sampled_from([None, "Élus", "agents"]),
        "priority": st.sampled_from([0, 0, 0, 1]),
        "party": st.sampled_from([None, None, 1, 2]),
    }
)
CASES = {
    "limits": LIMITS,
    "capacity": st.one_of(st.none(), st.integers(1, 6)),
    "queue": st.sampled_from(["strict", "skip"]),
    "people": st.lists(ONE, max_size=10),
}


def case(limits, capacity, queue, people) -> tuple[Session, Roster]:
    session = a_session(*limits, capacity=capacity, queue=queue)
    return session, Roster(a_registration(number, **fields) for number, fields in enumerate(people, 1))


def left(session: Session, held: list[Registration]) -> Counter:
    """The places left on each bound that weighs on somebody known."""
    counts: Counter = Counter(key for one in held for key in keys_for(session, one))
    return counts


def fits(session: Session, held: list[Registration], entry: list[Registration]) -> bool:
    counts, wanted = left(session, held), left(session, entry)
    places = {key_of(bound): bound.places for one in entry for bound in bounds_for(session, one)}
    return all(counts[key] + wanted[key] <= places[key] for key in wanted)


@settings(max_examples=200)
@given(**CASES)
def test_whoever_is_served_fits_and_parties_stay_whole(limits, capacity, queue, people):
    session, roster = case(limits, capacity, queue, people)
    done = allot(session, roster)
    holding = [one for one in roster if one.state in ("confirmed", "offered")]
    for entry in entries(roster.queue()):
        served = [one for one in entry if one in done.chosen]
        assert served in ([], entry)
        if served:
            assert fits(session, holding, entry)
            holding += entry
    assert {one.id for one in done.chosen} | set(done.short) == {one.id for one in roster.queue()}
    assert to_promote(session, roster) == done.chosen


@settings(max_examples=200)
@given(**CASES)
def test_the_head_that_fits_is_served_and_strict_keeps_what_it_lacks(limits, capacity, queue, people):
    session, roster = case(limits, capacity, queue, people)
    done = allot(session, roster)
    holding = [one for one in roster if one.state in ("confirmed", "offered")]
    waiting = entries(roster.queue())
    if waiting:
        assert (waiting[0][0] in done.chosen) == fits(session, holding, waiting[0])
    for place, entry in enumerate(waiting):
        if entry[0] in done.chosen:
            continue
        later = [one for after in waiting[place + 1 :] for one in after if one in done.chosen]
        lacks = key_of(done.short[entry[0].id].bound)
        if session.queue == "strict" or len(entry) == 1:
            assert not any(lacks in keys_for(session, one) for one in later)
        else:
            assert not fits(session, [*holding, *done.chosen], entry), "only what is too big is passed"


def test_a_newcomer_takes_no_place_without_which_a_party_would_stop_somebody():
    """Nobody can have slot 1; of two places, one is for whoever wants slot 2 alone, and a party of two is ahead."""
    session = a_session("slot:1=0", capacity=2)
    roster = Roster([a_registration(5, party=5), a_registration(6, party=5), a_registration(7, slots=[2])])
    assert [one.id for one in allot(session, roster).chosen] == [7]
    draft = a_registration(99, slots=[2])
    (short,) = newcomer_shorts(session, roster, [draft], roster.queue())
    assert (short.bound.kind, short.left, short.ahead) == ("session", 2, 2)
    roster.keep(a_registration(99, "confirmed", slots=[2]))
    assert allot(session, roster).chosen == []


@settings(max_examples=200)
@given(**CASES, newcomer=ONE)
def test_a_newcomer_never_overtakes(limits, capacity, queue, people, newcomer):
    """Whoever had a place to come still has one after a newcomer was seated, and nothing is held beyond."""
    session, roster = case(limits, capacity, queue, people)
    before = {one.id for one in allot(session, roster).chosen}
    draft = a_registration(99, **{**newcomer, "state": "waiting", "party": None, "priority": 0})
    person = Person(id=99, given_name="Zoé", family_name="MARTINEAU", name_key="", search_key="", created_at=NOW)
    seat = seat_for(session, person, draft, roster, today=NOW.date(), covered=True)
    ahead = roster.ahead(draft.requested_at)
    assert (seat.state == "confirmed") == (not newcomer_shorts(session, roster, [draft], ahead))
    if seat.state == "waiting":
        assert seat.short is not None
        assert seat.needs
        assert seat.reasons
        return
    holding = [one for one in roster if one.state in ("confirmed", "offered")]
    assert fits(session, holding, [draft])
    roster.keep(a_registration(99, "confirmed", mode=draft.mode, slots=draft.slots, organisation=draft.organisation,
        public=draft.public))  # fmt: skip
    assert before <= {one.id for one in allot(session, roster).chosen}


@settings(max_examples=100)
@given(**CASES, moves=st.lists(st.tuples(st.integers(1, 10), st.sampled_from(["waiting", "confirmed", "cancelled"]))))
def test_a_roster_keeps_up_what_is_held_on_each_bound(limits, capacity, queue, people, moves):
    session, roster = case(limits, capacity, queue, people)
    roster.held_on(session)
    for number, state in moves:
        if number <= len(people):
            roster.keep(a_registration(number, **{**people[number - 1], "state": state}))
    fresh = Roster(roster)
    assert +roster.held_on(session) == +fresh.held_on(session)
    assert roster.parties == fresh.parties
    assert roster.held == fresh.held
