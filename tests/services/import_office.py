"""An office that imports the registrations of a form, over the memory store."""

import datetime as dt
from typing import Any

from capcli.domain.plans import Clock, Job, Plan, PlanRow, Source, TypedRow
from capcli.domain.records import (
    ORGANISATIONS,
    PEOPLE,
    REGISTRATIONS,
    SESSIONS,
    TABLES,
    Organisation,
    Person,
    Record,
    Registration,
    Session,
    Slot,
)
from capcli.services import merging, organisations, people
from capcli.services.importing import PlanWithdrawn, carry_out, rehearse
from capcli.store.memory import MemoryStore
from capcli.store.protocol import Author

NOW = dt.datetime(2024, 2, 20, 9, tzinfo=dt.UTC)
CLOCK = Clock(NOW.date(), NOW, "camille")
AUTHOR = Author(by="camille", at=NOW, command="import")
WHEN: dict[str, Any] = {"today": NOW.date(), "now": NOW, "by": "camille"}
SOURCE = Source(file="f.csv", kind="registrations", format="csv", encoding="utf-8", delimiter=",", header_row=1)


def row(line: int, name: str = "", email: str | None = None, *, at: str = "", **values: Any) -> TypedRow:
    """A row of a form; `answers` and `sensitive` are kept apart from the fields."""
    apart = {key: values.pop(key, {}) for key in ("answers", "sensitive")}
    cells = {"name": name, "email": email or "", "requested_at": at, **values}
    filled = {field: text for field, text in cells.items() if text}
    return TypedRow(line=line, values=filled, headings={field: field.title() for field in filled}, **apart)


class Office:
    """The desk, with two sessions whose registration is open."""

    def __init__(self, capacity: int | None = None) -> None:
        self.store = MemoryStore()
        for code, day in (("a", dt.date(2024, 3, 5)), ("b", dt.date(2024, 4, 5))):
            slots = [
                Slot(date=day, end_date=day, start="09:00", end="12:30"),
                Slot(date=day, end_date=day, start="14:00", end="17:00"),
            ]
            session = Session(code=code, title="Accueil", slots=slots, capacity=capacity, mode="hybrid")
            self.do(lambda tx, session=session: tx.put(SESSIONS, session))

    def do(self, work: Any) -> Any:
        """What `work` returns, done in one change."""
        return self.store.change(work, AUTHOR).result

    def job(self, *rows: TypedRow, session: int = 1, **options: Any) -> Job:
        return Job(source=SOURCE, rows=list(rows), session=session, **{"origin": "form", **options})

    def take(self, *rows: TypedRow, **options: Any) -> Plan:
        """Import the rows as they are."""
        job = self.job(*rows, **options)
        return self.do(lambda tx: carry_out(tx, job, CLOCK))

    def plan(self, *rows: TypedRow, **options: Any) -> Plan:
        """What importing the rows would do."""
        job = self.job(*rows, **options)
        try:
            self.do(lambda tx: rehearse(tx, job, CLOCK))
        except PlanWithdrawn as withdrawn:
            return withdrawn.plan
        raise AssertionError

    def one(self, *rows: TypedRow, **options: Any) -> PlanRow:
        """What becomes of the last of the rows."""
        return self.take(*rows, **options).rows[-1]

    def person(self, name: str, email: str | None = None, **facts: Any) -> Person:
        given, _space, family = name.partition(" ")
        details = people.Details(given_name=given, family_name=family, email=email, **facts)
        return self.do(lambda tx: people.add(tx, details, today=NOW.date(), now=NOW))

    def organisation(self, name: str, **facts: Any) -> Organisation:
        return self.do(lambda tx: organisations.add(tx, organisations.Facts(name=name, **facts), now=NOW))

    def edit(self, person: Person, **changes: Any) -> None:
        self.do(lambda tx: people.edit(tx, person.id, changes, **WHEN))

    def merge(self, kept: Person, gone: Person) -> None:
        self.do(lambda tx: merging.merge_people(tx, kept.id, gone.id, **WHEN))

    def people(self) -> list[Person]:
        return list(self.store.read().scan(PEOPLE))

    def organisations(self) -> list[Organisation]:
        return list(self.store.read().scan(ORGANISATIONS))

    def registrations(self) -> list[Registration]:
        return list(self.store.read().scan(REGISTRATIONS))

    def tables(self) -> list[list[Record]]:
        """Everything that is kept."""
        return [list(self.store.read().scan(table)) for table in TABLES]


def told(planned: PlanRow) -> list[str]:
    """The codes of the problems of a row."""
    return [problem.code for problem in planned.problems]
