"""What a row of a list of payments says: the day, the period, the sum and the way of paying."""

import datetime as dt
import re

from capcli.domain.moments import moment_in
from capcli.domain.money import typed_cents
from capcli.domain.names import clean, fold
from capcli.domain.plans import Problem, TypedRow
from capcli.errors import Usage
from capcli.services.dues import Terms

_YEAR = re.compile(r"((?:19|20)\d\d)(?:\s*[-/–]\s*(?:\d\d|\d{4}))?")
_PAYMENTS = frozenset({"", "payment", "paiement", "reglement", "versement", "cotisation", "dues", "adhesion"})
_DONATIONS = frozenset({"donation", "don", "gift"})


def terms_of(row: TypedRow, *, today: dt.date, american: bool, currency: str, year: int | None) -> Terms:
    """The payment of a row; `year` is the one answered for it, `american` that the month comes first.

    Raises:
        Usage: `import_paid_on`, `import_day`, `import_year`, `amount`.
    """
    amount, donation = row.values.get("amount"), _kind_of(row) in _DONATIONS
    since, until = (None, None) if donation else (_day(row, "from", american), _day(row, "until", american))
    return Terms(
        paid_on=paid_on_of(row, today, american=american),
        year=None if donation or since else _year(row, year),
        since=since,
        until=until,
        cents=typed_cents(amount, currency) if amount else None,
        rate=None if donation else clean(row.values.get("rate", "")) or None,
        donation=donation,
        method=clean(row.values.get("method", "")) or None,
        reference=clean(row.values.get("reference", "")) or None,
        received_on=_day(row, "received_on", american),
        deposited_on=_day(row, "deposited_on", american),
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


def other_kind(row: TypedRow) -> Problem | None:
    """Why a row of a journal is no money received: a refund, a promise, a call."""
    if _kind_of(row) in _PAYMENTS | _DONATIONS:
        return None
    return Problem("row_state", {"text": clean(row.values["kind"])})


def whole_name(row: TypedRow) -> str:
    """The name as it stands, which may be an organisation's."""
    if "name" in row.values:
        return row.values["name"]
    return " ".join(filter(None, (row.values.get("given_name"), row.values.get("family_name"))))


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


def _kind_of(row: TypedRow) -> str:
    return fold(row.values.get("kind", ""))


def _day(row: TypedRow, field: str, american: bool) -> dt.date | None:
    text = row.values.get(field)
    if text is None:
        return None
    found = moment_in(text, "UTC", american=american)
    if found is None:
        raise Usage("import_day", text=text)
    return found.date()


def _year(row: TypedRow, answered: int | None) -> int | None:
    """The year of dues that the row names, or that was answered for it."""
    text = row.values.get("year")
    if text is None:
        return answered
    named = _YEAR.fullmatch(text)
    if named is None:
        raise Usage("import_year", text=text)
    return int(named[1])
