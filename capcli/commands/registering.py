"""How `cap register` goes from what was typed, or answered, to a registration and what is said of it."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from capcli.commands.deadlines import note_deadlines
from capcli.commands.effects import named_years, say_effects
from capcli.commands.newcomers import Newcomer, with_newcomer
from capcli.commands.registration_words import after_lines, made_line, unsaid_lines, unused_lines
from capcli.commands.series_registering import refusing_all, sessions_asked
from capcli.commands.series_words import note_clashes
from capcli.desk import Desk
from capcli.domain.bounds import typed_mode
from capcli.domain.places import typed_lifts
from capcli.domain.records import SESSIONS, Person, Session
from capcli.errors import Usage
from capcli.services.registering import Registered, Terms
from capcli.services.series_registering import register_in, register_new_in

if TYPE_CHECKING:
    from capcli.services.people import Details


class Asked(Struct, frozen=True, kw_only=True):
    """What was typed after `cap register`."""

    session: str | None
    only: Sequence[str] = ()
    who: Sequence[str]
    newcomer: Newcomer | None
    allow: Sequence[str]
    reason: str | None
    note: str | None
    by: str | None
    received: str | None
    slots: Sequence[str] = ()
    mode: str | None = None
    approve: bool = False
    together: bool = False


def run(desk: Desk, asked: Asked) -> None:
    """Register, asking at a terminal for what was not typed, and say what came of it."""
    lifted = typed_lifts(asked.allow, asked.reason)
    sessions = _sessions(desk, asked)
    session = sessions[0]
    terms = Terms(
        requested_at=_received(desk, session, asked.received),
        requested_by=_requested_by(desk, asked.by),
        note=(asked.note or "").strip() or None,
        lifted=lifted,
        reason=(asked.reason or "").strip() or None,
        slots=typed_slots(asked.slots),
        mode=typed_mode(asked.mode) if asked.mode is not None else None,
        approved=asked.approve,
        together=asked.together,
    )
    who = asked.newcomer or _people(desk, session, asked.who)
    with refusing_all(asked.session or "", sessions):
        if isinstance(who, Newcomer):
            done = _with_newcomer(desk, sessions, who, terms)
        else:
            done = _known(desk, sessions, who, terms)
    _say(desk, done)
    if isinstance(who, Newcomer):
        from capcli.commands.namesakes import note_doubts

        note_doubts(desk, done[0].made[0].person, guessed=who.guessed)


def _say(desk: Desk, done: Sequence[Registered]) -> None:
    """What came of it, session by session; clashes and deadlines beside."""
    for each in done:
        for one in each.made:
            desk.say(made_line(each.session, one, each.roster))
            for line in after_lines(each.session, one, named_years(desk)):
                desk.say(f"  {line}")
        for line in [*unsaid_lines(each), *unused_lines(each.unused)]:
            desk.note(line)
        say_effects(desk, each.effects)
    note_clashes(desk, [one.registration for each in done for one in each.made])
    note_deadlines(desk, [registration for each in done for registration in each.roster])
    desk.say_undo()


def _known(desk: Desk, sessions: Sequence[Session], people: Sequence[Person], terms: Terms) -> list[Registered]:
    numbers, people_numbers = [session.id for session in sessions], [person.id for person in people]
    return desk.change(
        lambda tx: register_in(tx, numbers, people_numbers, terms, today=desk.today, now=desk.now, by=desk.user)
    )


def _with_newcomer(desk: Desk, sessions: Sequence[Session], newcomer: Newcomer, terms: Terms) -> list[Registered]:
    numbers = [session.id for session in sessions]

    def new(details: "Details", why: str | None) -> list[Registered]:
        lifted = replace(terms, lifted=terms.lifted | {"duplicate"}, reason=terms.reason or why) if why else terms
        return desk.change(
            lambda tx: register_new_in(tx, numbers, details, lifted, today=desk.today, now=desk.now, by=desk.user)
        )

    return with_newcomer(desk, newcomer, new, lambda person: _known(desk, sessions, [person], terms))


def _sessions(desk: Desk, asked: Asked) -> list[Session]:
    """The session asked for, or those of the series."""
    if asked.session is not None:
        return sessions_asked(desk, asked.session, asked.only)
    if not desk.terminal.interactive:
        raise Usage("register_session")
    from capcli.commands.register_asking import ask_session

    return [ask_session(desk)]


def _people(desk: Desk, session: Session, names: Sequence[str]) -> Sequence[Person] | Newcomer:
    if names:
        from capcli.commands.asking import people

        return people(desk, names)
    if not desk.terminal.interactive:
        raise Usage("register_who", session=SESSIONS.ref(session.id))
    from capcli.commands.register_asking import ask_people

    return ask_people(desk)


def typed_slots(typed: Sequence[str]) -> tuple[int, ...]:
    """The numbers of slots, as typed: `2`, `1,3`.

    Raises:
        Usage: `slot_number`.
    """
    numbers = [number.strip() for text in typed for number in text.split(",")]
    for number in numbers:
        if not (number.isascii() and number.isdigit() and len(number) < 4):
            raise Usage("slot_number", text=number)
    return tuple(map(int, numbers))


def _requested_by(desk: Desk, text: str | None) -> int | None:
    if text is None:
        return None
    from capcli.commands.asking import person

    return person(desk, text).id


def _received(desk: Desk, session: Session, text: str | None) -> dt.datetime | None:
    """The moment of the request, in the session's time zone.

    Raises:
        Usage: `received_later`, it is still to come; what `typed_moment` raises.
    """
    if text is None:
        return None
    from capcli.domain.dates import typed_moment

    moment = typed_moment(text, desk.today, session.timezone)
    if moment > desk.now:
        from capcli.texts import moment as words

        raise Usage("received_later", moment=words(moment, session.timezone))
    return moment
