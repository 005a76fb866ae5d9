"""The lines of a meeting's report: whom each names, and what all of them tell of each other."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from capcli.domain.durations import NOTHING
from capcli.domain.emails import typed_email
from capcli.domain.names import fold
from capcli.errors import Usage
from capcli.imports.meeting_sections import Section
from capcli.imports.tables import Row

_HOSTS = frozenset(
    str.split(
        "organizer organiser organisateur organisatrice coorganizer coorganisateur coorganisatrice host hote cohost "
        "cohote moderator moderateur moderatrice animateur animatrice true vrai yes oui panelist paneliste"
    )
)

_NAMED_ADDRESS = re.compile(r"\s*(.*?)\s*[(<]\s*([^\s()<>]+@[^\s()<>]+)\s*[)>]\s*")
"""Zoom names the host "Camille Exemple (camille@exemple.example)"."""


class Line(Struct, frozen=True, kw_only=True):
    """A row that names somebody, with its cells by field."""

    section: Section
    row: Row
    name: str
    email: str | None

    def cell(self, *fields: str) -> str:
        """The first of these fields that is filled."""
        found = (self.section.cell(self.row, field) for field in fields)
        return next((cell for cell in found if cell.lower() not in NOTHING), "")

    def heading(self, field: str) -> str:
        """The heading of a field."""
        return self.section.headings[self.section.places[field]] if field in self.section.places else ""


def lines_of(section: Section) -> Iterator[Line]:
    """The rows of a list that name somebody."""
    for row in section.rows:
        name = _name(section, row)
        email = _address(section, row)
        if name or email:
            yield Line(section=section, row=row, name=name, email=email)


def _name(section: Section, row: Row) -> str:
    """The name on the screen, else that of the registration: whoever did not come was never on the screen ("--")."""
    shown = section.cell(row, "name")
    names = [section.cell(row, "given_name"), section.cell(row, "family_name")]
    registered = " ".join(part for part in names if part.lower() not in NOTHING)
    return registered if shown.lower() in NOTHING and registered else shown


def _address(section: Section, row: Row) -> str | None:
    """The e-mail of a row; that which Teams knows somebody by, where it is one."""
    for field in ("email", "upn", "name"):
        text = section.cell(row, field)
        if text and "#ext#" not in text.lower():
            try:
                return typed_email(text)
            except Usage:
                continue
    return None


def who(line: Line) -> str:
    """By what two lines are of one person: the e-mail, else the name as it was shown."""
    return line.email or fold(line.name)


class Known:
    """What the whole report tells of its lines: who ran the meeting, and the e-mails that only one list gives."""

    def __init__(self, facts: dict[str, str], lines: Sequence[Line]) -> None:
        email, name = facts.get("host_email", "").lower(), fold(facts.get("host_name", ""))
        both = _NAMED_ADDRESS.fullmatch(facts.get("host_name", ""))
        self._hosts = {email, name, *((fold(both[1]), both[2].lower()) if both else ())} - {""}
        for line in filter(_runs, lines):
            self._hosts |= {who(line), fold(line.name)} - {""}
        self._emails: dict[str, set[str]] = {}
        for line in lines:
            if line.email:
                self._emails.setdefault(fold(line.name), set()).add(line.email)

    def email_of(self, line: Line) -> str | None:
        """The e-mail of a line, or the one that another list gives to this very name."""
        others = self._emails.get(fold(line.name), set())
        return line.email or (next(iter(others)) if len(others) == 1 else None)

    def is_host(self, line: Line) -> bool:
        """Whether the line is of somebody who ran the meeting."""
        return bool({(line.email or "").lower(), fold(line.name)} & self._hosts)


def _runs(line: Line) -> bool:
    role = fold(line.cell("moderator", "role")).replace(" ", "")
    return line.section.is_of_hosts or role in _HOSTS
