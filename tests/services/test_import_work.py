"""An import of many rows does the same work for each as an import of few."""

import datetime as dt
import random
import sys
from string import ascii_lowercase

from capcli.domain.plans import Clock, Job, Plan, Source, TypedRow
from capcli.domain.records import RATES, SESSIONS, Rate, Session, Slot
from capcli.services import people
from capcli.services.importing import carry_out
from capcli.store.memory import MemoryStore
from capcli.store.protocol import Author

NOW = dt.datetime(2024, 2, 20, 9, tzinfo=dt.UTC)
CLOCK = Clock(NOW.date(), NOW, "camille")
AUTHOR = Author(by="camille", at=NOW, command="import")
KNOWN = 50


def a_name(number: int) -> dict[str, str]:
    """Somebody whose name is near to nobody's."""
    letters = random.Random(number).choices(ascii_lowercase, k=16)
    return {"given_name": "".join(letters[:6]), "family_name": "".join(letters[6:])}


def a_store() -> MemoryStore:
    """Few places, so that most people wait; some people are known, and come again with a telephone."""
    store = MemoryStore()
    day = dt.date(2024, 3, 5)

    def work(tx):
        tx.put(SESSIONS, Session(code="a", title="Accueil", slots=[Slot(date=day, end_date=day)], capacity=20))
        tx.put(RATES, Rate(name="Tarif", payer="person", cents=2000, currency="EUR", since=dt.date(2020, 1, 1)))
        for number in range(KNOWN):
            details = people.Details(**a_name(number), email=f"p{number}@parc.example")
            people.add(tx, details, today=CLOCK.today, now=NOW)

    store.change(work, AUTHOR)
    return store


def a_job(kind: str, count: int) -> Job:
    def row(number: int) -> TypedRow:
        values = {**a_name(number), "email": f"p{number}@parc.example"}
        if kind == "dues":
            values |= {"paid_on": "2024-02-01", "amount": "20", "year": "2024"}
        else:
            values |= {"phone": f"06 12 34 {number // 100:02} {number % 100:02}"}
        return TypedRow(line=number + 2, values=values, headings={field: field for field in values})

    source = Source(file="f.csv", kind=kind, format="csv", encoding="utf-8", delimiter=",", header_row=1)
    return Job(source=source, rows=[row(number) for number in range(count)], session=1)


def work_of(store: MemoryStore, job: Job) -> tuple[Plan, int]:
    """What the import does, and how many functions it calls for it, generators that go on included."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    def watched(tx):
        before = sys.getprofile()
        sys.setprofile(count)
        try:
            return carry_out(tx, job, CLOCK)
        finally:
            sys.setprofile(before)

    return store.change(watched, AUTHOR).result, calls


def calls_for(kind: str, count: int) -> int:
    plan, calls = work_of(a_store(), a_job(kind, count))
    assert len(plan.of("create")) == count, [one for one in plan.rows if one.action != "create"][:2]
    return calls


def assert_same_work_for_each_row(kind):
    """The fifth hundred calls what the second did; the first one meets the people who are known."""
    calls_for(kind, 10)  # loads modules, which is no row's work
    calls = [calls_for(kind, count) for count in (100, 200, 400, 500)]
    assert calls[3] - calls[2] < 1.25 * (calls[1] - calls[0])


def test_a_registration_costs_the_same_among_many():
    """Whoever comes is looked for among those who came before, and queues behind them, at the same price."""
    assert_same_work_for_each_row("registrations")


def test_a_payment_costs_the_same_among_many():
    assert_same_work_for_each_row("dues")
