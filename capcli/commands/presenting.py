"""How `cap present` goes from what was typed to marks, and what is said of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from capcli.commands.deadlines import note_deadlines
from capcli.commands.effects import named_years, price_lines, say_effects
from capcli.commands.newcomers import Newcomer, with_newcomer
from capcli.commands.record_words import person_words, session_words
from capcli.commands.registering import typed_slots
from capcli.commands.registration_words import owing_lines, unused_lines
from capcli.commands.session_words import slot_words
from capcli.desk import Desk
from capcli.domain.places import typed_lifts
from capcli.domain.records import REGISTRATIONS, SESSIONS, PresenceState, Session
from capcli.errors import Usage
from capcli.services.presences import Marked, Marking, mark, mark_new
from capcli.services.registering import Made
from capcli.texts import _, listed
from capcli.texts.presences import MARKED, MARKS, UNCHANGED
from capcli.texts.states import state_words

if TYPE_CHECKING:
    from capcli.services.people import Details


class Asked(Struct, frozen=True, kw_only=True):
    """What was typed after `cap present`."""

    session: str
    who: Sequence[str]
    newcomer: Newcomer | None
    absent: bool = False
    excused: bool = False
    clear: bool = False
    slots: Sequence[str] = ()
    allow: Sequence[str] = ()
    reason: str | None = None


def run(desk: Desk, asked: Asked) -> None:
    """Mark them, and say each mark, who was registered on the way and what that needs.

    Raises:
        Usage: `one_of`, `presence_who`, `presence_new`, `presence_reason`; as `typed_lifts`.
    """
    from capcli.commands.naming import session_meant

    marking = Marking(state=_state(asked), slots=typed_slots(asked.slots))
    lifted = typed_lifts(asked.allow, asked.reason)
    session = session_meant(desk, asked.session)
    if asked.reason and marking.state != "present":
        raise Usage("presence_reason", session=SESSIONS.ref(session.id))
    if asked.newcomer is not None:
        if marking.state != "present":
            raise Usage("presence_new")
        done = _new(desk, session, asked.newcomer, marking, lifted, asked.reason)
    else:
        people = _people(desk, session, asked.who)
        done = _known(desk, session, people, marking, lifted, asked.reason)
    _say(desk, done, marking, asked)
    if asked.newcomer is not None:
        from capcli.commands.namesakes import note_doubts

        note_doubts(desk, done.settled.made[0].person, guessed=asked.newcomer.guessed)


def _state(asked: Asked) -> PresenceState | None:
    typed = [name for name in ("absent", "excused", "clear") if getattr(asked, name)]
    if len(typed) > 1:
        raise Usage("one_of", options=", ".join(f"--{name}" for name in typed))
    if asked.clear:
        return None
    return "absent" if asked.absent else "excused" if asked.excused else "present"


def _people(desk: Desk, session: Session, who: Sequence[str]) -> list[int]:
    """The people that were typed; of namesakes, those of the session."""
    from capcli.commands.attending import attendees_meant

    if not who:
        raise Usage("presence_who", session=SESSIONS.ref(session.id))
    return [person.id for person in attendees_meant(desk, session, who, ended=True)]


def _known(
    desk: Desk, session: Session, people: Sequence[int], marking: Marking, lifted: frozenset[str], reason: str | None
) -> Marked:
    return desk.change(
        lambda tx: mark(
            tx,
            session.id,
            people,
            marking,
            today=desk.today,
            now=desk.now,
            by=desk.user,
            lifted=lifted,
            reason=reason,
        )
    )


def _new(
    desk: Desk, session: Session, newcomer: Newcomer, marking: Marking, lifted: frozenset[str], reason: str | None
) -> Marked:
    def new(details: "Details", why: str | None) -> Marked:
        lifts = lifted | {"duplicate"} if why else lifted
        return desk.change(
            lambda tx: mark_new(
                tx,
                session.id,
                details,
                marking,
                today=desk.today,
                now=desk.now,
                by=desk.user,
                lifted=lifts,
                reason=reason or why,
            )
        )

    return with_newcomer(
        desk, newcomer, new, lambda person: _known(desk, session, [person.id], marking, lifted, reason)
    )


def _say(desk: Desk, done: Marked, marking: Marking, asked: Asked) -> None:
    settled = done.settled
    for one in settled.made:
        desk.say(_mark_line(settled.session, one, marking, is_new=one.person.id in done.new))
        for line in _beside(desk, done, one):
            desk.say(f"  {line}")
    if done.later:
        words = listed([slot_words(settled.session.slots[slot - 1]) for slot in done.later])
        desk.note(_("Still to come, not marked: {slots}.").format(slots=words))
    for line in unused_lines(settled.unused):
        desk.note(line)
    if asked.reason and not done.walk_ins:
        desk.note(_("Nobody had to be registered on the way: the reason is kept nowhere."))
    say_effects(desk, settled.effects)
    note_deadlines(desk, settled.roster)
    desk.say_undo()


def _mark_line(session: Session, one: Made, marking: Marking, *, is_new: bool) -> str:
    registration = one.registration
    words = (MARKED if is_new else UNCHANGED)[marking.state]
    return _("{mark}  {registration}  {who} — {session} — {state}").format(
        mark=_(words),
        registration=REGISTRATIONS.ref(registration.id),
        who=person_words(one.person, registration.organisation_name),
        session=session_words(session),
        state=state_words(registration.state, waits_for=registration.waits_for, position=one.position),
    )


def _beside(desk: Desk, done: Marked, one: Made) -> list[str]:
    """Which slots, where there are several; that somebody came without a place, and what that place needs."""
    session, registration, lines = done.settled.session, one.registration, []
    if len(session.slots) > 1:
        lines.append(listed([slot_words(session.slots[slot - 1]) for slot in done.slots[one.person.id]]))
    for slot in done.kept[one.person.id]:
        mark = next(seen for seen in registration.presence if seen.slot == slot)
        stays = _("{slot}: stays {mark}; add --slot {number} to change it.")
        lines.append(stays.format(slot=slot_words(session.slots[slot - 1]), mark=_(MARKS[mark.state]), number=slot))
    if one.person.id not in done.walk_ins:
        return lines
    lines.append(_("Came without a place: registered on the way, which no deadline takes back."))
    lines += [
        _("Rule lifted: {rule} ({reason}).").format(rule=lift.rule, reason=lift.reason)
        for lift in registration.allowed
        if lift.at == desk.now
    ]
    if registration.waits_for == "dues":
        lines += owing_lines(session, one, named_years(desk))
    return lines + price_lines(session, registration)
