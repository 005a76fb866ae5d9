"""Attendees: who is listed, in which order, with what the dues say on the session's day."""

import datetime as dt

import pytest
from desk_making import TODAY, Bench

from capcli.domain.records import LIVE, REGISTRATIONS, SESSIONS
from capcli.domain.views import plain
from capcli.errors import Ambiguous, NotFound
from capcli.services.attendee_naming import attendee_named
from capcli.services.attendees import roll
from capcli.store.memory import MemoryReader


@pytest.fixture
def bench() -> Bench:
    return Bench()


def listed(bench: Bench, session: int, states=LIVE):
    read = bench.store.read()
    return roll(read, read.get(SESSIONS, session), states, today=TODAY)


def test_names_sort_as_in_french(bench):
    """ "de" is passed over, "La" counts, accents decide last."""
    session = bench.session()
    names = ["Paul ZOLA", "Anne d'Aubigné", "Jean de La Tour", "Éva Été", "Yann AUBERT", "Luc Etre"]
    bench.register(session, *(bench.person(name) for name in names))
    families = [row.family_name for row in listed(bench, session).rows]
    assert families == ["AUBERT", "d'Aubigné", "Été", "Etre", "de La Tour", "ZOLA"]


def test_only_live_states_are_listed_unless_asked_and_all_are_counted(bench):
    session, people = bench.session(capacity=2), bench.people(4)
    bench.register(session, *people)
    bench.unregister(session, people[3])
    assert [row.state for row in listed(bench, session).rows] == ["confirmed", "confirmed", "waiting"]
    assert [row.person.ref for row in listed(bench, session, {"cancelled"}).rows] == ["P4"]
    assert listed(bench, session).counts == {"confirmed": 2, "waiting": 1, "cancelled": 1}


def test_a_row_has_every_key_of_the_contract(bench):
    organisation = bench.organisation()
    bench.dues(organisation=organisation)
    person = bench.person(organisation=organisation, email="zoe@die.example", phone="+33475781715")
    session = bench.session(requires_dues=True, capacity=1)
    waiting = bench.person("Anne L'HOSTIS")
    bench.register(session, person, waiting, note="Vegetarian")
    second, first = (plain(row) for row in listed(bench, session).rows)
    assert list(first) == [
        "id",
        "ref",
        "session",
        "state",
        "waits_for",
        "held_until",
        "position",
        "person",
        "given_name",
        "family_name",
        "email",
        "phone",
        "organisation",
        "function",
        "public",
        "requested_at",
        "entered_at",
        "slots",
        "mode",
        "dues_status",
        "through",
        "allowed",
        "answers",
        "note",
        "party",
        "price",
        "paid",
        "told_at",
        "presence",
    ]
    assert (first["ref"], first["session"], first["state"], first["position"]) == ("R1", "S1", "confirmed", None)
    assert first["person"] == {"ref": "P1", "given_name": "Zoé", "family_name": "MARTINEAU"}
    assert (first["organisation"], first["dues_status"], first["through"]) == (
        "Mairie de Die",
        "covered",
        "Mairie de Die",
    )
    assert first["requested_at"].endswith("Z")
    assert (second["state"], second["position"], second["dues_status"]) == ("waiting", 1, "never")


def test_dues_are_those_of_the_session_s_day_not_of_today(bench):
    person = bench.person()
    bench.dues(person=person, year=2024)
    session = bench.session(day=dt.date(2024, 1, 9))
    bench.register(session, person)
    assert listed(bench, session).rows[0].dues_status == "current"


def test_listing_sixty_people_asks_each_table_once(bench, monkeypatch):
    session, people = bench.session(capacity=None), bench.people(60)
    bench.register(session, *people)
    asked: list[str] = []
    find_any = MemoryReader.find_any

    def counted(self, table, field, values):
        asked.append(f"{table.name}.{field}")
        return find_any(self, table, field, values)

    monkeypatch.setattr(MemoryReader, "find_any", counted)
    assert len(listed(bench, session).rows) == 60
    assert asked.count(f"{REGISTRATIONS.name}.session") == 1
    assert len(asked) == len(set(asked)) <= 5


def test_of_several_namesakes_the_one_registered_is_meant(bench):
    session = bench.session()
    here, _elsewhere = bench.person("Anne MARTIN"), bench.person("Paul MARTIN")
    bench.register(session, here)
    read = bench.store.read()
    assert attendee_named(read, read.get(SESSIONS, session), "martin").id == here


def test_a_nearer_name_elsewhere_is_not_passed_over_for_a_worse_one_here(bench):
    """Two Martins, neither registered, and a Martineau who is: nobody takes her for one of them."""
    session = bench.session()
    bench.register(session, bench.person("Zoé MARTINEAU"))
    bench.person("Anne MARTIN"), bench.person("Paul MARTIN")
    read = bench.store.read()
    with pytest.raises(Ambiguous):
        attendee_named(read, read.get(SESSIONS, session), "martin")


def test_two_namesakes_registered_are_two_candidates(bench):
    session = bench.session()
    bench.register(session, bench.person("Anne MARTIN"), bench.person("Paul MARTIN"))
    bench.person("Luc MARTIN")
    read = bench.store.read()
    with pytest.raises(Ambiguous) as several:
        attendee_named(read, read.get(SESSIONS, session), "martin")
    assert [ref for ref, _ in several.value.values["candidates"]] == ["P1", "P2"]
    with pytest.raises(NotFound):
        attendee_named(read, read.get(SESSIONS, session), "nobody")
