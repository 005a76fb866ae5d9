"""What every verb on registrations begins and ends with: the session opened for a change, then what came of it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from capcli.domain.effects import Effect
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Lift, Person, Registration, Session
from capcli.domain.registrations import called
from capcli.domain.rosters import Roster
from capcli.domain.sessions import last_day
from capcli.errors import NotFound, Refused
from capcli.services.judges import Judge
from capcli.services.promotions import fill
from capcli.services.references import all_known, known
from capcli.services.registering import Made
from capcli.store.protocol import Transaction


class Settled(Struct, frozen=True, kw_only=True):
    """What came of a decision on registrations, and who moved up then; `unused` are lifts that lifted nothing.

    `roster` holds all the registrations of the session afterwards.
    """

    session: Session
    made: list[Made]
    roster: Roster
    effects: list[Effect] = []
    unused: tuple[str, ...] = ()


class Case:
    """A session opened for a change: claimed, with its roster, and its queue as it was."""

    def __init__(
        self,
        tx: Transaction,
        session: int,
        *,
        today: dt.date,
        now: dt.datetime,
        by: str,
        lifted: Iterable[str] = (),
        reason: str | None = None,
    ) -> None:
        self.tx, self.today, self.now, self.by = tx, today, now, by
        self.lifted, self.reason = frozenset(lifted), (reason or "").strip() or None
        self._used: set[str] = set()
        tx.hold(SESSIONS, session)
        self.session = known(tx, SESSIONS, session)
        self.judge = Judge(tx, self.session)
        self.roster = Roster(tx.find(REGISTRATIONS, "session", session))
        self.before = self.roster.queue()
        self._held = self.roster.held

    def people(self, numbers: Iterable[int]) -> list[Person]:
        """The people of these numbers, each once.

        Raises:
            NotFound: `no_such_ref`, one was removed in the meantime.
        """
        found = all_known(self.tx, PEOPLE, numbers)
        self.judge.expect(person.id for person in found)
        return found

    def live_one(self, person: Person) -> Registration:
        """The registration of a person that holds a place or waits for one.

        Raises:
            NotFound: `not_registered`, they never were.
            Refused: `not_registered_now`, it has ended.
        """
        registration = self.roster.live_of(person.id)
        if registration is not None:
            return registration
        ended = self.last_one(person)
        raise Refused("not_registered_now", **self.named(person), registration=REGISTRATIONS.ref(ended.id))

    def last_one(self, person: Person) -> Registration:
        """The registration of a person that came last, ended or not.

        Raises:
            NotFound: `not_registered`.
        """
        theirs = self.roster.of_person(person.id)
        if not theirs:
            raise NotFound("not_registered", **self.named(person))
        return theirs[-1]

    def named(self, person: Person) -> dict[str, object]:
        """How an error calls the person and the session."""
        return called(self.session, person)

    def refuse_over(self) -> list[Lift]:
        """The lift that a session needs which is over; none while it is to come.

        Raises:
            Refused: `settling_cancelled` and `settling_undated`, never lifted; `settling_past`, lifted by `closed`.
        """
        about: dict[str, object] = {"session": SESSIONS.ref(self.session.id), "title": self.session.title}
        last = last_day(self.session)
        if self.session.cancelled:
            raise Refused("settling_cancelled", **about)
        if last is None:
            raise Refused("settling_undated", **about)
        if last >= self.today:
            return []
        if "closed" not in self.lifted:
            raise Refused("settling_past", **about, day=last)
        return [self.lift("closed")]

    def lift(self, rule: str) -> Lift:
        """The lift of a rule that this command was allowed to lift, kept as used."""
        self._used.add(rule)
        return Lift(rule=rule, reason=self.reason or "", by=self.by, at=self.now)

    def keep(self, registration: Registration) -> Registration:
        """Keep the registration, in the store and in the roster."""
        kept = self.tx.put(REGISTRATIONS, registration)
        self.roster.keep(kept)
        return kept

    def settled(self, made: Sequence[tuple[Person, Registration]]) -> Settled:
        """Give the places that came free to those who wait, and tell what came of it all."""
        effects = fill(self.tx, self.session, self.before, self.roster, today=self.today, now=self.now, by=self.by)
        if self.roster.held >= self._held:  # that the list stands still is news only where a place came free
            effects = [one for one in effects if one.kind != "stopped"]
        told = [(person, self.roster[registration.id]) for person, registration in made]
        return Settled(
            session=self.session,
            made=[
                Made(
                    registration=registration,
                    person=person,
                    position=self.roster.position(registration.id),
                    standing=self.judge.standing(person.id) if registration.waits_for == "dues" else None,
                )
                for person, registration in told
            ],
            roster=self.roster,
            effects=effects,
            unused=tuple(sorted(self.lifted - self._used)),
        )
