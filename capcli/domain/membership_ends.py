"""The end of a membership that a program writes on every payment of somebody: only the newest runs until then."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from msgspec.structs import replace

from capcli.domain.names import email_key, fold
from capcli.domain.plans import TypedRow
from capcli.domain.row_days import day_in
from capcli.errors import Usage

_YEAR = timedelta(days=366)
_WHO = ("name", "given_name", "family_name", "organisation")


def with_own_ends(rows: Sequence[TypedRow], *, american: bool) -> list[TypedRow]:
    """The rows, the end taken off those that were paid more than a year before it, where a newer one has it too.

    Programs that keep members, such as Dolibarr, write the member's end beside each of the payments. A row that
    says its first day or its year means its own end. `american`: the month comes first.
    """
    newest: dict[tuple[str, ...], date] = {}
    days = [_days(row, american=american) for row in rows]
    for row, found in zip(rows, days, strict=True):
        if found is not None:
            newest[_of(row)] = max(found[0], newest.get(_of(row), found[0]))
    return [
        _without_end(row) if found and found[1] - found[0] > _YEAR and found[0] < newest[_of(row)] else row
        for row, found in zip(rows, days, strict=True)
    ]


def _days(row: TypedRow, *, american: bool) -> tuple[date, date] | None:
    """The day of payment and the last day covered of a row that says nothing else of what it covers."""
    if "from" in row.values or "year" in row.values:
        return None
    with suppress(Usage):
        paid, until = (day_in(row, field, american=american) for field in ("paid_on", "until"))
        return (paid, until) if paid and until else None
    return None


def _of(row: TypedRow) -> tuple[str, ...]:
    """Whose end it is, and when."""
    email = row.values.get("email")
    who = (email_key(email),) if email else tuple(fold(row.values.get(field, "")) for field in _WHO)
    return (fold(row.values["until"]), *who)


def _without_end(row: TypedRow) -> TypedRow:
    return replace(row, values={field: text for field, text in row.values.items() if field != "until"})
