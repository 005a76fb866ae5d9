"""Rates of dues: what a payment amounts to, for whom, from which day."""

import datetime as dt
from collections.abc import Iterable

import msgspec
from msgspec import UNSET, UnsetType

from capcli.domain.lengths import Length, nearest_in, own_length
from capcli.domain.names import fold
from capcli.domain.payments import Ledger, span_of
from capcli.domain.records import DUES, RATES, Dues, Money, Payer, Rate
from capcli.domain.views import LengthView, RateView
from capcli.errors import NotFound, Refused, Usage
from capcli.store.protocol import Reader, Transaction

_DAY = dt.timedelta(days=1)
_LONGEST_NAME = 200


def set_rate(
    tx: Transaction,
    *,
    name: str,
    cents: int,
    payer: Payer,
    seats: int | None = None,
    since: dt.date | None = None,
    currency: str = "EUR",
    length: Length | None = None,
    pro_rata: bool = False,
) -> Rate:
    """Keep what the rate `name` amounts to from the day `since` on; None: since ever.

    Earlier amounts, lengths and seats stay true for their days. The same name
    and day set again corrects them, as long as nothing was paid at them.
    `length` None is that of the settings.

    Raises:
        Usage: `rate_name` for an empty name, `name_long`, `rate_seats` for seats of a rate that people pay,
            `rate_pro_rata` for a part of a year of a rate that has no year.
        Refused: `rate_used` when payments were made at the amount to correct, `rate_payer_person` or
            `rate_payer_organisation` when the name is that of the other kind of payer.
    """
    name = " ".join(name.split())
    if not fold(name):
        raise Usage("rate_name")
    if len(name) > _LONGEST_NAME:
        raise Usage("name_long", name=f"{name[:40]}…", most=_LONGEST_NAME)
    same = _named(tx.scan(RATES), name)
    if any(rate.payer != payer for rate in same):
        raise Refused(f"rate_payer_{same[0].payer}", rate=same[0].name)
    if payer == "person" and seats is not None:
        raise Usage("rate_seats", rate=name)
    if pro_rata and length is not None and length != Length(months=12):
        raise Usage("rate_pro_rata", rate=name)
    wanted = Rate(
        name=same[0].name if same else name,
        cents=cents,
        currency=currency,
        payer=payer,
        seats=seats,
        since=since,
        months=length.months or None if length else None,
        days=length.days or None if length else None,
        lifetime=bool(length and length.lifetime),
        pro_rata=pro_rata,
    )
    for rate in same:
        if rate.since == since:
            return _corrected(tx, rate, msgspec.structs.replace(wanted, id=rate.id))
    return tx.put(RATES, wanted)


def change_rate(
    tx: Transaction,
    *,
    name: str,
    cents: int,
    payer: Payer,
    since: dt.date | None,
    currency: str,
    today: dt.date,
    seats: int | UnsetType | None = UNSET,
    length: Length | UnsetType | None = UNSET,
    pro_rata: bool | UnsetType = UNSET,
) -> Rate:
    """Set a rate as somebody asks for it at the desk.

    Without `since`, a new name is true since ever and a known one changes from
    today on; what is so today already is not written twice. Seats, length and
    pro rata that are not given stay what they were. Raises what `set_rate` raises.
    """
    known = _named(in_force(tx.scan(RATES), since or today), name)
    before = known[0] if known else Rate(name=name, cents=cents, payer=payer)
    if isinstance(seats, UnsetType):
        seats = before.seats
    if isinstance(length, UnsetType):
        length = own_length(before)
    if isinstance(pro_rata, UnsetType):
        pro_rata = before.pro_rata
    if since is None and known:
        was = (before.cents, before.payer, before.currency, before.seats, own_length(before), before.pro_rata)
        if was == (cents, payer, currency, seats, length, pro_rata):
            return before
        since = today
    return set_rate(
        tx,
        name=name,
        cents=cents,
        payer=payer,
        seats=seats,
        since=since,
        currency=currency,
        length=length,
        pro_rata=pro_rata,
    )


