"""The plan of an import is what is done, whole or not at all, whatever happens in between."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.plans import Answer, Clock, Job, Plan, Source, TypedRow
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Session, Slot
from capcli.services import people
from capcli.services.importing import PlanWithdrawn, apply, carry_out, rehearse, stops
from capcli.store.memory import MemoryStore
from capcli.store.protocol import Author

NOW = dt.datetime(2024, 2, 20, 9, tzinfo=dt.UTC)
CLOCK = Clock(NOW.date(), NOW, "camille")
AUTHOR = Author(by="camille", at=NOW, command="import")
SOURCE = Source(file="f.csv", kind="registrations", format="csv", encoding="utf-8", delimiter=",", header_row=1)


@pytest.fixture
def store() -> MemoryStore:
    return a_store()


def a_store(capacity: int | None = 2) -> MemoryStore:
    made = MemoryStore()
    day = dt.date(2024, 3, 5)
    session = Session(code="a", title="Accueil", slots=[Slot(date=day, end_date=day)], capacity=capacity)
    made.change(lambda tx: tx.put(SESSIONS, session), AUTHOR)
    return made


def row(line: int, name: str, email: str | None = None, **values: str) -> TypedRow:
    filled = {"name": name, **({"email": email} if email else {}), **values}
    return TypedRow(line=line, values=filled, headings={field: field for field in filled})


def job(*rows: TypedRow, **options) -> Job:
    return Job(source=SOURCE, rows=list(rows), session=1, **options)


def planned(store: MemoryStore, work: Job) -> Plan:
    with pytest.raises(PlanWithdrawn) as caught:
        store.change(lambda tx: rehearse(tx, work, CLOCK), AUTHOR)
    return caught.value.plan


def done(store: MemoryStore, work: Job) -> Plan:
    plan = planned(store, work)
    return store.change(lambda tx: apply(tx, work, CLOCK, plan), AUTHOR).result


def add(store: MemoryStore, given: str, family: str, email: str | None = None):
    details = people.Details(given_name=given, family_name=family, email=email)
    return store.change(lambda tx: people.add(tx, details, today=NOW.date(), now=NOW), AUTHOR).result


def test_a_rehearsal_writes_nothing(store):
    plan = planned(store, job(row(2, "MARTINEAU Zoé", "z@parc.example")))
    assert [one.action for one in plan.rows] == ["create"]
    assert store.read().count(PEOPLE) == store.read().count(REGISTRATIONS) == 0
    assert len(list(store.history())) == 1


def test_what_changed_since_the_plan_was_shown_stops_it(store):
    """Somebody takes a place while the plan is read: nothing is written, the new plan comes back."""
    work = job(row(2, "MARTINEAU Zoé", "z@parc.example"), row(3, "Roche Anne", "a@r.example"))
    shown = planned(store, work)
    assert [one.resulting_state for one in shown.rows] == ["confirmed", "confirmed"]
    done(store, job(row(2, "Brun Paul", "p@b.example")))
    with pytest.raises(PlanWithdrawn) as caught:
        store.change(lambda tx: apply(tx, work, CLOCK, shown), AUTHOR)
    assert [one.resulting_state for one in caught.value.plan.rows] == ["confirmed", "waiting"]
    assert store.read().count(PEOPLE) == 1


def test_errors_and_unclear_rows_stop_unless_held(store):
    add(store, "Anne", "Roche", "z@parc.example")
    unclear, nobody = row(2, "MARTINEAU Zoé", "z@parc.example"), TypedRow(line=3, values={"phone": "0465711001"})
    for rows in ([unclear], [nobody]):
        assert stops(planned(store, job(*rows)), job(*rows))
        assert not stops(planned(store, job(*rows)), job(*rows, hold=True))


def test_an_answer_is_remembered_for_the_next_file(store):
    """Same person: the name of the file finds her again, unasked."""
    anne = add(store, "Anne", "Roche", "z@parc.example")
    unclear = row(2, "MARTINEAU Zoé", "z@parc.example")
    plan = planned(store, job(unclear))
    assert plan.rows[0].candidates == [anne.id]
    plan = done(store, job(unclear, answers={2: Answer(kind="same", person=anne.id)}))
    assert (plan.rows[0].action, plan.rows[0].person.ref) == ("create", "P1")
    assert planned(store, job(unclear)).rows[0].action == "same"


def test_a_candidate_of_the_same_file_is_named_by_its_line(store):
    """A number given by the rehearsal could go to somebody else: the line cannot."""
    first, second = row(2, "MARTINEAU Zoé", "z@parc.example"), row(3, "Roche Anne", "z@parc.example")
    plan = planned(store, job(first, second))
    assert (plan.rows[1].candidates, plan.rows[1].candidate_lines) == ([], [2])
    plan = planned(store, job(first, second, answers={3: Answer(kind="same", line=2)}))
    assert (plan.rows[1].action, plan.rows[1].problems[0].code) == ("skip", "row_twice")
    plan = done(store, job(first, second, answers={3: Answer(kind="other")}))
    assert [one.action for one in plan.rows] == ["create", "create"]


PEOPLE_OF_A_FORM = st.tuples(
    st.sampled_from(["Zoé", "Anne", "Paul"]),
    st.sampled_from(["Martineau", "Roche", "d'Arnoncourt"]),
    st.sampled_from([None, "a@x.example", "b@y.example", "broken@@z"]),
    st.sampled_from(["", "10/02/2024 10:00", "11/02/2024 09:30", "31/02/2024"]),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PEOPLE_OF_A_FORM, max_size=7), st.integers(0, 3))
def test_any_file_is_safe_to_repeat_and_keeps_the_rules(form, capacity):
    """The second time nothing changes; places never pass the capacity; nobody is registered twice."""
    store = a_store(capacity)
    rows = [
        row(line, f"{family.upper()} {given}", email, **({"requested_at": at} if at else {}))
        for line, (given, family, email, at) in enumerate(form, 2)
    ]
    work = job(*rows, hold=True)
    done(store, work)
    kept = list(store.read().scan(REGISTRATIONS))
    assert sum(one.state == "confirmed" for one in kept) <= capacity
    assert len({one.person for one in kept}) == len(kept)
    again = store.change(lambda tx: carry_out(tx, work, CLOCK), AUTHOR)
    assert again.entry is None
    assert not again.result.of("create", "change")
