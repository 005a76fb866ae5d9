"""Series and clashes in sentences."""

from collections.abc import Iterable, Sequence

from capcli.desk import Desk
from capcli.domain.records import REGISTRATIONS, SERIES, SESSIONS, Registration, Series, Session
from capcli.texts import _


def series_words(series: Series) -> str:
    """The number and the name: `C1 “Changement d’échelle”`."""
    return _("{ref} “{title}”").format(ref=SERIES.ref(series.id), title=series.name)


def session_lines(sessions: Iterable[Session]) -> list[str]:
    """Each session of a series with its days."""
    from capcli.commands.session_words import named, when

    return [_("{session}: {when}").format(session=named(session), when=when(session)) for session in sessions]


def note_clashes_between(desk: Desk, sessions: Sequence[Session]) -> None:
    """Say which sessions of a series take place at the same time."""
    from capcli.commands.session_words import named, slot_words
    from capcli.services.clashes import clashes_between

    for one, other, at in clashes_between(sessions):
        told = _("Mind: {one} and {other} overlap ({first}; {second}).")
        slots = {"first": slot_words(at.one), "second": slot_words(at.other)}
        desk.note(told.format(one=named(one), other=named(other), **slots))


def note_clashes(desk: Desk, made: Iterable[Registration]) -> None:
    """Say who of those just registered is in another session at the same time."""
    from capcli.services.clashes import clashes_of

    clashes = clashes_of(desk.store.read(), made)
    if not clashes:
        return
    from capcli.commands.record_words import person_words
    from capcli.commands.session_words import named, slot_words

    for clash in clashes:
        told = _("Mind: {who} is also registered at the time of {asked}: {registration}, {session}, {slot}.")
        desk.note(
            told.format(
                who=person_words(clash.person, clash.registration.organisation_name),
                registration=REGISTRATIONS.ref(clash.registration.id),
                asked=SESSIONS.ref(clash.asked.id),
                session=named(clash.session),
                slot=slot_words(clash.at.other),
            )
        )
