"""Which days a payment of dues covers, for every way in: the desk, an import, a promise.

Calendar mode: every dues year starts on the same day and is named by the
calendar year in which it starts; a payment covers the whole year of the joining
day, whenever paid. From the carry-over day, or in the months offered at the end
of a year, it covers the next one too. Rolling mode: a period begins the day
after the payer's last one, or on the joining day when that has ended. Rates
whose own length is not whole years run so in both modes.

The rules of years, carry-over and starts given by hand are those of CiviCRM
(fixed and rolling periods), the offered months those of Galette.
"""

import datetime as dt
from collections.abc import Sequence

from dateutil.relativedelta import relativedelta
from msgspec import Struct

from capcli.domain.affiliations import END
from capcli.domain.dues_years import DuesYear, both_years, dues_year, extension, years_meant
from capcli.domain.lengths import Length, last_day, own_length
from capcli.domain.payments import Paid
from capcli.domain.policies import DuesPolicy
from capcli.domain.records import Money, Rate
from capcli.domain.views import Reason
from capcli.errors import Usage

MOST_PERIODS = 50
_DAY = dt.timedelta(days=1)


class Period(Struct, frozen=True, kw_only=True):
    """The days that a payment is for, both ends included, and what is due for them.

    `until` is the end of the calendar for a lifetime. `begun` is the period
    paid in part, or promised, that this very one completes. `reasons` say why
    it is not simply the year, or the length from the day of payment.
    """

    since: dt.date
    until: dt.date
    due_cents: int
    begun: Paid | None = None
    reasons: list[Reason] = []


class _Asked(Struct, frozen=True, kw_only=True):
    """What was typed of a period; `joined` is the start typed, else the day of payment."""

    rate: Rate
    policy: DuesPolicy
    joined: dt.date
    start: dt.date | None
    until: dt.date | None
    year: int | None
    periods: int
    counting: list[Paid]


def period_for(
    rate: Rate,
    policy: DuesPolicy,
    *,
    joined: dt.date,
    start: dt.date | None = None,
    year: int | None = None,
    held: Sequence[Paid] = (),
    periods: int = 1,
    until: dt.date | None = None,
) -> Period:
    """The period that a payment at `rate` covers, and what is due for it.

    `joined` is the day of payment; `start` and `until` are the first and last
    days typed by hand, `year` the dues year named. `held` are the payer's
    periods, those paid in part or only promised among them. `periods` is how
    many lengths are paid at once.

    Raises:
        Usage: `which_year` near the end of a year that nothing else decides; `year_length` for a year named where
            periods run from a day; `from_outside` for a start outside the year named; `until_before` for an end that
            is not after the start; `periods` for a number nobody pays at once; `lifetime_once`; `dues_year`.
    """
    length = own_length(rate) or Length(months=policy.length_months if policy.period == "rolling" else 12)
    if not 1 <= periods <= MOST_PERIODS:
        raise Usage("periods", count=periods, most=MOST_PERIODS)
    if length.lifetime and (periods > 1 or until is not None):
        raise Usage("lifetime_once", rate=rate.name)
    runs = policy.period == "rolling" or length.whole_years is None
    if runs and year is not None:
        raise Usage("year_length", year=year, rate=rate.name)
    asked = _Asked(
        rate=rate,
        policy=policy,
        joined=start or joined,
        start=start,
        until=until,
        year=year,
        periods=periods,
        counting=[paid for paid in held if paid.counts],
    )
    begun = begun_of(held, policy, joined=joined, start=start, year=year, periods=periods, until=until)
    if begun is not None:
        return _completing(begun)
    period = _running(asked, length) if runs else _in_years(asked, length)
    if until is not None and until <= period.since:
        raise Usage("until_before", until=until, since=period.since)
    return period


def begun_of(
    held: Sequence[Paid],
    policy: DuesPolicy,
    *,
    joined: dt.date,
    start: dt.date | None,
    year: int | None,
    periods: int,
    until: dt.date | None,
) -> Paid | None:
    """The period paid in part, or promised, that a payment completes: that of the start or year named, else of the day.

    Raises:
        Usage: `dues_year`.
    """
    if periods > 1:
        return None
    for paid in held:
        if paid.counts or (until is not None and until != paid.until):
            continue
        if start is not None:
            fits = paid.since == start
        elif year is not None:
            fits = dues_year(year, policy.year_start).includes(paid.since)
        else:
            fits = paid.includes(joined)
        if fits:
            return paid
    return None


