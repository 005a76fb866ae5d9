"""An earlier state put back: every record as it was, numbers never used again, nobody known again who was forgotten."""

import datetime as dt

import pytest
from forgetting_desk import NOW, ON, ForgettingDesk, found_in
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from undo_desk import Desk

from capcli.domain.backup_views import DifferenceView
from capcli.domain.forgetting import FORGOTTEN, SECRET
from capcli.domain.keys import keyed_person
from capcli.domain.records import (
    AFFILIATIONS,
    MEMORIES,
    PEOPLE,
    REGISTRATIONS,
    SESSIONS,
    SETTINGS,
    TABLES,
    Memory,
    Person,
    Registration,
    Session,
    Setting,
    Slot,
)
from capcli.services.restoring import ElseNow, differences, restore
from capcli.store.file import FileStore
from capcli.store.memory import MemoryStore
from capcli.store.protocol import Author

TODAY = dt.date(2023, 10, 2)
AUTHOR = Author(by="camille", at=NOW, command="backup restore")


def records(read):
    return {table.name: list(read.scan(table)) for table in TABLES}


def person(given="Zoé", family="Roche"):
    made = Person(given_name=given, family_name=family, name_key="", search_key="", created_at=NOW)
    return keyed_person(made)


def put_back(store, then, today=TODAY, shown=None):
    return store.change(lambda tx: restore(tx, then, today=today, shown=shown), AUTHOR)


@pytest.fixture(params=["memory", "file"])
def desk(request, tmp_path):
    made = Desk()
    if request.param == "file":
        made.store = FileStore.create(tmp_path / "cap.json")
    made.put(PEOPLE, person("Zoé"), person("Léa"))
    made.put(SETTINGS, Setting(key="currency", value="EUR"))
    return made


def test_every_record_is_as_it_was(desk):
    then = desk.store.read()
    before = records(then)
    desk.put(PEOPLE, person("Yann"))
    desk.edit(PEOPLE, 1, phone="+33475781715")
    desk.edit(SETTINGS, 1, value="GBP")
    desk.do(lambda tx: tx.remove(PEOPLE, 2))
    done = put_back(desk.store, then)
    assert records(desk.store.read()) == before
    assert done.result.differences == [
        DifferenceView(table="settings", back=0, changed=1, gone=0),
        DifferenceView(table="people", back=1, changed=1, gone=1),
    ]


def test_it_is_one_entry_and_an_undo_takes_it_back(desk):
    then = desk.store.read()
    desk.put(PEOPLE, person("Yann"))
    desk.edit(PEOPLE, 1, phone="+33475781715")
    after = records(desk.store.read())
    entry = put_back(desk.store, then).entry
    assert entry == 5
    desk.undo(entry)
    assert records(desk.store.read()) == after


def test_numbers_used_since_are_not_given_again(desk):
    then = desk.store.read()
    desk.put(PEOPLE, person("Yann"))
    put_back(desk.store, then)
    desk.put(PEOPLE, person("Luc"))
    assert [one.id for one in desk.store.read().scan(PEOPLE)] == [1, 2, 4]


def test_the_same_state_again_is_no_entry(desk):
    assert put_back(desk.store, desk.store.read()).entry is None


def test_a_plan_that_no_longer_holds_is_not_done(desk):
    then = desk.store.read()
    desk.put(PEOPLE, person("Yann"))
    shown = differences(desk.store.read(), then)
    desk.put(PEOPLE, person("Luc"))
    with pytest.raises(ElseNow) as changed:
        put_back(desk.store, then, shown=shown)
    assert changed.value.differences == [DifferenceView(table="people", back=0, changed=0, gone=2)]
    assert desk.store.read().count(PEOPLE) == 4


@settings(max_examples=25)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("add"), st.sampled_from(["Léa", "Zoé", "Ali"])),
            st.tuples(st.just("edit"), st.integers(1, 6)),
            st.tuples(st.just("remove"), st.integers(1, 6)),
            st.tuples(st.just("back"), st.integers(0, 12)),
        ),
        max_size=12,
    )
)
def test_any_state_comes_back_from_any_other(steps):
    """And each number stands for whoever had it first."""
    store, states, first = MemoryStore(), [], {}

    def one(kind, value):
        people = {found.id for found in store.read().scan(PEOPLE)}
        if kind == "back":
            if states:
                put_back(store, states[value % len(states)][0])
                assert records(store.read()) == states[value % len(states)][1]
        elif kind == "add":
            store.change(lambda tx: tx.put(PEOPLE, person(value, f"N{len(states)}")), AUTHOR)
        elif value in people and kind == "edit":
            store.change(lambda tx: tx.put(PEOPLE, person_with_phone(tx.get(PEOPLE, value), len(states))), AUTHOR)
        elif value in people:
            store.change(lambda tx: tx.remove(PEOPLE, value), AUTHOR)

    for kind, value in steps:
        one(kind, value)
        states.append((store.read(), records(store.read())))
        for found in store.read().scan(PEOPLE):
            assert first.setdefault(found.id, found.family_name) == found.family_name


