"""A person or a session on one line, and whom to tell."""

from capcli.domain.names import full_name
from capcli.domain.records import PEOPLE, SESSIONS, Person, Session
from capcli.domain.sessions import first_day
from capcli.texts import _, day, phone


def tell_words(person: Person) -> str:
    """Whom to tell, with the way to reach them."""
    name, reached = full_name(person.given_name, person.family_name), person.email
    if reached is None and person.phone is not None:
        reached = phone(person.phone)
    if reached is None:
        return _("Tell {name} (no e-mail or phone is known).").format(name=name)
    return _("Tell {name} ({contact}).").format(name=name, contact=reached)


def person_words(person: Person, organisation: str | None) -> str:
    """The full name, the number and the organisation."""
    name, number = full_name(person.given_name, person.family_name), PEOPLE.ref(person.id)
    if organisation is None:
        return _("{name} ({person})").format(name=name, person=number)
    return _("{name} ({person}, {organisation})").format(name=name, person=number, organisation=organisation)


def session_words(session: Session) -> str:
    """A session's number and title, and its first day in words."""
    number, on = SESSIONS.ref(session.id), first_day(session)
    if on is None:
        return _("{session} {title}").format(session=number, title=session.title)
    told = day(on, weekday=True)
    return _("{session} {title}, {day}").format(session=number, title=session.title, day=told)
