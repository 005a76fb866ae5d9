"""Why somebody has a place, waits for one or has none, in sentences that can be pasted in a letter to them.

They name nobody but the one who asks: of others they give the number. What
colleagues typed as a reason is told as it is.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from capcli.domain.records import Session
from capcli.domain.views import Reason
from capcli.texts import N_, _, day, hour
from capcli.texts.errors import said
from capcli.texts.turns import REASONED, TURNS, turn_key

PLACES: dict[str, str] = {
    "has_place": N_("There is a place: {held} of {places} are taken."),
    "has_place_unlimited": N_("The number of places is not limited."),
    "no_place": N_("Every place is taken ({held} of {places})."),
    "no_place_onsite": N_("Every place in the room is taken ({held} of {places})."),
    "no_place_online": N_("Every place online is taken ({held} of {places})."),
    "no_place_slot": N_("Every place of slot {key} is taken ({held} of {places})."),
    "no_place_slot_day": N_("Every place of {day} is taken ({held} of {places})."),
    "no_place_organisation": N_(
        "Each organisation has a number of places, and those of this one are taken ({held} of {places})."
    ),
    "no_place_organisation_named": N_(
        "Each organisation has a number of places, and those of {name} are taken ({held} of {places})."
    ),
    "no_place_public": N_("Every place kept for “{key}” is taken ({held} of {places})."),
    "reserved": N_("{held} of {places} places are taken; the others go first to the requests that wait already."),
    "reserved_onsite": N_(
        "{held} of {places} places in the room are taken; the others go first to the requests that wait already."
    ),
    "reserved_online": N_(
        "{held} of {places} places online are taken; the others go first to the requests that wait already."
    ),
    "reserved_slot": N_(
        "{held} of {places} places of slot {key} are taken; the others go first to the requests that wait already."
    ),
    "reserved_slot_day": N_(
        "{held} of {places} places of {day} are taken; the others go first to the requests that wait already."
    ),
    "reserved_organisation": N_(
        "{held} of the {places} places that each organisation has are taken; the others go first to the colleagues "
        "who wait already."
    ),
    "reserved_organisation_named": N_(
        "{held} of the {places} places of {name} are taken; the others go first to the colleagues who wait already."
    ),
    "reserved_public": N_(
        "{held} of the {places} places kept for “{key}” are taken; the others go first to the requests that wait "
        "already."
    ),
    "ahead": N_("Places go in the order of the requests: this one is no. {position}, with {ahead} ahead of it."),
    "ahead_none": N_("Places go in the order of the requests: this one is the first to be served."),
    "party_too_big": N_(
        "The {size} people registered together take their places together: {size} are needed, {left} are free."
    ),
    "list_stopped": N_(
        "The waiting list has stood still since {since}: from then on a free place is given by hand only."
    ),
    "needs_approval": N_("Each request for this session is looked at before it is accepted."),
    "approved": N_("The request was accepted on {at}."),
    "subject_to_dues": N_("The place is held, and is confirmed once dues cover the day of the session."),
    "dues_not_asked": N_("This session is open without dues."),
    "offer_until": N_("A free place is held for this request: the answer is awaited before {until}."),
    "offer_until_day": N_("A free place is held for this request: the answer is awaited on {until} at the latest."),
    "offer_untold": N_("A free place is held for this request; the time to answer starts when this is announced."),
    "deadline": N_("The place is held until {until}; afterwards it may go to somebody who waits."),
    "deadline_day": N_("The place is held through {until}; afterwards it may go to somebody who waits."),
    "promoted": N_("A place came free, and this request was the next to be served, on {at}."),
}
"""The sentence of every reason of a place or of the queue, and of its variants."""

LIFTED: dict[str, str] = {
    "full": N_("A place was given beyond their number, on {at} ({reason})."),
    "closed": N_("The request was accepted after the registrations had closed, on {at} ({reason})."),
    "unpaid": N_("The place was confirmed without waiting for dues, on {at} ({reason})."),
    "limit": N_("A place was given beyond the limit that holds for a part of the places, on {at} ({reason})."),
    "duplicate": N_("Somebody with nearly the same name is known; both were kept, on {at} ({reason})."),
}
"""What each rule that a person lifts has come to."""

REFUSED: dict[str, str] = {
    "registering_cancelled": N_("The session is cancelled."),
    "registering_undated": N_("The session has no day yet: it takes registrations once it has one."),
    "registering_past": N_("The session ended on {day}."),
    "registering_closed": N_("The registrations closed on {day}, that day included."),
}
"""Why a request cannot be taken: the codes of the refusals."""


def sentence(reason: Reason, session: Session) -> str:
    """The reason in the language spoken now, its moments in the time of the session's place."""
    args: dict[str, Any] = {
        key: _told(key, value, session.timezone) for key, value in reason.args.items() if value is not None
    }
    key, texts = _variant(reason.code, reason.args, session)
    if key.endswith("_slot_day"):
        args["day"] = _slot_day(session, reason.args["key"])
    return _(texts[key]).format(**args)


