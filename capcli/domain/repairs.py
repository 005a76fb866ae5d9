"""Codes and days that a spreadsheet took for numbers, put back as they were, as far as no digit is lost.

A spreadsheet drops the zeros before a number (`01120`, `0465711001`), writes a
long one with an exponent (`4,65711001E+08`), ends it with `.0`, and keeps days
as a count from 30 December 1899.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.names import clean
from capcli.domain.plans import PlanRow, Problem, TypedRow
from capcli.domain.sirets import luhn

REPAIRED = "repaired"
"""The code of what is said of a repair: no fault, the row goes in."""

_DECIMALS = re.compile(r"([0-9]+)[.,]0+")
_EXPONENT = re.compile(r"([0-9](?:[.,][0-9]+)?)[eE]\+?([0-9]{1,2})")
_SERIAL = re.compile(r"([2-6][0-9]{4})(?:[.,]([0-9]+))?")
_EPOCH = dt.datetime(1899, 12, 30)
_MINUTES = 24 * 60
_ABROAD = re.compile(r"\s*(?:\+|00)\s*(?!33)[1-9]")


class Mended(Struct, frozen=True):
    """The rows with their codes put back, and what is said of each, by line."""

    rows: list[TypedRow]
    said: Mapping[int, list[Problem]]

    def told(self, row: PlanRow) -> PlanRow:
        """The plan's row with what was put back in it, where it does something or asks."""
        said = self.said.get(row.line) if row.action in ("create", "change", "ambiguous") else None
        return replace(row, problems=[*row.problems, *said]) if said else row


def mended(rows: Sequence[TypedRow], *, spreadsheet: bool = True) -> Mended:
    """Every row with the codes and days that can be put back; a row without any stays the same one.

    `spreadsheet`: the file is of a format that spreadsheets write.
    """
    said: dict[int, list[Problem]] = {}
    kept, whole = [], _is_whole(rows, spreadsheet)
    for row in rows:
        changes = {
            field: mend(row)
            for field, mend in _MENDS.items()
            if field in row.values and not (whole and field == "postcode")
        }
        changes = {field: text for field, text in changes.items() if text != row.values[field]}
        if changes:
            said[row.line] = [_said(row, field, text) for field, text in changes.items()]
        kept.append(replace(row, values={**row.values, **changes}) if changes else row)
    return Mended(kept, said)


def is_shortened(text: str) -> bool:
    """Whether a spreadsheet rounded digits of the number away, so that nobody can put them back."""
    return whole_number(text) is None


def whole_number(text: str) -> str | None:
    """The digits of a number as a spreadsheet writes it, "7400.0" or "4,65711001E+08"; any other text as it is.

    None where fewer digits are written than the number has: the others were rounded away.
    """
    bare = text.strip()
    if plain := _DECIMALS.fullmatch(bare):
        return plain[1]
    written = _EXPONENT.fullmatch(bare)
    if written is None:
        return text
    digits = re.sub("[.,]", "", written[1])
    return digits if len(digits) == int(written[2]) + 1 else None


def postcode(text: str, phone: str = "") -> str:
    """A French postcode with the zero it began with; one of four digits beside a foreign `phone` is foreign."""
    digits = whole_number(text) or text
    is_short = re.fullmatch(r"[1-9][0-9]{3}", digits.strip()) and not _ABROAD.match(phone)
    return f"0{digits.strip()}" if is_short else digits


def phone(text: str) -> str:
    """A French phone number with the zero, or the plus, that it began with."""
    digits = whole_number(text) or text
    bare = re.sub(r"[\s.\-]", "", digits)
    if re.fullmatch(r"[1-9][0-9]{8}", bare):
        return f"0{bare}"
    return f"+{bare}" if re.fullmatch(r"33[1-9][0-9]{8}", bare) else digits


def siret(text: str) -> str:
    """A SIRET with the zeros it began with, when its check digit agrees."""
    digits = whole_number(text) or text
    bare = re.sub(r"[\s.\-]", "", digits)
    is_short = re.fullmatch(r"[1-9][0-9]{11,12}", bare)
    return bare.rjust(14, "0") if is_short and luhn(bare) % 10 == 0 else digits


def moment(text: str) -> str:
    """A day, or a day and an hour, that was turned into a count of days: 45262 is 2023-12-02."""
    counted = _SERIAL.fullmatch(text.strip())
    if counted is None:
        return text
    share = float(f"0.{counted[2] or 0}")
    found = _EPOCH + dt.timedelta(days=int(counted[1]), minutes=round(share * _MINUTES))
    return f"{found:%Y-%m-%d}" if not share else f"{found:%Y-%m-%d %H:%M}"


def _is_whole(rows: Sequence[TypedRow], spreadsheet: bool) -> bool:
    """Whether a list of cap's own has its postcodes as they were, so that the short ones are foreign.

    No spreadsheet wrote it, or one that left the zeros of others.
    """
    own = [row.values.get("postcode", "") for row in rows if "ref" in row.values]
    return bool(own) and (not spreadsheet or any(code.startswith("0") for code in own))


def _said(row: TypedRow, field: str, text: str) -> Problem:
    was = clean(row.values[field])
    return Problem(REPAIRED, {"column": row.headings.get(field, field), "was": was, "value": text})


_DAYS = ("requested_at", "paid_on", "received_on", "deposited_on", "from", "until", "exempt.from", "exempt.until")
_MENDS: dict[str, Callable[[TypedRow], str]] = {
    "postcode": lambda row: postcode(row.values["postcode"], row.values.get("phone", "")),
    "phone": lambda row: phone(row.values["phone"]),
    "siret": lambda row: siret(row.values["siret"]),
    **{day: lambda row, day=day: moment(row.values[day]) for day in _DAYS},  # type: ignore[misc]
}
"""What puts back each field."""
