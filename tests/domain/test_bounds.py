"""Bounds beside the capacity: on whom they weigh, how they are typed, what a session may bound."""

import datetime as dt

import pytest
from msgspec.structs import replace

from capcli.domain.bounds import (
    ENDLESS,
    bounds_for,
    bounds_of,
    check_bounds,
    check_part,
    held,
    mode_in,
    occupied,
    spelled,
    typed_bound,
    typed_mode,
    weighs_on,
)
from capcli.domain.records import Bound, Registration, Session, Slot
from capcli.errors import Usage

NOW = dt.datetime(2023, 10, 2, 9, tzinfo=dt.UTC)
DAYS = [Slot(date=dt.date(2023, 11, 28)), Slot(date=dt.date(2023, 11, 29))]


def a_session(*limits: str, **fields) -> Session:
    given = {"slots": DAYS, "mode": "hybrid", "bounds": [typed_bound(limit) for limit in limits], **fields}
    return Session(id=7, code="c", title="Compost", **given)


def a_registration(number: int = 1, state="confirmed", **fields) -> Registration:
    return Registration(id=number, session=7, person=number, state=state, requested_at=NOW, entered_at=NOW, **fields)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("onsite=25", Bound(kind="mode", key="onsite", places=25)),
        ("salle = 25", Bound(kind="mode", key="onsite", places=25)),
        ("Présentiel=25", Bound(kind="mode", key="onsite", places=25)),
        ("online=100", Bound(kind="mode", key="online", places=100)),
        ("à distance=0", Bound(kind="mode", key="online", places=0)),
        ("slot:2=30", Bound(kind="slot", key="2", places=30)),
        ("créneau:02=30", Bound(kind="slot", key="2", places=30)),
        ("organisation=2", Bound(kind="organisation", places=2)),
        ("Structure=2", Bound(kind="organisation", places=2)),
        ("public:élus=5", Bound(kind="public", key="élus", places=5)),
        ("public : élus locaux = 5", Bound(kind="public", key="élus locaux", places=5)),
    ],
)
def test_limits_as_people_type_them(text, bound):
    assert typed_bound(text) == bound
    assert typed_bound(spelled(bound)) == bound, "a bound is told as it is typed"


@pytest.mark.parametrize(
    "text",
    ["", "25", "onsite", "onsite=", "onsite=-1", "onsite=2.5", "slot=3", "slot:0=3", "slot:x=3", "slot:²=3",
     "public=5", "public:=5", "public:?!=5", "organisation:O3=2", "nave=3", "onsite:2=3", "capacity=3",
     "onsite=9999999999"],
)  # fmt: skip
def test_what_is_no_limit_is_refused(text):
    with pytest.raises(Usage, match=r"^bound$"):
        typed_bound(text)


def test_ways_to_take_part_in_both_languages():
    assert [typed_mode(text) for text in ("Online", "en ligne", "visio", "sur place", "On-site")] == [
        *("online", "online", "online", "onsite", "onsite"),
    ]
    with pytest.raises(Usage, match=r"^mode$"):
        typed_mode("hybrid")


def test_the_capacity_is_the_first_bound():
    session = a_session("onsite=2", capacity=9)
    assert [bound.kind for bound in bounds_of(session)] == ["session", "mode"]
    assert [bound.kind for bound in bounds_of(replace(session, capacity=None))] == ["mode"]


def test_who_did_not_say_takes_a_place_in_the_room_where_there_is_one():
    assert mode_in(a_session(), None) == "onsite"
    assert mode_in(a_session(mode=None), None) == "onsite"
    assert mode_in(a_session(mode="online"), None) == "online"
    assert mode_in(a_session(), "online") == "online"


def test_a_slot_weighs_on_those_who_come_to_all_and_to_it():
    session, bound = a_session(), typed_bound("slot:2=1")
    assert weighs_on(bound, session, a_registration())
    assert weighs_on(bound, session, a_registration(slots=[1, 2]))
    assert not weighs_on(bound, session, a_registration(slots=[1]))


def test_a_bound_of_each_organisation_weighs_on_each_apart():
    session, bound = a_session("organisation=2"), typed_bound("organisation=2")
    crowd = [a_registration(number, organisation=organisation) for number, organisation in enumerate((3, 3, 4, None))]
    assert held(bound, session, crowd) == 2, "that of the organisation that holds most"
    assert bounds_for(session, crowd[2]) == [Bound(kind="organisation", key="O4", places=2)]
    assert held(bounds_for(session, crowd[2])[0], session, crowd) == 1
    assert bounds_for(session, crowd[3]) == [], "somebody without an organisation is of none"


def test_publics_compare_folded_and_ended_registrations_hold_nothing():
    session, bound = a_session(), typed_bound("public:Élus=5")
    crowd = [a_registration(1, public="élus"), a_registration(2, public="ELU"), a_registration(3, public="agents")]
    assert held(bound, session, crowd) == 2
    assert held(bound, session, [a_registration(4, state, public="élus") for state in ("waiting", "cancelled")]) == 0
    assert not weighs_on(bound, session, a_registration(5)), "nobody is of a public that is not known"


def test_the_other_way_to_take_part_is_counted_beside_one_that_is_bound():
    session = a_session("onsite=1")
    crowd = [a_registration(1, mode="online"), a_registration(2, mode="online"), a_registration(3)]
    assert [(bound.key, bound.places, count) for bound, count in occupied(session, crowd)] == [
        *(("onsite", 1, 1), ("online", ENDLESS, 2)),
    ]
    assert occupied(a_session("slot:1=4"), crowd)[0][1] == 3


@pytest.mark.parametrize(
    ("limit", "fields", "code"),
    [
        ("slot:3=1", {}, "bound_slot"),
        ("online=5", {"mode": "onsite"}, "bound_mode"),
        ("onsite=5", {"mode": "online"}, "bound_mode"),
    ],
)
def test_a_session_bounds_only_what_it_has(limit, fields, code):
    with pytest.raises(Usage, match=f"^{code}$"):
        check_bounds(a_session(limit, **fields))
    check_bounds(a_session("slot:2=1", "online=5", mode=None))


def test_people_register_for_slots_and_ways_that_exist():
    check_part(a_session(), [1, 2], "online")
    for slots, mode, code in (([3], None, "slot_unknown"), ([0], None, "slot_unknown"), ([], "online", "mode_not")):
        with pytest.raises(Usage, match=code):
            check_part(a_session(mode="onsite"), slots, mode)


def test_a_session_of_one_slot_says_so():
    session = a_session()
    with pytest.raises(Usage, match="slot_only_one"):
        check_part(replace(session, slots=session.slots[:1]), [3], None)
