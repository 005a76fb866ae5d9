"""What a row of a list says of an exemption from dues."""

from capcli.domain.affirmations import is_no, is_yes
from capcli.domain.applicants import labelled
from capcli.domain.names import clean
from capcli.domain.plans import Problem, TypedRow
from capcli.domain.records import Exemption
from capcli.domain.row_days import day_in

_DAYS = ("exempt.from", "exempt.until")


def exemption_in(row: TypedRow, file: str, *, american: bool) -> Exemption | None:
    """The exemption of a row, None where it says nothing or no.

    Its reason is the one in the row, else the column that is ticked and the `file` that says so.

    Raises:
        Usage: `import_day`, one of its days cannot be read.
    """
    reason = clean(row.values.get("exempt.reason", "")) or _ticked(row, file)
    if not reason:
        return None
    since, until = (day_in(row, field, american=american) for field in _DAYS)
    return Exemption(reason=reason, since=since, until=until)


def exempt_problem(row: TypedRow) -> Problem:
    """What is said of an exemption whose days cannot be used."""
    text = " - ".join(row.values[field] for field in _DAYS if field in row.values)
    return Problem("exempt_days", {"heading": row.headings.get("exempt.reason", "exempt"), "text": text})


def _ticked(row: TypedRow, file: str) -> str:
    text = clean(row.values.get("exempt", ""))
    if not text or is_no(text) or text == "-":
        return ""
    heading = row.headings.get("exempt", "exempt")
    return f"{heading} ({file})" if is_yes(text) and " " not in text else f"{labelled(heading, text)} ({file})"
