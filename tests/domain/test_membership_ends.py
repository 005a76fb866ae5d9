"""The end that a program of members writes on every payment."""

import pytest

from capcli.domain.membership_ends import with_own_ends
from capcli.domain.plans import TypedRow


def row(paid_on: str, until: str = "31/12/2026", **values: str) -> TypedRow:
    return TypedRow(line=2, values={"paid_on": paid_on, "until": until, **values})


def ends(*rows: TypedRow) -> list[str | None]:
    return [one.values.get("until") for one in with_own_ends(rows, american=False)]


def test_the_end_is_that_of_the_newest_payment():
    rows = [row(f"15/01/{year}", name="Zoé Martineau", email=email) for year, email in (
        (2024, "zoe@parc.example"), (2026, "zoe@parc.example"), (2025, "Zoe@parc.example"))]  # fmt: skip
    assert ends(*rows) == [None, "31/12/2026", None]


@pytest.mark.parametrize("said", ["from", "year"])
def test_an_end_with_a_beginning_is_the_rows_own(said):
    older = row("15/01/2024", name="Zoé Martineau", **{said: "01/01/2025" if said == "from" else "2025"})
    assert ends(older, row("15/01/2026", name="Zoé Martineau")) == ["31/12/2026", "31/12/2026"]


def test_a_single_payment_and_those_of_different_people_keep_their_ends():
    assert ends(row("15/01/2024", name="Zoé Martineau"), row("15/01/2026", name="Loïc L'HOSTIS")) == ["31/12/2026"] * 2


def test_two_parts_of_one_year_keep_its_end():
    assert ends(row("15/01/2026", name="Zoé Martineau"), row("15/03/2026", name="Zoé Martineau")) == ["31/12/2026"] * 2


def test_days_that_cannot_be_read_change_nothing():
    assert ends(row("hier", name="Zoé Martineau"), row("15/01/2026", "un jour", name="Zoé")) == [
        "31/12/2026",
        "un jour",
    ]
