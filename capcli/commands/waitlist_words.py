"""A waiting list in sentences: how it is served, since when it stands still, what one freed place would do."""

import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace

from capcli.commands.record_words import session_words
from capcli.domain.names import full_name
from capcli.domain.places import is_coming
from capcli.domain.records import ORGANISATIONS, PEOPLE, SESSIONS, Registration, Session
from capcli.domain.registrations import counted
from capcli.domain.sessions import last_day
from capcli.domain.views import Reason
from capcli.services.session_views import bound_views
from capcli.services.waitlists import Freed, Waitlist
from capcli.texts import N_, _, listed
from capcli.texts.places_reasons import sentence
from capcli.texts.states import totals
from capcli.texts.wheres import where_words

SERVED: dict[str, str] = {
    "auto": N_("If a place came free {where} ({held}/{places}): {people} would get it."),
    "offer": N_("If a place came free {where} ({held}/{places}): it would be offered to {people}."),
    "stopped": N_("If a place came free {where} ({held}/{places}): {people} could get it by hand."),
}
NOBODY = N_("If a place came free {where} ({held}/{places}): nobody could take it yet.")


def lines(known: Waitlist, today: dt.date) -> list[str]:
    """What is said below the list."""
    session = known.session
    counts = counted(known.roster)
    bounds = bound_views(session, known.roster)
    told = [session_words(session), totals(counts, session.capacity, shown=frozenset(counts), bounds=bounds)]
    if not known.rows:
        return told
    if not is_coming(session, today):
        return [*told, sentence(_over(session), session), _("Nobody moves up any more.")]
    told.append(_policy(known))
    if known.stopped is not None:
        told.append(sentence(Reason(code="list_stopped", args={"since": known.stopped}), session))
    if known.free:
        told.append(_free_line(known))
    return told + [_freed_line(known, one) for one in sorted(known.freed, key=lambda one: one.elsewhere)]


def _over(session: Session) -> Reason:
    """Why nobody moves up: the session is cancelled, has no day, or is over."""
    last = last_day(session)
    if session.cancelled:
        return Reason(code="session_cancelled", args={"reason": session.cancelled_reason})
    return Reason(code="session_over", args={"day": last}) if last else Reason(code="registering_undated")


def _policy(known: Waitlist) -> str:
    if known.session.queue == "skip":
        return _("Served in this order; a party that is too big lets those behind it pass.")
    return _("Served in this order; whoever does not fit keeps the places for which they wait.")


def _free_line(known: Waitlist) -> str:
    first = known.free[0]
    return _("A place is free for {people}: cap confirm {session} {person}").format(
        people=_people(known, known.free),
        session=SESSIONS.ref(known.session.id),
        person=PEOPLE.ref(first.person),
    )


def _freed_line(known: Waitlist, freed: Freed) -> str:
    about = {
        "where": _where(known, freed),
        "held": freed.held,
        "places": freed.bound.places,
    }
    if not freed.served:
        return _(NOBODY).format(**about)
    how = "stopped" if known.stopped is not None else known.session.waitlist
    return _(SERVED[how]).format(people=_people(known, freed.served), **about)


def _where(known: Waitlist, freed: Freed) -> str:
    """Where the bound holds, an organisation by its name."""
    bound = freed.bound
    if bound.kind == "organisation" and bound.key:
        of_it = (one for one in known.roster if one.organisation and ORGANISATIONS.ref(one.organisation) == bound.key)
        name = next((one.organisation_name for one in of_it if one.organisation_name), None)
        bound = replace(bound, key=f"{name} ({bound.key})") if name else bound
    return where_words(bound, elsewhere=freed.elsewhere)


def _people(known: Waitlist, registrations: Sequence[Registration]) -> str:
    named = []
    for registration in registrations:
        person = known.people.get(registration.person)
        name = full_name(person.given_name, person.family_name) if person else ""
        named.append(_("{name} ({person})").format(name=name, person=PEOPLE.ref(registration.person)))
    return listed(named)
