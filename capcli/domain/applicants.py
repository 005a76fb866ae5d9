"""A row of a file read into somebody: what can be used, and a problem with its text for what cannot."""

import datetime as dt
import re
from collections.abc import Callable

from msgspec import Struct

from capcli.domain.emails import first_email, typed_email
from capcli.domain.meeting_names import untagged
from capcli.domain.moments import moment_in
from capcli.domain.names import atoms, clean, email_key, fold, full_name, name_key, split_name, squash, untitled
from capcli.domain.phones import first_phone, typed_phone
from capcli.domain.plans import PlanPerson, Problem, TypedRow
from capcli.domain.records import Person
from capcli.errors import Usage

_SEVERAL = re.compile(r"[;/&+\n|]|\s(?:et|and)\s", re.IGNORECASE)
_NO_VALUE = frozenset({"", "na", "n a", "neant", "aucun", "aucune", "sans", "none", "nil", "nothing", "rien", "null"})
_NO_EMAIL = frozenset({"anonymous", "anonyme", "pas de mail", "pas demail", "pas de courriel", "sans mail", "no email"})
_FORMS: dict[str, Callable[[str], str]] = {"email": typed_email, "phone": typed_phone}
FIRSTS: dict[str, Callable[[str], str | None]] = {"email": first_email, "phone": first_phone}
"""The first of several in one cell."""
NOTES = frozenset(
    str.split(
        "organisation_none organisation_taken organisation_new colleague row_twice_used row_twice_answers "
        "answers_added answers_changed answers_sensitive edited payer_added name_remark row_waitlisted filled_in"
    )
)
"""Codes that tell what was done with a row, and take nothing from it."""


class Applicant(Struct, frozen=True, kw_only=True):
    """Somebody as a row tells: `organisation` is its text, `problems` are the values that could not be used.

    `ref` is the reference of a person in an export of ours.
    """

    given_name: str = ""
    family_name: str = ""
    email: str | None = None
    phone: str | None = None
    organisation: str | None = None
    function: str | None = None
    public: str | None = None
    postcode: str | None = None
    ref: str | None = None
    requested_at: dt.datetime | None = None
    problems: list[Problem] = []

    @property
    def name(self) -> str:
        """Given and family name."""
        return full_name(self.given_name, self.family_name)

    @property
    def identity(self) -> str:
        """What the row says of who it is, folded: the key under which an answer is remembered.

        An e-mail and a name say it; without a usable e-mail the organisation is part of it.
        """
        name = name_key(self.given_name, self.family_name)
        if self.email:
            return f"{email_key(self.email)}|{name}|"
        malformed = [str(problem.args["text"]) for problem in self.problems if problem.code == "email"]
        return "|".join(["".join(malformed), name, squash(self.organisation or "")])


def applicant(row: TypedRow, timezone: str, now: dt.datetime, *, american: bool = False) -> Applicant:
    """What the row says of somebody; hours are local in `timezone`, a moment to come is a problem."""
    problems: list[Problem] = []
    given, family = name_in(row)

    def text(field: str) -> str | None:
        cell = clean(row.values.get(field, ""))
        return None if says_nothing(cell) or (field == "email" and fold(cell) in _NO_EMAIL) else cell

    def checked(field: str, value: str | None) -> str | None:
        try:
            return _FORMS[field](value) if value else None
        except Usage:
            first = FIRSTS[field](row.values[field])
            problems.append(problem_of(row, field, f"{field}_several" if first else None))
            return first

    return Applicant(
        given_name=given,
        family_name=family,
        email=checked("email", text("email")),
        phone=checked("phone", text("phone")),
        organisation=text("organisation"),
        ref=text("ref"),
        function=text("function"),
        public=text("public"),
        postcode=text("postcode"),
        requested_at=_requested(row, timezone, now, problems, american=american),
        problems=[
            *problems,
            *_remarks(row),
            *([Problem("beyond", {"text": " | ".join(row.beyond)})] if row.beyond else []),
        ],
    )


