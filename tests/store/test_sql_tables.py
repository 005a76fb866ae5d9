"""What a database is made of, and what is asked of it."""

import ast
import datetime as dt
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import msgspec
import psycopg
import pytest
import sqlalchemy
from sqlalchemy import event, inspect
from store_records import AUTHOR, NOW, a_person, a_registration, a_session, an_organisation, settle

import capcli
from capcli.domain import records
from capcli.domain.records import (
    MEMORIES,
    ORGANISATIONS,
    PEOPLE,
    REFERENCES,
    REGISTRATIONS,
    SERIES,
    SESSIONS,
    TABLES,
    Memory,
    Record,
    Series,
    Table,
)
from capcli.errors import DataFileError
from capcli.services.undo_checks import UNIQUE
from capcli.store.protocol import has_value
from capcli.store.sql_store import SqlStore
from capcli.store.sql_tables import FOUND_IN, kinds, tables_in

replace = msgspec.structs.replace


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    if request.param == "sqlite":
        made = SqlStore.create(f"sqlite:///{tmp_path}/cap.db")
    else:
        made = SqlStore(request.getfixturevalue("postgresql"))
    yield made
    made.close()


@contextmanager
def asked(store):
    """The statements that go to the database meanwhile; many rows of one are one."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(store._engine, "before_cursor_execute", note)
    yield statements
    event.remove(store._engine, "before_cursor_execute", note)


@cache
def found_in_sources():
    """Every table and field that is named in a find of the sources, the references, and what records are known by."""
    names, found_there = {table.name for table in TABLES}, set()
    for path in Path(capcli.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and len(node.args) == 3):
                continue
            table, field, _value = node.args
            if (
                node.func.attr in ("find", "find_any")
                and isinstance(table, ast.Name)
                and isinstance(field, ast.Constant)
            ):
                found = getattr(records, table.id.lstrip("_"), None)
                name = found.name if isinstance(found, Table) else "registrations"  # a class of some of its fields
                assert name in names, (path.name, node.lineno)
                found_there.add((name, field.value))
    found_there |= {(table.name, field) for table, field, _target in REFERENCES}
    return sorted(found_there | {(table.name, fields[0]) for table, fields in UNIQUE})


class TestTables:
    def test_every_find_has_its_index(self, store):
        """Also of an element of a list; none is left to reading a table whole."""
        about, lists = inspect(store._engine), dict.fromkeys(FOUND_IN)
        for name, field in found_in_sources():
            table, column = (f"{name}_{field}", "element") if (name, field) in lists else (name, field)
            first = {index["column_names"][0] for index in about.get_indexes(table) if index["column_names"]}
            assert column in first, (name, field)

    def test_every_reference_is_a_foreign_key(self, store):
        about = inspect(store._engine)
        for table, field, target in REFERENCES:
            is_list = (table.name, field) in FOUND_IN
            held = about.get_foreign_keys(f"{table.name}_{field}" if is_list else table.name)
            keys = {(key["constrained_columns"][0], key["referred_table"]) for key in held}
            assert ("element" if is_list else field, target.name) in keys

    def test_a_scalar_has_a_column_of_its_kind(self, store):
        columns = {column["name"]: column for column in inspect(store._engine).get_columns("registrations")}
        assert columns.keys() == {"id", *kinds(REGISTRATIONS.record)}
        assert not columns["session"]["nullable"]
        assert columns["held_until"]["nullable"]
        if store._engine.dialect.name == "postgresql":
            kept = {name: str(columns[name]["type"]) for name in ("id", "state", "held_until", "answers")}
            assert kept == {"id": "BIGINT", "state": "TEXT", "held_until": "TIMESTAMP", "answers": "JSON"}

    def test_answers_keep_the_order_of_the_form(self, store):
        answers = {"Zone ?": "1", "A ?": "2", "Quelle commune représentez-vous ?": "3"}
        store.change(lambda tx: settle(tx, [1], [1]), AUTHOR)
        store.change(lambda tx: tx.put(REGISTRATIONS, a_registration(1, 1, answers=answers)), AUTHOR)
        assert list(store.read().get(REGISTRATIONS, 1).answers) == list(answers)

    def test_a_reference_to_nothing_is_refused(self, store):
        with pytest.raises(DataFileError) as error:
            store.change(lambda tx: tx.put(REGISTRATIONS, a_registration(1, 1)), AUTHOR)
        assert error.value.code == "sql_failed"
        assert list(store.history()) == []

    def test_rule_2_is_an_index_too(self, store):
        """Whatever a program does that is not ours."""
        store.change(lambda tx: settle(tx, [1], [1]), AUTHOR)
        put = [a_registration(1, 1), a_registration(1, 1, state="waiting")]
        with pytest.raises(DataFileError) as error:
            store.change(lambda tx: [tx.put(REGISTRATIONS, one) for one in put], AUTHOR)
        assert error.value.code == "sql_failed"
        put = [a_registration(1, 1), *(a_registration(1, 1, state=s) for s in ("cancelled", "declined", "refused"))]
        store.change(lambda tx: [tx.put(REGISTRATIONS, one) for one in put], AUTHOR)
        assert store.read().count(REGISTRATIONS) == 4


class TestOrder:
    """A change may do its work in any order; the rows are written in one that the database takes."""

    @pytest.fixture
    def filled(self, store):
        """Two people in a session, each with a place, and a mayor whom an organisation sends."""

        def work(tx):
            settle(tx, [1, 2], [1, 2, 3])
            tx.put(REGISTRATIONS, a_registration(1, 1))
            tx.put(REGISTRATIONS, a_registration(1, 2))
            tx.put(ORGANISATIONS, an_organisation("Mairie", representative=3))
            tx.put(SERIES, Series(name="Cycle", sessions=[1, 2]))

        store.change(work, AUTHOR)
        return store

    def test_what_is_referred_to_may_come_later(self, store):
        def work(tx):
            person, session = tx.new_id(PEOPLE), tx.new_id(SESSIONS)
            later = tx.new_id(REGISTRATIONS)
            tx.put(REGISTRATIONS, a_registration(session, person, succeeds=later, state="cancelled"))
            tx.put(REGISTRATIONS, a_registration(session, person, id=later))
            tx.put(ORGANISATIONS, an_organisation("Mairie", representative=person))
            tx.put(PEOPLE, a_person("Zoé", "Martineau", id=person))
            tx.put(SESSIONS, a_session(id=session))

        assert store.change(work, AUTHOR).entry

    def test_what_is_known_may_refer_to_what_is_new(self, filled):
        def work(tx):
            new = tx.put(REGISTRATIONS, a_registration(2, 1))
            tx.put(REGISTRATIONS, replace(tx.get(REGISTRATIONS, 1), succeeds=new.id))

        assert filled.change(work, AUTHOR).entry

    def test_two_exchange_their_places(self, filled):
        def work(tx):
            one, other = tx.get(REGISTRATIONS, 1), tx.get(REGISTRATIONS, 2)
            tx.put(REGISTRATIONS, replace(one, person=2))
            tx.put(REGISTRATIONS, replace(other, person=1))

        filled.change(work, AUTHOR)
        assert [one.person for one in filled.read().scan(REGISTRATIONS)] == [2, 1]

    def test_a_place_is_taken_over_from_one_that_goes(self, filled):
        def work(tx):
            tx.put(REGISTRATIONS, a_registration(1, 1))
            tx.remove(REGISTRATIONS, 1)

        filled.change(work, AUTHOR)
        assert [(one.id, one.person) for one in filled.read().scan(REGISTRATIONS)] == [(2, 2), (3, 1)]

    def test_what_was_referred_to_goes_with_what_referred(self, filled):
        def work(tx):
            for table, number in ((SESSIONS, 1), (PEOPLE, 3), (PEOPLE, 1), (PEOPLE, 2)):
                tx.remove(table, number)
            tx.remove(REGISTRATIONS, 1)
            tx.remove(REGISTRATIONS, 2)
            tx.put(ORGANISATIONS, replace(tx.get(ORGANISATIONS, 1), representative=None))
            tx.put(SERIES, replace(tx.get(SERIES, 1), sessions=[2]))

        filled.change(work, AUTHOR)
        assert [filled.read().count(table) for table in (SESSIONS, PEOPLE, REGISTRATIONS)] == [1, 0, 0]
        filled.change(lambda tx: (tx.remove(SERIES, 1), tx.remove(ORGANISATIONS, 1)), AUTHOR)

    def test_a_list_that_changes_is_found_by_what_it_holds_now(self, filled):
        held = filled.read().get(ORGANISATIONS, 1)
        filled.change(lambda tx: tx.put(ORGANISATIONS, replace(held, name_keys=["ville", "commune"])), AUTHOR)
        read = filled.read()
        assert read.find(ORGANISATIONS, "name_keys", "mairie") == []
        assert read.find_any(ORGANISATIONS, "name_keys", ["commune", "ville"]) == [read.get(ORGANISATIONS, 1)]
        assert [one.id for one in read.find(SERIES, "sessions", 2)] == [1]


class TestQuestions:
    def test_many_rows_are_written_at_once(self, store):
        """And their numbers taken by the handful: no more than a fifth of them is lost."""
        with asked(store) as statements:
            store.change(lambda tx: [tx.put(PEOPLE, a_person("Zoé", f"M{n}")) for n in range(1000)], AUTHOR)
        assert len(statements) < 50
        last = list(store.read().scan(PEOPLE))[-1].id
        assert last == 1000
        assert store.change(lambda tx: tx.put(PEOPLE, a_person("Léa", "M")), AUTHOR).result.id <= 1250

    def test_as_many_values_as_one_likes_are_one_question(self, store):
        store.change(lambda tx: settle(tx, range(1, 4), []), AUTHOR)
        read = store.read()
        with asked(store) as few:
            read.find_any(SESSIONS, "code", ["s1", "s2"])
        with asked(store) as many:
            assert len(read.find_any(SESSIONS, "code", [f"s{n}" for n in range(50_000)])) == 3
        assert few == many
        assert len(many) == 1

    def test_a_class_of_some_fields_asks_for_those(self, store):
        class Short(Record, frozen=True, kw_only=True):
            title: str

        store.change(lambda tx: settle(tx, [1], []), AUTHOR)
        with asked(store) as statements:
            (short,) = store.read().scan(Table("sessions", "S", Short))
        assert short == Short(id=1, title="Changement d’échelle")
        assert "slots" not in statements[-1]
        assert "title" in statements[-1]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("given_name", 7),
            ("given_name", b"Zo\xc3\xa9"),
            ("id", "1"),
            ("id", 1 << 70),
            ("created_at", "2023-10-02"),
            ("exempt", None),
            ("allowed", "closed"),
            ("phone", ""),
        ],
    )
    def test_a_value_of_another_kind_is_nowhere(self, store, field, value):
        """As in memory; nothing is made of it on the way."""
        store.change(lambda tx: tx.put(PEOPLE, a_person("Zoé", "Martineau")), AUTHOR)
        read = store.read()
        kept = read.get(PEOPLE, 1)
        assert read.find(PEOPLE, field, value) == ([kept] if has_value(kept, field, {value}) else [])

    @pytest.mark.parametrize("word", ["%", "_", "\\", "/", "'", "É", "é", "mart"])
    def test_a_word_means_its_letters(self, store, word):
        keys = ["a%b", "a_b", "a\\b", "a/b", "a'b", "É", "é", "martineau", "MARTINEAU"]
        people = [a_person("Zoé", "M", search_key=key) for key in keys]
        store.change(lambda tx: [tx.put(PEOPLE, person) for person in people], AUTHOR)
        assert [p.search_key for p in store.read().search(PEOPLE, [word])] == [key for key in keys if word in key]

    def test_half_of_a_desk_has_no_connection_left(self, store):
        """Views, changes, refused ones and histories that nobody reads to the end give theirs back."""
        store.change(lambda tx: settle(tx, [1], range(1, 4)), AUTHOR)
        for _ in range(50):
            store.read().get(PEOPLE, 1)
            next(store.history())
            next(store.read().scan(PEOPLE))
            with pytest.raises(LookupError):
                store.change(lambda tx: (tx.hold(SESSIONS, 1), tx.get(PEOPLE, 1), fail()), AUTHOR)
        assert store._engine.pool.checkedout() == 0
        assert store._engine.pool.checkedin() <= 5

    def test_a_store_that_is_closed_gives_back_what_its_views_hold(self, store):
        views = [store.read() for _ in range(3)]
        assert store._engine.pool.checkedout() == 3
        pool = store._engine.pool
        store.close()
        assert pool.checkedout() == 0
        assert len(views) == 3


def fail():
    raise LookupError


class TestForgetting:
    SECRET = "sans gluten"

    def test_sqlite_keeps_no_trace(self, tmp_path):
        """Neither in the file nor in its log of pages."""
        store = SqlStore.create(f"sqlite:///{tmp_path}/cap.db")
        held = Memory(kind="told", key="x", value={"diet": self.SECRET})
        store.change(lambda tx: tx.put(MEMORIES, held), AUTHOR)
        assert any(self.SECRET.encode() in path.read_bytes() for path in tmp_path.iterdir())

        def without(change):
            return replace(change, before=None, after=None)

        store.change(lambda tx: tx.put(MEMORIES, replace(held, id=1, value={})), AUTHOR, redact=without)
        assert not any(self.SECRET.encode() in path.read_bytes() for path in tmp_path.iterdir())
        store.close()

    def test_a_long_history_is_written_anew_by_and_by(self, store, monkeypatch):
        monkeypatch.setattr("capcli.store.sql_history.CHANGES", 3)
        for n in range(4):
            store.change(lambda tx, n=n: [tx.put(PEOPLE, a_person("Zoé", f"M{n}{m}")) for m in range(2)], AUTHOR)

        def nameless(change):
            return replace(change, after=change.after and change.after | {"family_name": "?"})

        store.change(lambda tx: tx.remove(PEOPLE, 1), AUTHOR, redact=nameless)
        kept = [change.after["family_name"] for entry in store.history() for change in entry.changes if change.after]
        assert kept == ["?"] * 8


def test_the_word_index_is_there_where_the_server_can(postgresql):
    """Of the servers that tests start, most cannot: everybody's keys are looked through then."""
    with psycopg.connect(postgresql) as connection:
        can = connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'").fetchone()
        query = "SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%'"
        assert connection.execute(query).fetchone() == ((2,) if can else (0,))


def test_tables_of_two_schemas_are_told_apart():
    one, other = tables_in("lyon"), tables_in("brest")
    assert str(sqlalchemy.select(one.desk.c.format)).split() == ["SELECT", "lyon.desk.format", "FROM", "lyon.desk"]
    assert one.records["people"].key != other.records["people"].key


def test_moments_of_any_zone_come_back_in_utc(store):
    zone = dt.timezone(dt.timedelta(hours=9))
    store.change(lambda tx: tx.put(PEOPLE, a_person("Zoé", "M", created_at=NOW.astimezone(zone))), AUTHOR)
    kept = store.read().get(PEOPLE, 1).created_at
    assert (kept, kept.utcoffset()) == (NOW, dt.timedelta(0))