def _completing(begun: Paid) -> Period:
    reasons = [Reason(code="completes", args=begun.args)] if begun.cents else []
    return Period(since=begun.since, until=begun.until, due_cents=begun.due_cents, begun=begun, reasons=reasons)


def _running(asked: _Asked, length: Length) -> Period:
    """A period that begins the day after the last one, else on the joining day."""
    since = asked.start or asked.joined
    reasons: list[Reason] = []
    last = max(asked.counting, key=lambda paid: paid.until, default=None)
    if last is not None and asked.start is None and last.until != END:
        if last.until >= asked.joined:
            since, reasons = last.until + _DAY, [Reason(code="chained", args=last.args)]
        elif last.until + _DAY < asked.joined:
            reasons = [_gap(last, length, asked.joined)]
    until = asked.until or (END if length.lifetime else last_day(since, length.times(asked.periods)))
    due = asked.rate.cents * asked.periods
    return Period(since=since, until=until, due_cents=due, reasons=[*reasons, *_several(asked)])


def _gap(last: Paid, length: Length, joined: dt.date) -> Reason:
    """Nothing covers the days since `last`; `next` would leave none out, as long as its length reaches `joined`."""
    begins = last.until + _DAY
    reaches = length.lifetime or last_day(begins, length) >= joined
    return Reason(code="gap", args={**last.args, "next": begins if reaches else None})


def _in_years(asked: _Asked, length: Length) -> Period:
    """Whole dues years, from the one of the joining day or the one named."""
    year, extends, reasons = _year(asked)
    years = (length.whole_years or 1) * asked.periods
    until = asked.until or last_day(year.since, Length(months=12 * years))
    if extends is not None:
        further = last_day(year.since, Length(months=12 * (years + 1)))
        taken = [paid for paid in asked.counting if until < paid.until and paid.since <= further]
        if not taken:
            return Period(
                since=asked.start or year.since,
                until=further,
                due_cents=asked.rate.cents * asked.periods,
                reasons=[extends, *_several(asked)],
            )
        reasons = [Reason(code="next_year_paid", args=taken[0].args)]
    due, why = _due(asked, year, alone=years == 1)
    return Period(
        since=asked.start or year.since, until=until, due_cents=due, reasons=[*reasons, *_several(asked), *why]
    )


def _several(asked: _Asked) -> list[Reason]:
    if asked.periods == 1:
        return []
    return [Reason(code="several", args={"count": asked.periods, "whole": _whole(asked.rate)})]


def _whole(rate: Rate) -> Money:
    return Money(cents=rate.cents, currency=rate.currency)


def _year(asked: _Asked) -> tuple[DuesYear, Reason | None, list[Reason]]:
    """The first year covered, why the one after the last is covered too, and why it is that year.

    Raises:
        Usage: `which_year`, `from_outside`, `dues_year`.
    """
    year_start = asked.policy.year_start
    if asked.year is not None:
        named = dues_year(asked.year, year_start)
        if asked.start is not None and not named.includes(asked.start):
            raise Usage("from_outside", day=asked.start, year=named.name, since=named.since, until=named.until)
        return named, None, []
    this, *following = years_meant(asked.joined, year_start)
    if asked.until is not None:
        return this, None, []
    extends = extension(asked.policy, this, asked.joined)
    if asked.start is None and (extends or following):
        paid = [one for one in asked.counting if one.since <= asked.joined and this.until <= one.until]
        if paid:
            after = dues_year(this.name + 1, year_start)
            return after, None, [Reason(code="this_year_paid", args=paid[0].args)]
        if extends is None:
            raise Usage("which_year", **both_years(asked.joined, this, following[0]))
    return this, extends, []


def _due(asked: _Asked, year: DuesYear, *, alone: bool) -> tuple[int, list[Reason]]:
    """What is due: all of it, or by the months left of a single year, that of the joining day counted, half up."""
    rate = asked.rate
    elapsed = sum(asked.joined >= year.since + relativedelta(months=month) for month in range(1, 12))
    in_year = year.includes(asked.joined)
    if not (rate.pro_rata and alone and in_year and elapsed and asked.until is None):
        return rate.cents * asked.periods, []
    left = 12 - elapsed
    due = (rate.cents * left * 2 + 12) // 24
    amount = Money(cents=due, currency=rate.currency)
    args = {"left": left, "amount": amount, "whole": _whole(rate), "day": asked.joined}
    return due, [Reason(code="pro_rata", args=args)]
