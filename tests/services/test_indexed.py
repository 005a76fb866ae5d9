"""An indexed transaction gives the answers of the one it is made over, with less work."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from capcli.domain.records import ORGANISATIONS, PEOPLE, Organisation, Person
from capcli.services.indexed import ENOUGH, ROWS_A_FIND, Indexed
from capcli.store.memory import MemoryTransaction

NOW = dt.datetime(2024, 2, 20, 9, tzinfo=dt.UTC)
KEYS = ["zoemartineau", "zoe", "zo", "martin", "مريم", ""]
numbers = st.integers(1, 4)
operations = st.lists(
    st.one_of(
        st.tuples(st.just("put"), numbers, st.sampled_from(KEYS), st.sampled_from([None, "z@a.example"])),
        st.tuples(st.just("remove"), numbers),
    ),
    max_size=12,
)


def a_person(number: int, key: str, email: str | None) -> Person:
    return Person(
        id=number, given_name="", family_name=key, name_key=key, search_key=key, email_key=email, created_at=NOW
    )


def answers(tx) -> list[object]:
    """What every way of asking gives."""
    searched = [["zo"], ["zoe", "mart"], ["z"], [""], [], ["xyz"], ["ري"], ["zoemartineau"]]
    return [
        *(tx.search(PEOPLE, words) for words in searched),
        *(tx.find(PEOPLE, "email_key", email) for email in (None, "z@a.example", "nobody@a.example")),
        tx.find_any(PEOPLE, "name_key", KEYS),
        tx.find_any(PEOPLE, "name_key", []),
        tx.find_any(ORGANISATIONS, "name_keys", ["ecole", "college"]),
        *(tx.get(PEOPLE, number) for number in range(6)),
        list(tx.scan(PEOPLE)),
        tx.count(PEOPLE),
    ]


def letters(person: Person) -> str:
    return person.search_key


@settings(max_examples=60, deadline=None)
@given(first=operations, then=operations)
def test_the_answers_are_the_same(first, then):
    """Before the index is made and after, whatever is put in the place of what and removed."""
    plain = MemoryTransaction({}, {})
    quick = Indexed(MemoryTransaction({}, {}))
    school = Organisation(name="École", name_keys=["ecole", "college"], search_key="ecole", created_at=NOW)
    for tx in (plain, quick):
        tx.put(ORGANISATIONS, school)
    for several in (first, then):
        for operation in several:
            for tx in (plain, quick):
                if operation[0] == "put":
                    tx.put(PEOPLE, a_person(*operation[1:]))
                else:
                    tx.remove(PEOPLE, operation[1])
            assert answers(quick) == answers(plain)
        for _ in range(ENOUGH):
            quick.find(PEOPLE, "id", 1)
            quick.find(ORGANISATIONS, "id", 1)
        assert answers(quick) == answers(plain)
        sharing = [person for person in plain.scan(PEOPLE) if {"t", "م"} & set(letters(person))]
        assert quick.sharing(PEOPLE, letters, ["t", "م"]) == sharing


def test_whoever_follows_a_table_hears_of_what_is_put_there():
    tx, heard = Indexed(MemoryTransaction({}, {})), []
    tx.follow(PEOPLE, heard.append)
    zoe = tx.put(PEOPLE, a_person(0, "zoe", None))
    tx.put(ORGANISATIONS, Organisation(name="École", name_keys=["ecole"], search_key="ecole", created_at=NOW))
    assert heard == [zoe]


def test_nothing_is_shared_by_keys_until_enough_was_asked():
    tx = Indexed(MemoryTransaction({}, {}))
    zoe = tx.put(PEOPLE, a_person(0, "zoe", None))
    assert [tx.sharing(PEOPLE, letters, ["z"]) for _ in range(ENOUGH)] == [None] * ENOUGH
    assert tx.sharing(PEOPLE, letters, ["z"]) == [zoe]


def test_a_large_table_of_a_database_is_not_read_for_a_few_finds():
    """A find by an index costs as much as reading some records: an import of sixty rows reads no million."""
    read = []

    class Counting(MemoryTransaction):
        def scan(self, table):
            read.append(table.name)
            return super().scan(table)

    def finds(has_indexes: bool) -> list[str]:
        read.clear()
        people = {number: a_person(number, "zo", None) for number in range(1, ENOUGH * ROWS_A_FIND * 2)}
        tx = Counting({PEOPLE.name: people}, {})
        tx.has_indexes = has_indexes
        indexed = Indexed(tx)
        for number in range(ENOUGH + 5):
            indexed.find(PEOPLE, "email_key", str(number))
        return list(read)

    assert finds(has_indexes=False) == [PEOPLE.name] * 2, "once for the records, once for the field"
    assert finds(has_indexes=True) == []


def test_what_many_rows_mean_is_asked_for_once():
    """Until it is put or removed; what is not there is known as well."""
    tx = MemoryTransaction({}, {})
    school = tx.put(ORGANISATIONS, Organisation(name="École", search_key="ecole", created_at=NOW))
    quick, asked = Indexed(tx), []
    plain = tx.get_any
    tx.get_any = lambda table, numbers: (asked.append(list(numbers)), plain(table, asked[-1]))[1]  # type: ignore[method-assign]
    for _ in range(2):
        assert quick.get(ORGANISATIONS, school.id) == school
        assert quick.get_any(ORGANISATIONS, [school.id, 9]) == {school.id: school}
    assert asked == [[school.id], [9]]
    quick.put(ORGANISATIONS, replace(school, kind="public"))
    assert quick.get(ORGANISATIONS, school.id).kind == "public"
    quick.remove(ORGANISATIONS, school.id)
    assert quick.get(ORGANISATIONS, school.id) is None
