"""What somebody is to be told of a registration, in sentences ready for a message."""

import datetime as dt
from typing import Any

from capcli.domain.records import Slot
from capcli.domain.views import Reason
from capcli.texts import N_, _, day, hour, listed, moment, short_day
from capcli.texts.deadlines import day_ended

NEWS: dict[str, str] = {
    "confirmed": N_("Confirmed."),
    "pending_dues": N_("A place is held, subject to dues."),
    "pending_approval": N_("The request came in; it is being looked at."),
    "waiting": N_("On the waiting list."),
    "waiting_at": N_("On the waiting list, no. {position}."),
    "offered": N_("A place is offered until {until}."),
    "offered_now": N_("A place is offered until {until}, if told now."),
    "kept_until": N_("The place is kept until {until}."),
    "kept_through": N_("The place is kept through {until}."),
    "promoted_confirmed": N_("A place came free: confirmed."),
    "promoted_pending_dues": N_("A place came free: it is held, subject to dues."),
    "promoted_pending_approval": N_("A place came free: it is held, the request is being looked at."),
    "accepted_confirmed": N_("The place offered is taken: confirmed."),
    "accepted_pending_dues": N_("The place offered is taken: it is held, subject to dues."),
    "accepted_pending_approval": N_("The place offered is taken: it is held, the request is being looked at."),
    "approved_confirmed": N_("The request is accepted: confirmed."),
    "approved_pending_dues": N_("The request is accepted: a place is held, subject to dues."),
    "settled_confirmed": N_("Dues are settled: confirmed."),
    "reopened_confirmed": N_("Registered again: confirmed."),
    "reopened_pending_dues": N_("Registered again: a place is held, subject to dues."),
    "reopened_pending_approval": N_("Registered again: the request is being looked at."),
    "reopened_waiting": N_("Registered again: on the waiting list."),
    "reopened_waiting_at": N_("Registered again: on the waiting list, no. {position}."),
    "cancelled": N_("The registration is cancelled."),
    "lapsed": N_("The time for which the place was held is over: the registration is cancelled."),
    "transferred": N_("The registration was passed on to somebody else."),
    "moved": N_("The registration was moved to another session."),
    "declined": N_("The place offered was declined."),
    "refused": N_("The request is refused."),
    "moved_from": N_("Moved here from {session}."),
    "taken_over": N_("Takes over the registration of {name}."),
    "session_cancelled": N_("The session is cancelled."),
    "session_back": N_("The session takes place after all."),
    "postponed": N_("Postponed from {before} to {after}."),
    "brought_forward": N_("Brought forward from {before} to {after}."),
    "rescheduled": N_("New times: {slots}."),
}
"""The sentence of each piece of news: its code, with the state or the circumstance that makes a difference."""

BECAUSE: dict[str, str] = {
    "cancelled": N_("The registration is cancelled: {reason}."),
    "transferred": N_("The registration was passed on to somebody else: {reason}."),
    "moved": N_("The registration was moved to another session: {reason}."),
    "declined": N_("The place offered was declined: {reason}."),
    "refused": N_("The request is refused: {reason}."),
    "session_cancelled": N_("The session is cancelled: {reason}."),
}
"""The same where a reason was given for it."""


def news_words(reason: Reason) -> str:
    """A piece of news as a sentence."""
    key, args = _key(reason), reason.args
    why = (args.get("reason") or "").strip().rstrip(".")
    sentence = _(BECAUSE[key] if why and key in BECAUSE else NEWS[key])
    known = {name: _said(name, value, args) for name, value in args.items()}
    return sentence.format(**known | {"reason": why})


def _key(reason: Reason) -> str:
    args, state = reason.args, reason.args.get("state")
    if reason.code == "kept_until" and _last_day(args):
        return "kept_through"
    if state is None:
        return reason.code
    words = [reason.code] if reason.code == state else [reason.code, state]
    if state == "pending":
        words.append(args.get("waits_for") or "dues")
    elif state == "waiting" and args.get("position"):
        words.append("at")
    elif state == "offered" and not args.get("runs"):
        words.append("now")
    return "_".join(words)


def _said(name: str, value: Any, args: dict[str, Any]) -> str:
    if name in ("before", "after"):
        return day(value, weekday=True) if value else _("no day yet")
    if name == "until" and isinstance(value, dt.datetime):
        last = _last_day(args)
        return day(last, weekday=True) if last else moment(value, args["timezone"])
    if name == "slots":
        return listed([_slot_words(slot) for slot in value])
    return str(value)


def _last_day(args: dict[str, Any]) -> dt.date | None:
    """The day through which the place is kept; None of an offer, and where that ends within a day."""
    return None if "state" in args else day_ended(args["until"], args["timezone"])


def _slot_words(slot: Slot) -> str:
    days = [short_day(end) for end in (slot.date, slot.end_date) if end]
    hours = [hour(end) for end in (slot.start, slot.end) if end]
    return " ".join(filter(None, ("–".join(dict.fromkeys(days)), "–".join(hours))))
