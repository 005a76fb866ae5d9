"""Sessions and people in a memory store, for the tests of sessions."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from capcli.domain.names import name_key, search_key
from capcli.domain.records import PEOPLE, REGISTRATIONS, Person, Registration, Session, Slot
from capcli.services import sessions
from capcli.store.memory import MemoryStore
from capcli.store.protocol import Author, Transaction

TODAY = dt.date(2023, 10, 2)
NOW = dt.datetime(2023, 10, 2, 8, 30, tzinfo=dt.UTC)
BY = {"today": TODAY, "now": NOW, "by": "camille"}


class Trial:
    """A store to change, and what the last change was."""

    def __init__(self) -> None:
        self.store = MemoryStore()

    @property
    def read(self):
        """The state now."""
        return self.store.read()

    def change(self, work: Callable[[Transaction], Any]) -> Any:
        """What `work` returned, committed."""
        return self.store.change(work, Author(by="camille", at=NOW, command="session")).result

    def session(self, title: str = "Compost", day: str | None = "2023-11-28", **facts) -> Session:
        """A session that is kept."""
        slots = [Slot(date=dt.date.fromisoformat(day), start="10:30", end="12:00")] if day else []
        draft = Session(**{"code": "", "title": title, "slots": slots} | facts)
        return self.change(lambda tx: sessions.create(tx, draft, now=NOW))

    def registered(self, session: Session, *states: str) -> list[Registration]:
        """A new person for each state, in that order of request."""

        def work(tx: Transaction) -> list[Registration]:
            return [self._one(tx, session, state, place) for place, state in enumerate(states)]

        return self.change(work)

    def _one(self, tx: Transaction, session: Session, state: str, place: int) -> Registration:
        family = f"Martineau{place}"
        keys = {"name_key": name_key("Zoé", family), "search_key": search_key("Zoé", family)}
        person = tx.put(PEOPLE, Person(given_name="Zoé", family_name=family, created_at=NOW, **keys))
        at = NOW + dt.timedelta(minutes=place)
        waits_for = "dues" if state == "pending" else None
        made = {"person": person.id, "requested_at": at, "entered_at": at, "waits_for": waits_for}
        return tx.put(REGISTRATIONS, Registration(session=session.id, state=state, **made))

    def states(self, session: Session) -> list[str]:
        """The states of its registrations, by number."""
        return [one.state for one in self.read.find(REGISTRATIONS, "session", session.id)]
