"""What a command that wrote a session says: the session again, what changed, what followed, whom to tell."""

from capcli.commands.session_words import named, warnings, when, where
from capcli.desk import Desk
from capcli.domain.records import REGISTRATIONS, SESSIONS, Session
from capcli.domain.registrations import live
from capcli.domain.views import Counts, plain
from capcli.services.session_views import is_upcoming, people_of, shown
from capcli.services.sessions import Changed
from capcli.texts import _, ngettext
from capcli.texts.limits import bound_words


def say_made(desk: Desk, session: Session) -> None:
    """A session that is new."""
    desk.say(_("Made {session}: {when}.").format(session=named(session), when=when(session)))
    desk.say(_("Code: {code}").format(code=session.code))
    if where(session):
        desk.say(where(session))
    say_warnings(desk, session)
    desk.say_undo()


def say_consequences(desk: Desk, done: Changed) -> None:
    """What a change did to registrations, and how to take it back."""
    if done.effects:
        from capcli.commands.effects import say_effects

        say_effects(desk, done.effects)
    say_warnings(desk, done.session)
    desk.say_undo()


def say_lowered(desk: Desk, done: Changed) -> None:
    """That more is held than a bound has now, and that nobody loses a place by it."""
    for over in done.over:
        above = ngettext(
            "{count} more than that holds a place ({limit}): nobody loses it.",
            "{count} more than that hold a place ({limit}): nobody loses it.",
            over.above,
        )
        desk.say(above.format(count=over.above, limit=bound_words(over.bound)))
    for rule in done.unused:
        desk.note(_("No rule needed --allow {rule}: it is not kept.").format(rule=rule))


def say_warnings(desk: Desk, session: Session) -> None:
    """What the session as it is now should make one think of."""
    for warning in warnings(session, desk.today):
        desk.note(warning)


def say_moved(desk: Desk, before: Session, after: Session) -> None:
    """Whom to tell that a session to come takes place at another time; how to reach them of another place."""
    if not is_upcoming(after, desk.today):
        return
    _note_numbered(desk, before, after)
    people = people_of(desk.store.read(), after.id)
    if people and (before.slots, before.timezone) != (after.slots, after.timezone):
        say_whom_to_tell(desk, after)
    elif people and (before.place, before.mode) != (after.place, after.mode):
        told = ngettext(
            "{count} person is registered. To write to them: {command}",
            "{count} people are registered. To write to them: {command}",
            len(people),
        )
        desk.say(told.format(count=len(people), command=f"cap attendees {SESSIONS.ref(after.id)} -f emails"))


def _note_numbered(desk: Desk, before: Session, after: Session) -> None:
    """That some are registered for slots by their number, where another number of slots may give it to another one."""
    if len(before.slots) == len(after.slots):
        return
    some = [one for one in live(desk.store.read().find(REGISTRATIONS, "session", after.id)) if one.slots]
    if some:
        told = ngettext(
            "Mind: {count} registration is for slots by their number, which may be others now: {command}",
            "Mind: {count} registrations are for slots by their number, which may be others now: {command}",
            len(some),
        )
        command = f"cap attendees {SESSIONS.ref(after.id)} --columns ref,name,slots"
        desk.note(told.format(count=len(some), command=command))


def say_whom_to_tell(desk: Desk, session: Session) -> None:
    """Everybody who has a place or waits, with the way to reach them."""
    from capcli.commands.record_words import tell_words

    people = people_of(desk.store.read(), session.id)
    if not people:
        desk.say(_("Nobody is registered: nobody to tell."))
        return
    told = ngettext("{count} person to tell:", "{count} people to tell:", len(people))
    desk.say(told.format(count=len(people)))
    for person in people:
        desk.say(tell_words(person))
    ref = SESSIONS.ref(session.id)
    desk.say(_("Their addresses: {command}").format(command=f"cap tell {ref} -f emails"))
    desk.say(_("Once they are told: {command}").format(command=f"cap tell {ref} --done all"))


def differences(desk: Desk, before: Session, after: Session) -> list[str]:
    """A line for each fact that a change gave another value."""
    from capcli.output.shapes import SHAPES
    from capcli.output.words import Words, heading

    words = Words(desk.settings.timezone)
    old, new = (plain(shown(session, desk.today, Counts())) for session in (before, after))
    lines = []
    for column in SHAPES["sessions"].columns:
        value = words.cell(new, column)
        if column.people and column.key != "day" and value != words.cell(old, column):
            lines.append(_("{heading}: {value}").format(heading=heading(column), value=value or _("none")))
    return lines