def person_with_phone(found, number):
    return replace(found, phone=f"+3347578{number:04}")


class TestForgotten:
    @pytest.fixture(params=["memory", "file"])
    def desk(self, request):
        return ForgettingDesk() if request.param == "memory" else ForgettingDesk.in_a_file()

    def test_somebody_forgotten_since_stays_forgotten(self, desk):
        """A copy that went elsewhere knows her still."""
        zoe = desk.known()
        then = desk.store.read()
        desk.forget(zoe)
        done = put_back(desk.store, then, today=ON)
        assert done.result.forgotten == 1
        assert found_in(desk.everything()) == []
        assert desk.store.read().get(PEOPLE, zoe).forgotten_on == ON

    def test_they_belong_nowhere_though_the_copy_was_redacted(self, desk):
        """Copies kept here say already that they were forgotten, and of their affiliations what was true then."""
        zoe = desk.known()
        desk.forget(zoe)
        forgotten = desk.store.read()
        redacted = MemoryStore()

        def earlier(tx):
            for table in TABLES:
                for record in forgotten.scan(table):
                    tx.put(table, replace(record, until=None) if table is AFFILIATIONS else record)

        redacted.change(earlier, AUTHOR)
        assert [tie.until for tie in redacted.read().find(AFFILIATIONS, "person", zoe)] == [None]
        put_back(desk.store, redacted.read(), today=ON)
        assert [tie.until for tie in desk.store.read().find(AFFILIATIONS, "person", zoe)] == [ON]

    def test_whom_only_the_copy_remembers_as_forgotten_is_remembered(self, desk):
        """As when the file is gone and what is put back is all there is."""
        desk.forget(desk.known())
        remembered = {(one.kind, one.key): one.value for one in desk.store.read().scan(MEMORIES)}
        kept = {key: value for key, value in remembered.items() if key[0] in (FORGOTTEN, SECRET)}
        empty = MemoryStore()
        put_back(empty, desk.store.read(), today=ON)
        assert {(one.kind, one.key): one.value for one in empty.read().scan(MEMORIES)}.items() >= kept.items()

    def test_what_is_remembered_of_them_gives_way_to_a_record_of_the_same_number(self, desk):
        """In a copy that went another way since, the number stands for something else."""
        desk.forget(desk.known())
        taken = next(one for one in desk.store.read().scan(MEMORIES) if one.kind == FORGOTTEN)
        other = MemoryStore()
        other.change(lambda tx: tx.put(MEMORIES, Memory(id=taken.id, kind="map", key="form.csv")), AUTHOR)
        put_back(desk.store, other.read(), today=ON)
        read = desk.store.read()
        assert read.get(MEMORIES, taken.id).kind == "map"
        assert [one.value for one in read.find(MEMORIES, "key", taken.key)] == [taken.value]


def test_answers_that_have_been_kept_long_enough_do_not_come_back():
    """Neither into the records nor into the history of putting them back."""
    desk = Desk()
    held = Registration(
        session=1, person=1, state="confirmed", requested_at=NOW, entered_at=NOW, sensitive={"Régime ?": "sans gluten"}
    )
    day = Slot(date=dt.date(2023, 11, 28))
    desk.put(SESSIONS, Session(code="s", title="Changement d’échelle", slots=[day], created_at=NOW))
    desk.put(REGISTRATIONS, held)
    then = desk.store.read()
    desk.do(lambda tx: tx.remove(REGISTRATIONS, 1))
    entry = put_back(desk.store, then, today=dt.date(2024, 3, 1)).entry
    assert desk.store.read().get(REGISTRATIONS, 1).sensitive == {}
    assert "sans gluten" not in repr(next(one for one in desk.store.history() if one.entry == entry))
