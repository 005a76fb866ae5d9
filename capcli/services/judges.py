"""What places of one session are judged by: dues and facts of people on its day, and how long a place is kept.

Whoever decides about several people names them first: what is needed of all of
them is read at once, when the first of them is asked about.
"""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from msgspec.structs import replace

from capcli.domain.deadlines import pending_deadline
from capcli.domain.membership import Standing
from capcli.domain.places import Seat
from capcli.domain.prices import asks, depends_on_dues, price_for
from capcli.domain.records import Registration, Session
from capcli.domain.registrations import frozen
from capcli.domain.sessions import first_day
from capcli.services.freezing import Facts, facts_of, facts_on
from capcli.services.policies import places_policy
from capcli.services.standings import for_people
from capcli.store.protocol import Reader


class Judge:
    """Of one session; dues, affiliations and settings are to stay as they are while it is asked."""

    def __init__(self, read: Reader, session: Session, people: Iterable[int] = ()) -> None:
        self.session = session
        self._read, self._day = read, first_day(session)
        self._expected, self._known = set(people), set[int]()
        self._standings: dict[int, Standing] = {}
        self._facts: dict[int, Facts] = {}

    def expect(self, people: Iterable[int]) -> None:
        """Name people who may be asked about."""
        self._expected.update(people)

    def standing(self, person: int) -> Standing | None:
        """What dues say of somebody on the session's first day; None where neither places nor prices ask for them."""
        self._learn(person)
        return self._standings.get(person)

    def covers(self, person: int) -> bool:
        """Whether dues do not keep somebody from a confirmed place on the session's first day (rule 3).

        Everybody, where the session does not ask for dues.
        """
        return not self.session.requires_dues or self._day is None or self._is_member(person)

    def dated(self, registration: Registration) -> Registration:
        """The registration with its person's facts and its price on the session's day; as it is, without a day.

        One for which something was paid keeps the price it was paid at.
        """
        if self._day is None:
            return registration
        self._learn(registration.person)
        facts = self._facts.get(registration.person)
        dated, price = frozen(registration, *facts) if facts else registration, self.session.price
        if dated.fees or (dated.price_cents is None and not asks(price)):
            return dated
        is_member = depends_on_dues(price) and self._is_member(registration.person)
        return replace(dated, price_cents=price_for(price, member=is_member))

    def until(self, seat: Seat, now: dt.datetime) -> dt.datetime | None:
        """Until when a place given at `now` is kept that waits for dues; None for ever, as every other place is."""
        return pending_deadline(now, self._pending_days, self.session.timezone) if seat.waits_for == "dues" else None

    @cached_property
    def _pending_days(self) -> int | None:
        return places_policy(self._read).pending_days

    def _is_member(self, person: int) -> bool:
        standing = self.standing(person)
        return standing is not None and standing.up_to_date

    def _learn(self, person: int) -> None:
        """Read what is needed of those who were named and not read yet."""
        if person in self._known or self._day is None:
            return
        numbers = (self._expected | {person}) - self._known
        self._known |= numbers
        if not self.session.requires_dues and not depends_on_dues(self.session.price):
            self._facts |= facts_on(self._read, numbers, self._day)
            return
        known = for_people(self._read, numbers)
        self._standings |= {number: known.of_person(number, self._day) for number in numbers}
        self._facts |= facts_of(known.people, known.affiliations, known.organisations, self._day)
