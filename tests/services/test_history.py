"""What was done, and taking it back."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    ORGANISATIONS,
    PEOPLE,
    REGISTRATIONS,
    SESSIONS,
    SETTINGS,
    Affiliation,
    Dues,
    Lift,
    Organisation,
    Person,
    Registration,
    Session,
    Setting,
    Slot,
)
from capcli.domain.undos import overlapping
from capcli.errors import NotFound, Refused, Usage
from capcli.services import history
from capcli.store.memory import MemoryStore
from capcli.store.protocol import Author
from capcli.texts.errors import explain

replace = msgspec.structs.replace
TODAY = dt.date(2023, 10, 2)
NOW = dt.datetime(2023, 10, 2, 8, 30, tzinfo=dt.UTC)
DAY = dt.date(2023, 11, 28)


def author(by="camille"):
    return Author(by=by, at=NOW, command="test")


class Desk:
    """A store, with the few things that the tests do to it; each gives its entry's number."""

    def __init__(self):
        self.store = MemoryStore()

    def do(self, work, by="camille", undoes=None):
        return self.store.change(work, author(by), undoes=undoes).entry

    def put(self, table, *records, by="camille"):
        return self.do(lambda tx: [tx.put(table, record) for record in records], by)

    def edit(self, table, number, **fields):
        return self.do(lambda tx: tx.put(table, replace(tx.get(table, number), **fields)))

    def undo(self, number, by="camille"):
        def work(tx):
            self.done = history.undo(tx, self.store, number, today=TODAY, now=NOW, by=by)

        return self.do(work, by, undoes=number)

    def refused(self, number):
        entries = len(list(self.store.history()))
        with pytest.raises(Refused) as caught:
            self.undo(number)
        assert len(list(self.store.history())) == entries
        sentence = explain(caught.value)
        assert f"H{number}" in sentence
        assert "{" not in sentence
        return caught.value

    def get(self, table, number):
        return self.store.read().get(table, number)


@pytest.fixture
def desk():
    made = Desk()
    made.put(SESSIONS, session(), session(code="other"))
    made.put(PEOPLE, *(person(name) for name in ("Martineau", "Roche", "Bénard")))
    return made


def session(**fields):
    slots = [Slot(date=DAY, start="10:30", end="12:00")]
    return Session(**{"code": "one", "title": "Échelle", "capacity": 1, "slots": slots} | fields)


def person(family):
    key = family.lower()
    return Person(given_name="Léa", family_name=family, name_key=key, search_key=key, created_at=NOW)


def organisation():
    return Organisation(name="Mairie", name_keys=["mairie"], search_key="mairie", created_at=NOW)


def registration(who, state="confirmed", **fields):
    made = {"session": 1, "person": who, "state": state, "requested_at": NOW, "entered_at": NOW}
    return Registration(**made | fields)


def dues(year=2023, **fields):
    since, until = dt.date(year, 1, 1), dt.date(year, 12, 31)
    made = {"person": 1, "since": since, "until": until, "paid_on": since, "rate": "one", "cents": 20, "due_cents": 20}
    return Dues(**made | fields)


def test_undo_puts_every_record_back(desk):
    """Those that were created, changed and removed by one entry; redoing does it again, and so on."""
    desk.put(ORGANISATIONS, organisation())

    def work(tx):
        tx.put(REGISTRATIONS, registration(1))
        tx.put(PEOPLE, replace(tx.get(PEOPLE, 1), postcode="07400"))
        tx.remove(ORGANISATIONS, 1)

    before = [list(desk.store.read().scan(table)) for table in (REGISTRATIONS, PEOPLE, ORGANISATIONS)]
    number = desk.do(work)
    after = [list(desk.store.read().scan(table)) for table in (REGISTRATIONS, PEOPLE, ORGANISATIONS)]
    for turn in range(4):
        number = desk.undo(number)
        now = [list(desk.store.read().scan(table)) for table in (REGISTRATIONS, PEOPLE, ORGANISATIONS)]
        assert now == (before, after)[turn % 2]


def test_an_undo_is_an_entry(desk):
    number = desk.put(REGISTRATIONS, registration(1))
    assert desk.undo(number) == number + 1
    newest, undone, *_ = history.entries(desk.store)
    assert (newest.entry, newest.undone_by) == (number + 1, None)
    assert (undone.entry, undone.undone_by) == (number, number + 1)
    assert newest.changes[0].after is None
    assert len(history.entries(desk.store, 1)) == 1


def test_an_entry_is_undone_once(desk):
    """Until the undo is undone: then it stands again, and may be undone again."""
    number = desk.put(REGISTRATIONS, registration(1))
    first = desk.undo(number)
    assert desk.refused(number).values["by"] == f"H{first}"
    second = desk.undo(first)
    assert history.entry_named(desk.store, number).undone_by is None
    assert history.entry_named(desk.store, first).undone_by == second
    third = desk.undo(number)
    assert history.entry_named(desk.store, number).undone_by == third


