"""Values between backquotes: how a page says what its sentences would make something else of.

``- Ville : `12 mars` `` is a town called so. The writer uses such lines for the
few values that it would not read back from an ordinary one.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import convert
from msgspec.structs import replace

from capcli.domain.folding import fold
from capcli.domain.records import Amount, Contact, Mode, Place, Price, PriceKind, Session, Slot, Speaker, Step
from capcli.pages.escaping import code
from capcli.pages.lines import CODE
from capcli.pages.sections import Topic

ABSENT = "—"
PENDING = {"fr": "à confirmer", "en": "to be confirmed"}

LABELS: dict[str, dict[str, str]] = {
    "absent": {"fr": "Non précisé", "en": "Not stated"},
    "slots": {"fr": "Créneau", "en": "Slot"},
    "mode": {"fr": "Mode", "en": "Mode"},
    "place.name": {"fr": "Nom du lieu", "en": "Name of the place"},
    "place.address": {"fr": "Adresse", "en": "Address"},
    "place.postcode": {"fr": "Code postal", "en": "Postcode"},
    "place.city": {"fr": "Ville", "en": "Town"},
    "capacity": {"fr": "Places", "en": "Places"},
    "minimum": {"fr": "Minimum", "en": "Minimum"},
    "last_day_to_register": {"fr": "Dernier jour d’inscription", "en": "Last day to register"},
    "requires_dues": {"fr": "Cotisation", "en": "Dues"},
    "registration_required": {"fr": "Inscription", "en": "Registration"},
    "registration_url": {"fr": "Adresse d’inscription", "en": "Registration address"},
    "price": {"fr": "Tarif", "en": "Price"},
    "amounts": {"fr": "Montant", "en": "Amount"},
    "speakers": {"fr": "Intervention", "en": "Speaker"},
    "contact.name": {"fr": "Nom du contact", "en": "Name of the contact"},
    "contact.phones": {"fr": "Téléphone", "en": "Phone"},
    "contact.emails": {"fr": "E-mail", "en": "E-mail"},
    "audience": {"fr": "Public", "en": "Public"},
    "objectives": {"fr": "Objectif", "en": "Objective"},
    "programme": {"fr": "Étape", "en": "Step"},
    "follows": {"fr": "Suite de", "en": "Follows"},
}
LISTS = frozenset({"slots", "speakers", "audience", "objectives", "programme", "follows"})
_FIELDS = {fold(label): field for field, labels in LABELS.items() for label in labels.values()}
_PART = rf"(?:{CODE}|{ABSENT})"
_LINE = re.compile(rf"([^:]{{2,40}}?)\s*:\s*({_PART}(?:\s*[;,]\s*{_PART})*)\s*(\([^()]*\))?\s*")

Parts = list[str | None]


def literals_in(topics: Sequence[Topic]) -> tuple[dict[str, list[Parts]], list[Topic]]:
    """The values given literally, a list of parts for each line, by field; and the lines that are left."""
    found: dict[str, list[Parts]] = {}
    left = []
    for topic in topics:
        line = topic.line
        shape = _LINE.fullmatch(line.text) if line.codes or ABSENT in line.text else None
        field = _FIELDS.get(fold(shape[1])) if shape else None
        if shape is None or field is None:
            left.append(topic)
            continue
        codes = iter(line.codes)
        parts: Parts = [next(codes, None) if sign == CODE else None for sign in re.findall(_PART, shape[2])]
        found.setdefault(field, []).append([*parts, shape[3]] if shape[3] else parts)
    return found, left


def overlaid(session: Session, literals: dict[str, list[Parts]]) -> Session:
    """The session with the literal values in place of those read; one that makes no sense is left out."""
    if not literals:
        return session
    changes: dict[str, Any] = {}
    for field in (part for parts in literals.get("absent", ()) for part in parts if part):
        if field in _EMPTY:
            changes[field] = _EMPTY[field]
    for field, build in _BUILDERS.items():
        given = {key: rows for key, rows in literals.items() if key == field or key in _PARTS_OF.get(field, ())}
        if given:
            try:
                changes[field] = build(given)
            except (ValueError, IndexError, TypeError):
                continue
    return replace(session, **changes)


_EMPTY: dict[str, Any] = {
    field: [] if field in LISTS else None for field in LABELS if field not in ("absent", "amounts") and "." not in field
} | {"place": None, "contact": None}
_PARTS_OF = {
    "place": ("place.name", "place.address", "place.postcode", "place.city"),
    "contact": ("contact.name", "contact.phones", "contact.emails"),
    "price": ("amounts",),
}
Given = dict[str, list[Parts]]


def _first(given: Given, field: str) -> str | None:
    rows = given.get(field)
    return rows[0][0] if rows else None


def _stated(given: Given, field: str) -> str:
    value = _first(given, field)
    if value is None:
        raise ValueError(field)
    return value


def _all(given: Given, field: str) -> list[str]:
    return [row[0] for row in given.get(field, ()) if row[0] is not None]


def _slots(given: Given) -> list[Slot]:
    return [convert(dict(zip(("date", "end_date", "start", "end"), row, strict=True)), Slot) for row in given["slots"]]


def _speakers(given: Given) -> list[Speaker]:
    return [
        Speaker(name=str(row[0]), role=row[1], organisation=row[2], confirmed=len(row) == 3)
        for row in given["speakers"]
    ]


def _price(given: Given) -> Price:
    amounts = [
        Amount(cents=int(str(row[0])), currency=str(row[1]), audience=row[2]) for row in given.get("amounts", ())
    ]
    return Price(kind=convert(_stated(given, "price"), PriceKind), amounts=amounts)


def _place(given: Given) -> Place:
    return Place(**{key.partition(".")[2]: _first(given, key) for key in given})


def _contact(given: Given) -> Contact:
    return Contact(
        name=_first(given, "contact.name"),
        phones=_all(given, "contact.phones"),
        emails=_all(given, "contact.emails"),
    )


def _one(field: str, read: Callable[[str], Any]) -> Callable[[Given], Any]:
    return lambda given: read(_stated(given, field))


_BUILDERS: dict[str, Callable[[Given], Any]] = {
    "slots": _slots,
    "mode": _one("mode", lambda mode: convert(mode, Mode)),
    "place": _place,
    "capacity": _one("capacity", int),
    "minimum": _one("minimum", int),
    "last_day_to_register": _one("last_day_to_register", dt.date.fromisoformat),
    "requires_dues": _one("requires_dues", "true".__eq__),
    "registration_required": _one("registration_required", "true".__eq__),
    "registration_url": _one("registration_url", str),
    "price": _price,
    "speakers": _speakers,
    "contact": _contact,
    "audience": lambda given: _all(given, "audience"),
    "objectives": lambda given: _all(given, "objectives"),
    "programme": lambda given: [Step(time=row[0], title=str(row[1])) for row in given["programme"]],
    "follows": lambda given: [dt.date.fromisoformat(day) for day in _all(given, "follows")],
}


def literal_lines(session: Session, field: str, language: str) -> list[str]:
    """The lines that say a field of the session literally."""
    value = getattr(session, field)
    if value is None or value == []:
        return [_line("absent", [field], language)]
    return [_line(key, parts, language) for key, parts in _rows(session, field)]


def _rows(session: Session, field: str) -> list[tuple[str, Parts]]:
    value = getattr(session, field)
    if field == "slots":
        return [(field, [_text(s.date), _text(s.end_date), s.start, s.end]) for s in session.slots]
    if field in ("place", "contact"):
        pairs = [(f"{field}.{name}", getattr(value, name)) for name in value.__struct_fields__]
        rows: list[tuple[str, Parts]] = [
            (key, [one])
            for key, given in pairs
            for one in (given if isinstance(given, list) else [given])
            if one is not None
        ]
        return rows or [(pairs[0][0], [None])]
    if field == "price" and session.price:
        return [
            (field, [session.price.kind]),
            *(("amounts", [str(a.cents), a.currency, a.audience]) for a in session.price.amounts),
        ]
    if field == "speakers":
        return [(field, [s.name, s.role, s.organisation, *(() if s.confirmed else ("?",))]) for s in session.speakers]
    if field == "programme":
        return [(field, [step.time, step.title]) for step in session.programme]
    if isinstance(value, list):
        return [(field, [_text(one)]) for one in value]
    return [(field, [str(value).lower() if isinstance(value, bool) else _text(value)])]


def _text(value: object) -> str | None:
    return None if value is None else value.isoformat() if isinstance(value, dt.date) else str(value)


def _line(field: str, parts: Parts, language: str) -> str:
    pending = ""
    if field == "speakers" and len(parts) == 4:
        parts, pending = parts[:3], f" ({PENDING[language]})"
    colon = " : " if language == "fr" else ": "
    said = " ; ".join(ABSENT if part is None else code(part) for part in parts)
    return f"- {LABELS[field][language]}{colon}{said}{pending}"