def knows(code: str) -> bool:
    """Whether the code is one of a place or of the queue."""
    return code in PLACES or code in REFUSED or code in ("lifted", "turn")


def _variant(code: str, args: Mapping[str, Any], session: Session) -> tuple[str, Mapping[str, str]]:
    """The key of the sentence, and the table it is in."""
    if code == "turn":
        state = turn_key(args)
        return state, REASONED if args.get("reason") and state in REASONED else TURNS
    if code == "lifted":
        return str(args["rule"]), LIFTED
    if code in REFUSED:
        return code, REFUSED
    if code == "no_place":
        return _bound_variant(args, session), PLACES
    if code == "has_place" and args.get("places") is None:
        return "has_place_unlimited", PLACES
    if code == "ahead" and not args["ahead"]:
        return "ahead_none", PLACES
    if code in ("deadline", "offer_until") and _is_midnight(args["until"], session.timezone):
        return f"{code}_day", PLACES
    return code, PLACES


def _bound_variant(args: Mapping[str, Any], session: Session) -> str:
    """How the bound is called, and whether its places are all taken or kept for those who wait already."""
    kind, key = args["bound"], args.get("key")
    stem = "no_place" if args["held"] >= args["places"] else "reserved"
    if kind == "mode":
        return f"{stem}_{key}"
    if kind == "slot":
        return f"{stem}_slot_day" if _slot_day(session, key) else f"{stem}_slot"
    if kind == "organisation":
        return f"{stem}_organisation_named" if args.get("name") else f"{stem}_organisation"
    return stem if kind == "session" else f"{stem}_{kind}"


def _slot_day(session: Session, key: Any) -> str | None:
    """The day of a slot by its number from 1; None when no other slot's day tells it apart."""
    place = int(key) - 1
    if not 0 <= place < len(session.slots):
        return None
    on = session.slots[place].date
    alone = on is not None and [slot.date for slot in session.slots].count(on) == 1
    return day(on) if alone and on is not None else None


def _told(key: str, value: Any, timezone: str) -> str:
    """A value in words: a deadline with its hour, or its last day; what happened by its day."""
    if key == "reason":
        return str(value).strip().rstrip(".")
    if not isinstance(value, dt.datetime):
        return said(value)
    from zoneinfo import ZoneInfo

    local = value.astimezone(ZoneInfo(timezone))
    if key == "at":
        return day(local.date())
    if key == "until" and _is_midnight(value, timezone):
        return day(local.date() - dt.timedelta(days=1))
    return _("{day} at {hour}").format(day=day(local.date()), hour=hour(f"{local:%H:%M}"))


def _is_midnight(value: dt.datetime, timezone: str) -> bool:
    from zoneinfo import ZoneInfo

    return value.astimezone(ZoneInfo(timezone)).time() == dt.time(0)