def test_without_a_number_it_is_ones_own_newest_that_stands(desk):
    """Not somebody else's, not what is undone, not an undo."""
    mine = desk.put(PEOPLE, person("Un"))
    later = desk.put(PEOPLE, person("Deux"))
    desk.put(PEOPLE, person("Trois"), by="dominique")
    assert history.to_undo(desk.store, None, "camille").entry.entry == later
    desk.undo(later)
    assert history.to_undo(desk.store, None, "camille").entry.entry == mine
    with pytest.raises(NotFound) as caught:
        history.to_undo(desk.store, None, "nobody")
    assert caught.value.code == "nothing_to_undo"


def test_an_entry_that_does_not_exist(desk):
    for number in (0, 99):
        with pytest.raises(NotFound):
            desk.undo(number)


@pytest.mark.parametrize(("text", "number"), [("H57", 57), ("h57", 57), (" 57 ", 57)])
def test_entries_are_named_with_their_letter_or_without(text, number):
    assert history.entry_number(text) == number


@pytest.mark.parametrize("text", ["", "H", "S7", "H-1", "H1.5", "٣", "H" + "9" * 30, "last"])
def test_other_names_of_entries_are_refused(text):
    with pytest.raises(Usage):
        history.entry_number(text)


def test_a_record_changed_since_names_what_changed_it(desk):
    number = desk.edit(PEOPLE, 1, postcode="07400")
    later = desk.edit(PEOPLE, 1, postcode="26000")
    desk.edit(PEOPLE, 2, postcode="26000")
    error = desk.refused(number)
    assert (error.code, error.values["record"], error.values["by"]) == ("undo_changed", "P1", f"H{later}")
    desk.undo(later)
    desk.undo(number)
    assert desk.get(PEOPLE, 1).postcode is None


def test_a_record_edited_by_hand_is_not_overwritten(desk):
    """Nothing in the history tells of it."""
    number = desk.edit(PEOPLE, 1, postcode="07400")
    desk.store._tables["people"][1] = replace(desk.get(PEOPLE, 1), postcode="26000")
    assert desk.refused(number).code == "undo_edited"


def test_a_record_that_others_refer_to_does_not_vanish(desk):
    number = desk.put(PEOPLE, person("Nouveau"))
    later = desk.put(REGISTRATIONS, registration(4))
    error = desk.refused(number)
    assert (error.code, error.values["record"], error.values["by"]) == ("undo_referred", "P4", ["R1"])
    desk.undo(later)
    desk.undo(number)
    assert desk.get(PEOPLE, 4) is None


def test_a_record_does_not_come_back_to_what_is_gone(desk):
    """An affiliation that was removed, then its person."""
    desk.put(ORGANISATIONS, organisation())
    desk.put(AFFILIATIONS, Affiliation(person=3, organisation=1))
    number = desk.do(lambda tx: tx.remove(AFFILIATIONS, 1))
    desk.do(lambda tx: tx.remove(PEOPLE, 3))
    error = desk.refused(number)
    assert (error.code, error.values["record"], error.values["missing"]) == ("undo_missing", "A1", "P3")


def test_the_last_place_is_not_given_twice(desk):
    """Rule 1: the place of somebody who cancelled is another's now."""
    desk.put(REGISTRATIONS, registration(1))
    number = desk.edit(REGISTRATIONS, 1, state="cancelled")
    desk.put(REGISTRATIONS, registration(2))
    error = desk.refused(number)
    assert (error.code, error.values["held"], error.values["capacity"]) == ("undo_full", 2, 1)


def test_a_place_beyond_the_capacity_may_come_back_when_it_was_allowed(desk):
    lift = Lift(rule="full", reason="speaker", by="camille", at=NOW)
    desk.put(REGISTRATIONS, registration(1), registration(2, allowed=[lift]))
    number = desk.edit(REGISTRATIONS, 2, state="cancelled")
    desk.undo(number)
    assert desk.get(REGISTRATIONS, 2).state == "confirmed"


def test_a_capacity_is_not_lowered_below_the_places_held(desk):
    number = desk.edit(SESSIONS, 1, capacity=2)
    desk.put(REGISTRATIONS, registration(1), registration(2))
    assert desk.refused(number).code == "undo_full"


def test_nobody_is_registered_twice(desk):
    """Rule 2: somebody cancelled, then registered again."""
    desk.edit(SESSIONS, 1, capacity=None)
    desk.put(REGISTRATIONS, registration(1))
    number = desk.edit(REGISTRATIONS, 1, state="cancelled")
    desk.put(REGISTRATIONS, registration(1, state="waiting"))
    error = desk.refused(number)
    assert (error.code, error.values["one"], error.values["other"]) == ("undo_twice", "R1", "R2")


def test_dues_do_not_overlap(desk):
    """A payment cancelled, then made again."""
    desk.put(DUES, dues())
    number = desk.edit(DUES, 1, cancelled=True)
    desk.put(DUES, dues())
    error = desk.refused(number)
    assert (error.code, error.values["one"], error.values["who"]) == ("undo_dues", "D1", "P1")