def name_in(row: TypedRow) -> tuple[str, str]:
    """The given and the family name of a row, from their columns or from one; a civility or "(Invité)" is no part."""
    given, family = _bare(row, "given_name"), _bare(row, "family_name")
    if given and family:
        return given, family
    whole = _bare(row, "name")
    if family and not whole:
        return ("", family) if row.has_given_name else split_name(family)
    return split_name(whole or given) if whole or given else ("", "")


def _remarks(row: TypedRow) -> list[Problem]:
    """What stood in brackets behind the name, or a device's name in its place, under its heading."""
    heading = next(
        (row.headings[field] for field in ("name", "given_name", "family_name") if field in row.headings), ""
    )
    device = [Problem("name_device", {"heading": heading, "text": row.device})] if row.device else []
    return device + [Problem("name_remark", {"heading": heading, "text": remark}) for remark in row.remarks]


def _bare(row: TypedRow, field: str) -> str:
    text = row.values.get(field, "")
    return untitled(untagged(text) if "(" in text or "[" in text else text)


def says_nothing(cell: str) -> bool:
    """Whether a cell is filled in to say that there is nothing: "-", "n/a", "néant"."""
    return fold(cell) in _NO_VALUE


def names_several(row: TypedRow) -> bool:
    """Whether the cells of the name hold several people ("DUPONT Jean ; FICTIF Anna", "DUPONT Jean, FICTIF Anna")."""
    names = [row.values.get(field, "") for field in ("name", "given_name", "family_name")]
    return any(_SEVERAL.search(name) or ("," in name and all(map(_is_whole, name.split(",")))) for name in names)


def _is_whole(text: str) -> bool:
    """Whether capitals tell a family name beside a given one: "DUPONT Jean", not "LE GOFF" nor "Jean Pierre"."""
    capitals = [word.isupper() and len(word) > 1 for word in text.split()]
    return any(capitals) and not all(capitals)


def problem_of(row: TypedRow, field: str, code: str | None = None) -> Problem:
    """The problem of a value, with the heading and the text that a note keeps."""
    return Problem(code or field, {"heading": row.headings.get(field, field), "text": row.values[field]})


def nobody(who: Applicant) -> bool:
    """Whether the row identifies nobody."""
    return not atoms(who.family_name) and not who.email


def note_of(problems: list[Problem], note: str | None) -> str | None:
    """The note that keeps the texts of the problems, one a line, after the note of the row itself."""
    texts = [
        labelled(problem.args["heading"], clean(str(problem.args["text"])))
        for problem in problems
        if "heading" in problem.args
    ]
    texts += [str(problem.args["text"]) for problem in problems if problem.code == "beyond"]
    return "\n".join([*([note] if note else []), *texts]) or None


def labelled(heading: str, text: str) -> str:
    """A cell behind its heading, which is kept as the file writes it: "Courriel : zoe", "E-mail: zoe"."""
    heading = heading.strip()
    if not heading:
        return text
    return f"{heading} {text}" if heading.endswith((":", "?", "!")) else f"{heading}: {text}"


def planned(who: Applicant, person: Person | None, ref: str | None, organisation: str | None) -> PlanPerson:
    """The person of a plan's row: the one who is known, else the one who will be."""
    known = person or who
    return PlanPerson(
        ref=ref,
        given_name=known.given_name,
        family_name=known.family_name,
        email=known.email,
        phone=known.phone,
        organisation=organisation,
    )


def _requested(
    row: TypedRow, timezone: str, now: dt.datetime, problems: list[Problem], *, american: bool
) -> dt.datetime | None:
    if "requested_at" not in row.values:
        return None
    found = moment_in(row.values["requested_at"], timezone, american=american)
    if found is None or found > now:
        problems.append(problem_of(row, "requested_at", "requested_at" if found is None else "requested_later"))
        return None
    return found
