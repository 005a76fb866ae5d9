"""What every store does, whatever it is made of."""

import datetime as dt

import msgspec
import pytest
from store_records import AUTHOR, NOW, a_person, a_registration, a_session, an_organisation, settle

from capcli.domain.records import ORGANISATIONS, PEOPLE, REGISTRATIONS, SESSIONS, Slot

replace = msgspec.structs.replace


def put(store, table, *records):
    return store.change(lambda tx: [tx.put(table, record) for record in records], AUTHOR).result


def test_a_record_comes_back_as_it_was_put(store):
    """Every kind of value survives: days, moments, nested parts, accents, quotes, line breaks, other scripts."""
    session = a_session(
        why='« Grandir »\nou "rester" \\ petit ? 😀 \u2028 مرحبا',
        slots=[Slot(date=dt.date(2023, 11, 28), start="10:30", end="12:00"), Slot()],
        last_day_to_register=dt.date(2024, 2, 29),
        headings={"speakers": "Intervenantes"},
    )
    (kept,) = put(store, SESSIONS, session)
    assert kept == replace(session, id=1)
    assert store.read().get(SESSIONS, 1) == kept


def test_numbers_begin_at_one_and_are_given_by_table(store):
    people = put(store, PEOPLE, a_person("Léa", "Martineau"), a_person("Zoé", "L'Hostis"))
    (session,) = put(store, SESSIONS, a_session())
    assert [person.id for person in people] == [1, 2]
    assert session.id == 1


def test_a_number_is_never_used_twice(store):
    """Nor after its record is removed, in the same change or in a later one."""
    put(store, PEOPLE, a_person("Léa", "Martineau"))
    store.change(lambda tx: tx.remove(PEOPLE, 1), AUTHOR)
    assert put(store, PEOPLE, a_person("Zoé", "L'Hostis"))[0].id == 2

    def work(tx):
        made = tx.put(PEOPLE, a_person("Yann", "Roche"))
        tx.remove(PEOPLE, made.id)
        return made.id, tx.put(PEOPLE, a_person("Inès", "Roche")).id

    assert store.change(work, AUTHOR).result == (3, 4)


def test_a_number_above_the_others_moves_the_next_one(store):
    """A record put back under its own number, or brought from elsewhere."""
    put(store, PEOPLE, a_person("Léa", "Martineau", id=7))
    assert put(store, PEOPLE, a_person("Zoé", "L'Hostis"))[0].id == 8


def test_records_are_had_by_their_numbers_at_once(store):
    """By number, whatever the order they are asked in; those that do not exist are left out."""
    put(store, PEOPLE, a_person("Léa", "Martineau"), a_person("Zoé", "L'Hostis"), a_person("Yann", "Roche"))
    read = store.read()
    found = read.get_any(PEOPLE, [3, 9, 1, 3])
    assert list(found) == [1, 3]
    assert found[3] == read.get(PEOPLE, 3)
    assert read.get_any(PEOPLE, []) == {}


def test_what_is_not_there_is_none(store):
    read = store.read()
    assert read.get(PEOPLE, 1) is None
    assert read.get(PEOPLE, 0) is None
    assert read.find(PEOPLE, "email", "a@b.example") == []
    assert read.search(PEOPLE, ["martineau"]) == []
    assert list(read.scan(PEOPLE)) == []
    assert read.count(PEOPLE) == 0


def test_records_come_by_number(store):
    put(store, PEOPLE, *(a_person("Léa", f"Martineau{n}", id=n) for n in (12, 3, 101, 20)))
    read = store.read()
    assert [person.id for person in read.scan(PEOPLE)] == [3, 12, 20, 101]
    assert [person.id for person in read.search(PEOPLE, ["martineau"])] == [3, 12, 20, 101]
    assert [person.id for person in read.find(PEOPLE, "given_name", "Léa")] == [3, 12, 20, 101]


def test_a_number_is_not_found_inside_a_longer_one(store):
    """Session 1 is not session 12, nor 21."""
    store.change(lambda tx: settle(tx, [1, 12, 21, 112], range(1, 6)), AUTHOR)
    put(store, REGISTRATIONS, *(a_registration(s, number) for number, s in enumerate((1, 12, 21, 1, 112), 1)))
    assert [r.id for r in store.read().find(REGISTRATIONS, "session", 1)] == [1, 4]


def test_a_value_is_found_in_its_field_only(store):
    """A note or an answer that looks like a document's bytes deceives nobody."""
    store.change(lambda tx: settle(tx, [3, 12], [5, 7]), AUTHOR)
    liar = a_registration(3, 5, note='"session":12,', answers={"session": "12", '"person":7': "}"})
    put(store, REGISTRATIONS, liar, a_registration(12, 7))
    read = store.read()
    assert [r.id for r in read.find(REGISTRATIONS, "session", 12)] == [2]
    assert [r.id for r in read.find(REGISTRATIONS, "person", 7)] == [2]


