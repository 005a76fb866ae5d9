"""The same commands over a database: only where the desk is differs."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from capcli import home as remembered
from capcli.commands import completion

SECRET = "geheim"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, home):
    """The address of a database without a desk."""
    if request.param == "sqlite":
        return f"sqlite:///{home / 'desk' / 'cap.db'}"
    return request.getfixturevalue("postgres_schema")


@pytest.fixture
def desk(bare_cap, place):
    """`cap` over a new desk in that database, which is remembered."""
    made = bare_cap("init", place, "--name", "Cap Exemple", "--rate", "Base=20:person", "--yes")
    assert made.code == 0, made.err
    assert made.out.startswith(f"Created {place}; the next commands use it.\n")
    return bare_cap


def test_a_desk_is_made_once(desk, place):
    """A second `cap init` refuses, whoever types it, and leaves everything as it was."""
    before = desk("log", "-f", "json").out
    for _ in range(2):
        said = desk("init", place, "--yes")
        assert said.code == 5
        assert said.err == f'cap: {place} holds data of cap already. Use it with cap use "{place}", or name another.\n'
    assert desk("log", "-f", "json").out == before


def test_a_day_at_the_desk(desk):
    """What is typed is kept, listed, counted, undone and exported as with a file."""
    assert desk("session", "new", "--title", "Atelier compost", "--date", "2023-11-28", "--capacity", "1").code == 0
    for name in ("Zoé MARTINEAU", "Ali BEN"):
        assert desk("person", "add", name).code == 0
    assert desk("register", "S1", "martineau").code == 0
    waits = desk("register", "S1", "ben")
    assert "waiting" in waits.out
    rows = json.loads(desk("attendees", "S1", "-f", "json").out)
    assert [row["state"] for row in rows] == ["waiting", "confirmed"]  # Ben before Martineau
    entry = json.loads(desk("log", "-f", "json").out)[0]["entry"]
    assert desk("undo", f"H{entry}").code == 0
    assert len(json.loads(desk("attendees", "S1", "-f", "json").out)) == 1
    assert desk("export", "out").code == 0
    (about,) = Path("out").glob("handover*")
    assert "data file is" not in about.read_text(encoding="utf-8")


def test_a_command_leaves_no_connection_behind(desk, postgres_server):
    """Not one, however many commands a process runs."""
    for _ in range(5):
        desk("where")
        desk("person", "add", "Zoé MARTINEAU", "--yes")
        desk("undo", "--yes")
    with psycopg.connect(postgres_server) as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'cap'"
        left = (connection.execute(query).fetchone()[0] for _ in range(1000))  # a server takes its time to notice
        assert 0 in left


def test_where_says_the_address_and_what_is_there(desk, place):
    desk("person", "add", "Zoé MARTINEAU")
    row = json.loads(desk("where", "-f", "json").out)
    assert row["path"] == place
    assert row["counts"]["people"] == 1
    assert row["last_write"]["command"] == "person add"


def test_use_remembers_an_address(desk, place, bare_cap, home):
    bare_cap("init", "cap.json", "--yes")
    assert remembered.recall().data == str(home / "cap.json")
    said = desk("use", place)
    assert said.out == f"The next commands use {place} (Cap Exemple).\n"
    assert remembered.recall().data == place


def test_an_address_is_named_by_the_option_and_by_the_environment(desk, place, bare_cap, monkeypatch):
    bare_cap("init", "cap.json", "--yes")
    assert json.loads(bare_cap("--data", place, "where", "-f", "json").out)["path"] == place
    monkeypatch.setenv("CAP_DATA", place)
    assert json.loads(bare_cap("where", "-f", "json").out)["path"] == place


def test_the_tab_key_completes(desk):
    desk("person", "add", "Zoé MARTINEAU")
    desk("session", "new", "--title", "Atelier compost", "--date", "2023-11-28")
    typed = SimpleNamespace(find_root=lambda: SimpleNamespace(params={}))
    assert completion.people(typed, "mart") == [("martineau", "Zoé MARTINEAU")]
    assert completion.sessions(typed, "2023") == [("2023-11-28-atelier-compost", "Atelier compost")]


def test_a_password_is_neither_remembered_nor_shown(bare_cap, postgres_schema):
    """It is used by that command; the next one asks the environment or the file of passwords."""
    typed = postgres_schema.replace("postgres@", f"postgres:{SECRET}@", 1)
    assert SECRET in typed
    for line in (["init", typed, "--yes"], ["use", typed], ["--data", typed, "where"], ["init", typed, "--yes"]):
        said = bare_cap(*line)
        assert SECRET not in said.out + said.err
        assert "postgresql://postgres@" in said.out + said.err
    assert remembered.recall().data == postgres_schema
    assert bare_cap("where").code == 0


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://camille:geheim@127.0.0.1:1/cap", "does not answer (Connection refused)"),
        ("postgresql://camille:geheim@127.0.0.1:notaport/cap", "cannot be read as an address"),
        ("mysql://camille:geheim@db.example/cap", "is no address that cap knows"),
        ("sqlite://", "cannot be read as an address"),
        ("sqlite:///:memory:", "cannot be read as an address"),
        ("postgresql://camille:geheim@127.0.0.1:1/cap?isolation=none", "serializable or read-committed, not “none”"),
        ("postgresql://camille:geheim@127.0.0.1:1/cap?schema=d'or", "not “d'or”"),
        ("postgresql://camille:geheim@127.0.0.1:1/cap?schema=" + 64 * "a", "63 at most"),
        ("postgresql://camille:geheim@127.0.0.1:1/cap?password=geheim", "postgresql://camille@127.0.0.1:1/cap does"),
        ("postgresql://camille@127.0.0.1:1/cap?PassWord=geheim", "postgresql://camille@127.0.0.1:1/cap refused"),
        ("postgresql://camille@127.0.0.1:1/cap?pass%77ord=geheim", "postgresql://camille@127.0.0.1:1/cap does"),
        ("postgresql://camille:geheim?geheim@127.0.0.1:1/cap", "postgresql://camille@127.0.0.1:1/cap does"),
        ("postgresql://camille:x@geheim?geheim@127.0.0.1:1/cap", "postgresql://camille@127.0.0.1:1/cap does"),
        ("postgresql:/camille:geheim@127.0.0.1:1/cap", "postgresql:127.0.0.1:1/cap cannot be read as an address"),
    ],
)
@pytest.mark.parametrize("line", [["where"], ["init", "--yes"], ["use"]])
def test_what_is_no_database_is_one_line_without_the_password(bare_cap, address, said, line):
    typed = [*line, address] if line != ["where"] else ["--data", address, "where"]
    done = bare_cap(*typed)
    assert done.code == 5
    assert said in done.err
    assert done.err.count("\n") == 1
    assert SECRET not in done.err


def test_a_database_without_a_desk_names_the_way_out(bare_cap, place):
    """Of a server, its tables; of SQLite, the file."""
    said = bare_cap("--data", place, "session", "list")
    assert said.code == 5
    assert f"cap init {place.removeprefix('sqlite:///')}" in said.err or f'cap init "{place}"' in said.err


def test_a_file_of_another_program_is_none_of_ours(bare_cap, home):
    (home / "odd.db").write_bytes(b"no database at all, but long enough to look at " * 20)
    said = bare_cap("--data", f"sqlite:///{home}/odd.db", "where")
    assert said.code == 5
    assert "file is not a database" in said.err
    (home / "empty.db").touch()
    said = bare_cap("--data", f"sqlite:///{home}/empty.db", "where")
    assert "holds nothing of cap yet" in said.err


@pytest.mark.parametrize("library", ["sqlalchemy", "psycopg"])
@pytest.mark.parametrize("line", ["--data {} where", "init {} --yes", "use {}"])
def test_without_what_databases_need_it_says_what_to_install(cap, monkeypatch, library, line):
    """They come with cap on request only."""
    for name in list(sys.modules):
        if name.startswith("capcli.store.sql_") or name.partition(".")[0] == library:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    said = cap(*line.format("postgresql://camille:geheim@127.0.0.1:1/cap").split())
    assert said.code == 5
    assert said.err.startswith(f"cap: The data is in a database, for which {library} is missing.")
    assert 'pip install "capcli[sql]"' in said.err


def test_two_desks_share_one_database(bare_cap, postgres_schema):
    """Each in its schema: they see nothing of one another."""
    other = f"{postgres_schema}_other"
    for address, name in ((postgres_schema, "Une"), (other, "Autre")):
        assert bare_cap("init", address, "--name", name, "--yes").code == 0
    bare_cap("--data", other, "person", "add", "Zoé MARTINEAU")
    counts = [json.loads(bare_cap("--data", a, "where", "-f", "json").out) for a in (postgres_schema, other)]
    assert [(row["organisation"], row["counts"]["people"]) for row in counts] == [("Une", 0), ("Autre", 1)]
