"""A payment in sentences: who, how much, which period, what remains, whom it covers."""

import datetime as dt

from capcli.commands.effects import person_words
from capcli.domain.coverage import seat_order
from capcli.domain.payments import Paid, span_of
from capcli.domain.periods import DuesYear
from capcli.domain.records import AFFILIATIONS, DUES, ORGANISATIONS, PEOPLE, Dues, Organisation, Person
from capcli.services.affiliations import main_organisations
from capcli.services.keeping import Payment
from capcli.services.refunds import TakenBack
from capcli.store.protocol import Reader
from capcli.texts import _, day, money, ngettext
from capcli.texts.reasons import period


def who_words(read: Reader, who: Person | Organisation, on: dt.date) -> str:
    """The full name, the number, and the organisation of a person on the day `on`."""
    if isinstance(who, Organisation):
        return _("{name} ({organisation})").format(name=who.name, organisation=ORGANISATIONS.ref(who.id))
    employer = main_organisations(read, [who.id], on).get(who.id)
    return person_words(who, employer.name if employer else None)


def year_words(year: DuesYear) -> str:
    """A dues year with its days: "2023: 1 January to 31 December 2023"."""
    return _("{year}: {period}").format(year=year.name, period=period(year.since, year.until))


def period_words(dues: Dues) -> str:
    """The days that a record of dues is for; nothing for a donation, which has none."""
    return period(*span_of(dues)) if dues.since else ""


def paid_lines(read: Reader, who: Person | Organisation, made: Payment, today: dt.date) -> list[str]:
    """What was kept: the payment, its period or what remains of it, and the people whom an organisation's covers."""
    dues, paid = made.dues, made.paid
    line = _("{dues}  {who}: {amount} paid on {day}, rate {rate}.").format(
        dues=DUES.ref(dues.id),
        who=who_words(read, who, today),
        amount=money(dues.cents, dues.currency),
        day=day(dues.paid_on),
        rate=dues.rate,
    )
    if paid is None or not paid.counts:
        return [line, _remains_line(dues, paid)]
    covers = _("Covers {period}.").format(period=period_words(dues))
    return [line, covers, *_people_lines(read, dues, today)]


def cancelled_lines(read: Reader, made: TakenBack, today: dt.date) -> list[str]:
    """What was cancelled, and what is left of its period."""
    dues = made.of
    payer = read.get(PEOPLE, dues.person) if dues.person else read.get(ORGANISATIONS, dues.organisation or 0)
    line = _("{dues} is cancelled: {who}, {amount} for {period} ({reason}).").format(
        dues=DUES.ref(dues.id),
        who=who_words(read, payer, today) if payer else "",
        amount=money(dues.cents, dues.currency),
        period=period_words(dues),
        reason=made.dues.reason,
    )
    return [line, _remains_line(dues, made.paid)] if made.paid and not made.paid.counts else [line]


def _remains_line(dues: Dues, paid: Paid | None) -> str:
    remains = _("{remains} remain for {period}, which does not count before: cap dues pay {who} --year {year}")
    who = PEOPLE.ref(dues.person) if dues.person else ORGANISATIONS.ref(dues.organisation or 0)
    left = paid.remains_cents if paid else dues.due_cents
    return remains.format(
        remains=money(left, dues.currency), period=period_words(dues), who=who, year=span_of(dues)[0].year
    )


def _people_lines(read: Reader, dues: Dues, today: dt.date) -> list[str]:
    """How many people an organisation's payment covers today, or on the nearest day of its period."""
    if dues.organisation is None:
        return []
    since, until = span_of(dues)
    on = min(max(today, since), until)
    present = len(seat_order(read.find(AFFILIATIONS, "organisation", dues.organisation), on))
    if dues.seats is None or dues.seats >= present:
        text = ngettext("It covers the one person there.", "It covers the {count} people there.", present)
        return (
            [text.format(count=present)]
            if present
            else [
                _("Nobody belongs to it yet: cap org join {organisation} WHO").format(
                    organisation=ORGANISATIONS.ref(dues.organisation)
                )
            ]
        )
    text = ngettext(
        "It covers {count} person of the {all} there, the longest there first.",
        "It covers {count} people of the {all} there, the longest there first.",
        dues.seats,
    )
    return [text.format(count=dues.seats, all=present)]
