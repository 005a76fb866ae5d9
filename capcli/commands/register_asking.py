"""`cap register` without arguments: which session, and who."""

from collections.abc import Sequence

from capcli.commands import asking
from capcli.commands.naming import session_meant
from capcli.commands.newcomers import Newcomer
from capcli.commands.record_words import session_words
from capcli.desk import Desk
from capcli.domain.names import split_name
from capcli.domain.places import is_coming
from capcli.domain.records import ORGANISATIONS, PEOPLE, Person, Session
from capcli.errors import NotFound, Usage
from capcli.services.nearness import near
from capcli.services.session_views import counts_of, listed_sessions
from capcli.services.who import described_people, names_in
from capcli.texts import _
from capcli.texts.errors import explain

_SHOWN = 12


def ask_session(desk: Desk) -> Session:
    """The session chosen among those to come, or named in any way."""
    read = desk.store.read()
    coming = [session for session in listed_sessions(read, desk.today, past=False) if is_coming(session, desk.today)]
    counts = counts_of(read, [session.id for session in coming[:_SHOWN]])
    for session in coming[:_SHOWN]:
        held, capacity = counts[session.id].held, session.capacity
        places = str(held) if capacity is None else f"{held}/{capacity}"
        desk.note(f"  {session_words(session)} — {places}")
    while True:
        typed = desk.terminal.ask(_("Which session? Its number, a day, or words of its title (Enter: none):"))
        if not typed:
            asking.declined(desk)
        try:
            return session_meant(desk, typed)
        except (NotFound, Usage) as error:
            desk.note(explain(error))


def ask_people(desk: Desk) -> Sequence[Person] | Newcomer:
    """The people named, chosen among near names, or somebody new."""
    while True:
        typed = desk.terminal.ask(_("Who? A name, several with commas, an e-mail or P12 (Enter: nobody):"))
        if not typed:
            asking.declined(desk)
        try:
            return asking.people(desk, [typed])
        except NotFound as error:
            if len(names_in([typed])) > 1 or error.code == "no_such_ref":
                desk.note(explain(error))
                continue
            found = _near_or_new(desk, typed)
            if found is not None:
                return found
        except Usage as error:
            desk.note(explain(error))


def _near_or_new(desk: Desk, typed: str) -> Sequence[Person] | Newcomer | None:
    """One of those with a near name, shown before somebody is created; None when nobody is to be."""
    read = desk.store.read()
    alike = [] if "@" in typed else near(read, typed)
    if not alike:
        question = _("Nobody is called {name}. Add somebody new?").format(name=typed)
        return _ask_newcomer(desk, typed) if asking.confirm(desk, question, yes=False) else None
    shown = dict(described_people(read, alike))
    people = {PEOPLE.ref(person.id): person for person in alike}
    options = [f"{ref}  {description}" for ref, description in shown.items()]
    question = _("Nobody is called {name}. Near names:").format(name=typed)
    place = asking.choose(desk, question, [*options, _("Somebody new")])
    if place < len(options):
        return [people[list(shown)[place]]]
    return _ask_newcomer(desk, typed)


def _ask_newcomer(desk: Desk, typed: str) -> Newcomer:
    given, family = ("", "") if "@" in typed else split_name(typed)
    email = typed if "@" in typed else None
    given = _keep(desk, _("Given name?"), given)
    family = _keep(desk, _("Family name?"), family)
    if not family:
        asking.declined(desk)
    if email is None:
        email = desk.terminal.ask(_("E-mail? (Enter: none)")) or None
    return Newcomer(given=given, family=family, email=email, organisation=_ask_organisation(desk))


def _keep(desk: Desk, question: str, value: str) -> str:
    """What is answered; Enter keeps `value`."""
    return desk.terminal.ask(f"{question} [{value}]" if value else question) or value


def _ask_organisation(desk: Desk) -> str | None:
    """The reference of an organisation that is known, or None."""
    while True:
        typed = desk.terminal.ask(_("Organisation? (Enter: none)"))
        if not typed:
            return None
        try:
            return ORGANISATIONS.ref(asking.organisation(desk, typed).id)
        except (NotFound, Usage) as error:
            desk.note(explain(error))
