"""Write a data file of 8,000 people, 600 organisations and 20,000 dues.

    python benchmarks/fill_dues.py FILE [DAY]

3,400 people and all organisations paid five years in a row; one payer of four
not the year of DAY (today). The other people work for an organisation, and
half of those who pay as well. Everything follows from DAY.
"""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

from fill import organisation, person, write_cap

from capcli.domain import records as r
from capcli.store.encoding import encode_record

PEOPLE, ORGANISATIONS, PAYERS, YEARS = 8_000, 600, 3_400, 5
LATE = 4
"""One payer of so many did not pay the last year."""


def all_records(day: dt.date) -> Iterator[tuple[r.Table, r.Record]]:
    """Every record of the file, by table and number."""
    before = dt.datetime.combine(day - dt.timedelta(days=60), dt.time(9, 30, 12), dt.UTC)
    yield r.SETTINGS, r.Setting(id=1, key="organisation.name", value="Cap Exemple")
    for n in range(1, ORGANISATIONS + 1):
        yield r.ORGANISATIONS, organisation(n, before)
    for n in range(1, PEOPLE + 1):
        yield r.PEOPLE, person(n, before)
    for n in range(1, PEOPLE + 1):
        if n > PAYERS or n % 2:
            yield r.AFFILIATIONS, r.Affiliation(id=n, person=n, organisation=n % ORGANISATIONS + 1)
    yield r.RATES, r.Rate(id=1, name="individuel", cents=2000, payer="person")
    yield r.RATES, r.Rate(id=2, name="structure", cents=15000, payer="organisation")
    number = 0
    for back in range(YEARS - 1, -1, -1):
        for n in range(1, PAYERS + ORGANISATIONS + 1):
            number += 1
            yield r.DUES, dues(number, n, day.year - back - (n % LATE == 0))


def dues(number: int, n: int, year: int) -> r.Dues:
    """The dues of a year, of person `n` or of the organisation that follows the last of them."""
    who = {"person": n} if n <= PAYERS else {"organisation": n - PAYERS}
    cents = 2000 if n <= PAYERS else 15000
    return r.Dues(
        id=number,
        **who,
        since=dt.date(year, 1, 1),
        until=dt.date(year, 12, 31),
        paid_on=dt.date(year, 1 + n % 9, 1 + n % 28),
        rate="individuel" if n <= PAYERS else "structure",
        cents=cents,
        due_cents=cents,
        method="virement",
        reference=f"VIR-{year}-{number:06}",
    )


def fill(path: Path, day: dt.date) -> None:
    """Write the file as `cap` writes it."""
    rows: dict[str, list[tuple[int, bytes]]] = {}
    for table, record in all_records(day):
        rows.setdefault(table.name, []).append((record.id, encode_record(record)))
    write_cap(path, rows)


if __name__ == "__main__":
    fill(Path(sys.argv[1]), dt.date.fromisoformat(sys.argv[2]) if sys.argv[2:] else dt.date.today())
