"""Databases that an older cap made: refused until somebody brings them to today's format, all of it or nothing."""

import pytest
import sqlalchemy
from store_records import AUTHOR, a_person

from capcli.domain.records import PEOPLE
from capcli.errors import DataFileError
from capcli.store import sql_making, sql_migrations
from capcli.store.sql_migrations import FORMAT, STEPS
from capcli.store.sql_store import SqlStore


def nicknames(run):
    run("ALTER TABLE {people} ADD COLUMN nickname TEXT NOT NULL DEFAULT ''")
    run("UPDATE {people} SET nickname = given_name WHERE id = 1")


def fails(run):
    run("UPDATE {people} SET nickname = '?'")
    run("UPDATE {nowhere} SET x = 1".format_map({"nowhere": "nowhere_at_all"}))


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """A desk of today's format with somebody in it."""
    made = f"sqlite:///{tmp_path}/cap.db" if request.param == "sqlite" else request.getfixturevalue("postgres_schema")
    store = SqlStore.create(made)
    store.change(lambda tx: tx.put(PEOPLE, a_person("Zoé", "Martineau")), AUTHOR)
    store.close()
    return made


def asked(address, question):
    store = SqlStore(address)
    with store._engine.connect() as connection:
        schema = f"{store._tables.schema}." if store._tables.schema else ""
        row = connection.execute(sqlalchemy.text(question.format(schema=schema))).one()
    store.close()
    return tuple(row)


@pytest.fixture
def later(monkeypatch):
    """A cap of two formats later."""

    def install(*steps):
        monkeypatch.setattr(sql_migrations, "STEPS", (*STEPS, *steps))
        monkeypatch.setattr(sql_migrations, "FORMAT", FORMAT + len(steps))
        monkeypatch.setattr(sql_making, "FORMAT", FORMAT + len(steps))

    return install


def test_an_older_desk_is_refused_until_it_is_brought_up(address, later):
    """Reading and writing; then the numbered functions are run in turn, in its schema."""
    later(nicknames, lambda run: run("UPDATE {people} SET nickname = upper(nickname)"))
    store = SqlStore(address)
    for what in (store.read, lambda: store.change(lambda tx: tx.remove(PEOPLE, 1), AUTHOR)):
        with pytest.raises(DataFileError) as error:
            what()
        assert error.value.code == "sql_older"
        assert error.value.values["known"] == FORMAT + 2
    store.close()
    assert SqlStore.bring_up(address) == (FORMAT, FORMAT + 2)
    assert asked(address, "SELECT nickname FROM {schema}people")[0].startswith("ZO")
    with pytest.raises(DataFileError) as error:
        SqlStore.bring_up(address)
    assert error.value.code == "sql_exists"


def test_a_step_that_fails_leaves_the_desk_as_it_was(address, later):
    later(nicknames, fails)
    with pytest.raises(DataFileError):
        SqlStore.bring_up(address)
    assert asked(address, "SELECT format FROM {schema}desk") == (FORMAT,)
    with pytest.raises(sqlalchemy.exc.DBAPIError):
        asked(address, "SELECT nickname FROM {schema}people")


def test_where_nothing_is_there_is_nothing_to_bring_up(tmp_path):
    assert SqlStore.bring_up(f"sqlite:///{tmp_path}/none.db") is None
    assert not (tmp_path / "none.db").exists()


def test_init_brings_it_up_and_says_so(bare_cap, address, later):
    """Whose desk it is, is settled: nothing is asked, no setting changes."""
    later(nicknames)
    said = bare_cap("--data", address, "where")
    assert said.code == 5
    assert f'cap init "{address}"' in said.err
    done = bare_cap("init", address)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        f"{address} has format {FORMAT + 1} now (it had {FORMAT}). Everybody who uses it needs this cap.\n"
    )