@pytest.mark.parametrize(
    ("field", "value", "numbers"),
    [
        ("email", 'Zoé "z" \\ L\'Hostis@b.example', [2]),
        ("email", None, [1, 3]),
        ("postcode", "07400", [3]),
        ("created_at", NOW, [1, 2, 3]),
        ("family_name", "Roche", []),
    ],
)
def test_find_takes_any_value(store, field, value, numbers):
    """Texts with quotes, nothing at all, moments."""
    put(
        store,
        PEOPLE,
        a_person("Léa", "Martineau"),
        a_person("Zoé", "L'Hostis", email='Zoé "z" \\ L\'Hostis@b.example'),
        a_person("Yann", "Le Goff", postcode="07400"),
    )
    assert [person.id for person in store.read().find(PEOPLE, field, value)] == numbers


def test_find_by_a_default_finds_the_records_that_leave_it_out(store):
    put(store, SESSIONS, a_session(), a_session(code="b", cancelled=True), a_session(code="c", requires_dues=True))
    read = store.read()
    assert [s.id for s in read.find(SESSIONS, "cancelled", False)] == [1, 3]
    assert [s.id for s in read.find(SESSIONS, "cancelled", True)] == [2]
    assert [s.id for s in read.find(SESSIONS, "requires_dues", True)] == [3]


def test_find_in_a_list_finds_the_records_that_hold_the_value(store):
    put(store, ORGANISATIONS, an_organisation("Mairie", name_keys=["mairie", "commune"]), an_organisation("Bureau"))
    read = store.read()
    assert [o.id for o in read.find(ORGANISATIONS, "name_keys", "commune")] == [1]
    assert read.find(ORGANISATIONS, "name_keys", "com") == []


