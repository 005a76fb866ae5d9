"""Payments as they are shown, and whom to remind of theirs."""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from capcli.domain.coverage import Account
from capcli.domain.membership import Standing, standing
from capcli.domain.names import sort_key
from capcli.domain.payments import Ledger, Paid, paid_periods, span_of
from capcli.domain.policies import DuesPolicy
from capcli.domain.records import DUES, ORGANISATIONS, PEOPLE, Dues, Money, Organisation, Person
from capcli.domain.views import DuesView, LateView, Named
from capcli.services.affiliations import main_organisations
from capcli.services.standings import for_everybody
from capcli.services.statuses import named
from capcli.store.protocol import Reader


class Late(Struct, frozen=True, kw_only=True):
    """Whom to remind, those who lapsed last first, and how many are left out and why.

    `covered`: their own dues ended, but an organisation covers them.
    `through`: only an organisation ever covered them, and it is for the organisation to pay.
    """

    rows: list[LateView]
    covered: int
    through: int


def views(read: Reader, year: int | None = None) -> list[DuesView]:
    """Every payment, or those of the dues year named `year`, by number, cancelled ones included."""
    ledger = Ledger(read.scan(DUES))
    periods = _periods(ledger.dues)
    paid = ledger.of_kind("payment", cancelled=True)
    shown = [dues for dues in paid if year is None or span_of(dues)[0].year == year]
    names = {payer: _named(read, *payer) for payer in {_payer(dues) for dues in shown}}
    return [_view(dues, names[_payer(dues)], periods.get(dues.id), ledger.cancellation(dues)) for dues in shown]


def late(read: Reader, today: dt.date) -> Late:
    """The people and organisations whose own dues or exemption ended, or are paid in part only, on the day `today`."""
    known = for_everybody(read)
    organisations: list[tuple[Organisation, Account]] = []
    people: list[tuple[Person, Account]] = []
    covered = through = 0
    for organisation in read.scan(ORGANISATIONS):
        account = known.account_of_organisation(organisation.id)
        if _is_late(account, today, known.policy):
            organisations.append((organisation, account))
    for person in read.scan(PEOPLE):
        account, status = known.account_of_person(person.id), known.of_person(person.id, today).status
        if not _is_late(account, today, known.policy):
            through += status == "lapsed"
        elif status == "covered":
            covered += 1
        else:
            people.append((person, account))
    rows = _rows(read, organisations, people, today, known.policy)
    return Late(rows=rows, covered=covered, through=through)


def _is_late(account: Account, today: dt.date, policy: DuesPolicy) -> bool:
    own: Standing = standing(today, account, (), policy)
    return own.status == "lapsed" or (own.status == "never" and _begun(account, today) is not None)


def _begun(account: Account, today: dt.date) -> Paid | None:
    """What is paid in part for the day."""
    return next((paid for paid in account.periods if paid.includes(today) and not paid.counts), None)


def _rows(
    read: Reader,
    organisations: Sequence[tuple[Organisation, Account]],
    people: Sequence[tuple[Person, Account]],
    today: dt.date,
    policy: DuesPolicy,
) -> list[LateView]:
    """The latest to lapse first, then organisations, then people, each in the French order of names."""
    employers = main_organisations(read, [person.id for person, _ in people], today)
    rows = []
    for organisation, account in sorted(organisations, key=lambda pair: sort_key(pair[0].name, "")):
        rows.append(_row(organisation, account, None, today, policy))
    for person, account in sorted(people, key=lambda pair: sort_key(pair[0].family_name, pair[0].given_name)):
        rows.append(_row(person, account, employers.get(person.id), today, policy))
    return sorted(rows, key=lambda row: row.until or dt.date.min, reverse=True)


def _row(
    payer: Person | Organisation, account: Account, employer: Named | None, today: dt.date, policy: DuesPolicy
) -> LateView:
    begun = _begun(account, today)
    before = [paid for paid in account.periods if paid.counts and paid.until < today]
    last = begun or (max(before, key=lambda paid: paid.until) if before else None)
    return LateView(
        who=named(payer),
        until=standing(today, account, (), policy).until,
        rate=last.rate if last else None,
        remains=Money(cents=begun.remains_cents, currency=begun.currency) if begun else None,
        email=payer.email,
        phone=payer.phone,
        organisation=employer.name if employer else None,
    )


def _periods(every: Iterable[Dues]) -> dict[int, Paid]:
    """The period that each payment belongs to, cancelled ones left out."""
    held: dict[tuple[str, int], list[Dues]] = {}
    for dues in every:
        held.setdefault(_payer(dues), []).append(dues)
    return {number: paid for several in held.values() for paid in paid_periods(several) for number in paid.dues}


def _payer(dues: Dues) -> tuple[str, int]:
    if dues.person is not None:
        return (PEOPLE.letter, dues.person)
    return (ORGANISATIONS.letter, dues.organisation or 0)


def _named(read: Reader, letter: str, number: int) -> Named:
    who = read.get(PEOPLE, number) if letter == PEOPLE.letter else read.get(ORGANISATIONS, number)
    return named(who) if who else Named(ref=f"{letter}{number}", name="")


def _view(dues: Dues, who: Named, period: Paid | None, cancelled: Dues | None) -> DuesView:
    remains = period.remains_cents if period else 0
    return DuesView(
        id=dues.id,
        ref=DUES.ref(dues.id),
        who=who,
        from_=span_of(dues)[0],
        until=span_of(dues)[1],
        paid_on=dues.paid_on,
        rate=dues.rate or "",
        amount=Money(cents=dues.cents, currency=dues.currency),
        due=Money(cents=dues.due_cents, currency=dues.currency),
        remains=Money(cents=remains, currency=dues.currency) if remains else None,
        method=dues.method,
        reference=dues.reference,
        state="cancelled" if cancelled else "part" if remains else "paid",
        cancelled_reason=cancelled.reason if cancelled else None,
    )
