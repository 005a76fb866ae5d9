"""What limits a session's places, as the label of a line."""

from typing import Any

from capcli.domain.records import Session
from capcli.texts import N_, _, day

LABELS: dict[str, str] = {
    "onsite": N_("In the room"),
    "online": N_("Online"),
    "slot": N_("Slot {key}"),
    "slot_day": N_("Slot of {day}"),
    "organisation": N_("Organisation {key}"),
    "public": N_("Public “{key}”"),
}


def bound_label(kind: str, key: str | None, session: Session) -> str:
    """What a bound holds for: "In the room", "Slot of 6 December 2023", "Public “élus”"; nothing for the capacity."""
    if kind == "session":
        return ""
    if kind == "mode":
        return _(LABELS[key or "onsite"])
    on = slot_day(session, key) if kind == "slot" else None
    return _(LABELS["slot_day" if on else kind]).format(key=key, day=on)


def slot_day(session: Session, key: Any) -> str | None:
    """The day in words of a slot, by its number from 1; None where another slot is on that day, or it has none."""
    place = int(key) - 1
    if not 0 <= place < len(session.slots):
        return None
    on = session.slots[place].date
    days = [slot.date for slot in session.slots]
    return day(on) if on is not None and days.count(on) == 1 else None
