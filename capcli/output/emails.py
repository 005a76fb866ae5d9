"""The addresses of a list, ready to paste in the Bcc field of a message."""

from collections.abc import Sequence

from capcli.domain.names import email_key
from capcli.errors import Usage
from capcli.output import values
from capcli.output.columns import Shape
from capcli.output.values import Row
from capcli.texts import _, phone

EMAIL = "email"
"""The key of the address in the lists that have one."""


def text(rows: Sequence[Row], shape: Shape) -> str:
    """The addresses on one line, separated by commas as RFC 5322 has it; nothing when there is none.

    Raises:
        Usage: `no_emails`, the list has no e-mail column.
    """
    if all(column.key != EMAIL for column in shape.columns):
        raise Usage("no_emails")
    found = addresses(rows)
    return ", ".join(found) + "\n" if found else ""


def addresses(rows: Sequence[Row]) -> list[str]:
    """Every address once, in the order of the list, whatever its case and however many share it."""
    found: dict[str, str] = {}
    for row in rows:
        if row.get(EMAIL):
            found.setdefault(email_key(row[EMAIL]), row[EMAIL])
    return list(found.values())


def unreachable(rows: Sequence[Row]) -> list[str]:
    """A line for everybody without an e-mail, with the phone, each person once."""
    lines: dict[str, str] = {}
    for row in rows:
        if row.get(EMAIL):
            continue
        name, number = _name(row), row.get("phone")
        if number:
            line = _("No e-mail: {name}, {phone}").format(name=name, phone=phone(number))
        else:
            line = _("No e-mail and no phone: {name}").format(name=name)
        lines.setdefault(_key(row), line)
    return list(lines.values())


def _name(row: Row) -> str:
    """Whose address is missing: the payer's where somebody else is reminded for them."""
    return values.name(row) or values.at(row, "payer.name") or values.at(row, "who.name") or str(row.get("name") or "")


def _key(row: Row) -> str:
    """Who it is: the person's reference, since two people may bear one name."""
    known = (values.at(row, key) for key in ("person.ref", "payer.ref", "who.ref"))
    return next(filter(None, known), None) or str(row.get("ref") or _name(row))
