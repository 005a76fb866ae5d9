"""A desk that imports lists typed by hand, over a store in memory."""

import datetime as dt

from capcli.domain.plans import Clock, Job, Plan, PlanRow, Source, TypedRow
from capcli.domain.records import AFFILIATIONS, DUES, ORGANISATIONS, PEOPLE, Dues, Organisation, Payer, Person
from capcli.services import organisations, people, rates
from capcli.services.importing import carry_out
from capcli.store.memory import MemoryStore
from capcli.store.protocol import Author

NOW = dt.datetime(2024, 2, 20, 9, tzinfo=dt.UTC)
CLOCK = Clock(NOW.date(), NOW, "camille")
AUTHOR = Author(by="camille", at=NOW, command="import")


class ListDesk:
    """Lists are imported into it; what it holds is asked by name."""

    def __init__(self) -> None:
        self.store = MemoryStore()

    def change(self, work):
        return self.store.change(work, AUTHOR).result

    def rate(self, name: str, cents: int, payer: Payer, since: dt.date | None = None, seats: int | None = None):
        return self.change(lambda tx: rates.set_rate(tx, name=name, cents=cents, payer=payer, since=since, seats=seats))

    def person(self, given: str, family: str, **details) -> Person:
        made = people.Details(given_name=given, family_name=family, **details)
        return self.change(lambda tx: people.add(tx, made, today=CLOCK.today, now=NOW))

    def organisation(self, name: str, **facts) -> Organisation:
        return self.change(lambda tx: organisations.add(tx, organisations.Facts(name=name, **facts), now=NOW))

    def done(self, kind: str, *rows: TypedRow, **options) -> Plan:
        source = Source(
            file="list.csv", kind=kind, format="csv", encoding="utf-8", delimiter=",", header_row=1,
            tool=options.pop("tool", None), dates=options.pop("dates", None),
        )  # fmt: skip
        return self.change(lambda tx: carry_out(tx, Job(source=source, rows=list(rows), **options), CLOCK))

    def people(self) -> dict[str, Person]:
        return {person.family_name: person for person in self.store.read().scan(PEOPLE)}

    def organisations(self) -> dict[str, Organisation]:
        return {organisation.name: organisation for organisation in self.store.read().scan(ORGANISATIONS)}

    def belonging(self) -> set[tuple[str, str]]:
        read = self.store.read()
        return {
            (read.get(PEOPLE, tie.person).family_name, read.get(ORGANISATIONS, tie.organisation).name)
            for tie in read.scan(AFFILIATIONS)
        }

    def dues(self) -> list[Dues]:
        return list(self.store.read().scan(DUES))

    def paid(self) -> list[tuple[str, int, int]]:
        """Who paid which year and how many cents, as kept."""
        read = self.store.read()
        names = {("person", one.id): one.family_name for one in read.scan(PEOPLE)}
        names |= {("organisation", one.id): one.name for one in read.scan(ORGANISATIONS)}
        return [
            (names["person" if one.person else "organisation", one.person or one.organisation],
             one.since.year if one.since else 0, one.cents)
            for one in self.dues()
        ]  # fmt: skip


def row(line: int, /, years: dict[int, str] | None = None, states: list[str] | None = None, **values: str) -> TypedRow:
    """A row with its cells by field; `answers` are given as `q_Heading`, dots of a field as `__`."""
    fields = {field.replace("__", "."): text for field, text in values.items() if not field.startswith("q_")}
    answers = {field[2:]: text for field, text in values.items() if field.startswith("q_")}
    return TypedRow(
        line=line,
        values=fields,
        headings={field: field.capitalize() for field in fields},
        answers=answers,
        years=years or {},
        states=states or [],
        has_given_name="given_name" in fields,
    )


def actions(plan: Plan) -> list[str]:
    """What each row does, by line."""
    return [one.action for one in plan.rows]


def codes(row: PlanRow) -> list[str]:
    """The codes of a row's problems."""
    return [problem.code for problem in row.problems]
