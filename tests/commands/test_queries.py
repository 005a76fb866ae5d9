"""What each command asks of a database: as many questions of a session of sixty as of one of ten, and by an index.

A question to a server costs a trip: a loop that asks for one record at a time
is invisible over a file, and a minute long over a network.
"""

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy
from desk_making import DAY, TODAY, Bench, at
from typer.testing import CliRunner

from capcli.app import app
from capcli.domain.keys import keyed_organisation, keyed_person
from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    ORGANISATIONS,
    PEOPLE,
    RATES,
    REGISTRATIONS,
    SERIES,
    Affiliation,
    Dues,
    Organisation,
    Person,
    Rate,
    Registration,
    Series,
    Turn,
)
from capcli.services import migrating
from capcli.store.file import FileStore
from capcli.store.protocol import Author
from capcli.store.transfer_places import source_at, target_at

FEW, MANY = 10, 60
OFTEN = frozenset({"BEGIN", "COMMIT", "ROLLBACK"})

ASKED = {
    "session list": 5,
    "session show S1": 6,
    "session edit S1 --capacity 100": 44,
    "session postpone S1 --to 2023-12-20": 40,
    "session cancel S1 --reason rain": 15,
    "series show C1": 9,
    "register S2 {newcomers}": 26,
    "register S2 P61": 26,
    "register C1 {newcomers}": 37,
    "unregister S1 {registered} --reason rain": 26,
    "unregister S1 P1 --reason rain": 28,
    "confirm S3 {offered}": 22,
    "decline S3 {offered} --reason late": 21,
    "refuse S1 {waiting} --reason full": 18,
    "move S1 {waiting} --to S2": 31,
    "waitlist S1": 10,
    "sweep --dry-run": 23,
    "sweep --yes": 49,
    "attendees S1": 15,
    "attendees S1 -f json": 15,
    "sheet S1 -o sheet.xlsx --yes": 7,
    "present S4 {registered}": 19,
    "presence S4": 7,
    "tell S1": 13,
    "tell S1 --done all": 15,
    "status P3": 12,
    "why P3 --session S1": 14,
    "why --session S1": 8,
    "dues pay P3": 44,
    "dues list": 8,
    "dues late": 8,
    "dues late --session S1": 11,
    "voters --on 2023-12-01": 8,
    "person list": 6,
    "person show P3": 12,
    "org list": 4,
    "org show O1": 8,
    "find fam1": 8,
    "log H1": 8,
}
"""The most questions of each command, but for the beginning and the end of transactions."""

LISTS = frozenset(
    {"dues list", "dues late", "dues late --session S1", "voters --on 2023-12-01", "person list", "org list"}
)
"""Commands about everybody: whatever else reads no table of people, dues or registrations whole."""

LARGE = frozenset(
    {"people", "organisations", "affiliations", "dues", "registrations", "memories", "changes", "entries"}
)


def a_town(path: Path, size: int) -> None:
    """Three sessions to come and one that is over, each full, two with as many who wait."""
    bench = Bench(FileStore.create(path))
    for number in range(1, 4):
        mode = "offer" if number == 3 else "auto"
        bench.session(f"Atelier {number}", DAY + dt.timedelta(number), capacity=2 * size if number == 2 else size,
            requires_dues=True, waitlist=mode)  # fmt: skip
    bench.session("Forêt", TODAY - dt.timedelta(5), capacity=size)
    bench.put(SERIES, Series(name="Cycle", sessions=[1, 2]))
    bench.put(RATES, Rate(name="base", cents=2000, payer="person"))

    def work(tx):
        for number in range(1, size + 1):
            tx.put(
                ORGANISATIONS,
                keyed_organisation(Organisation(name=f"Commune {number}", search_key="", created_at=at())),
            )
        for number in range(1, 3 * MANY + 1):
            named = {"given_name": f"G{number}", "family_name": f"Fam{number}", "name_key": "", "search_key": ""}
            tx.put(PEOPLE, keyed_person(Person(**named, email=f"p{number}@a.example", created_at=at())))
            tx.put(AFFILIATIONS, Affiliation(person=number, organisation=1 + number % size))
            year = 2022 + (number % 3 > 0)
            paid = {"since": dt.date(year, 1, 1), "until": dt.date(year, 12, 31), "paid_on": dt.date(year, 2, 1)}
            tx.put(DUES, Dues(person=number, rate="base", cents=2000, due_cents=2000, **paid))
        for session in (1, 2, 3, 4):
            for person in range(1, (2 * size if session in (1, 3) else size) + 1):
                tx.put(REGISTRATIONS, a_place(session, person, size))

    bench.store.change(work, Author(by="camille", at=at(), command="fill"))


