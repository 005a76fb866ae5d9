"""The bounds of a session in words: in the room, online, a slot, each organisation, a public."""

from collections.abc import Iterable

from capcli.domain.records import Bound
from capcli.domain.views import BoundView
from capcli.texts import N_, _

LIMITS: dict[str, str] = {
    "session": N_("at most {places}"),
    "onsite": N_("at most {places} in the room"),
    "online": N_("at most {places} online"),
    "slot": N_("at most {places} in slot {key}"),
    "organisation": N_("at most {places} of each organisation"),
    "public": N_("at most {places} of the public “{key}”"),
}
TAKEN: dict[str, str] = {
    "onsite": N_("room {taken}"),
    "online": N_("online {taken}"),
    "slot": N_("slot {key}: {taken}"),
    "public": N_("“{key}”: {taken}"),
}


def limit_words(kind: str, key: str | None, places: int | None) -> str:
    """A bound: "at most 25 in the room"; nothing for what is not bound."""
    if places is None:
        return ""
    sentence = LIMITS[str(key) if kind == "mode" else kind]
    return _(sentence).format(places=places, key=key)


def bound_words(bound: Bound) -> str:
    """A bound of the records, as `limit_words`."""
    return limit_words(bound.kind, bound.key, bound.places)


def taken_words(bounds: Iterable[BoundView]) -> list[str]:
    """What is held of each bound: "room 25/25", "online 3"; that of each organisation is only stated."""
    told = []
    for one in bounds:
        sentence = TAKEN.get(str(one.key) if one.kind == "mode" else one.kind)
        if sentence is None:
            told.append(limit_words(one.kind, one.key, one.places))
        else:
            taken = str(one.held) if one.places is None else f"{one.held}/{one.places}"
            told.append(_(sentence).format(key=one.key, taken=taken))
    return [words for words in told if words]
