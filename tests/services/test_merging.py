"""Two records of one person or organisation made one: everything moves, in one entry."""

import datetime as dt

import pytest
from desk_making import DAY, TODAY, at
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from town import Town

from capcli.domain.records import AFFILIATIONS, DUES, MEMORIES, ORGANISATIONS, PEOPLE, REGISTRATIONS, Lift, Memory
from capcli.errors import Refused
from capcli.services.affiliations import affiliations_on
from capcli.services.references import references_to

LIFT = Lift(rule="duplicate", reason="a colleague", by="camille", at=at())


@pytest.fixture
def town():
    return Town()


@pytest.fixture
def two(town):
    """The same person, twice."""
    return town.add("Anne", "ROCHE", phone="0475781715"), town.add(
        "A.", "Roche", email="anne@die.example", phone="0475781716", function="maire"
    )


def refused(work, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        work(*args, **kwargs)
    return refusal.value


def test_everything_moves_and_the_other_is_gone(town, two):
    kept, gone = two
    die = town.found("Commune de Die")
    town.joined(die, gone, dt.date(2020, 1, 1), role="maire")
    town.paid(gone)
    town.register(town.session(), gone.id)
    guest = town.add("Luc", "MARTIN")
    town.register(town.session("Autre"), guest.id, requested_by=gone.id)
    person, plan = town.merge_people(kept, gone)
    read = town.store.read()
    assert town.now_is(gone) is None
    assert references_to(read, PEOPLE, gone.id) == []
    assert [ref for _table, ref in references_to(read, PEOPLE, kept.id)] == ["A1", "D1", "R1", "R2"]
    assert (plan.affiliations, plan.dues, plan.registrations) == (1, 1, 1)
    assert (person.given_name, person.email, person.function) == ("Anne", "anne@die.example", "maire")
    assert plan.filled == {"email": "anne@die.example", "function": "maire"}
    assert plan.lost == {"phone": "+33475781716"}
    assert [p.id for p in read.find(PEOPLE, "email_key", "anne@die.example")] == [kept.id]


def test_who_votes_for_an_organisation_goes_with_either_merge(town, two):
    kept, gone = two
    die, crest = town.found("Commune de Die"), town.found("Commune de Crest")
    town.joined(crest, gone)
    town.change(lambda tx: tx.put(ORGANISATIONS, replace(tx.get(ORGANISATIONS, crest.id), representative=gone.id)))
    town.merge_people(kept, gone)
    assert town.store.read().get(ORGANISATIONS, crest.id).representative == kept.id
    organisation, _plan = town.merge_organisations(die, town.now_is(crest))
    assert organisation.representative == kept.id
    assert [tie.organisation for tie in town.store.read().find(AFFILIATIONS, "person", kept.id)] == [die.id]


def test_it_is_one_entry_and_the_registrations_keep_their_history(town, two):
    kept, gone = two
    session = town.session()
    town.register(session, gone.id)
    before = town.of(session)[0]
    entries = len(list(town.store.history()))
    town.merge_people(kept, gone)
    assert len(list(town.store.history())) == entries + 1
    after = town.of(session)[0]
    assert (after.history, after.requested_at, after.state) == (before.history, before.requested_at, before.state)


def test_two_live_registrations_of_one_session_stop_a_merge(town, two):
    kept, gone = two
    session = town.session("Atelier compost")
    town.register(session, kept.id)
    town.register(session, gone.id)
    error = refused(town.merge_people, kept, gone)
    assert (error.code, error.values["sessions"]) == ("merge_live", ["S1 Atelier compost"])
    town.unregister(session, gone.id)
    town.merge_people(kept, gone)
    assert [one.person for one in town.of(session)] == [kept.id, kept.id]


def test_waiting_counts_as_live(town, two):
    kept, gone = two
    session = town.session(capacity=1)
    town.register(session, town.add("Luc", "MARTIN").id)
    town.register(session, kept.id)
    town.register(session, gone.id)
    assert refused(town.merge_people, kept, gone).code == "merge_live"


def test_dues_for_the_same_days_stop_a_merge_unless_cancelled_or_parts(town, two):
    kept, gone = two
    mine, theirs = town.paid(kept), town.paid(gone)
    error = refused(town.merge_people, kept, gone)
    assert (error.code, error.values["one"], error.values["other"]) == ("merge_dues", "D1", "D2")
    from msgspec.structs import replace

    town.put(DUES, replace(theirs, id=0, kind="cancellation", of=theirs.id, cents=-theirs.cents, reason="Twice"))
    town.merge_people(kept, gone)
    assert {dues.person for dues in town.store.read().scan(DUES)} == {mine.person}


def test_parts_of_one_period_come_together_as_long_as_nothing_is_overpaid(town, two):
    kept, gone = two
    town.paid(kept, cents=1000)
    town.paid(gone, cents=1000)
    town.merge_people(kept, gone)
    assert len(town.store.read().find(DUES, "person", kept.id)) == 2


def test_parts_that_overpay_together_stop_a_merge(town, two):
    kept, gone = two
    town.paid(kept, cents=1500)
    town.paid(gone, cents=1000)
    assert refused(town.merge_people, kept, gone).code == "merge_dues"


def test_dues_of_other_years_move(town, two):
    kept, gone = two
    town.paid(kept, 2023)
    town.paid(gone, 2022)
    town.merge_people(kept, gone)
    assert len(town.store.read().find(DUES, "person", kept.id)) == 2


def test_affiliations_that_share_days_become_one(town, two):
    kept, gone = two
    die, crest = town.found("Commune de Die"), town.found("Commune de Crest")
    town.joined(die, kept, dt.date(2021, 1, 1))
    town.left(die, kept, dt.date(2022, 6, 30))
    town.joined(die, gone, dt.date(2022, 1, 1), role="maire")
    town.joined(crest, gone, dt.date(2023, 1, 1))
    town.merge_people(kept, gone)
    ties = town.store.read().find(AFFILIATIONS, "person", kept.id)
    assert [(tie.organisation, tie.since, tie.until, tie.role) for tie in ties] == [
        (die.id, dt.date(2021, 1, 1), None, "maire"),
        (crest.id, dt.date(2023, 1, 1), None, None),
    ]


def test_merged_dues_confirm_what_waited(town, two):
    kept, gone = two
    town.paid(gone)
    session = town.session(requires_dues=True)
    town.register(session, kept.id)
    assert town.states(session) == ["pending"]
    _person, plan = town.merge_people(kept, gone)
    assert [(effect.kind, effect.person) for effect in plan.effects] == [("confirmed", kept.id)]


def test_an_email_that_differs_by_case_only_is_nothing_lost(town):
    kept = town.add("Anne", "ROCHE", email="anne@die.example")
    gone = town.add("Anne", "ROCHE", email="Anne@die.example", allowed=LIFT)
    person, plan = town.merge_people(kept, gone)
    assert plan.lost == {}
    assert person.allowed == [LIFT], "why there were two is kept"


def test_nobody_is_merged_with_themself(town, two):
    kept, _gone = two
    assert refused(town.merge_people, kept, kept).code == "merge_self"
    die = town.found("Commune de Die")
    assert refused(town.merge_organisations, die, die).code == "merge_self"


def test_what_imports_remember_follows(town, two):
    kept, gone = two
    town.put(MEMORIES, Memory(kind="person", key="anne r", value={"person": gone.id, "why": "same"}))
    town.merge_people(kept, gone)
    held = [memory.value for memory in town.store.read().scan(MEMORIES) if memory.kind == "person"]
    assert held == [{"person": kept.id, "why": "same"}]


def test_organisations_merge_with_their_names_people_dues_and_registrations(town):
    die = town.found("Commune de Die", aliases=["Die"])
    hall = town.found("Hôtel de ville", kind="commune", aliases=["HDV"])
    anne, luc = town.add("Anne", "ROCHE", organisation=die.id), town.add("Luc", "MARTIN", organisation=hall.id)
    town.joined(hall, anne, dt.date(2020, 1, 1), role="maire")
    town.paid(hall, 2022)
    town.paid(die, 2023)
    session = town.session()
    town.register(session, luc.id)
    organisation, plan = town.merge_organisations(die, hall)
    read = town.store.read()
    assert organisation.aliases == ["Die", "Hôtel de ville", "HDV"]
    assert (organisation.kind, plan.filled) == ("commune", {"kind": "commune"})
    assert (plan.affiliations, plan.dues, plan.registrations) == (2, 1, 1)
    assert references_to(read, ORGANISATIONS, hall.id) == []
    ties = affiliations_on(read, [anne.id, luc.id], TODAY)
    assert [(tie.organisation, tie.since, tie.role) for tie in ties[anne.id]] == [
        (die.id, dt.date(2020, 1, 1), "maire")
    ]
    assert read.find(ORGANISATIONS, "name_keys", "hdv")[0].id == die.id
    assert [one.organisation for one in town.of(session)] == [die.id]


def test_a_past_registration_keeps_the_name_of_its_day(town):
    die, hall = town.found("Commune de Die"), town.found("Hôtel de ville")
    luc = town.add("Luc", "MARTIN")
    town.joined(hall, luc, dt.date(2020, 1, 1))
    session = town.session("Hier", dt.date(2023, 9, 1))
    town.register(session, luc.id, lifted=["closed"])
    town.merge_organisations(die, hall)
    (registration,) = town.of(session)
    assert (registration.organisation, registration.organisation_name) == (die.id, "Hôtel de ville")


def test_dues_of_both_organisations_for_the_same_days_stop_a_merge(town):
    die, hall = town.found("Commune de Die"), town.found("Hôtel de ville")
    town.paid(die)
    town.paid(hall)
    assert refused(town.merge_organisations, die, hall).code == "merge_dues"


def test_an_organisation_s_dues_cover_the_people_merged_in(town):
    die, hall = town.found("Commune de Die"), town.found("Hôtel de ville")
    luc = town.add("Luc", "MARTIN", organisation=hall.id)
    town.paid(die)
    session = town.session("Atelier", DAY, requires_dues=True)
    town.register(session, luc.id)
    _organisation, plan = town.merge_organisations(die, hall)
    assert [effect.kind for effect in plan.effects] == ["confirmed"]


DAYS = st.one_of(st.none(), st.dates(dt.date(2020, 1, 1), dt.date(2020, 3, 1)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.booleans(), DAYS, DAYS), max_size=6))
def test_merging_changes_nobody_s_days_in_an_organisation(spans):
    """Whoever belonged on a day, under either number, belongs that day; and no two affiliations share a day."""
    from capcli.domain.records import Affiliation

    town = Town()
    kept, gone, die = town.add("Anne", "ROCHE"), town.add("A", "ROCHE"), town.found("Commune de Die")
    for is_kept, since, until in spans:
        if since is None or until is None or since <= until:
            tie = Affiliation(person=(kept if is_kept else gone).id, organisation=die.id, since=since, until=until)
            town.put(AFFILIATIONS, tie)
    days = [dt.date(2019, 12, 31) + dt.timedelta(n) for n in range(65)]
    before = town.store.read()
    were = [bool(affiliations_on(before, [kept.id, gone.id], day)) for day in days]
    town.merge_people(kept, gone)
    after = town.store.read()
    assert [bool(affiliations_on(after, [kept.id], day)) for day in days] == were
    assert all(len(affiliations_on(after, [kept.id], day).get(kept.id, [])) <= 1 for day in days)
    assert list(after.scan(REGISTRATIONS)) == []