def a_place(session: int, person: int, size: int) -> Registration:
    state = "waiting" if person > size else "offered" if session == 3 and person % 4 == 0 else "confirmed"
    state = "pending" if state == "confirmed" and person % 3 == 0 else state
    lapses = state in ("pending", "offered") and session == 1
    return Registration(
        session=session,
        person=person,
        state=state,
        waits_for="dues" if state == "pending" else None,
        held_until=at(TODAY - dt.timedelta(1)) if lapses else None,
        requested_at=at(TODAY - dt.timedelta(30), minute=person % 60),
        entered_at=at(TODAY - dt.timedelta(30)),
        history=[Turn(state=state, at=at(TODAY - dt.timedelta(30)), by="camille")],
    )


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> dict[int, bytes]:
    """The bytes of a database of each size."""
    made = {}
    for size in (FEW, MANY):
        folder = tmp_path_factory.mktemp(f"town{size}")
        file, base = str(folder / "cap.json"), folder / "cap.db"
        a_town(Path(file), size)
        target = target_at(f"sqlite:///{base}")
        with target.claimed():
            migrating.migrate(source_at(file), target, lambda file=file: source_at(file), lambda: None)
        with closing(sqlite3.connect(base)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        made[size] = base.read_bytes()
    return made


@pytest.fixture
def asked(home: Path, towns: dict[int, bytes]) -> Iterator:
    """Types a command over a town, and gives the statements it asked with their values."""
    seen = []

    def note(_connection, _cursor, statement, values, _context, many):
        seen.append((" ".join(statement.split()), values, many))

    def run(line: str, size: int):
        (home / f"{size}.db").write_bytes(towns[size])
        seen.clear()
        words = [
            "--lang",
            "en",
            "--today",
            TODAY.isoformat(),
            "--data",
            f"sqlite:///{home}/{size}.db",
            *typed(line, size),
        ]
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, done.stderr
        return [one for one in seen if one[0] not in OFTEN]

    sqlalchemy.event.listen(sqlalchemy.Engine, "before_cursor_execute", note)
    yield run
    sqlalchemy.event.remove(sqlalchemy.Engine, "before_cursor_execute", note)


def typed(line: str, size: int) -> list[str]:
    groups = {
        "{registered}": range(1, size + 1),
        "{waiting}": range(size + 1, 2 * size + 1),
        "{newcomers}": range(2 * MANY + 1, 2 * MANY + size + 1),
        "{offered}": range(4, size + 1, 4),
    }
    return [word for one in line.split() for word in ([f"P{n}" for n in groups[one]] if one in groups else [one])]


@pytest.mark.parametrize(
    "line", ["import {size}.csv --session S2 --yes", "import {size}.csv --as dues --yes --dry-run"]
)
def test_an_import_asks_once_for_what_its_rows_share(line, asked, home):
    """Their session and their organisations, however many rows mean them; each row costs a few questions of its own."""
    counts = []
    for size in (FEW, MANY):
        rows = [f"G{n};New{n};new{n}@b.example;Commune {1 + n % 5};20;2024-01-05" for n in range(size)]
        text = "\n".join(["Prénom;Nom;E-mail;Structure;Montant;Date", *rows])
        (home / f"{size}.csv").write_text(text, encoding="utf-8")
        each = asked(line.replace("{size}", str(size)), size)
        counts.append(len(each))
        by_number = [
            values for statement, values, _ in each if re.search(r"WHERE (sessions|organisations)\.id = ", statement)
        ]
        assert len(by_number) <= 2 * (5 + 2), by_number
    assert counts[1] - counts[0] <= 5 * (MANY - FEW), counts


@pytest.mark.parametrize("line", ASKED)
def test_a_command_asks_as_often_whatever_there_is(line, asked, home):
    """Never more than is written down here; a new question has to be meant."""
    few, many = asked(line, FEW), asked(line, MANY)
    assert len(few) == len(many), difference(few, many)
    assert len(many) <= ASKED[line], f"{len(many)}: " + "\n".join(statement for statement, _, _ in many)
    whole = [] if line in LISTS else [each for each in many if passes_all(home, *each)]
    assert whole == []


def difference(few, many) -> list[str]:
    """The statements that one of the two has and the other not."""
    left = [statement for statement, _, _ in few]
    for statement, _, _ in many:
        if statement in left:
            left.remove(statement)
        else:
            left.append(statement)
    return left


def passes_all(home: Path, statement: str, values, many: bool) -> bool:
    """Whether a question looks at every row of a large table.

    Words of names may stand anywhere in them; the index of sensitive answers
    holds those only that have some; the newest entry is the first of its index.
    """
    if not statement.startswith("SELECT") or "instr(" in statement or "ORDER BY entries.entry DESC LIMIT" in statement:
        return False
    with closing(sqlite3.connect(home / f"{MANY}.db")) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values[0] if many else values).fetchall()
        told = [row[-1] for row in plan if not row[-1].endswith("registrations_sensitive")]
    paged = re.search(r"WHERE (\w+)\.id > \? ORDER BY \1\.id LIMIT", statement)
    return any(step.split()[0] == "SCAN" and step.split()[1] in LARGE for step in told) or (
        paged is not None and paged[1] in LARGE
    )
