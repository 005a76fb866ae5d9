"""What holds beside the capacity: so many in the room, in a slot, of one organisation, of a public.

A bound of each organisation is written once (key None) and holds for every one
of them apart: `bounds_for` gives it with the organisation's reference as key.
"""

import re
from collections.abc import Iterable
from typing import Literal

from capcli.domain.records import HELD, ORGANISATIONS, SESSIONS, Bound, BoundKind, Mode, Registration, Session
from capcli.errors import Usage

Key = tuple[BoundKind, str | None]
"""What tells two bounds of one session apart."""

ENDLESS = 10**9
"""More places than any session has."""
RULES: dict[BoundKind, str] = {
    "session": "full",
    "mode": "limit",
    "slot": "limit",
    "organisation": "limit",
    "public": "limit",
}
"""The rule that `--allow` names for each kind of bound."""
MODES: dict[str, Literal["online", "onsite"]] = {
    "online": "online",
    "en ligne": "online",
    "distance": "online",
    "a distance": "online",
    "distanciel": "online",
    "visio": "online",
    "visioconference": "online",
    "remote": "online",
    "onsite": "onsite",
    "on site": "onsite",
    "room": "onsite",
    "in the room": "onsite",
    "salle": "onsite",
    "en salle": "onsite",
    "sur place": "onsite",
    "presentiel": "onsite",
    "en presentiel": "onsite",
}
"""How people call the two ways of taking part, folded."""
_KINDS: dict[str, BoundKind] = {
    "slot": "slot",
    "creneau": "slot",
    "organisation": "organisation",
    "organization": "organisation",
    "structure": "organisation",
    "public": "public",
}
_BOUND = r"(?P<kind>[^:=]+?)\s*(?::\s*(?P<key>[^=]*?)\s*)?=\s*(?P<places>\d{1,9})"
"""Compiled when a bound is typed, which few commands are for."""


def bounds_of(session: Session) -> list[Bound]:
    """Every bound of a session, its capacity first; none where nothing is limited."""
    if session.capacity is None:
        return list(session.bounds)
    return [Bound(kind="session", places=session.capacity), *session.bounds]


def bounds_for(session: Session, registration: Registration) -> list[Bound]:
    """The bounds that weigh on a registration, that of its organisation under the organisation's reference."""
    return [_its_own(bound, registration) for bound in bounds_of(session) if weighs_on(bound, session, registration)]


def key_of(bound: Bound) -> Key:
    """What the bound is known by; publics compare folded, "élu" and "élus" alike."""
    return bound.kind, _public(bound.key) if bound.kind == "public" and bound.key else bound.key


def keys_for(session: Session, registration: Registration) -> list[Key]:
    """The bounds that weigh on a registration, by what they are known by."""
    return [key_of(bound) for bound in bounds_for(session, registration)]


def weighs_on(bound: Bound, session: Session, registration: Registration) -> bool:
    """Whether the registration, when it holds a place, takes one of the bound's.

    The bound of each organisation weighs on everybody who comes for one, with
    a key on those of that one only.
    """
    if bound.kind == "session":
        return True
    if bound.kind == "mode":
        return bound.key == mode_in(session, registration.mode)
    if bound.kind == "slot":
        return not registration.slots or int(bound.key or 0) in registration.slots
    if bound.kind == "organisation":
        if registration.organisation is None:
            return False
        return bound.key is None or bound.key == ORGANISATIONS.ref(registration.organisation)
    return registration.public is not None and key_of(bound)[1] == _public(registration.public)


def held(bound: Bound, session: Session, registrations: Iterable[Registration]) -> int:
    """How many places of the bound are held; of a bound of each organisation, by the one that holds most."""
    counts: dict[Key, int] = {}
    for one in registrations:
        if one.state in HELD and weighs_on(bound, session, one):
            key = key_of(_its_own(bound, one))
            counts[key] = counts.get(key, 0) + 1
    return max(counts.values(), default=0)


