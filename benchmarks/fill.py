"""Write a data file of N registrations, and the same records for stock TinyDB and SQLite.

    python benchmarks/fill.py FOLDER N [DAY]

A quarter as many people, each with dues and an employer; sessions of sixty, one
every six days back from 45 days after DAY (today). All are full but the first,
which has forty places left. `cap.json` is written by the store's own encoder,
`stock.json` as TinyDB writes it, `lite.db` with the tables that the comparison
reads. Everything follows from N and DAY: two runs write the same bytes.
"""

import datetime as dt
import json
import random
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from capcli.domain import records as r
from capcli.domain.keys import keyed_organisation, keyed_person
from capcli.store.canonical import Meta, file_pieces, ordered, whole_checksum
from capcli.store.encoding import decode_plain, encode_record
from capcli.store.lines import Lines
from capcli.store.migrations import FORMAT

SEATS = 60
PLACES_LEFT = 40
GIVEN = ("Camille", "Léa", "Zoé", "Jean-Marc", "Aïcha", "Maël", "Françoise", "Yann", "Inès", "Noémie", "Étienne")
FAMILY = ("Martineau", "Roche", "L'Hostis", "de La Bretonnière", "Nguyễn", "Le Goff", "Da Silva", "Bénard", "Ould Ali")
TOWNS = ("Saint-Martin-le-Vieux", "Montréal-la-Cluse", "Bessèges", "La Roche-des-Arnauds", "Vaulx-en-Bugey")


