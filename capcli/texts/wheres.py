"""Where no place is left, as it stands in a sentence."""

from collections.abc import Mapping
from typing import Any

from capcli.domain.records import Bound
from capcli.texts import N_, _

WHERE: dict[str, str] = {
    "session": N_("in the session"),
    "elsewhere": N_("elsewhere in the session"),
    "onsite": N_("in the room"),
    "online": N_("online"),
    "slot": N_("in slot {key}"),
    "organisation": N_("for each organisation"),
    "organisation_named": N_("for {key}"),
    "public": N_("for the public “{key}”"),
}
"""What a bound holds for, as it stands after “no place is left”."""


def where_words(bound: Bound, *, elsewhere: bool = False) -> str:
    """Where the bound holds: “in the room”, “in slot 2”, “for O3”; `elsewhere` is in no part that is full."""
    if elsewhere:
        return _(WHERE["elsewhere"])
    kind: str = bound.key or bound.kind if bound.kind == "mode" else bound.kind
    if kind == "organisation" and bound.key:
        kind = "organisation_named"
    return _(WHERE[kind]).format(key=bound.key)


def short_words(item: Mapping[str, Any]) -> str:
    """What somebody who waits is short of: “in the room, 25/25”, or what is free there is not enough or not theirs."""
    where = where_words(Bound(kind=item["kind"], key=item["key"], places=item["places"]))
    known = {"where": where, "held": item["held"], "places": item["places"]}
    if item["held"] < item["places"] and not item["ahead"]:
        return _("{where}, {held}/{places}, too few for all of them").format(**known)
    if item["held"] < item["places"]:
        return _("{where}, {held}/{places}, the rest is for those ahead").format(**known)
    return _("{where}, {held}/{places}").format(**known)
