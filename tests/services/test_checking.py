"""What cannot be among the records is found, whatever the store; what commands make is never found fault with."""

import datetime as dt

import pytest

from capcli.domain.keys import keyed_organisation, keyed_person
from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    MEMORIES,
    ORGANISATIONS,
    PEOPLE,
    RATES,
    REGISTRATIONS,
    SERIES,
    SESSIONS,
    SETTINGS,
    Affiliation,
    Bound,
    Dues,
    Exemption,
    Lift,
    Memory,
    Organisation,
    Person,
    Presence,
    Rate,
    Registration,
    Series,
    Session,
    Setting,
    Slot,
    Turn,
)
from capcli.services.checking import checkups_of
from capcli.services.checking_mends import mendable, mended
from capcli.store.file import FileStore
from capcli.store.memory import MemoryStore
from capcli.store.protocol import Author

NOW = dt.datetime(2023, 10, 2, 8, 30, tzinfo=dt.UTC)
AUTHOR = Author(by="camille", at=NOW, command="test")
DAY = dt.date(2023, 11, 28)
TODAY = NOW.date()


def person(**fields):
    return keyed_person(
        Person(
            **{"given_name": "Léa", "family_name": "Martineau", "name_key": "", "search_key": "", "created_at": NOW}
            | fields
        )
    )


def session(**fields):
    return Session(
        **{"code": "2023-11-28-echelle", "title": "Échelle", "slots": [Slot(date=DAY)], "created_at": NOW} | fields
    )


def registration(**fields):
    made = {"session": 1, "person": 1, "state": "confirmed", "requested_at": NOW, "entered_at": NOW}
    return Registration(**made | fields)


def dues(**fields):
    return Dues(**{"person": 1, "paid_on": dt.date(2023, 1, 5), "cents": 2000} | fields)


def year(number):
    return {"since": dt.date(number, 1, 1), "until": dt.date(number, 12, 31)}


def lift(rule):
    return Lift(rule=rule, reason="Agreed", by="camille", at=NOW)


@pytest.fixture(params=["memory", "file"])
def store(request, tmp_path):
    """A small desk in which all is well, over two backends."""
    made = MemoryStore() if request.param == "memory" else FileStore.create(tmp_path / "cap.json")

    def work(tx):
        tx.put(SESSIONS, session(capacity=2, bounds=[Bound(kind="organisation", places=1)]))
        tx.put(SESSIONS, session(code="2023-12-05-atelier", title="Atelier"))
        for given in ("Léa", "Zoé", "Yann"):
            tx.put(PEOPLE, person(given_name=given))
        tx.put(ORGANISATIONS, keyed_organisation(Organisation(name="Mairie de Crest", search_key="", created_at=NOW)))
        tx.put(AFFILIATIONS, Affiliation(person=1, organisation=1, since=dt.date(2020, 1, 1)))
        tx.put(DUES, dues(**year(2023)))
        tx.put(REGISTRATIONS, registration(organisation=1, history=[Turn(state="confirmed", at=NOW, by="camille")]))
        tx.put(RATES, Rate(name="Individual", cents=2000, payer="person"))
        tx.put(SERIES, Series(name="Grandir", sessions=[1, 2]))
        tx.put(SETTINGS, Setting(key="currency", value="EUR"))

    made.change(work, AUTHOR)
    return made


def found(store):
    return [(one.code, one.record) for one in checkups_of(store.read(), TODAY)]


def test_a_desk_in_which_all_is_well(store):
    assert found(store) == []