def all_records(size: int, day: dt.date) -> Iterator[tuple[r.Table, r.Record]]:
    """Every record of a file of `size` registrations made before `day`, by table and number."""
    people, sessions = max(size // 4, SEATS), max(-(-size // SEATS), 1)
    organisations = max(people // 20, 1)
    before = dt.datetime.combine(day - dt.timedelta(days=60), dt.time(9, 30, 12), dt.UTC)
    yield r.SETTINGS, r.Setting(id=1, key="organisation.name", value="Cap Exemple")
    for n in range(1, sessions + 1):
        yield r.SESSIONS, session(n, day, before)
    for n in range(1, organisations + 1):
        yield r.ORGANISATIONS, organisation(n, before)
    for n in range(1, people + 1):
        yield r.PEOPLE, person(n, before)
    for n in range(1, people + 1):
        yield (
            r.AFFILIATIONS,
            r.Affiliation(id=n, person=n, organisation=n % organisations + 1, since=dt.date(2024, 1, 1)),
        )
    yield r.RATES, r.Rate(id=1, name="individuel", cents=2000, payer="person", since=dt.date(2020, 1, 1))
    for n in range(1, people + 1):
        yield r.DUES, dues(n, day)
    for n in range(1, size + 1):
        yield r.REGISTRATIONS, registration(n, people, organisations, before)


def first_day(n: int, day: dt.date) -> dt.date:
    """The day of session `n`."""
    return day + dt.timedelta(days=45 - 6 * (n - 1))


def session(n: int, today: dt.date, before: dt.datetime) -> r.Session:
    """Session 1 has room for newcomers; the others are full."""
    day = first_day(n, today)
    return r.Session(
        id=n,
        code=f"{day}-changement-echelle-{n}",
        title=f"Changement d’échelle n° {n}",
        slots=[r.Slot(date=day, end_date=day, start="10:30", end="12:00")],
        mode="online",
        capacity=SEATS + PLACES_LEFT if n == 1 else SEATS,
        requires_dues=True,
        registration_required=True,
        audience=["élus", "agents de développement"],
        objectives=["Comprendre ce que grandir veut dire", "Choisir une échelle", "En parler autour de soi"],
        created_at=before,
    )


def organisation(n: int, before: dt.datetime) -> r.Organisation:
    """A commune."""
    name = f"Commune de {TOWNS[n % len(TOWNS)]} {n}"
    return keyed_organisation(r.Organisation(id=n, name=name, kind="commune", search_key="", created_at=before))


def person(n: int, before: dt.datetime) -> r.Person:
    """Somebody with an e-mail and a phone."""
    given, family = GIVEN[n % len(GIVEN)], f"{FAMILY[n % len(FAMILY)]} {n}"
    made = r.Person(
        id=n,
        given_name=given,
        family_name=family,
        email=f"personne{n}@commune{n % 500}.example",
        phone=f"+3347{5_000_000 + n}",
        function="secrétaire de mairie",
        public="agents",
        postcode=f"{1000 + n % 95000:05}",
        name_key="",
        search_key="",
        created_at=before,
    )
    return keyed_person(made)


def dues(n: int, today: dt.date) -> r.Dues:
    """The dues of the year of the first session, paid."""
    year = first_day(1, today).year
    return r.Dues(
        id=n,
        person=n,
        since=dt.date(year, 1, 1),
        until=dt.date(year, 12, 31),
        paid_on=today,
        rate="individuel",
        cents=2000,
        due_cents=2000,
        method="virement",
        reference=f"VIR-{year}-{n:06}",
    )


def registration(n: int, people: int, organisations: int, before: dt.datetime) -> r.Registration:
    """Sixty consecutive people a session, from a place of its own: nobody twice in one."""
    number = (n - 1) // SEATS + 1
    offset = random.Random(number).randrange(people) if number > 1 else 0
    who = (offset + (n - 1) % SEATS) % people + 1
    employer = who % organisations + 1
    asked = before + dt.timedelta(seconds=n)
    return r.Registration(
        id=n,
        session=number,
        person=who,
        state="confirmed",
        requested_at=asked,
        entered_at=asked,
        organisation=employer,
        organisation_name=f"Commune de {TOWNS[employer % len(TOWNS)]} {employer}",
        function="secrétaire de mairie",
        public="agents",
        mode="online",
        history=[r.Turn(state="confirmed", at=asked, by="camille")],
    )


def fill(folder: Path, size: int, day: dt.date) -> None:
    """Write the three files."""
    rows: dict[str, list[tuple[int, bytes]]] = {}
    for table, record in all_records(size, day):
        rows.setdefault(table.name, []).append((record.id, encode_record(record)))
    write_cap(folder / "cap.json", rows)
    stock = {name: {str(n): decode_plain(document) for n, document in lines} for name, lines in rows.items()}
    (folder / "stock.json").write_text(json.dumps(stock), encoding="utf-8")
    write_lite(folder / "lite.db", stock)


def write_cap(path: Path, rows: dict[str, list[tuple[int, bytes]]]) -> None:
    """Write the file as `cap` writes it."""
    bodies = {name: b",\n".join(b'"%d":%b' % line for line in lines) + b"\n" for name, lines in rows.items()}
    tables = {name: Lines(bodies.get(name, b"")) for name in ordered(bodies)}
    last_ids = {name: lines[-1][0] for name, lines in rows.items()}
    meta = Meta(format=FORMAT, entry=0, checksum=whole_checksum(tables), last_ids=last_ids)
    with path.open("wb") as file:
        file.writelines(piece for _, piece in file_pieces(meta, tables))
    Path(f"{path}.journal").touch()


def write_lite(path: Path, stock: dict[str, dict[str, dict]]) -> None:
    """Write the sessions, people and registrations, with an index on the session of a registration."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as lite:
        for name in ("sessions", "people", "registrations"):
            columns = sorted({key for row in stock[name].values() for key in row})
            lite.execute(f"create table {name} (id integer primary key, {', '.join(columns)})")
            lite.executemany(
                f"insert into {name} values (?{', ?' * len(columns)})",
                ([int(n), *(column(row.get(key)) for key in columns)] for n, row in stock[name].items()),
            )
        lite.execute("create index by_session on registrations (session)")
    lite.close()


def column(value: object) -> object:
    """A value as SQLite keeps it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]), dt.date.fromisoformat(sys.argv[3]) if sys.argv[3:] else dt.date.today())
