"""What a row of a list of payments says: the day, the period, the sum and the way of paying."""

import datetime as dt
import re
from collections.abc import Collection, Iterable
from contextlib import suppress

from msgspec.structs import replace

from capcli.domain.moments import moment_in
from capcli.domain.money import typed_cents
from capcli.domain.name_remarks import without_remarks
from capcli.domain.names import clean, fold, name_key
from capcli.domain.payer_names import may_be_somebodys
from capcli.domain.payment_words import is_tick, nature_of
from capcli.domain.plans import Problem, TypedRow
from capcli.domain.row_days import day_in
from capcli.errors import CapError, Usage
from capcli.services.dues import Terms

_MOST_DIGITS = 11
"""Of a sum in cents; what is longer is no sum."""
_PAYER = {
    "payer_name": "name",
    "payer_given_name": "given_name",
    "payer_family_name": "family_name",
    "payer_email": "email",
    "payer_phone": "phone",
    "payer_organisation": "organisation",
}
_NAMED = ("given_name", "family_name", "email")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s*[-/–]\s*(?:\d{4}|\d\d))?(?![\d/.-])")


def terms_of(
    row: TypedRow, *, today: dt.date, american: bool, currency: str, year: int | None, rates: Collection[str] = ()
) -> Terms:
    """The payment of a row; `year` is the one answered for it, `american` that the month comes first.

    `rates` are the folded names of the rates, which a column of kinds may hold.

    Raises:
        Usage: `import_paid_on`, `import_day`, `import_year`, `amount`.
    """
    kind = row.values.get("kind", "")
    donation = nature_of(kind, rates) == "donation"
    rate, cents = _rate_and_cents(row, currency, rates)

    def day(field: str) -> dt.date | None:
        return day_in(row, field, american=american)

    since, until = (None, None) if donation else (day("from"), day("until"))
    return Terms(
        paid_on=paid_on_of(row, today, american=american),
        year=None if donation or since else _year(row, year),
        since=since,
        until=until,
        cents=cents,
        rate=None if donation else rate or (clean(kind) if fold(kind) in rates else None),
        donation=donation,
        method=_method(row),
        reference=clean(row.values.get("reference", "")) or None,
        received_on=day("received_on"),
        deposited_on=day("deposited_on"),
    )


def paid_on_of(row: TypedRow, today: dt.date, *, american: bool) -> dt.date:
    """The day of payment; `today` where the row has none.

    Raises:
        Usage: `import_paid_on`.
    """
    text = row.values.get("paid_on")
    if text is None:
        return today
    found = moment_in(text, "UTC", american=american)
    if found is None:
        raise Usage("import_paid_on", text=text)
    return found.date()


def with_payer(row: TypedRow) -> TypedRow:
    """The row with who paid as who is meant, where it names nobody else; their organisation is that of the row."""
    named = any(field in row.values for field in ("name", "given_name", "family_name", "organisation", "email"))
    fields = _PAYER if not named else {"payer_organisation": "organisation"}
    moved = {to: row.values[field] for field, to in fields.items() if field in row.values and to not in row.values}
    if not moved:
        return row
    headings = {to: row.headings.get(field, field) for field, to in fields.items() if to in moved}
    # Of a payer the given name has a column of its own exactly where the cell is there.
    has_given = row.has_given_name if named else "given_name" in moved
    return replace(
        row,
        values={**row.values, **moved},
        headings={**row.headings, **headings},
        has_given_name=has_given,
    )


def with_name(row: TypedRow) -> TypedRow:
    """The row with the text of its organisation as its name, where nothing else names anybody ("Nom / Structure")."""
    text = row.values.get("organisation", "")
    if not may_be_somebodys(text) or any(field in row.values for field in ("name", *_NAMED)):
        return row
    values = {field: cell for field, cell in row.values.items() if field != "organisation"}
    heading = row.headings.get("organisation", "organisation")
    return replace(row, values={**values, "name": text}, headings={**row.headings, "name": heading})


def other_payer(row: TypedRow) -> str | None:
    """The name of who paid, where the row names a member beside; None where both are one, or nobody is named."""
    parts = (row.values.get("payer_given_name"), row.values.get("payer_family_name"))
    payer = clean(row.values.get("payer_name", "") or " ".join(filter(None, parts)))
    return payer if payer and name_key(payer, "") != name_key(whole_name(row), "") else None


def whole_name(row: TypedRow) -> str:
    """The name as it stands, which may be an organisation's."""
    if "name" in row.values:
        return row.values["name"]
    return " ".join(filter(None, (row.values.get("given_name"), row.values.get("family_name"))))


def names_in_one_cell(rows: Iterable[TypedRow]) -> list[str]:
    """The names, bare of what stands in brackets behind them, of the rows that have no given name of its own."""
    return [whole_name(without_remarks(row)) for row in rows if "given_name" not in row.values]


def values_of(terms: Terms) -> dict[str, object]:
    """What was understood of the row, by field."""
    used = {
        "paid_on": terms.paid_on,
        "from": terms.since,
        "until": terms.until,
        "year": terms.year,
        "amount": terms.cents,
        "rate": terms.rate,
        "method": terms.method,
        "reference": terms.reference,
    }
    return {field: value for field, value in used.items() if value is not None}


def problem_of(error: CapError, terms: Terms, ref: str | None = None) -> Problem:
    """What refuses a payment, with what the command that takes it by hand is made of; `ref` is whoever paid."""
    parts = {"on": terms.paid_on.isoformat(), "who": ref}
    if terms.cents is not None:
        parts["sum"] = f"{terms.cents // 100}.{terms.cents % 100:02}"
    return Problem(error.code, error.values | {name: part for name, part in parts.items() if part is not None})


def _rate_and_cents(row: TypedRow, currency: str, rates: Collection[str]) -> tuple[str | None, int | None]:
    """The rate and the sum; an amount may stand in the column of the rates, and only a tick in that of the amounts."""
    rate, amount = clean(row.values.get("rate", "")), row.values.get("amount", "")
    if "amount.cents" in row.values:
        return rate or None, _whole_cents(row.values["amount.cents"], currency)
    if rate and fold(rate) not in rates:
        with suppress(Usage):
            stated = typed_cents(rate, currency)
            rate, amount = "", amount or f"{stated / 100:.2f}"
    if not amount or is_tick(amount):
        return rate or None, None
    return rate or None, typed_cents(amount, currency)


def _whole_cents(text: str, currency: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > _MOST_DIGITS:
        raise Usage("amount", text=text, currency=currency)
    return int(text)


def _method(row: TypedRow) -> str | None:
    """The way of paying; a column that is only ticked names none."""
    text = clean(row.values.get("method", ""))
    return None if not text or is_tick(text) else text


def _year(row: TypedRow, answered: int | None) -> int | None:
    """The year of dues that the row names, or that was answered for it."""
    text = row.values.get("year")
    if text is None:
        return answered
    named = list(_YEAR.finditer(text))
    if len(named) != 1:
        raise Usage("import_year", text=text)
    return int(named[0][1])