WRONG = {
    "a registration of nobody": (
        lambda tx: tx.remove(PEOPLE, 1),
        {("orphan", "R1"), ("orphan", "D1"), ("orphan_spare", "A1")},
    ),
    "an organisation that is gone": (
        lambda tx: tx.remove(ORGANISATIONS, 1),
        {("orphan_spare", "A1"), ("orphan_spare", "R1")},
    ),
    "a session that is gone": (lambda tx: tx.remove(SESSIONS, 1), {("orphan", "R1"), ("orphan_spare", "C1")}),
    "registered twice": (lambda tx: tx.put(REGISTRATIONS, registration(state="waiting")), {("live_twice", "R2")}),
    "a request of a day to come": (
        lambda tx: tx.put(REGISTRATIONS, registration(person=2, session=2, requested_at=NOW + dt.timedelta(days=2))),
        {("request_ahead", "R2")},
    ),
    "more than there are places": (
        lambda tx: [tx.put(REGISTRATIONS, registration(person=n)) for n in (2, 3)],
        {("places_over", "S1")},
    ),
    "more than a limit": (
        lambda tx: tx.put(REGISTRATIONS, registration(person=2, organisation=1)),
        {("bound_over", "S1")},
    ),
    "a last day after the first": (
        lambda tx: tx.put(SESSIONS, session(id=2, code="x", title="Atelier", last_day_to_register=dt.date(2024, 1, 1))),
        {("last_day_after_start", "S2")},
    ),
    "more awaited than there are places": (
        lambda tx: tx.put(SESSIONS, session(id=2, code="x", title="Atelier", capacity=5, minimum=6)),
        {("minimum_above_capacity", "S2")},
    ),
    "a session without a title": (
        lambda tx: tx.put(SESSIONS, session(id=2, code="x", title=" ")),
        {("session_title", "S2")},
    ),
    "places below zero": (
        lambda tx: tx.put(SESSIONS, session(id=2, code="x", title="Atelier", capacity=-2)),
        {("capacity", "S2")},
    ),
    "a slot that is not there": (
        lambda tx: tx.put(REGISTRATIONS, registration(person=2, slots=[2])),
        {("no_such_slot", "R2")},
    ),
    "present in a slot that is not there": (
        lambda tx: tx.put(
            REGISTRATIONS,
            registration(person=2, presence=[Presence(slot=3, state="present", at=NOW, by="camille")]),
        ),
        {("no_such_slot", "R2")},
    ),
    "a state that nothing led to": (
        lambda tx: tx.put(
            REGISTRATIONS,
            registration(id=1, state="cancelled", history=[Turn(state="confirmed", at=NOW, by="camille")]),
        ),
        {("other_state", "R1")},
    ),
    "a slot that ends the day before": (
        lambda tx: tx.put(SESSIONS, session(id=2, code="x", slots=[Slot(date=DAY, end_date=dt.date(2023, 11, 27))])),
        {("backwards", "S2")},
    ),
    "a slot that ends the hour before": (
        lambda tx: tx.put(SESSIONS, session(id=2, code="x", slots=[Slot(date=DAY, start="14:00", end="12:00")])),
        {("backwards", "S2")},
    ),
    "a session of the year 23": (
        lambda tx: tx.put(SESSIONS, session(id=2, code="x", slots=[Slot(date=dt.date(23, 11, 28))])),
        {("year", "S2")},
    ),
    "a last day of the year 23": (
        lambda tx: tx.put(SESSIONS, session(id=2, code="x", title="x", last_day_to_register=dt.date(23, 11, 20))),
        {("other_year", "S2")},
    ),
    "a request of the year 1023": (
        lambda tx: tx.put(REGISTRATIONS, registration(person=2, session=2, requested_at=NOW.replace(year=1023))),
        {("other_year", "R2")},
    ),
    "a turn and a presence of the year 3023": (
        lambda tx: tx.put(
            REGISTRATIONS,
            registration(
                id=1,
                history=[Turn(state="confirmed", at=NOW.replace(year=3023), by="camille")],
                presence=[Presence(slot=1, state="present", at=NOW.replace(year=3023), by="camille")],
            ),
        ),
        {("other_year", "R1")},
    ),
    "a rate of the year 23": (
        lambda tx: tx.put(RATES, Rate(name="Old", cents=1, payer="person", since=dt.date(23, 1, 1))),
        {("other_year", "T2")},
    ),
    "somebody entered in the year 3023": (
        lambda tx: tx.put(PEOPLE, person(created_at=NOW.replace(year=3023))),
        {("other_year", "P4")},
    ),
    "an affiliation that ends before it begins": (
        lambda tx: tx.put(AFFILIATIONS, Affiliation(person=2, organisation=1, since=DAY, until=dt.date(2023, 1, 1))),
        {("affiliation_backwards", "A2")},
    ),
    "an affiliation of the year 9999": (
        lambda tx: tx.put(AFFILIATIONS, Affiliation(person=2, organisation=1, since=dt.date(9999, 1, 1))),
        {("affiliation_year", "A2")},
    ),
    "dues that overlap": (
        lambda tx: tx.put(DUES, dues(since=dt.date(2023, 7, 1), until=dt.date(2024, 6, 30))),
        {("dues_overlap", "D2")},
    ),
    "dues that end before they begin": (
        lambda tx: tx.put(DUES, dues(person=2, since=DAY, until=dt.date(2023, 1, 1))),
        {("dues_backwards", "D2")},
    ),
    "dues of nobody": (lambda tx: tx.put(DUES, dues(person=None, **year(2023))), {("dues_payer", "D2")}),
    "dues of two": (lambda tx: tx.put(DUES, dues(person=2, organisation=1, **year(2023))), {("dues_payer", "D2")}),
    "dues below zero": (lambda tx: tx.put(DUES, dues(person=2, cents=-1, **year(2023))), {("dues_below", "D2")}),
    "dues of a day to come": (
        lambda tx: tx.put(DUES, dues(person=2, **year(2023) | {"paid_on": dt.date(2023, 10, 3)})),
        {("dues_ahead", "D2")},
    ),
    "a refund of nothing": (
        lambda tx: tx.put(DUES, dues(person=2, kind="refund", cents=-100, **year(2023))),
        {("dues_of", "D2")},
    ),
    "dues paid in the year 3023": (
        lambda tx: tx.put(DUES, dues(person=2, paid_on=dt.date(3023, 1, 1))),
        {("dues_year", "D2")},
    ),
    "an exemption that ends before it begins": (
        lambda tx: tx.put(PEOPLE, person(id=1, exempt=Exemption(reason="x", since=DAY, until=dt.date(2023, 1, 1)))),
        {("exempt_backwards", "P1")},
    ),
    "an exemption of the year 1": (
        lambda tx: tx.put(PEOPLE, person(id=1, exempted=[Exemption(reason="x", since=dt.date(1, 1, 1))])),
        {("exempt_year", "P1")},
    ),
    "keys of another name": (
        lambda tx: tx.put(
            PEOPLE, Person(id=2, given_name="Zoé", family_name="Roche", name_key="a", search_key="a", created_at=NOW)
        ),
        {("keys", "P2")},
    ),
    "an organisation without keys": (
        lambda tx: tx.put(ORGANISATIONS, Organisation(id=1, name="Mairie de Crest", search_key="", created_at=NOW)),
        {("keys", "O1")},
    ),
    "a letter that nobody can type": (
        lambda tx: [
            tx.put(PEOPLE, person(id=1, function="ma\0ire")),
            tx.put(SETTINGS, Setting(key="organisation.name", value="C\0ap")),
            tx.put(REGISTRATIONS, registration(id=1, answers={"Régime\0": "rien"})),
        ],
        {("nul", "P1"), ("nul", "R1"), ("nul", "settings 2")},
    ),
    "two sessions of one code": (lambda tx: tx.put(SESSIONS, session()), {("code_twice", "S3")}),
    "two rates of one name and day": (
        lambda tx: tx.put(RATES, Rate(name="Individual", cents=2500, payer="person")),
        {("rate_twice", "T2")},
    ),
    "two series of one name": (lambda tx: tx.put(SERIES, Series(name="grandir")), {("series_twice", "C2")}),
    "two answers to one question": (
        lambda tx: [tx.put(MEMORIES, Memory(kind="who", key="x", value={"n": n})) for n in range(2)],
        {("memory_twice", "M2")},
    ),
    "an unknown setting": (
        lambda tx: tx.put(SETTINGS, Setting(key="moon", value="full")),
        {("setting_unknown", "settings 2")},
    ),
    "a setting of a value that it does not take": (
        lambda tx: tx.put(SETTINGS, Setting(key="dues.period", value="moon")),
        {("setting_value", "settings 2")},
    ),
    "a setting twice": (
        lambda tx: tx.put(SETTINGS, Setting(key="currency", value="CHF")),
        {("setting_twice", "settings 2")},
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_found(store, name):
    work, expected = WRONG[name]
    store.change(lambda tx: work(tx) and None, AUTHOR)
    assert set(found(store)) == expected


ALLOWED = {
    "a person let in above the capacity": lambda tx: [
        tx.put(REGISTRATIONS, registration(person=n, allowed=[lift("full")])) for n in (2, 3)
    ],
    "a capacity set below what was held": lambda tx: [
        tx.put(SESSIONS, session(id=1, capacity=1, allowed=[lift("full")])),
        tx.put(REGISTRATIONS, registration(person=2)),
    ],
    "somebody who was cancelled and came back": lambda tx: tx.put(REGISTRATIONS, registration(state="cancelled")),
    "a slot over midnight": lambda tx: tx.put(
        SESSIONS,
        session(id=2, code="x", slots=[Slot(date=DAY, end_date=dt.date(2023, 11, 29), start="22:00", end="02:00")]),
    ),
    "dues of a year and the next": lambda tx: tx.put(DUES, dues(**year(2024))),
    "dues that were cancelled and paid again": lambda tx: [
        tx.put(DUES, dues(kind="cancellation", of=1, cents=-2000, **year(2023))),
        tx.put(DUES, dues(**year(2023))),
    ],
    "a donation beside them": lambda tx: tx.put(DUES, dues(kind="donation", cents=500)),
    "dues for life": lambda tx: tx.put(DUES, dues(person=2, since=dt.date(2023, 1, 1))),
    "people of one name": lambda tx: tx.put(PEOPLE, person()),
    "another rate from a day on": lambda tx: tx.put(RATES, Rate(name="Individual", cents=1, payer="person", since=DAY)),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_may_be_is_left_alone(store, name):
    store.change(lambda tx: ALLOWED[name](tx) and None, AUTHOR)
    assert found(store) == []


MENDED = ["keys of another name", "an organisation without keys", "an affiliation that ends before it begins"]
MENDED += ["an exemption that ends before it begins", "a setting twice", "two answers to one question"]
MENDED += ["an organisation that is gone", "a letter that nobody can type"]


@pytest.mark.parametrize("name", MENDED)
def test_what_nobody_has_to_decide_is_put_right(store, name):
    """In one change, of which the records are told; what was right before stays."""
    store.change(lambda tx: WRONG[name][0](tx) and None, AUTHOR)
    wrong = list(checkups_of(store.read(), TODAY))
    records = store.change(lambda tx: mended(tx, wrong), AUTHOR).result
    assert set(records) == {one.record for one in mendable(wrong)} == {record for _code, record in WRONG[name][1]}
    assert found(store) == []
    assert store.read().count(REGISTRATIONS) == 1


def test_a_series_keeps_the_sessions_that_are_there(store):
    store.change(lambda tx: [tx.remove(table, 1) for table in (REGISTRATIONS, SESSIONS)], AUTHOR)
    store.change(lambda tx: mended(tx, list(checkups_of(tx, TODAY))), AUTHOR)
    assert store.read().get(SERIES, 1).sessions == [2]