def test_parts_of_one_period_may_stand_together():
    """As long as they do not pass what is due."""
    parts = [dues(id=n, cents=10) for n in (1, 2)]
    assert overlapping(parts) == []
    assert overlapping([*parts, dues(id=3, cents=1)]) != []
    assert overlapping([dues(id=1), dues(2024, id=2)]) == []
    assert overlapping([dues(id=1), dues(id=2, cancelled=True)]) == []
    assert len(overlapping([dues(id=1), dues(id=2, rate="other")])) == 1


def test_two_records_are_not_known_by_one_name(desk):
    """A setting unset then set again; a session whose code another took."""
    desk.put(SETTINGS, Setting(key="currency", value="EUR"))
    number = desk.do(lambda tx: tx.remove(SETTINGS, 1))
    desk.put(SETTINGS, Setting(key="currency", value="GBP"))
    assert desk.refused(number).code == "undo_same"
    number = desk.edit(SESSIONS, 1, code="changed")
    desk.edit(SESSIONS, 2, code="one")
    assert desk.refused(number).values["name"] == "one"


def test_an_entry_of_another_shape_is_refused(desk):
    """Written before a migration, or by a newer version."""
    number = desk.edit(PEOPLE, 1, postcode="07400")
    entry = desk.store._entries[-1]
    change = entry.changes[0]
    for odd in (replace(change, before={"name": "Léa"}), replace(change, table="badges")):
        desk.store._entries[-1] = replace(entry, changes=[odd])
        assert desk.refused(number).code == "undo_format"


def test_a_place_freed_goes_to_the_first_who_waits(desk):
    """As it does when somebody cancels; redoing gives it back."""
    number = desk.put(REGISTRATIONS, registration(1))
    desk.put(REGISTRATIONS, registration(2, state="waiting"))
    undo = desk.undo(number)
    assert desk.get(REGISTRATIONS, 2).state == "confirmed"
    assert [(effect.kind, effect.person) for effect in desk.done.effects] == [("promoted", 2)]
    desk.undo(undo)
    assert [desk.get(REGISTRATIONS, n).state for n in (1, 2)] == ["confirmed", "waiting"]


def test_dues_taken_back_are_judged_again(desk):
    """What was confirmed keeps its place and is told (rule 9), once: what was not covered before is not told."""
    desk.edit(SESSIONS, 1, capacity=None, requires_dues=True)
    number = desk.put(DUES, dues())
    desk.put(REGISTRATIONS, registration(1), registration(2))
    desk.undo(number)
    assert [(effect.kind, effect.person) for effect in desk.done.effects] == [("uncovered", 1)]
    assert desk.get(REGISTRATIONS, 1).state == "confirmed"


def test_dues_put_back_confirm_what_waits_for_them(desk):
    desk.edit(SESSIONS, 1, requires_dues=True)
    desk.put(DUES, dues())
    number = desk.edit(DUES, 1, cancelled=True)
    desk.put(REGISTRATIONS, registration(1, state="pending", waits_for="dues"))
    desk.undo(number)
    assert [(effect.kind, effect.person) for effect in desk.done.effects] == [("confirmed", 1)]
    assert desk.get(REGISTRATIONS, 1).state == "confirmed"


STATES = st.sampled_from(["confirmed", "waiting", "cancelled"])
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(1, 3), STATES),
        st.tuples(st.just("edit"), st.integers(1, 4), STATES),
        st.tuples(st.just("undo"), st.integers(1, 9), STATES),
    ),
    max_size=10,
)


@settings(max_examples=60, deadline=None)
@given(actions=ACTIONS)
def test_whatever_is_undone_the_rules_hold(actions):
    """Changes that keep the rules, undone in any order, never pass the capacity nor register somebody twice."""
    desk = Desk()
    desk.put(SESSIONS, session(capacity=2))
    desk.put(PEOPLE, *(person(name) for name in ("Un", "Deux", "Trois")))
    for kind, number, state in actions:
        try:
            if kind == "undo":
                desk.undo(number + 2)
            else:
                desk.do(lambda tx, kind=kind, number=number, state=state: kept(tx, kind, number, state))
        except (Refused, NotFound):
            continue
        check(desk.store.read())


def kept(tx, kind, number, state):
    known = tx.get(REGISTRATIONS, number)
    if kind == "put":
        tx.put(REGISTRATIONS, registration(number, state=state))
    elif known is not None:
        tx.put(REGISTRATIONS, replace(known, state=state))
    check(tx, NotFound)


def check(read, error=AssertionError):
    made = list(read.scan(REGISTRATIONS))
    live = [r.person for r in made if r.state in ("confirmed", "waiting")]
    if len(live) != len(set(live)) or sum(r.state == "confirmed" for r in made) > 2:
        raise error("entry")
