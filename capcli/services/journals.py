"""The treasurer's journal: every operation by its day, and what they come to."""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from capcli.domain.dues_views import DuesView, SumView
from capcli.domain.dues_years import DuesYear, dues_year
from capcli.domain.payments import Ledger, Paid, paid_periods
from capcli.domain.promises import open_promises
from capcli.domain.records import DUES, Dues, Money
from capcli.domain.sums import MONEY, Sum, sums, totals
from capcli.services.cards import dues_by_payer, name_of_payer, organisation_cards, people_cards, ref_of
from capcli.services.policies import dues_policy
from capcli.store.protocol import Reader


class Journal(Struct, frozen=True, kw_only=True):
    """Operations by day, then by number: those that move money, and promises and calls apart, never summed."""

    operations: list[Dues]
    engagements: list[Dues]

    def totals(self) -> list[Sum]:
        """What the operations come to, one sum a currency."""
        return totals(self.operations)

    def by_kind(self) -> list[Sum]:
        """What the operations of each kind come to."""
        found = sums(self.operations, ["kind"])
        return sorted(found, key=lambda one: MONEY.index(one.values[0]))


def journal(
    read: Reader, *, since: dt.date | None = None, until: dt.date | None = None, year: int | None = None
) -> Journal:
    """The operations from `since` to `until`, both included, of the dues year that begins in `year`; None is all.

    In rolling mode, which has no years, the calendar year in which a period begins.

    Raises:
        Usage: `dues_year`, no year is called so.
    """
    policy = dues_policy(read)
    named = None if year is None else dues_year(year, policy.year_start if policy.period == "calendar" else "01-01")
    every = list(read.scan(DUES))
    kinds = {one.id: one.kind for one in every}
    kept = [one for one in every if _is_between(one.paid_on, since, until) and _is_of_year(one, named)]
    kept.sort(key=lambda one: (one.paid_on, one.id))
    # What cancels a promise or a call moves no money either.
    is_apart = {one.id: (kinds.get(one.of, one.kind) if one.of else one.kind) not in MONEY for one in kept}
    return Journal(
        operations=[one for one in kept if not is_apart[one.id]],
        engagements=[one for one in kept if is_apart[one.id]],
    )


def views(read: Reader, shown: Journal) -> list[DuesView]:
    """The rows of a journal: operations first, then promises and calls."""
    people, organisations = people_cards(read), organisation_cards(read)
    ledger = Ledger(read.scan(DUES))
    periods = _periods(ledger.dues)
    rows = []
    for dues in [*shown.operations, *shown.engagements]:
        who = name_of_payer(dues, people, organisations)
        cancellation = ledger.cancellation(dues)
        period = periods.counting.get(dues.id)
        remains = period.remains_cents if period else 0
        rows.append(
            DuesView(
                id=dues.id,
                ref=DUES.ref(dues.id),
                kind=dues.kind,
                of=ref_of(dues.of),
                who=who,
                from_=dues.since,
                until=dues.until,
                paid_on=dues.paid_on,
                received_on=dues.received_on,
                deposited_on=dues.deposited_on,
                rate=dues.rate,
                amount=None if _names_no_amount(dues) else Money(cents=dues.cents, currency=dues.currency),
                due=Money(cents=dues.due_cents, currency=dues.currency),
                remains=Money(cents=remains, currency=dues.currency) if remains else None,
                method=dues.method,
                reference=dues.reference,
                state="cancelled" if cancellation else _state(dues, ledger, remains, periods),
                reason=dues.reason,
                cancelled_reason=cancellation.reason if cancellation else None,
            )
        )
    return rows


def sum_views(shown: Journal, keys: Sequence[str]) -> list[SumView]:
    """The sums of a journal by `keys`."""
    rows = []
    for one in sums(shown.operations, keys):
        values = dict.fromkeys(SumView.__struct_fields__[:5]) | dict(zip(keys, one.values, strict=True))
        rows.append(SumView(**values, count=one.count, amount=Money(cents=one.cents, currency=one.currency)))
    return rows


class _Periods(Struct, frozen=True):
    """The paid period of each payment, and the promises that payments kept."""

    counting: dict[int, Paid]
    kept: set[int]


def _periods(every: Iterable[Dues]) -> _Periods:
    counting: dict[int, Paid] = {}
    kept: set[int] = set()
    for several in dues_by_payer(every).values():
        paid = paid_periods(several)
        counting.update((number, one) for one in paid for number in one.dues)
        ledger = Ledger(several)
        promised = {promise.id for promise in ledger.of_kind("promise")}
        kept |= promised - {promise.id for promise in open_promises(ledger, paid)}
    return _Periods(counting, kept)


def _state(dues: Dues, ledger: Ledger, remains: int, periods: _Periods) -> str:
    if dues.kind == "promise":
        return "kept" if dues.id in periods.kept else "awaited"
    if dues.kind != "payment":
        return {"donation": "paid", "call": "sent"}.get(dues.kind, "done")
    if ledger.refunds(dues):
        return "part_refunded" if ledger.net_cents(dues) > 0 else "refunded"
    return "part" if remains else "paid"


def _names_no_amount(dues: Dues) -> bool:
    """Whether it is a call for which no rate could be told."""
    return dues.kind == "call" and dues.rate is None


def _is_between(day: dt.date, since: dt.date | None, until: dt.date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def _is_of_year(dues: Dues, year: DuesYear | None) -> bool:
    """Whether the period begins in the year, on its first day or on one typed by hand."""
    return year is None or (dues.since is not None and year.includes(dues.since))
