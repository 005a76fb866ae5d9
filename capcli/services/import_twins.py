"""The payments that the rows of a list made at another import."""

from typing import NamedTuple

from capcli.domain.dues import is_same_reference
from capcli.domain.dues_years import dues_year
from capcli.domain.payments import Ledger, span_of
from capcli.domain.plans import Clock, Job
from capcli.domain.records import Dues
from capcli.services.dues import Terms, Who, payer_of, payments_of
from capcli.store.protocol import Reader


class _Sure(NamedTuple):
    """How surely a record is the row's: a reference tells most, then the day."""

    reference: bool
    day: bool


class Twins:
    """The payments of each payer as they were before this import; each is one row's at most.

    A reference tells a payment of a payer, however its day is written
    elsewhere; without one on both sides the day and the sum do.
    """

    def __init__(self, read: Reader, job: Job, clock: Clock) -> None:
        self._read, self._job, self._clock = read, job, clock
        self._before: dict[tuple[str, int], Ledger] = {}
        self._taken: set[int] = set()

    def of(self, who: Who, terms: Terms, *, dated: bool = True) -> Dues | None:
        """The payment that is this row's, which no other row's is from now on.

        `dated`: the row has a day of payment. Without one, today is only what a new payment would take.
        """
        ranked = [(self._sure(held, terms, dated=dated), held) for held in self.books(who).dues]
        fitting = [(sure, held) for sure, held in ranked if sure is not None and held.id not in self._taken]
        if not fitting:
            return None
        best = max(fitting, key=lambda one: (one[0], -one[1].id))[1]
        self._taken.add(best.id)
        return best

    def books(self, who: Who) -> Ledger:
        """What the payer's records were before this import."""
        key = (payer_of(who), who.id)
        if key not in self._before:
            self._before[key] = Ledger(payments_of(self._read, who))
        return self._before[key]

    def _sure(self, held: Dues, terms: Terms, *, dated: bool) -> _Sure | None:
        """None where the record is not the row's."""
        if held.kind != ("donation" if terms.donation else "payment") or not self._is_period(held, terms):
            return None
        if terms.cents is not None and held.cents != terms.cents:
            return None
        same_day = held.paid_on == terms.paid_on
        if held.reference and terms.reference:
            return _Sure(True, same_day) if is_same_reference(held.reference, terms.reference) else None
        if same_day or (not dated and (terms.year is not None or self._is_of_today(held))):
            return _Sure(held.reference == terms.reference, same_day)
        return None

    def _is_period(self, held: Dues, terms: Terms) -> bool:
        """Whether the record's period is that of the row, as far as the row tells one."""
        if terms.since is not None and held.since != terms.since:
            return False
        if terms.year is None:
            return True
        return held.since is not None and dues_year(terms.year, self._job.year_start).includes(held.since)

    def _is_of_today(self, held: Dues) -> bool:
        since, until = span_of(held)
        return since <= self._clock.today <= until
