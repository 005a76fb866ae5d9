"""The session that an argument means, asked for at a terminal when there are several."""

from capcli.desk import Desk
from capcli.domain.records import Session
from capcli.errors import Ambiguous
from capcli.services.session_naming import session_named


def session_meant(desk: Desk, text: str) -> Session:
    """The session that `text` names.

    Raises:
        NotFound: `session`.
        Ambiguous: `session_several`, and nobody is at the terminal.
    """
    read = desk.store.read()
    try:
        return session_named(read, text, desk.today)
    except Ambiguous as several:
        if not desk.terminal.interactive:
            raise
        from capcli.commands.asking import chosen

        return session_named(read, chosen(desk, several), desk.today)
