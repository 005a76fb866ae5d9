"""A registration in sentences: its state first, whom and what it is for, what it waits for and how to mend that."""

from collections.abc import Sequence

from capcli.commands.effects import pay_words, person_words, session_words
from capcli.domain.records import REGISTRATIONS, Session
from capcli.domain.rosters import Roster
from capcli.services.registrations import Made
from capcli.texts import _, ngettext
from capcli.texts.states import state_words


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
    """Places held, of how many where they are limited: `12/25`, `12 registered`."""
    held = roster.held
    if session.capacity is None:
        return ngettext("{count} registered", "{count} registered", held).format(count=held)
    return f"{held}/{session.capacity}"


def after_lines(session: Session, one: Made, year_start: str) -> list[str]:
    """What else is to be known of a registration just made: the rules lifted, what it waits for, the way on."""
    rules = [
        _("Rule lifted: {rule} ({reason}).").format(rule=lift.rule, reason=lift.reason)
        for lift in one.registration.allowed
    ]
    if one.registration.waits_for == "dues":
        return [*rules, *owing_lines(session, one, year_start)]
    if one.registration.state == "waiting":
        return [
            *rules,
            _('Every place is held. For one beyond: cap undo, then the same with --allow full --reason "why".'),
        ]
    return rules


def owing_lines(session: Session, one: Made, year_start: str) -> list[str]:
    """Why dues do not cover the session's day, and the command that pays them."""
    from capcli.texts.reasons import sentence

    reasons = [sentence(reason) for reason in one.standing.reasons] if one.standing else []
    return [*reasons, pay_words(session, one.registration, year_start)]


def unused_lines(unused: Sequence[str]) -> list[str]:
    """That a rule lifted for nothing is not kept."""
    return [_("No rule needed --allow {rule}: it is not kept.").format(rule=rule) for rule in unused]
