"""What a database or the way to it refuses: exit 5 in one line that says what, and whether anything was written."""

import os
import re
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from store_records import AUTHOR, a_person

from capcli.domain.records import PEOPLE
from capcli.errors import DataFileError
from capcli.store.opening import bring_up, create_store
from capcli.store.sql_store import SqlStore
from capcli.texts.errors import explain


def add(store, name="Zoé"):
    return store.change(lambda tx: tx.put(PEOPLE, a_person(name, "Martineau")), AUTHOR)


def refused(what) -> DataFileError:
    with pytest.raises(DataFileError) as error:
        what()
    said = explain(error.value)
    assert "\n" not in said
    assert "{" not in said
    return error.value


def names(store):
    return [person.given_name for person in store.read().scan(PEOPLE)]


@pytest.fixture
def desk(postgresql):
    store = SqlStore(postgresql)
    yield store
    store.close()


@pytest.fixture
def owner(postgresql):
    """A connection beside the desk's, which may do anything to the server."""
    with psycopg.connect(postgresql, autocommit=True) as connection:
        yield connection


def others(owner):
    """The processes of the server that work for the desk."""
    found = owner.execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'cap'").fetchall()
    return [pid for (pid,) in found]


class TestTheWay:
    """No connection comes about."""

    @pytest.fixture
    def locked(self, owner, postgresql):
        """An address whose user needs a password, and its right one."""
        (path,) = owner.execute("SHOW hba_file").fetchone()
        rules = Path(path).read_text("utf-8")
        Path(path).write_text(f"local all guarded scram-sha-256\n{rules}", "utf-8")
        owner.execute("CREATE ROLE guarded LOGIN PASSWORD 'geheim'")
        owner.execute("SELECT pg_reload_conf()")
        while not owner.execute("SELECT 1 FROM pg_hba_file_rules WHERE 'guarded' = ANY(user_name)").fetchone():
            pass
        yield postgresql.replace("postgres@", "guarded@", 1)
        Path(path).write_text(rules, "utf-8")
        owner.execute("SELECT pg_reload_conf()")
        owner.execute("DROP ROLE guarded")

    def test_without_its_password(self, locked):
        error = refused(SqlStore(locked).read)
        assert error.code == "sql_denied"
        assert "PGPASSWORD" in explain(error)

    def test_with_a_wrong_password(self, locked):
        error = refused(SqlStore(locked.replace("guarded@", "guarded:falsch@")).read)
        assert error.code == "sql_denied"
        assert "falsch" not in explain(error)

    def test_with_the_right_one_and_no_rights(self, locked, monkeypatch):
        """The password may come from the environment."""
        monkeypatch.setenv("PGPASSWORD", "geheim")
        error = refused(SqlStore(locked).read)
        assert error.code == "sql_rights"
        assert "permission denied" in explain(error)

    def test_who_may_take_numbers_and_not_look_at_them(self, owner, locked, monkeypatch):
        monkeypatch.setenv("PGPASSWORD", "geheim")
        owner.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO guarded")
        owner.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO guarded")
        store = SqlStore(locked, spares_numbers=True)
        assert store.change(lambda tx: tx.put(PEOPLE, a_person("Zoé", "Martineau")).id, AUTHOR).result == 1
        store.close()
        owner.execute("DROP OWNED BY guarded")

    def test_a_user_who_does_not_exist(self, postgresql):
        assert refused(SqlStore(postgresql.replace("postgres@", "nobody@", 1)).read).code == "sql_denied"

    def test_a_database_that_does_not_exist(self, postgresql):
        error = refused(SqlStore(postgresql.replace("/postgres?", "/nowhere?")).read)
        assert error.code == "sql_no_database"
        assert "createdb" in explain(error)

    def test_a_schema_that_does_not_exist(self, postgresql):
        assert refused(SqlStore(f"{postgresql}&schema=nowhere").read).code == "sql_no_desk"

    def test_a_table_that_somebody_removed(self, postgres_schema):
        """No empty database, which `cap init` would be for: `cap init` refuses it."""
        SqlStore.create(postgres_schema).close()
        schema = postgres_schema.rpartition("schema=")[2]
        with psycopg.connect(postgres_schema.rpartition("schema=")[0].rstrip("?&")) as connection:
            connection.execute(f"DROP TABLE {schema}.settings")
        error = refused(SqlStore(postgres_schema).read)
        assert error.code == "sql_table"
        assert "settings" in explain(error)

    def test_an_option_that_does_not_exist(self, postgresql):
        assert "colour" in explain(refused(SqlStore(f"{postgresql}&colour=blue").read))

    def test_nobody_there(self):
        assert refused(SqlStore("postgresql://camille@127.0.0.1:1/cap").read).code == "sql_unreachable"


