"""What happened to a registration: a sentence for each turn of its history and for each rule lifted for it."""

from collections.abc import Mapping
from typing import Any

from capcli.texts import N_

TURNS: dict[str, str] = {
    "confirmed": N_("Confirmed on {at}."),
    "confirmed_dues": N_("Confirmed on {at}: nothing more is awaited."),
    "confirmed_promoted": N_("A place came free on {at}: confirmed."),
    "confirmed_accepted": N_("The place offered was accepted on {at}: confirmed."),
    "confirmed_approved": N_("The request was accepted on {at}: confirmed."),
    "confirmed_lifted": N_("Confirmed on {at}, by exception."),
    "confirmed_transferred": N_("A place passed on by somebody else was taken over on {at}: confirmed."),
    "confirmed_moved": N_("Moved here from another session on {at}: confirmed."),
    "confirmed_reopened": N_("Registered again on {at}: confirmed."),
    "confirmed_walk_in": N_("Came on {at} without a place, and was let in: confirmed."),
    "pending": N_("A place has been held since {at}."),
    "pending_promoted": N_("A place came free on {at}, and has been held since."),
    "pending_accepted": N_("The place offered was accepted on {at}, and has been held since."),
    "pending_approved": N_("The request was accepted on {at}, and a place has been held since."),
    "pending_lifted": N_("A place has been held by exception since {at}."),
    "pending_transferred": N_("A place passed on by somebody else was taken over on {at}, and has been held since."),
    "pending_moved": N_("Moved here from another session on {at}; a place has been held here since."),
    "pending_reopened": N_("Registered again on {at}: a place has been held since."),
    "pending_walk_in": N_("Came on {at} without a place, and was let in: a place has been held since."),
    "offered": N_("A place came free on {at} and was set aside for this request."),
    "waiting": N_("On the waiting list since {at}."),
    "waiting_transferred": N_("A turn on the waiting list passed on by somebody else was taken over on {at}."),
    "waiting_moved": N_("Moved here from another session on {at}: on the waiting list since."),
    "waiting_reopened": N_("Registered again on {at}: on the waiting list since."),
    "cancelled": N_("The registration was cancelled on {at}."),
    "cancelled_lapsed": N_("The time for which the place was held was over: cancelled on {at}."),
    "cancelled_transferred": N_("The registration was passed on to somebody else on {at}."),
    "cancelled_moved": N_("The registration was moved to another session on {at}."),
    "declined": N_("The place offered was declined on {at}."),
    "refused": N_("The request was refused on {at}."),
}
"""The sentence of a state entered, by the state and what led to it."""

REASONED: dict[str, str] = {
    "cancelled": N_("The registration was cancelled on {at}: {reason}."),
    "cancelled_transferred": N_("The registration was passed on to somebody else on {at}: {reason}."),
    "cancelled_moved": N_("The registration was moved to another session on {at}: {reason}."),
    "declined": N_("The place offered was declined on {at}: {reason}."),
    "refused": N_("The request was refused on {at}: {reason}."),
}
"""The same where a reason was given for it."""

LIFTED: dict[str, str] = {
    "full": N_("A place was given beyond the number of places, on {at} ({reason})."),
    "closed": N_("The request was accepted after the registrations had closed, on {at} ({reason})."),
    "unpaid": N_("On {at} it was decided not to wait for the dues ({reason})."),
    "limit": N_("A place was given beyond the limit that holds for a part of the places, on {at} ({reason})."),
    "duplicate": N_("Somebody with nearly the same name is known; both were kept, on {at} ({reason})."),
}
"""What each rule that a person lifts has come to."""


def turn_key(args: Mapping[str, Any]) -> str:
    """The key in `TURNS` of a turn: its state and cause, or its state alone where the cause adds nothing."""
    caused = f"{args['state']}_{args.get('cause')}"
    return caused if caused in TURNS else str(args["state"])
