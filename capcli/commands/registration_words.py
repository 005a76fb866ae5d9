"""A registration in sentences: its state first, whom and what it is for, what it waits for and how to mend that."""

from collections.abc import Sequence

from capcli.commands.effects import hold_lines, pay_words, price_lines
from capcli.commands.record_words import person_words, session_words
from capcli.commands.session_words import slot_words
from capcli.domain.places import short_reason
from capcli.domain.records import ORGANISATIONS, PEOPLE, REGISTRATIONS, SESSIONS, Registration, Session
from capcli.domain.rosters import Roster
from capcli.domain.views import Reason
from capcli.services.registrations import Made, Registered
from capcli.services.session_views import bound_views
from capcli.texts import _, listed, ngettext
from capcli.texts.limits import taken_words
from capcli.texts.states import MODES, state_words


def made_line(session: Session, one: Made, roster: Roster) -> str:
    """One registration: state, number, person and organisation, session and day, places held of how many."""
    registration = one.registration
    return _("{state}  {registration}  {who} — {session} — {places}").format(
        state=state_words(registration.state, waits_for=registration.waits_for, position=one.position),
        registration=REGISTRATIONS.ref(registration.id),
        who=person_words(one.person, registration.organisation_name),
        session=session_words(session),
        places=places_words(session, roster),
    )


def places_words(session: Session, roster: Roster) -> str:
    """Places held, of how many where they are limited: `12/25`, `12 registered`, `12/25 (room 10/10, online 2)`."""
    held = roster.held
    if session.capacity is None:
        places = ngettext("{count} registered", "{count} registered", held).format(count=held)
    else:
        places = f"{held}/{session.capacity}"
    counted = (
        [bound for bound in bound_views(session, roster) if bound.kind != "organisation"] if session.bounds else []
    )
    if not counted:
        return places
    bounds = ", ".join(taken_words(counted))
    return _("{places} ({bounds})").format(places=places, bounds=bounds)


def after_lines(session: Session, one: Made, year_start: str) -> list[str]:
    """What else is to be known of a registration just made: the rules lifted, what it waits for, the way on."""
    registration = one.registration
    lines = [
        _("Rule lifted: {rule} ({reason}).").format(rule=lift.rule, reason=lift.reason) for lift in registration.allowed
    ]
    lines += _part_lines(session, registration)
    if registration.waits_for == "dues":
        lines += owing_lines(session, one, year_start)
    if registration.waits_for == "approval":
        known = {"session": SESSIONS.ref(session.id), "person": PEOPLE.ref(one.person.id)}
        way = _('Waits for approval: cap confirm {session} {person}, or cap refuse {session} {person} --reason "why"')
        lines.append(way.format(**known))
    lines += hold_lines(session, registration, registration.entered_at)
    if registration.state == "waiting":
        lines += _waiting_lines(session, one)
    return lines + price_lines(session, registration)


def unsaid_lines(done: Registered) -> list[str]:
    """How people are counted who did not say how they take part."""
    if not done.unsaid:
        return []
    if all(one.registration.mode is None for one in done.made):
        return [_("No --mode was given: whether in the room or online is not known.")]
    return [_("No --mode was given: counted in the room. If online: cap undo, then the same with --mode online.")]


def _part_lines(session: Session, registration: Registration) -> list[str]:
    """Which slots and which way to take part, where it is not all of them."""
    slots = [slot_words(session.slots[number - 1]) for number in registration.slots if number <= len(session.slots)]
    lines = [_("Only {slots}.").format(slots=listed(slots))] if slots else []
    if registration.mode and registration.mode != session.mode:
        lines.append(_("Takes part: {mode}.").format(mode=_(MODES[registration.mode])))
    return lines


def _waiting_lines(session: Session, one: Made) -> list[str]:
    """Why somebody waits, in the words of `cap why`, and the way to a place beyond."""
    short, needs = (one.seat.short, one.seat.needs) if one.seat else (None, ("full",))
    allow = " ".join(f"--allow {rule}" for rule in needs)
    beyond = _('For a place beyond: cap undo, then the same with {allow} --reason "why".').format(allow=allow)
    if short is None:
        return [beyond]
    return [told(short_reason(short, organisation=one.registration.organisation_name), session), beyond]


def owing_lines(session: Session, one: Made, year_start: str) -> list[str]:
    """Why dues do not cover the session's day, and the command that pays them."""
    reasons = [told(reason, session) for reason in one.standing.reasons] if one.standing else []
    return [*reasons, pay_words(session, one.registration, year_start, without_seat=_is_without_seat(one))]


def _is_without_seat(one: Made) -> bool:
    """Whether the organisation registered with paid, or promised, and has no seat left for this person."""
    reasons = one.standing.reasons if one.standing else []
    number = one.registration.organisation
    return number is not None and any(
        reason.code == "no_seat" and reason.args["organisation"] == ORGANISATIONS.ref(number) for reason in reasons
    )


def told(reason: Reason, session: Session) -> str:
    """A reason in the words of `cap why`."""
    from capcli.texts.places_reasons import sentence

    return sentence(reason, session)


def unused_lines(unused: Sequence[str]) -> list[str]:
    """That a rule lifted for nothing is not kept."""
    return [_("No rule needed --allow {rule}: it is not kept.").format(rule=rule) for rule in unused]