class TestLost:
    """The connection goes while it is used."""

    def test_before_a_question_another_one_is_made(self, desk, owner):
        """As after a restart of the server, with a program that goes on."""
        add(desk)
        for pid in others(owner):
            owner.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        assert names(desk) == ["Zoé"]

    def test_in_the_middle_of_a_view(self, desk, owner):
        add(desk)
        read = desk.read()
        for pid in others(owner):
            owner.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        assert refused(lambda: read.get(PEOPLE, 1)).code == "sql_lost"

    def test_in_the_middle_of_a_change_it_begins_again(self, desk, owner):
        """Nothing of the first time is left, and nobody is told."""
        times = []

        def work(tx):
            times.append(tx.count(PEOPLE))
            if len(times) == 1:
                for pid in others(owner):
                    owner.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
            return tx.put(PEOPLE, a_person("Zoé", "Martineau"))

        assert desk.change(work, AUTHOR).entry
        assert times == [0, 0]
        assert names(desk) == ["Zoé"]

    def test_in_a_commit_that_was_not_made_nobody_knows(self, desk, owner, monkeypatch):
        """The entry says where to look; it is not done a second time."""

        def lose(_connection):
            for pid in others(owner):
                owner.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

        self.before_commit(desk, monkeypatch, lose)
        error = refused(lambda: add(desk))
        assert error.code == "sql_unknown"
        assert "H1" in explain(error)
        assert names(desk) == []

    def test_in_a_commit_that_was_made_it_is_found_out(self, desk, owner, monkeypatch):
        """The answer alone was lost: the entry is there."""

        def commit_and_lose(connection):
            connection.commit()
            raise psycopg.errors.AdminShutdown("terminating connection")

        self.before_commit(desk, monkeypatch, commit_and_lose)
        assert add(desk).entry == 1
        assert names(desk) == ["Zoé"]

    def before_commit(self, desk, monkeypatch, done):
        desk.read()
        commit = desk._engine.dialect.do_commit

        def do_commit(connection):
            done(connection)
            commit(connection)

        monkeypatch.setattr(desk._engine.dialect, "do_commit", do_commit)


