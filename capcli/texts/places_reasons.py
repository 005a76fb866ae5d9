"""Why somebody has a place, waits for one or has none, in sentences that can be pasted in a letter to them.

They name nobody but the one who asks: of others they give the number. What
colleagues typed as a reason is told as it is.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from capcli.domain.explanations import ExplanationView
from capcli.domain.records import Session
from capcli.domain.views import Reason
from capcli.texts import N_, _, day, moment
from capcli.texts.deadlines import day_ended
from capcli.texts.errors import said
from capcli.texts.reasons import REASONS
from capcli.texts.reasons import sentence as dues_sentence
from capcli.texts.session_reasons import SESSION, session_key, where
from capcli.texts.states import state_words, totals
from capcli.texts.turns import LIFTED, REASONED, TURNS, turn_key

PLACES: dict[str, str] = {
    "has_place": N_("There is a place: {held} of {places} are taken."),
    "has_place_free": N_("There is a place."),
    "has_place_unlimited": N_("The number of places is not limited."),
    "no_place": N_("Every place is taken ({held} of {places})."),
    "no_place_onsite": N_("Every place in the room is taken ({held} of {places})."),
    "no_place_online": N_("Every place online is taken ({held} of {places})."),
    "no_place_slot": N_("Every place of slot {key} is taken ({held} of {places})."),
    "no_place_slot_day": N_("Every place of {day} is taken ({held} of {places})."),
    "no_place_organisation": N_("Places of one organisation are limited to {places}, and this one holds {held}."),
    "no_place_organisation_named": N_("Places of one organisation are limited to {places}, and {name} holds {held}."),
    "no_place_public": N_("Every place for the public “{key}” is taken ({held} of {places})."),
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
        "Places of one organisation are limited to {places}: this one holds {held}, and colleagues who wait already "
        "come first."
    ),
    "reserved_organisation_named": N_(
        "Places of one organisation are limited to {places}: {name} holds {held}, and colleagues who wait already "
        "come first."
    ),
    "reserved_public": N_(
        "{held} of {places} places for the public “{key}” are taken; the others go first to the requests that wait "
        "already."
    ),
    "ahead": N_("Places go in the order of the requests: this one is no. {position}, with {ahead} ahead of it."),
    "ahead_none": N_("Places go in the order of the requests: this one is the first in line."),
    "ahead_party": N_("Places go in the order of the requests: this one and its party are first in line."),
    "party_too_big": N_("Those registered together take their places together: {size} are needed, {left} free."),
    "list_stopped": N_(
        "The waiting list has stood still since {since}: a place that comes free is no longer given automatically."
    ),
    "needs_approval": N_("Each request for this session is looked at before it is accepted."),
    "approved": N_("The request was accepted on {at}."),
    "subject_to_dues": N_("The place is confirmed once dues cover the day of the session."),
    "dues_not_asked": N_("This session is open without dues."),
    "offer_until": N_("A free place is held for this request: the answer is awaited before {until}."),
    "offer_until_day": N_("A free place is held for this request: the answer is awaited on {until} at the latest."),
    "offer_passed": N_("A free place was held for this request until {until}; it may go to somebody else now."),
    "offer_untold": N_("A free place is held for this request; the time to answer starts once this is told."),
    "deadline": N_("The place is held until {until}; afterwards it may go to somebody who waits."),
    "deadline_day": N_("The place is held through {until}; afterwards it may go to somebody who waits."),
    "deadline_passed": N_(
        "The place was held until {until}; it may go now to somebody who waits, and dues that come before still "
        "confirm it."
    ),
    "dues_after_approval": N_(
        "Once the request is accepted, dues that cover the day of the session confirm the place."
    ),
    "keeps_place": N_("The place was confirmed before, and a place given is kept."),
    "subject_later": N_("A place given to this request would be held, and confirmed once dues cover the day."),
    "subject_later_approval": N_("A place given to this request would be held, and confirmed once it is accepted."),
    "subject_later_both": N_(
        "A place given to this request would be held, and confirmed once it is accepted and dues cover the day."
    ),
    "subject_later_offered": N_("If it is taken, it is confirmed once dues cover the day of the session."),
    "not_registered": N_("No registration for this session is known."),
    "would_be_confirmed": N_("A request made now would be confirmed at once."),
    "would_be_pending": N_("A request made now would hold a place, confirmed once dues cover the day of the session."),
    "would_be_approval": N_("A request made now would hold a place, confirmed once the request is accepted."),
    "would_be_both": N_(
        "A request made now would hold a place, confirmed once the request is accepted and dues cover the day of the "
        "session."
    ),
    "would_be_waiting": N_("A request made now would go on the waiting list, as no. {position}."),
    "place_online": N_("There is a place online."),
    "registration": N_("{session} {title}, {day}: {state} ({registration})."),
    "registration_undated": N_("{session} {title}: {state} ({registration})."),
    "session_cancelled": N_("The session is cancelled."),
    "session_cancelled_reason": N_("The session is cancelled: {reason}."),
    "session_over": N_("The session ended on {day}."),
}
"""The sentence of every reason of a place or of the queue, and of its variants."""

REFUSED: dict[str, str] = {
    "registering_cancelled": N_("The session is cancelled."),
    "registering_undated": N_("The session has no day yet: it takes registrations once it has one."),
    "registering_past": N_("The session ended on {day}."),
    "registering_closed": N_("The last day to register was {day}."),
    "registering_refused": N_("To have a refused request looked at again, ask the coordinator."),
}
"""Why a request cannot be taken: the codes of the refusals."""


def sentence(reason: Reason, session: Session | None = None) -> str:
    """The reason in the language spoken now, its moments in the time of the session's place."""
    if reason.code == "counts":
        return totals(reason.args["counts"], reason.args["capacity"], shown=frozenset(reason.args["counts"]))
    key, texts = _variant(reason.code, reason.args, session)
    if texts is REASONS:
        return dues_sentence(reason)
    zone = session.timezone if session else "UTC"
    args: dict[str, Any] = {key: _told(key, value, zone) for key, value in reason.args.items() if value is not None}
    args |= where(reason.args)
    if key.startswith("registration"):
        args["state"] = state_words(
            reason.args["state"], waits_for=reason.args["waits_for"], position=reason.args["position"]
        )
    if key.endswith("_slot_day"):
        args["day"] = _slot_day(session, reason.args["key"])
    return _(texts[key]).format(**args)


