"""Why a session is full or not, in sentences: what each bound holds, who is above it, whose the next place is."""

from collections.abc import Mapping
from typing import Any

from capcli.domain.records import Session
from capcli.texts import N_
from capcli.texts.bound_labels import bound_label

SESSION: dict[str, str] = {
    "open_until": N_("Requests are taken through {day}."),
    "unlimited": N_("The number of places is not limited; {held} are taken."),
    "bound_full": N_("Full: {held} of {places} places are taken."),
    "bound_full_of": N_("{bound}: full, {held} of {places} places are taken."),
    "bound_left": N_("Not full: {held} of {places} places are taken, {left} left."),
    "bound_left_of": N_("{bound}: {held} of {places} places are taken, {left} left."),
    "organisations": N_("Places of one organisation are limited to {places}; reached by {full}."),
    "organisations_none": N_("Places of one organisation are limited to {places}; none holds as many."),
    "let_in_full": N_("{registration} {name} ({person}) was let in beyond the places on {at}, by {by}: {reason}."),
    "let_in_limit": N_("{registration} {name} ({person}) was let in beyond a limit on {at}, by {by}: {reason}."),
    "above": N_(
        "Places held beyond the number, without anybody being let in: {above}. A place given is kept when their number "
        "is lowered."
    ),
    "queue": N_("Requests on the waiting list: {waiting}, {first} first."),
    "list_stops": N_(
        "The waiting list stops on {stops}: places that come free after that are not given automatically."
    ),
    "freed_auto": N_("The next place that comes free goes to no. {position} on the waiting list ({registration})."),
    "freed_auto_of": N_(
        "{bound}: the next place that comes free goes to no. {position} on the waiting list ({registration})."
    ),
    "freed_offer": N_(
        "The next place that comes free is offered to no. {position} on the waiting list ({registration})."
    ),
    "freed_offer_of": N_(
        "{bound}: the next place that comes free is offered to no. {position} on the waiting list ({registration})."
    ),
    "freed_stopped": N_(
        "The next place that comes free stays free until somebody gives it; no. {position} on the waiting list "
        "({registration}) is the first."
    ),
    "freed_stopped_of": N_(
        "{bound}: the next place that comes free stays free until somebody gives it; no. {position} on the waiting "
        "list ({registration}) is the first."
    ),
    "freed_above": N_("The next places that come free go to nobody, until no more are held than there are: {above}."),
    "freed_above_of": N_(
        "{bound}: the next places that come free go to nobody, until no more are held than there are: {above}."
    ),
    "freed_waits": N_("One place that comes free serves nobody who waits: they need more, or others."),
    "freed_waits_of": N_("{bound}: one place that comes free serves nobody who waits: they need more, or others."),
    "freed_open": N_("Nobody waits: the next place that comes free is open to the next request."),
    "freed_open_of": N_("{bound}: nobody waits for it, the next place that comes free is open to the next request."),
    "freed_stays": N_("Nobody waits and no request is taken any more: a place that comes free stays free."),
    "freed_stays_of": N_(
        "{bound}: nobody waits for it and no request is taken any more, a place that comes free stays free."
    ),
}
"""The sentence of every reason of a session, and of its variants."""


def session_key(code: str, args: Mapping[str, Any]) -> str:
    """The key in `SESSION` of a reason."""
    if code == "let_in":
        return f"let_in_{args['rule']}"
    if code == "organisations":
        return code if args["full"] else "organisations_none"
    stem = f"freed_{args['how']}" if code == "freed" else code
    return f"{stem}_of" if args.get("bound") not in (None, "session") else stem


def label(args: Mapping[str, Any], session: Session) -> dict[str, str]:
    """The words of the bound that a reason is about."""
    kind = args.get("bound")
    return {"bound": bound_label(kind, args.get("key"), session)} if kind else {}