class TestServer:
    """The server answers, with a refusal."""

    @pytest.mark.parametrize(
        ("code", "error"),
        [
            ("sql_full", psycopg.errors.DiskFull("could not extend file: No space left on device")),
            (
                "sql_read_only",
                psycopg.errors.ReadOnlySqlTransaction("cannot execute INSERT"),
            ),
            ("sql_read_only", psycopg.errors.FeatureNotSupported("cannot use serializable mode in a hot standby")),
            ("sql_rights", psycopg.errors.InsufficientPrivilege("permission denied for table people")),
            ("sql_failed", psycopg.errors.ProgramLimitExceeded("something new")),
        ],
    )
    def test_what_it_refuses_in_the_end_leaves_nothing(self, desk, monkeypatch, code, error):
        def refuse(_connection):
            raise error

        desk.read()
        monkeypatch.setattr(desk._engine.dialect, "do_commit", refuse)
        assert refused(lambda: add(desk)).code == code
        monkeypatch.undo()
        assert names(desk) == []

    def test_a_record_of_somebody_else_s_making_is_named(self, desk, owner):
        """Without its values, which are people's."""
        add(desk)
        owner.execute("UPDATE people SET allowed = '[7]'")
        error = refused(lambda: names(desk))
        assert error.code == "damaged_field"
        assert error.values["record"] == "P1"

    def test_a_copy_that_has_to_catch_up(self, desk, monkeypatch):
        """It breaks off a question that is in its way; a view is not asked again by itself."""

        def conflict(*_about):
            raise psycopg.errors.SerializationFailure("canceling statement due to conflict with recovery")

        read = desk.read()
        monkeypatch.setattr(desk._engine.dialect, "do_execute", conflict)
        error = refused(lambda: read.get(PEOPLE, 1))
        assert "conflict with recovery" in explain(error)

    @pytest.mark.parametrize(
        "made",
        [
            "CREATE TABLE people (id INTEGER)",
            "CREATE TABLE desk (wood TEXT)",
            "CREATE TABLE desk (id BIGINT, format BIGINT, unfinished TEXT)",
        ],
    )
    @pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
    def test_what_another_program_keeps_there_is_told_from_a_desk(self, request, owner, tmp_path, kind, made):
        """With the way out: a place of its own."""
        if kind == "sqlite":
            address = f"sqlite:///{tmp_path}/theirs.db"
            with closing(sqlite3.connect(tmp_path / "theirs.db")) as theirs:
                theirs.execute(made)
        else:
            address = request.getfixturevalue("postgres_schema")
            schema = address.rpartition("schema=")[2]
            owner.execute(f"CREATE SCHEMA {schema}")
            owner.execute(made.replace("TABLE ", f"TABLE {schema}."))
        error = refused(lambda: bring_up(address) or create_store(address))
        assert error.code == "sql_foreign"
        assert "schema=cap" in explain(error)

    def test_two_make_a_desk_at_the_same_moment(self, postgres_schema):
        """One is made, and the other one is told so."""
        codes: list[str] = []
        begin = threading.Barrier(2)

        def make():
            begin.wait(timeout=30)
            try:
                SqlStore.create(postgres_schema).close()
                codes.append("made")
            except DataFileError as error:
                codes.append(error.code)

        threads = [threading.Thread(target=make) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(codes) == ["made", "sql_exists"]
        assert names(SqlStore(postgres_schema)) == []

    def test_a_database_that_cannot_hold_every_name(self, owner, postgresql):
        """Refused before anything is made in it."""
        owner.execute("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
        try:
            error = refused(lambda: SqlStore.create(postgresql.replace("/postgres?", "/latin?")))
            assert error.code == "sql_encoding"
            assert "LATIN1" in explain(error)
        finally:
            owner.execute("DROP DATABASE latin WITH (FORCE)")

    def test_a_newer_database_is_left_alone(self, desk, owner):
        owner.execute("UPDATE desk SET format = 99")
        try:
            assert refused(lambda: add(desk)).code == "newer"
            assert refused(lambda: SqlStore.bring_up(desk.address)).code == "newer"
            assert owner.execute("SELECT count(*) FROM entries").fetchone() == (0,)
        finally:
            owner.execute("UPDATE desk SET format = 1")


class TestHeld:
    """Somebody else has what is needed, for longer than the setting."""

    def test_a_record_of_a_server(self, desk, owner, postgresql):
        waiting = SqlStore(postgresql)
        add(desk)
        waiting.read()
        waiting._seconds = 0.3
        with psycopg.connect(postgresql) as other:
            other.execute("SELECT 1 FROM people FOR UPDATE")
            error = refused(lambda: waiting.change(lambda tx: tx.remove(PEOPLE, 1), AUTHOR))
        assert error.code == "sql_busy"
        assert "0.3 seconds" in explain(error)
        waiting.close()

    def test_an_sqlite_file(self, tmp_path):
        store = SqlStore.create(f"sqlite:///{tmp_path}/cap.db")
        waiting = SqlStore(f"sqlite:///{tmp_path}/cap.db")
        waiting.read()
        waiting._seconds = 0.2
        errors = []

        def work(tx):
            errors.append(refused(lambda: add(waiting)))
            assert names(waiting) == []

        store.change(work, AUTHOR)
        assert [error.code for error in errors] == ["sql_busy"]


class TestSqliteFile:
    @pytest.fixture
    def path(self, tmp_path):
        store = SqlStore.create(f"sqlite:///{tmp_path}/cap.db")
        add(store)
        store.close()
        return tmp_path / "cap.db"

    def test_its_owner_alone_reads_it(self, path):
        assert path.stat().st_mode & 0o077 == 0

    def test_one_that_is_gone(self, path):
        path.unlink()
        assert refused(SqlStore(f"sqlite:///{path}").read).code == "sqlite_absent"
        assert not path.exists()

    def test_a_folder(self, path):
        assert refused(SqlStore(f"sqlite:///{path.parent}").read).code == "folder"

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_one_that_may_not_be_read(self, path):
        path.chmod(0)
        assert refused(SqlStore(f"sqlite:///{path}").read).code == "read_denied"

    def test_a_full_disk(self, path):
        """As far as a process may write: what was there stays, and so does nothing of the change."""
        code = (
            "import resource, signal, sys\n"
            "from store_records import AUTHOR, a_person\n"
            "from capcli.domain.records import PEOPLE\n"
            "from capcli.errors import DataFileError\n"
            "from capcli.store.sql_store import SqlStore\n"
            "store = SqlStore(sys.argv[1])\n"
            "store.read()\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 18, 1 << 18))\n"
            "try:\n"
            "    store.change(lambda tx: [tx.put(PEOPLE, a_person('Z' * 500, 'M')) for _ in range(4000)], AUTHOR)\n"
            "except DataFileError as error:\n"
            "    print(error.code)\n"
        )
        there = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
        done = subprocess.run(
            [sys.executable, "-c", code, f"sqlite:///{path}"],
            capture_output=True, text=True, timeout=60, env={**os.environ, "PYTHONPATH": there},
        )  # fmt: skip
        assert re.fullmatch(r"sql_full|sql_failed", done.stdout.strip()), done.stderr
        store = SqlStore(f"sqlite:///{path}")
        assert names(store) == ["Zoé"]
        assert add(store, "Anne").entry == 2