@pytest.mark.parametrize("count", [2, 4, 40])
def test_find_any_takes_few_values_or_many(store, count):
    store.change(lambda tx: settle(tx, range(1, 51), range(1, 5)), AUTHOR)
    put(store, REGISTRATIONS, *(a_registration(1 + n % 50, 1 + n // 50) for n in range(200)))
    wanted = range(1, count + 1)
    found = store.read().find_any(REGISTRATIONS, "session", wanted)
    assert [r.id for r in found] == [n + 1 for n in range(200) if 1 + n % 50 in wanted]
    assert store.read().find_any(REGISTRATIONS, "session", []) == []


def test_records_are_found_in_which_something_is_filled_in(store):
    """Also of what the change itself has put; a text that looks like the field deceives nobody."""
    store.change(lambda tx: settle(tx, [1], [1, 2, 3]), AUTHOR)
    liar = a_registration(1, 2, note='"sensitive":{"a":"b"}')
    put(store, REGISTRATIONS, a_registration(1, 1, sensitive={"Diet": "none"}), liar, a_registration(1, 3))
    assert [r.id for r in store.read().find_filled(REGISTRATIONS, "sensitive")] == [1]

    def work(tx):
        tx.put(REGISTRATIONS, replace(tx.get(REGISTRATIONS, 1), sensitive={}))
        tx.put(REGISTRATIONS, replace(tx.get(REGISTRATIONS, 3), sensitive={"Access": "lift"}))
        return [r.id for r in tx.find_filled(REGISTRATIONS, "sensitive")]

    assert store.change(work, AUTHOR).result == [3]
    assert [r.id for r in store.read().find_filled(REGISTRATIONS, "sensitive")] == [3]


def test_search_needs_every_word_anywhere_in_the_key(store):
    put(store, PEOPLE, a_person("Léa", "Martineau"), a_person("Léa", "Roche"), a_person("Zoé", "Martin"))
    read = store.read()
    assert [p.id for p in read.search(PEOPLE, ["martin"])] == [1, 3]
    assert [p.id for p in read.search(PEOPLE, ["martin", "zoé"])] == [3]
    assert [p.id for p in read.search(PEOPLE, [])] == [1, 2, 3]
    assert [p.id for p in read.search(PEOPLE, [""])] == [1, 2, 3]


def test_a_change_sees_its_own_changes_in_every_way_of_reading(store):
    put(store, PEOPLE, a_person("Léa", "Martineau"), a_person("Zoé", "Roche"), a_person("Yann", "Roche"))

    def work(tx):
        tx.put(PEOPLE, replace(tx.get(PEOPLE, 1), family_name="Roche", search_key="learoche"))
        tx.remove(PEOPLE, 2)
        tx.put(PEOPLE, a_person("Inès", "Roche"))
        return (
            tx.get(PEOPLE, 2),
            [p.id for p in tx.find(PEOPLE, "family_name", "Roche")],
            [p.id for p in tx.search(PEOPLE, ["roche"])],
            [p.id for p in tx.scan(PEOPLE)],
            tx.count(PEOPLE),
        )

    assert store.change(work, AUTHOR).result == (None, [1, 3, 4], [1, 3, 4], [1, 3, 4], 3)


def test_a_table_may_change_while_it_is_scanned(store):
    """The scan goes on over what was there when it began."""
    put(store, PEOPLE, *(a_person("Léa", f"Roche{n}") for n in range(5)))

    def work(tx):
        for person in tx.scan(PEOPLE):
            tx.put(PEOPLE, replace(person, id=0))
            tx.remove(PEOPLE, person.id)

    store.change(work, AUTHOR)
    assert [p.id for p in store.read().scan(PEOPLE)] == [6, 7, 8, 9, 10]


def test_a_change_that_fails_changes_nothing(store):
    """Neither records nor history; the numbers it took may be lost, where others take some at the same time."""
    put(store, PEOPLE, a_person("Léa", "Martineau"))

    def work(tx):
        tx.put(PEOPLE, a_person("Zoé", "Roche"))
        tx.remove(PEOPLE, 1)
        raise LookupError

    with pytest.raises(LookupError):
        store.change(work, AUTHOR)
    assert [p.given_name for p in store.read().scan(PEOPLE)] == ["Léa"]
    assert len(list(store.history())) == 1
    assert put(store, PEOPLE, a_person("Yann", "Roche"))[0].id in (2, 3)


def test_a_change_of_nothing_makes_no_entry(store):
    """Reading, putting back what was there, or adding and removing the same."""
    put(store, PEOPLE, a_person("Léa", "Martineau"))

    def work(tx):
        tx.put(PEOPLE, tx.get(PEOPLE, 1))
        tx.remove(PEOPLE, 99)
        tx.remove(PEOPLE, tx.put(PEOPLE, a_person("Zoé", "Roche")).id)
        return "done"

    committed = store.change(work, AUTHOR)
    assert (committed.result, committed.entry) == ("done", None)
    assert len(list(store.history())) == 1


def test_a_view_stays_what_it_was(store):
    """A reader sees one state, whatever is written meanwhile."""
    put(store, PEOPLE, a_person("Léa", "Martineau"))
    before = store.read()
    put(store, PEOPLE, a_person("Zoé", "Roche"))
    store.change(lambda tx: tx.remove(PEOPLE, 1), AUTHOR)
    assert [p.id for p in before.scan(PEOPLE)] == [1]
    assert [p.id for p in store.read().scan(PEOPLE)] == [2]


def test_history_tells_what_changed_newest_first(store):
    put(store, PEOPLE, a_person("Léa", "Martineau"))

    def work(tx):
        tx.put(PEOPLE, replace(tx.get(PEOPLE, 1), postcode="07400"))
        tx.put(SESSIONS, a_session())
        tx.remove(SESSIONS, 1)
        tx.put(ORGANISATIONS, an_organisation("Bureau"))

    assert store.change(work, AUTHOR, undoes=1).entry == 2
    store.change(lambda tx: tx.remove(ORGANISATIONS, 1), AUTHOR)
    third, second, first = store.history()
    assert (third.entry, second.entry, first.entry) == (3, 2, 1)
    assert (second.by, second.at, second.command, second.options) == ("camille", NOW, "register", ["session", "who"])
    assert (second.undoes, first.undoes) == (1, None)
    assert [(c.table, c.id) for c in second.changes] == [("people", 1), ("organisations", 1)]
    person = second.changes[0]
    assert person.before | {"postcode": "07400"} == person.after
    assert "id" not in person.after
    assert (first.changes[0].before, first.changes[0].after) == (None, person.before)
    assert (third.changes[0].before, third.changes[0].after) == (second.changes[1].after, None)


def test_a_plain_change_becomes_its_record_again(store):
    """What the history keeps is enough to put a record back: days and moments are texts there."""
    session = put(store, SESSIONS, a_session(slots=[Slot(date=dt.date(2023, 11, 28), start="10:30")]))[0]
    (entry,) = store.history()
    assert msgspec.convert(entry.changes[0].after, SESSIONS.record) == replace(session, id=0)


def test_a_text_that_is_usual_is_left_out_of_the_history(store):
    """Also where it was typed: every store tells the same of the same."""
    typed = "/".join(["Europe", "Paris"])
    session = put(store, SESSIONS, a_session(timezone=typed))[0]
    put(store, SESSIONS, replace(session, capacity=5, timezone="".join(typed)))
    edited, made = (entry.changes[0] for entry in store.history())
    assert (edited.before, edited.after["capacity"]) == (made.after, 5)
    assert "timezone" not in made.after | edited.after
