"""The options that describe a session, and what was typed in them turned into its fields."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from msgspec import Struct

from capcli.commands.naming import session_meant
from capcli.desk import Desk
from capcli.domain.dates import timed, typed_day, typed_slot
from capcli.domain.hours import typed_hour
from capcli.domain.practicalities import contact_of, place_of, speaker_of
from capcli.domain.records import SESSIONS, Session, Slot
from capcli.domain.sessions import first_day, is_night, mode_of
from capcli.errors import Refused, Usage
from capcli.texts import N_

TitleOption = Annotated[str | None, typer.Option("--title", help=N_("The title."))]
DateOption = Annotated[list[str] | None, typer.Option("--date", help=N_("A day of the session; again for others."))]
FromOption = Annotated[list[str] | None, typer.Option("--from", help=N_("The hour it starts: 10:30 or 10h30."))]
ToOption = Annotated[list[str] | None, typer.Option("--to", help=N_("The hour it ends."))]
SlotOption = Annotated[
    list[str] | None,
    typer.Option("--slot", help=N_("A day with its hours: “2023-12-05 10:00-12:00”; again for others.")),
]
PlaceOption = Annotated[str | None, typer.Option("--place", help=N_("Where: name, street, postcode and town."))]
CapacityOption = Annotated[str | None, typer.Option("--capacity", metavar="N", help=N_("How many places there are."))]
MinimumOption = Annotated[str | None, typer.Option("--minimum", metavar="N", help=N_("How many people it takes."))]
LastDayOption = Annotated[str | None, typer.Option("--last-day", help=N_("The last day to register, included."))]
TimezoneOption = Annotated[str | None, typer.Option("--timezone", help=N_("The time zone, such as Europe/Paris."))]
ContactOption = Annotated[str | None, typer.Option("--contact", help=N_("Whom to ask: name, phones, e-mails."))]
SpeakerOption = Annotated[
    list[str] | None, typer.Option("--speaker", help=N_("“Name, role, organisation”; again for others."))
]
FollowsOption = Annotated[
    list[str] | None, typer.Option("--follows", metavar="SESSION", help=N_("A session that this one follows."))
]
CodeOption = Annotated[str | None, typer.Option("--code", help=N_("A code of your own."))]

OnlineOption = Annotated[bool | None, typer.Option("--online/--no-online", help=N_("Whether people take part online."))]
DuesOption = Annotated[
    bool | None,
    typer.Option("--requires-dues/--no-requires-dues", help=N_("Whether it is only for those whose dues are paid.")),
]

NOTHING = frozenset({"", "none", "aucun", "aucune"})
"""What people type to clear a value."""


class Typed(Struct, frozen=True, kw_only=True):
    """What was typed; None or empty where an option was not."""

    title: str | None = None
    days: Sequence[str] | None = None
    starts: Sequence[str] | None = None
    ends: Sequence[str] | None = None
    slots: Sequence[str] | None = None
    online: bool | None = None
    place: str | None = None
    capacity: str | None = None
    minimum: str | None = None
    dues: bool | None = None
    last_day: str | None = None
    timezone: str | None = None
    contact: str | None = None
    speakers: Sequence[str] | None = None
    follows: Sequence[str] | None = None
    approval: bool | None = None
    limits: Sequence[str] | None = None
    waitlist: str | None = None
    queue: str | None = None
    price: str | None = None
    members: str | None = None


def fields_of(typed: Typed, desk: Desk, known: Session | None = None) -> dict[str, Any]:
    """The fields of a session that were typed, by their names; `known` is the session that they change.

    Raises:
        Usage, NotFound, Ambiguous: a value cannot be read, or names no session.
    """
    fields: dict[str, Any] = {}
    if typed.title is not None:
        fields["title"] = typed.title
    slots = slots_of(typed, desk.today, known.slots if known else ())
    if slots is not None:
        fields["slots"] = slots
    if typed.dues is not None:
        fields["requires_dues"] = typed.dues
    if typed.timezone is not None:
        fields["timezone"] = typed.timezone
    fields |= _whereabouts(typed, known)
    fields |= _figures(typed, desk.today)
    fields |= _people(typed)
    fields |= _rules(typed, desk, known)
    if typed.follows:
        fields["follows"] = _followed(typed.follows, desk)
    return fields


def slots_of(typed: Typed, today: dt.date, known: Sequence[Slot] = ()) -> list[Slot] | None:
    """The slots typed as `--slot`, or as days with hours; None when neither was.

    One pair of hours serves every day typed; as many as there are days go with
    them in order. What was not typed, day or hours, stays as in `known`, the
    slots of the session that is changed.

    Raises:
        Usage: `day`, `hour`, `end_before_start`, `hours_without_day`, `hours_per_day`, `several_slots`.
    """
    days, slots = typed.days or (), typed.slots or ()
    if is_nothing([*days, *slots]):
        return []
    whole = [typed_slot(slot, today) for slot in slots]
    if not days and not typed.starts and not typed.ends:
        return whole or None
    if len(known) > 1 and len(days) < 2 and not slots:
        raise Usage("several_slots", slots=len(known))
    base = known[0] if known and not (slots and not days) else Slot()
    on = [typed_day(day, today) for day in days] or ([base.date] if base.date else [])
    if not on:
        raise Usage("hours_without_day")
    starts = _for_each(typed.starts, len(on), "--from", base.start)
    ends = _for_each(typed.ends, len(on), "--to", base.end)
    return [*(_on(*one, base) for one in zip(on, starts, ends, strict=True)), *whole]


def _for_each(hours: Sequence[str] | None, days: int, option: str, known: str | None) -> list[str | None]:
    read = [None if is_nothing([hour]) else typed_hour(hour) for hour in hours or ()]
    if len(read) <= 1:
        return (read or [known]) * days
    if len(read) != days:
        raise Usage("hours_per_day", option=option, hours=len(read), days=days)
    return read


def _on(day: dt.date, start: str | None, end: str | None, base: Slot) -> Slot:
    """The slot on `day`, as many days long as `base`; the night after its last day comes of its hours."""
    span = base.end_date - base.date if base.date and base.end_date and not is_night(base) else dt.timedelta()
    slot = timed(day, day + span, start, end)
    if slot is None:
        raise Usage("end_before_start", start=start, end=end)
    return slot


def is_nothing(values: Sequence[str]) -> bool:
    """Whether one value was typed, and it clears."""
    return len(values) == 1 and values[0].strip().lower() in NOTHING


def _whereabouts(typed: Typed, known: Session | None) -> dict[str, Any]:
    """Place and mode: what is typed over what is known; `--online` with a place is both."""
    if typed.place is None and typed.online is None:
        return {}
    fields: dict[str, Any] = {}
    place = known.place if known else None
    if typed.place is not None:
        place = None if is_nothing([typed.place]) else place_of(typed.place)
        fields["place"] = place
    mode = known.mode if known else None
    online = mode in ("online", "hybrid") if typed.online is None else typed.online
    elsewhere = "onsite" if typed.online is False or mode == "onsite" else None
    fields["mode"] = mode_of(place, online=online) or elsewhere
    return fields


def _figures(typed: Typed, today: dt.date) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, option in (("capacity", "--capacity"), ("minimum", "--minimum")):
        value = getattr(typed, name)
        if value is not None:
            fields[name] = None if is_nothing([value]) else _number(value, option)
    if typed.last_day is not None:
        fields["last_day_to_register"] = None if is_nothing([typed.last_day]) else typed_day(typed.last_day, today)
    return fields


def _number(text: str, option: str) -> int:
    if not (text.strip().isascii() and text.strip().removeprefix("-").isdigit()) or len(text) > 9:
        raise Usage("whole_number", option=option, text=text)
    return int(text)


def _people(typed: Typed) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if typed.contact is not None:
        fields["contact"] = None if is_nothing([typed.contact]) else contact_of(typed.contact)
    if typed.speakers:
        fields["speakers"] = [] if is_nothing(typed.speakers) else [speaker_of(text) for text in typed.speakers]
    return fields


def _rules(typed: Typed, desk: Desk, known: Session | None) -> dict[str, Any]:
    """How places are given, and at what price."""
    from capcli.commands.session_rules import bounds_typed, price_typed, word_typed

    fields: dict[str, Any] = {}
    if typed.approval is not None:
        fields["approval"] = typed.approval
    if typed.limits:
        fields["bounds"] = bounds_typed(typed.limits, known.bounds if known else [])
    if typed.waitlist is not None:
        fields["waitlist"] = word_typed("--waitlist", typed.waitlist, ("auto", "offer"))
    if typed.queue is not None:
        fields["queue"] = word_typed("--queue", typed.queue, ("strict", "skip"))
    if typed.price is not None or typed.members is not None:
        fields["price"] = price_typed(typed.price, typed.members, desk.settings, known.price if known else None)
    return fields


def _followed(names: Sequence[str], desk: Desk) -> list[dt.date]:
    """The first days of the sessions that were named."""
    if is_nothing(names):
        return []
    days = []
    for name in names:
        session = session_meant(desk, name)
        day = first_day(session)
        if day is None:
            raise Refused("session_undated", session=SESSIONS.ref(session.id), title=session.title)
        days.append(day)
    return sorted(set(days))
