"""How often a record has changed, as calendars count it."""

from capcli.domain.records import SESSIONS
from capcli.errors import DataFileError
from capcli.store.protocol import Store


def revision_of(store: Store, session: int) -> int:
    """How many times a session changed since it was made; 0 where the history is gone."""
    try:
        changes = sum(
            change.table == SESSIONS.name and change.id == session
            for entry in store.history()
            for change in entry.changes
        )
    except DataFileError:
        return 0
    return max(changes - 1, 0)
