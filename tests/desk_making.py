"""A desk without a command line, for tests of the services: a store, invented people, sessions and dues."""

import datetime as dt

from capcli.domain.effects import Effect
from capcli.domain.names import name_key, search_key
from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    ORGANISATIONS,
    PEOPLE,
    REGISTRATIONS,
    SESSIONS,
    Affiliation,
    Dues,
    Organisation,
    Person,
    Registration,
    Session,
    Slot,
)
from capcli.services import registrations
from capcli.services.registrations import Registered, Terms, Unregistered
from capcli.services.rejudging import Judged
from capcli.store.memory import MemoryStore
from capcli.store.protocol import Author, Store

TODAY = dt.date(2023, 10, 2)
DAY = dt.date(2023, 11, 28)


def at(day: dt.date = TODAY, hour: int = 8, minute: int = 0) -> dt.datetime:
    """A moment, in UTC."""
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=dt.UTC)


class Bench:
    """Records made in one line each; every registration is a minute later than the one before."""

    def __init__(self, store: Store | None = None, today: dt.date = TODAY) -> None:
        self.store = store or MemoryStore()
        self.today = today
        self.minutes = 0

    @property
    def now(self) -> dt.datetime:
        self.minutes += 1
        return at(self.today) + dt.timedelta(minutes=self.minutes)

    def put(self, table, record):
        author = Author(by="camille", at=at(self.today), command="test")
        return self.store.change(lambda tx: tx.put(table, record), author).result

    def change(self, work):
        return self.store.change(work, Author(by="camille", at=at(self.today), command="test")).result

    def session(self, title: str = "Atelier compost", day: dt.date | None = DAY, **fields) -> int:
        slots = fields.pop("slots", [Slot(date=day, end_date=day)])
        return self.put(SESSIONS, Session(code=f"{title}-{day}", title=title, slots=slots, **fields)).id

    def edit(self, session: int, **fields) -> None:
        import msgspec

        known = self.store.read().get(SESSIONS, session)
        assert known
        self.put(SESSIONS, msgspec.structs.replace(known, **fields))

    def person(self, name: str = "Zoé MARTINEAU", organisation: int | None = None, **fields) -> int:
        given, _, family = name.partition(" ")
        made = self.put(
            PEOPLE,
            Person(
                given_name=given,
                family_name=family,
                name_key=name_key(given, family),
                search_key=search_key(given, family),
                created_at=at(),
                **fields,
            ),
        )
        if organisation is not None:
            self.join(made.id, organisation)
        return made.id

    def people(self, count: int) -> list[int]:
        return [self.person(f"Camille PERSONNE{number}") for number in range(count)]

    def organisation(self, name: str = "Mairie de Die") -> int:
        return self.put(ORGANISATIONS, Organisation(name=name, search_key=search_key(name), created_at=at())).id

    def join(self, person: int, organisation: int, **fields) -> None:
        self.put(AFFILIATIONS, Affiliation(person=person, organisation=organisation, **fields))

    def dues(self, *, year: int = 2023, **payer: int) -> int:
        since, until = dt.date(year, 1, 1), dt.date(year, 12, 31)
        paid = Dues(since=since, until=until, paid_on=TODAY, rate="base", cents=2000, due_cents=2000, **payer)
        return self.put(DUES, paid).id

    def register(self, session: int, *people: int, today: dt.date | None = None, **terms) -> Registered:
        now = self.now
        lifted = frozenset(terms.pop("lifted", ()))
        asked = Terms(lifted=lifted, reason=terms.pop("reason", "because" if lifted else None), **terms)
        return self.change(
            lambda tx: registrations.register(
                tx, session, people, asked, today=today or self.today, now=now, by="camille"
            )
        )

    def unregister(self, session: int, *people: int, reason: str | None = None) -> Unregistered:
        now = self.now
        return self.change(
            lambda tx: registrations.unregister(
                tx, session, people, today=self.today, now=now, by="camille", reason=reason
            )
        )

    def rejudge(self, change=None, **whom) -> list[Effect]:
        """What judging `people` and `sessions` again says of `change`, made in between."""
        now = self.now

        def work(tx):
            judged = Judged(tx, today=self.today, **whom)
            if change is not None:
                change(tx)
            return judged.again(tx, now=now, by="camille")

        return self.change(work)

    def of(self, session: int) -> list[Registration]:
        return self.store.read().find(REGISTRATIONS, "session", session)

    def states(self, session: int) -> list[str]:
        """The states of the session's registrations, by number."""
        return [registration.state for registration in self.of(session)]

    def state_of(self, session: int, person: int) -> str:
        return [registration.state for registration in self.of(session) if registration.person == person][-1]
