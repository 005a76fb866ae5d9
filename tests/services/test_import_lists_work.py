"""A long list of people, organisations or contacts does the same work for each row as a short one."""

import pytest
from listing import ListDesk, row
from test_import_work import a_name, work_of

from capcli.domain.plans import Job, Source, TypedRow


def a_row(kind: str, number: int) -> TypedRow:
    name = a_name(number)
    if kind == "organisations":
        return row(number + 2, name=f"Association {name['family_name']}", email=f"o{number}@parc.example")
    if kind == "people":
        return row(number + 2, **name, email=f"p{number}@parc.example", postcode="7400")
    structure = f"Association {a_name(10_000 + number // 4)['family_name']}"
    return row(number + 2, years={2022: "20", 2023: "x"}, **name, organisation=structure)


def calls_for(kind: str, count: int) -> int:
    desk = ListDesk()
    desk.rate("Individuelle", 2000, "person")
    source = Source(file="f.csv", kind=kind, format="csv", encoding="utf-8", delimiter=",", header_row=1)
    plan, calls = work_of(desk.store, Job(source=source, rows=[a_row(kind, number) for number in range(count)]))
    assert len(plan.of("create")) == count, [one for one in plan.rows if one.action != "create"][:2]
    return calls


@pytest.mark.parametrize("kind", ["people", "organisations", "contacts"])
def test_a_row_costs_the_same_among_many(kind):
    """The fifth hundred calls what the second did."""
    calls_for(kind, 10)  # loads modules, which is no row's work
    calls = [calls_for(kind, count) for count in (100, 200, 400, 500)]
    assert calls[3] - calls[2] < 1.25 * (calls[1] - calls[0])
