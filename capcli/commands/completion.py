"""What the Tab key offers for sessions and people. The root callback has not run then, so the desk is made here."""

import datetime as dt
import os
from typing import Any

from capcli.desk import Desk
from capcli.domain.records import PEOPLE, SERIES, SESSIONS, Person, Session

MOST = 50
SHORTEST_WORD = 3
"""Letters below which a word of a family name ("de", "le") is not offered alone."""


def sessions(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """Codes that begin so with their titles, the sessions nearest today first; nothing rather than an error."""
    try:
        desk = _desk(ctx)
        begin = incomplete.lower()
        found = [one for one in desk.store.read().scan(SESSIONS) if one.code.startswith(begin)]
        nearest = sorted(found, key=lambda one: _distance(one, desk.today))[:MOST]
        return [(incomplete + one.code[len(incomplete) :], one.title) for one in nearest]
    except Exception:  # noqa: BLE001 # shown inside the line being typed, an error helps nobody
        return []


def series(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """References of series that begin so, with their names; nothing rather than an error."""
    try:
        every = [(SERIES.ref(one.id), one.name) for one in _desk(ctx).store.read().scan(SERIES)]
        begun = [(ref, name) for ref, name in every if ref.startswith(incomplete.upper())]
        return [(incomplete + ref[len(incomplete) :], name) for ref, name in begun[:MOST]]
    except Exception:  # noqa: BLE001 # as above
        return []


def people(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """One-word family names that only one person bears, else references, with the full name; never an e-mail.

    What was typed keeps its accents and capitals, since the shell replaces
    nothing that it did not see begin so.
    """
    try:
        from capcli.domain.names import fold, full_name, sort_key

        begin = fold(incomplete).replace(" ", "")
        read = _desk(ctx).store.read()
        known = read.scan(PEOPLE) if _is_reference(incomplete) or not begin else read.search(PEOPLE, [begin])
        every = [person for person in known if person.forgotten_on is None]
        bearers = _bearers(every)
        offered: list[tuple[str, str]] = []
        for person in sorted(every, key=lambda one: sort_key(one.family_name, one.given_name)):
            word = next((w for w in _words(person) if w.startswith(begin) and len(bearers[w]) == 1), None)
            ref = PEOPLE.ref(person.id)
            value = incomplete + word[len(begin) :] if word else incomplete + ref[len(incomplete) :]
            if word or ref.startswith(incomplete.upper()):
                offered.append((value, full_name(person.given_name, person.family_name)))
            if len(offered) == MOST:
                break
        return offered
    except Exception:  # noqa: BLE001 # as above
        return []


def _desk(ctx: Any) -> Desk:
    """The desk of the line being typed; a day not yet whole counts as none, a server that is slow to answer as well."""
    os.environ.setdefault("PGCONNECT_TIMEOUT", "2")
    typed = ctx.find_root().params
    try:
        day = dt.date.fromisoformat(typed.get("today") or "")
    except ValueError:
        day = None
    return Desk(data=typed.get("data"), today=day)


def _distance(session: Session, today: dt.date) -> tuple[bool, int]:
    """Coming sessions before past ones, the nearest first, those without a day last of the coming."""
    days = [slot.date for slot in session.slots if slot.date]
    if not days:
        return False, 10**6
    gap = (min(days) - today).days
    return gap < 0, abs(gap)


def _is_reference(incomplete: str) -> bool:
    return incomplete[:1].upper() == PEOPLE.letter and (len(incomplete) == 1 or incomplete[1:].isdigit())


def _words(person: Person) -> list[str]:
    """What may stand for the family name: all of it joined, then each of its longer words."""
    from capcli.domain.names import fold

    words = fold(person.family_name).split()
    return ["".join(words), *(word for word in words if len(word) >= SHORTEST_WORD and len(words) > 1)]


def _bearers(everybody: list[Person]) -> dict[str, set[int]]:
    """Who bears each word, as a family or a given name."""
    from capcli.domain.names import fold

    bearers: dict[str, set[int]] = {}
    for person in everybody:
        for word in [*_words(person), *fold(person.given_name).split()]:
            bearers.setdefault(word, set()).add(person.id)
    return bearers
