"""The people of a session that arguments mean, asked for at a terminal when there are several."""

from collections.abc import Sequence

from capcli.desk import Desk
from capcli.domain.records import Person, Session
from capcli.errors import Usage
from capcli.store.protocol import Reader


def attendees_meant(desk: Desk, session: Session, words: Sequence[str], *, ended: bool = False) -> list[Person]:
    """The people that the arguments name, each once; of namesakes, the one who is registered.

    With `ended`, a registration that has ended counts too.

    Raises:
        NotFound, Ambiguous, Usage: as `attendee_named`.
    """
    from capcli.services.who import by_reference, names_in

    names = names_in(words)
    referred = by_reference(desk.store.read(), names)
    found = [referred.get(name) or attendee_meant(desk, session, name, ended=ended) for name in names]
    return list({person.id: person for person in found}.values())


def attendee_alone(desk: Desk, session: Session, words: Sequence[str], *, ended: bool = False) -> Person:
    """The one person that the arguments name together. Raises as `attendees_meant`, and Usage: `one_at_a_time`."""
    from capcli.services.who import names_in

    names = names_in(words)
    if len(names) > 1:
        raise Usage("one_at_a_time", names=names)
    return attendee_meant(desk, session, names[0], ended=ended)


def attendee_meant(desk: Desk, session: Session, text: str, *, ended: bool = False) -> Person:
    """The person that `text` names. Raises as `attendees_meant`."""
    from capcli.commands.asking import resolve
    from capcli.services.attendee_naming import attendee_named

    def named(read: Reader, name: str = text) -> Person:
        return attendee_named(read, session, name, ended=ended)

    return resolve(desk, named, named)