def rate_for(read: Reader, payer: Payer, on: dt.date, name: str | None = None) -> Rate:
    """The rate called `name` on the day `on`; without a name, the only one of the payer's kind.

    Raises:
        NotFound: `rate`, none is called so on that day.
        Usage: `no_rate_person`, `no_rate_organisation`, `which_rate` when there are several,
            `rate_for_people` and `rate_for_organisations` when the rate is for the other kind of payer.
    """
    every = in_force(read.scan(RATES), on)
    fitting = [rate for rate in every if rate.payer == payer]
    if name is not None:
        chosen = _named(every, name)
        if not chosen:
            raise NotFound("rate", rate=name, day=on, rates=every) if every else NotFound("no_rate", rate=name, day=on)
        if chosen[0].payer != payer:
            raise Usage(
                "rate_for_people" if chosen[0].payer == "person" else "rate_for_organisations", rate=chosen[0].name
            )
        return chosen[0]
    if not fitting:
        raise Usage("no_rate_person" if payer == "person" else "no_rate_organisation", day=on)
    if len(fitting) > 1:
        raise Usage("which_rate", rates=fitting)
    return fitting[0]


def rates_of(read: Reader, payer: Payer, on: dt.date) -> list[Rate]:
    """The rates that a payer of this kind has on the day `on`."""
    return [rate for rate in in_force(read.scan(RATES), on) if rate.payer == payer]


def in_force(rates: Iterable[Rate], on: dt.date) -> list[Rate]:
    """The rates of the day `on`: of each name the one that began last, in the order in which the names came."""
    latest: dict[str, Rate] = {}
    for rate in rates:
        if rate.since is not None and rate.since > on:
            continue
        before = latest.get(fold(rate.name))
        if before is None or (before.since or dt.date.min) <= (rate.since or dt.date.min):
            latest[fold(rate.name)] = rate
    return list(latest.values())


def views(read: Reader, today: dt.date) -> list[RateView]:
    """Every rate, past, current and to come: names in the order in which they came, then by first day."""
    names: dict[str, list[Rate]] = {}
    for rate in read.scan(RATES):
        names.setdefault(fold(rate.name), []).append(rate)
    return [view for same in names.values() for view in _history(same, today)]


def _history(same: list[Rate], today: dt.date) -> list[RateView]:
    ordered = sorted(same, key=lambda rate: rate.since or dt.date.min)
    return [_view(rate, after, today) for rate, after in zip(ordered, [*ordered[1:], None], strict=True)]


def _view(rate: Rate, after: Rate | None, today: dt.date) -> RateView:
    until = after.since - _DAY if after and after.since else None
    state = "current"
    if rate.since and rate.since > today:
        state = "future"
    elif until and until < today:
        state = "past"
    return RateView(
        name=rate.name,
        amount=Money(cents=rate.cents, currency=rate.currency),
        payer=rate.payer,
        seats=rate.seats,
        length=_length_view(rate),
        pro_rata=rate.pro_rata,
        from_=rate.since,
        until=until,
        state=state,
    )


def _length_view(rate: Rate) -> LengthView | None:
    length = own_length(rate)
    if length is None:
        return None
    return LengthView(months=length.months, days=length.days, lifetime=length.lifetime)


def _named(rates: Iterable[Rate], name: str) -> list[Rate]:
    return [rate for rate in rates if fold(rate.name) == fold(name)]


def _may_be_at(dues: Dues, rate: Rate) -> bool:
    """Whether what was due can be of this amount: one typed before the rate was set is of an earlier one."""
    if rate.pro_rata or not rate.cents:
        return True
    return not dues.due_cents % rate.cents


def _corrected(tx: Transaction, rate: Rate, wanted: Rate) -> Rate:
    if rate == wanted:
        return rate
    ledger = Ledger(tx.find(DUES, "rate", rate.name))
    same = _named(tx.scan(RATES), rate.name)
    used = [
        dues
        for dues in (*ledger.of_kind("payment"), *ledger.of_kind("promise"))
        if rate in in_force(same, nearest_in(*span_of(dues), dues.paid_on)) and _may_be_at(dues, rate)
    ]
    if used:
        raise Refused("rate_used", rate=rate, dues=DUES.ref(used[0].id))
    return tx.put(RATES, wanted)