def occupied(session: Session, registrations: Iterable[Registration]) -> list[tuple[Bound, int]]:
    """Each bound beside the capacity, and how many places of it are held.

    Where one way to take part is bound, the other is told too, with `ENDLESS` places.
    """
    known = list(registrations)
    modes = [bound for bound in session.bounds if bound.kind == "mode"]
    told = {bound.key for bound in modes}
    if modes and session.mode not in ("online", "onsite"):
        modes += [Bound(kind="mode", key=mode, places=ENDLESS) for mode in ("onsite", "online") if mode not in told]
    bounds = [*modes, *(bound for bound in session.bounds if bound.kind != "mode")]
    return [(bound, held(bound, session, known)) for bound in bounds]


def mode_in(session: Session, mode: Mode | None) -> Literal["online", "onsite"]:
    """How somebody takes part, as bounds count it: who did not say takes a place in the room where there is one."""
    return "online" if (mode or session.mode) == "online" else "onsite"


def typed_mode(text: str) -> Literal["online", "onsite"]:
    """How somebody takes part, as typed, in either language.

    Raises:
        Usage: `mode`.
    """
    mode = MODES.get(_fold(text))
    if mode is None:
        raise Usage("mode", text=text)
    return mode


def check_part(session: Session, slots: Iterable[int], mode: Mode | None) -> None:
    """Hold the slots and the mode of a registration to those that the session has.

    Raises:
        Usage: `slot_unknown`, `slot_only_one`, `mode_not_offered`.
    """
    for slot in slots:
        if not 1 <= slot <= len(session.slots):
            if len(session.slots) == 1:
                raise Usage("slot_only_one", slot=slot, **_about(session))
            raise Usage("slot_unknown", slot=slot, slots=len(session.slots), **_about(session))
    if mode is not None and session.mode in ("online", "onsite") and session.mode != mode:
        raise Usage("mode_not_offered", offered=session.mode, title=session.title)


def check_bounds(session: Session) -> None:
    """Hold the bounds of a session to what it has.

    Raises:
        Usage: `bound_mode`, `bound_slot`.
    """
    for bound in session.bounds:
        if bound.kind == "mode" and session.mode in ("online", "onsite") and session.mode != bound.key:
            raise Usage("bound_mode", title=session.title, key=bound.key)
        if bound.kind == "slot" and int(bound.key or 0) > max(1, len(session.slots)):
            raise Usage("bound_slot", key=bound.key, slots=len(session.slots))


def typed_bound(text: str) -> Bound:
    """A bound as typed: `onsite=25`, `slot:2=30`, `organisation=2`, `public:élus=5`; French words too.

    Raises:
        Usage: `bound`, it cannot be read.
    """
    found = re.fullmatch(_BOUND, text.strip())
    if found is None:
        raise Usage("bound", text=text)
    places, word, key = int(found["places"]), _fold(found["kind"]), found["key"]
    if word in MODES and key is None:
        return Bound(kind="mode", key=MODES[word], places=places)
    kind = _KINDS.get(word)
    if kind == "organisation" and not key:
        return Bound(kind=kind, places=places)
    if kind == "slot" and key and key.isascii() and key.isdigit() and int(key):
        return Bound(kind=kind, key=str(int(key)), places=places)
    if kind == "public" and key and _fold(key):
        return Bound(kind=kind, key=key, places=places)
    raise Usage("bound", text=text)


def spelled(bound: Bound) -> str:
    """The bound as it is typed: `onsite=25`, `slot:2=30`, `organisation=2`, `public:élus=5`."""
    if bound.kind == "mode":
        return f"{bound.key}={bound.places}"
    if bound.kind in ("slot", "public"):
        return f"{bound.kind}:{bound.key}={bound.places}"
    return f"{'capacity' if bound.kind == 'session' else bound.kind}={bound.places}"


def _its_own(bound: Bound, registration: Registration) -> Bound:
    if bound.kind != "organisation" or registration.organisation is None:
        return bound
    return Bound(kind="organisation", key=ORGANISATIONS.ref(registration.organisation), places=bound.places)


def _about(session: Session) -> dict[str, object]:
    return {"session": SESSIONS.ref(session.id), "title": session.title}


def _public(text: str) -> str:
    """A public as it is compared: a limit is typed for several, a person is one of them."""
    return " ".join(word.removesuffix("s") for word in _fold(text).split())


def _fold(text: str) -> str:
    from capcli.domain.folding import fold  # its tables are read when a public or a typed word needs them

    return fold(text)
