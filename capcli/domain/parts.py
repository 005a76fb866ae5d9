"""What a form says of how somebody takes part: online or in the room, and in which slots."""

import datetime as dt
import re

from capcli.domain.bounds import MODES, check_part
from capcli.domain.dates import typed_day
from capcli.domain.names import fold
from capcli.domain.records import Mode, Session, Slot
from capcli.errors import CapError, Usage

_SAID: dict[Mode, frozenset[str]] = {
    "online": frozenset(
        {word for word, mode in MODES.items() if mode == "online"}
        | set(str.split("zoom teams webinaire webinar virtuel virtual virtually web"))
    ),
    "onsite": frozenset(
        {word for word, mode in MODES.items() if mode == "onsite"}
        | {"presence", "physique", "physically", "in person", "face to face"}
    ),
}
_ALL = frozenset(
    str.split(
        "toutes|tous|tout|toute la journee|journee|journee entiere|journee complete|les deux|les deux jours|"
        "tous les jours|all|all day|both|whole day|full day|both days|every day|matin et apres midi|"
        "tous les creneaux|all slots",
        "|",
    )
)
_MORNING = frozenset({"matin", "matinee", "le matin", "morning", "am"})
_AFTERNOON = frozenset({"apres midi", "aprem", "lapres midi", "afternoon", "pm"})
_MIDDAY, _CUT = "12:00", "13:00"
_BETWEEN = re.compile(r"\s*[|;,\n]\s*|\s+(?:et|and|&)\s+", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:slot|creneau|session|seance|jour|day|date|atelier|module)?\s*(?:n|no|num|numero)?\s*(\d{1,2})"
)


def mode_in(text: str, session: Session) -> Mode | None:
    """How somebody takes part, when the text says one of the two and the session has it."""
    words = f" {fold(text)} "
    said = [mode for mode, known in _SAID.items() if any(f" {one} " in words for one in known)]
    if len(said) != 1:
        return None
    try:
        check_part(session, (), said[0])
    except Usage:
        return None
    return said[0]


def slots_in(text: str, session: Session) -> tuple[int, ...] | None:
    """The slots that a text names by number, day or half of the day, in order; None when a part of it names none."""
    if fold(text) in _ALL:
        return tuple(range(1, len(session.slots) + 1))
    numbers: set[int] = set()
    for part in filter(None, _BETWEEN.split(text.strip())):
        found = _slots_of(part, session)
        if not found:
            return None
        numbers |= found
    return tuple(sorted(numbers)) or None


def _slots_of(part: str, session: Session) -> set[int]:
    said, slots = fold(part), dict(enumerate(session.slots, start=1))
    number = _NUMBERED.fullmatch(said)
    if number:
        return {int(number[1])} & set(slots)
    half = "morning" if said in _MORNING else "afternoon" if said in _AFTERNOON else None
    if half is not None:
        halves = {place: _half_of(slot) for place, slot in slots.items()}
        return {place for place, its in halves.items() if its == half} if all(halves.values()) else set()
    try:
        day = typed_day(part, session.slots[0].date) if session.slots and session.slots[0].date else None
    except CapError:
        return set()
    return {place for place, slot in slots.items() if day and slot.date and slot.date <= day <= _last_day(slot)}


def _half_of(slot: Slot) -> str | None:
    """The half of the day in which a slot lies wholly."""
    if slot.start is None or slot.end is None or slot.end_date != slot.date:
        return None
    if slot.end <= _CUT:
        return "morning"
    return "afternoon" if slot.start >= _MIDDAY else None


def _last_day(slot: Slot) -> dt.date:
    return slot.end_date or slot.date or dt.date.min
