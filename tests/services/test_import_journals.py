"""A journal of dues that cap wrote comes back, into the same desk and into a new one."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from listing import CLOCK, NOW, ListDesk, actions, codes

from capcli.domain.plans import TypedRow
from capcli.domain.records import PEOPLE
from capcli.domain.views import plain
from capcli.errors import CapError
from capcli.services import dues, engagements, journals, refunds
from capcli.services.dues import Terms

TODAY = CLOCK.today
DONE = {"today": TODAY, "now": NOW, "by": "camille"}
NUMBERS = ("id", "ref", "of", "who")


def a_desk() -> ListDesk:
    """Two people and an organisation, added in the order of a desk of their own."""
    made = ListDesk()
    made.rate("Individuelle", 2000, "person")
    made.rate("Structure", 15000, "organisation", seats=3)
    made.organisation("Le Parc")
    made.person("Zoé", "MARTINEAU", email="zoe@parc.example")
    made.person("Paul", "Brun")
    return made


def another_desk() -> ListDesk:
    """The same people under other numbers."""
    made = ListDesk()
    made.rate("Individuelle", 2500, "person")
    made.rate("Structure", 15000, "organisation", seats=3)
    for name in ("CUMA", "Le Parc"):
        made.organisation(name)
    for given_name, family in (("Anne", "Roche"), ("Paul", "Brun"), ("Zoé", "MARTINEAU")):
        made.person(given_name, family)
    return made


def exported(desk: ListDesk, *, people: bool = False) -> list[TypedRow]:
    """The journal as a file holds it: with cents for programs, or with what remains for people."""
    read = desk.store.read()
    rows = [plain(view) for view in journals.views(read, journals.journal(read))]
    return [typed(line, one, people=people) for line, one in enumerate(rows, start=2)]


def typed(line: int, view: dict[str, Any], *, people: bool) -> TypedRow:
    fields = ("ref", "kind", "of", "from", "until", "paid_on", "received_on", "deposited_on", "rate", "method",
              "reference", "reason")  # fmt: skip
    values = {field: view[field] for field in fields if view[field]}
    values |= {"who.ref": view["who"]["ref"], "name": view["who"]["name"]}
    if people:
        values |= {
            key: f"{view[key]['cents'] / 100:.2f}".replace(".", ",") for key in ("amount", "remains") if view[key]
        }
    elif view["amount"]:
        values |= {"amount.cents": str(view["amount"]["cents"]), "due.cents": str(view["due"]["cents"])}
    return TypedRow(line=line, values=values, states=[f"State: {view['state']}"])


def shown(desk: ListDesk) -> list[dict[str, Any]]:
    """What a journal says, apart from its numbers."""
    read = desk.store.read()
    views = [plain(view) for view in journals.views(read, journals.journal(read))]
    told = [{**{k: v for k, v in one.items() if k not in NUMBERS}, "name": one["who"]["name"]} for one in views]
    return sorted(told, key=str)


def who(desk: ListDesk, name: str):
    return desk.people().get(name) or desk.organisations()[name]


def filled() -> ListDesk:
    """Every kind of operation: a payment given back and paid again, parts, a mistake, a donation, a promise, a call."""
    desk = a_desk()

    def pay(name: str, **terms: Any) -> None:
        made = Terms(paid_on=terms.pop("on", dt.date(2024, 1, 10)), **terms)
        desk.change(lambda tx: dues.pay(tx, who(desk, name), made, **DONE))

    pay("MARTINEAU", year=2024, method="cheque", reference="0012", received_on=dt.date(2024, 1, 12))
    desk.change(lambda tx: refunds.refund(tx, 1, "double", on=dt.date(2024, 1, 20), **DONE))
    pay("MARTINEAU", year=2024, reference="0012", on=dt.date(2024, 1, 5))
    pay("MARTINEAU", year=2023)
    desk.change(lambda tx: refunds.cancel(tx, 4, "erreur", **DONE))
    pay("MARTINEAU", year=2023, on=dt.date(2023, 2, 1))
    pay("Brun", year=2024, cents=500, part=True)
    pay("Brun", year=2024, cents=700, part=True, on=dt.date(2024, 2, 1))
    pay("Brun", cents=5000, donation=True)
    pay("Le Parc", year=2023, method="mandat")
    desk.change(lambda tx: engagements.promise(tx, who(desk, "Le Parc"), "BC 12", on=TODAY, year=2024, **DONE))
    desk.change(lambda tx: engagements.call(tx, [who(desk, "Brun")], on=TODAY, year=2025, today=TODAY))
    return desk


@pytest.mark.parametrize("people", [False, True])
def test_in_the_same_desk_everything_is_there(people):
    desk = filled()
    before = desk.dues()
    plan = desk.done("dues", *exported(desk, people=people))
    assert set(actions(plan)) == {"same"}
    assert desk.dues() == before


@pytest.mark.parametrize("people", [False, True])
def test_in_a_new_desk_the_journal_is_the_same_but_for_its_numbers(people):
    """Under other numbers, and rates of today that are not those of then."""
    old, new = filled(), another_desk()
    plan = new.done("dues", *exported(old, people=people))
    assert set(actions(plan)) == {"create"}, [codes(one) for one in plan.rows]
    assert shown(new) == shown(old)
    assert [one.seats for one in new.dues() if one.organisation] == [3, 3]
    assert set(actions(new.done("dues", *exported(old, people=people)))) == {"same"}
    assert set(actions(new.done("dues", *exported(new, people=people)))) == {"same"}


def test_the_rows_may_stand_in_any_order():
    """A spreadsheet sorts them by name: they are done in the order in which they were typed."""
    old, new = filled(), another_desk()
    new.done("dues", *reversed(exported(old)))
    assert shown(new) == shown(old)


def test_a_number_of_another_desk_is_nobody_here_unless_the_name_agrees():
    old, new = filled(), another_desk()
    new.done("dues", *exported(old))
    anne = new.people()["Roche"]
    assert not [one for one in new.dues() if one.person == anne.id]


def test_an_unknown_payer_is_an_error_and_namesakes_are_a_question():
    old = filled()
    bare = ListDesk()
    bare.rate("Individuelle", 2000, "person")
    several = another_desk()
    several.person("Zoé", "Martineau", organisation=1)
    assert {one.action for one in bare.done("dues", *exported(old)).rows} == {"error"}
    unclear = several.done("dues", *exported(old)).of("ambiguous")
    assert {len(one.candidates) for one in unclear} == {2}


def test_what_takes_back_a_record_that_is_not_in_the_file_is_left_out():
    old, new = filled(), another_desk()
    rows = [one for one in exported(old) if one.values["ref"] != "D1"]
    plan = new.done("dues", *rows)
    left = plan.of("skip")
    assert [codes(one) for one in left] == [["import_of"]]


def test_a_rate_that_is_not_there_is_told():
    old, new = filled(), ListDesk()
    for name in ("MARTINEAU", "Brun"):
        new.person(old.people()[name].given_name, name)
    new.organisation("Le Parc")
    plan = new.done("dues", *exported(old))
    assert {code for one in plan.of("skip") for code in codes(one)} <= {"no_rate", "import_of"}
    assert [one.kind for one in new.dues()] == ["donation"]


OPERATIONS = st.lists(
    st.tuples(st.sampled_from(["pay", "part", "give", "refund", "cancel", "promise", "call"]),
              st.integers(1, 3), st.integers(2022, 2025), st.integers(1, 9)), max_size=12)  # fmt: skip


@settings(max_examples=40)
@given(OPERATIONS, st.booleans())
@example([("part", 1, 2022, 1), ("part", 1, 2022, 1), ("cancel", 1, 2022, 1)], True)
@example([("part", 1, 2022, 1), ("part", 1, 2022, 2), ("cancel", 1, 2022, 1), ("cancel", 1, 2022, 2)], True)
def test_whatever_was_done_comes_back(operations, people):
    """Any sequence of operations that the rules allowed, into a new desk, and nothing the second time."""
    old, new = a_desk(), another_desk()
    for operation in operations:
        try:
            old.change(lambda tx, operation=operation: _do(tx, old, *operation))
        except CapError:
            continue
    rows = exported(old, people=people)
    plan = new.done("dues", *rows)
    assert not plan.of("skip", "error", "ambiguous"), [codes(one) for one in plan.rows]
    if not people:  # what was due for a part that was taken back is told to programs only
        assert shown(new) == shown(old)
    assert set(actions(new.done("dues", *rows))) <= {"same"}


def _do(tx, desk: ListDesk, operation: str, number: int, year: int, small: int) -> None:
    payer = tx.get(PEOPLE, number) or who(desk, "Le Parc")
    day = dt.date(2024, 1, small)
    if operation == "pay":
        dues.pay(tx, payer, Terms(paid_on=day, year=year), **DONE)
    elif operation == "part":
        dues.pay(tx, payer, Terms(paid_on=day, year=year, cents=small * 100, part=True), **DONE)
    elif operation == "give":
        dues.pay(tx, payer, Terms(paid_on=day, cents=small * 1000, donation=True), **DONE)
    elif operation == "refund":
        refunds.refund(tx, small, "asked", on=TODAY, cents=small * 50, **DONE)
    elif operation == "cancel":
        refunds.cancel(tx, small, "mistake", **DONE)
    elif operation == "promise":
        engagements.promise(tx, payer, f"BC {year}-{small}", on=day, year=year, **DONE)
    else:
        engagements.call(tx, [payer], on=day, year=year, today=TODAY)