def with_messages(explained: ExplanationView, session: Session | None = None) -> ExplanationView:
    """The explanation with the sentence of each of its reasons."""
    told = [replace(reason, message=sentence(reason, session)) for reason in explained.reasons]
    return replace(explained, reasons=told)


def _variant(code: str, args: Mapping[str, Any], session: Session | None) -> tuple[str, Mapping[str, str]]:
    """The key of the sentence, and the table it is in."""
    if code == "turn":
        state = turn_key(args)
        return state, REASONED if args.get("reason") and state in REASONED else TURNS
    if code == "lifted":
        return str(args["rule"]), LIFTED
    if code in REFUSED:
        return code, REFUSED
    if code in KEYS:
        return KEYS[code](args, session), PLACES
    if code in PLACES:
        return code, PLACES
    key = session_key(code, args)
    return key, SESSION if key in SESSION else REASONS


def _bound_key(args: Mapping[str, Any], session: Session | None) -> str:
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


def _has_place_key(args: Mapping[str, Any], session: Session | None) -> str:
    if args.get("places") is not None:
        return "has_place"
    return "has_place_free" if session is not None and session.bounds else "has_place_unlimited"


def _would_be_key(args: Mapping[str, Any], _session: Session | None) -> str:
    if args["waits_for"] == "approval":
        return "would_be_both" if args["owes"] else "would_be_approval"
    return f"would_be_{args['state']}"


def _subject_key(args: Mapping[str, Any], _session: Session | None) -> str:
    if args["waits_for"] == "approval":
        return "subject_later_both" if args["owes"] else "subject_later_approval"
    if args["state"] == "offered":
        return "subject_later_offered"
    return "subject_later"


def _until_key(code: str, passed: str) -> Callable[[Mapping[str, Any], Session | None], str]:
    """The last day is said instead of the midnight that ends it."""

    def key(args: Mapping[str, Any], session: Session | None) -> str:
        if args["passed"]:
            return passed
        ends_a_day = session is not None and day_ended(args["until"], session.timezone)
        return f"{code}_day" if ends_a_day else code

    return key


KEYS: dict[str, Callable[[Mapping[str, Any], Session | None], str]] = {
    "no_place": _bound_key,
    "has_place": _has_place_key,
    "would_be": _would_be_key,
    "offer_until": _until_key("offer_until", "offer_passed"),
    "deadline": _until_key("deadline", "deadline_passed"),
    "ahead": lambda args, _on: "ahead" if args["ahead"] else "ahead_party" if args["position"] > 1 else "ahead_none",
    "subject_later": _subject_key,
    "registration": lambda args, _session: "registration" if args["day"] else "registration_undated",
    "session_cancelled": lambda args, _session: "session_cancelled_reason" if args["reason"] else "session_cancelled",
}
"""Which sentence of a code goes with its arguments."""


def _told(key: str, value: Any, timezone: str) -> str:
    """A value in words: a deadline with its hour, or its last day; what happened by its day."""
    if key == "reason":
        return str(value).strip().rstrip(".")
    if not isinstance(value, dt.datetime):
        return said(value)
    if key == "at":
        from zoneinfo import ZoneInfo

        return day(value.astimezone(ZoneInfo(timezone)).date())
    last = day_ended(value, timezone) if key == "until" else None
    return day(last) if last else moment(value, timezone)


def _slot_day(session: Session | None, key: Any) -> str | None:
    """The day in words of a slot, by its number from 1; None where another slot is on that day, or it has none."""
    place = int(key) - 1
    days = [slot.date for slot in session.slots] if session is not None else []
    on = days[place] if 0 <= place < len(days) else None
    return day(on) if on is not None and days.count(on) == 1 else None
