"""Why a session is full or not, in sentences: what each bound holds, who is above it, whose the next place is."""

from collections.abc import Mapping
from typing import Any

from capcli.domain.records import Bound
from capcli.texts import N_
from capcli.texts.wheres import where_words

SESSION: dict[str, str] = {
    "open_until": N_("Requests are taken through {day}."),
    "unlimited": N_("The number of places is not limited; {held} are taken."),
    "bound_full": N_("Full: {held} of {places} places are taken."),
    "bound_full_at": N_("Full {where}: {held} of {places} places are taken."),
    "bound_left": N_("Not full: {held} of {places} places are taken, {left} left."),
    "bound_left_at": N_("Not full {where}: {held} of {places} places are taken, {left} left."),
    "organisations": N_("Places of one organisation are limited to {places}; reached by {full}."),
    "organisations_none": N_("Places of one organisation are limited to {places}; none holds as many."),
    "let_in_full": N_("{registration} {name} ({person}) was let in beyond the places on {at}, by {by}: {reason}."),
    "let_in_limit": N_("{registration} {name} ({person}) was let in beyond a limit on {at}, by {by}: {reason}."),
    "above": N_(
        "Places held beyond their number, without anybody being let in: {above}. A place given is kept when the number "
        "is lowered."
    ),
    "queue": N_("Requests on the waiting list: {waiting}, {first} first."),
    "list_stops": N_(
        "The waiting list stops on {stops}: places that come free after that are not given automatically."
    ),
    "freed_auto": N_("The next place that comes free goes to no. {position} on the waiting list ({registration})."),
    "freed_auto_at": N_(
        "The next place that comes free {where} goes to no. {position} on the waiting list ({registration})."
    ),
    "freed_offer": N_(
        "The next place that comes free is offered to no. {position} on the waiting list ({registration})."
    ),
    "freed_offer_at": N_(
        "The next place that comes free {where} is offered to no. {position} on the waiting list ({registration})."
    ),
    "freed_stopped": N_(
        "The next place that comes free stays free until somebody gives it, to no. {position} on the waiting list "
        "({registration}) first."
    ),
    "freed_stopped_at": N_(
        "The next place that comes free {where} stays free until somebody gives it, to no. {position} on the waiting "
        "list ({registration}) first."
    ),
    "freed_above": N_(
        "Places held beyond their number: {above}. As many must come free before the next one goes to anybody."
    ),
    "freed_above_at": N_(
        "Places held beyond their number {where}: {above}. As many must come free before the next one goes to anybody."
    ),
    "freed_waits": N_("One place that comes free serves nobody who waits: each of them needs another one as well."),
    "freed_waits_at": N_(
        "One place that comes free {where} serves nobody who waits: each of them needs another one as well."
    ),
    "freed_open": N_("Nobody waits: the next place that comes free is open to the next request."),
    "freed_open_at": N_("Nobody waits {where}: the next place that comes free there is open to the next request."),
    "freed_stays": N_("Nobody waits and no request is taken any more: a place that comes free stays free."),
    "freed_stays_at": N_(
        "Nobody waits {where} and no request is taken any more: a place that comes free there stays free."
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
    named = args.get("elsewhere") or args.get("bound") not in (None, "session")
    return f"{stem}_at" if named else stem


def where(args: Mapping[str, Any]) -> dict[str, str]:
    """The words of the bound that a reason is about."""
    kind, key = args.get("bound"), args.get("name") or args.get("key")
    if not kind:
        return {}
    return {"where": where_words(Bound(kind=kind, key=key, places=0), elsewhere=bool(args.get("elsewhere")))}
