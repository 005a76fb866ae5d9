"""A payment in sentences: who, how much, which period, what remains, whom it covers."""

import datetime as dt

from capcli.commands.record_words import person_words
from capcli.domain.coverage import seat_order
from capcli.domain.dues_years import dues_year_of
from capcli.domain.payments import Paid, span_of
from capcli.domain.records import AFFILIATIONS, DUES, ORGANISATIONS, PEOPLE, Dues, Organisation, Person
from capcli.services.affiliations import main_organisations
from capcli.services.dues import Paying
from capcli.services.policies import dues_policy
from capcli.store.protocol import Reader
from capcli.texts import _, day, money, ngettext
from capcli.texts.period_reasons import period_sentence
from capcli.texts.reasons import period


def who_words(read: Reader, who: Person | Organisation, on: dt.date) -> str:
    """The full name, the number, and the organisation of a person on the day `on`."""
    if isinstance(who, Organisation):
        return _("{name} ({organisation})").format(name=who.name, organisation=ORGANISATIONS.ref(who.id))
    employer = main_organisations(read, [who.id], on).get(who.id)
    return person_words(who, employer.name if employer else None)


def period_words(dues: Dues) -> str:
    """The days that a record of dues is for; nothing for a donation, which has none."""
    return period(*span_of(dues)) if dues.since else ""


def paid_lines(read: Reader, who: Person | Organisation, made: Paying, today: dt.date) -> list[str]:
    """What was kept: the payment, its period or what remains of it, why these days, and whom it covers."""
    dues, paid = made.dues, made.paid
    if dues.kind == "donation":
        return [_given_line(read, who, dues, today), *_bank_lines(dues)]
    line = _("{dues}  {who}: {amount} paid on {day}, rate {rate}.").format(
        dues=DUES.ref(dues.id),
        who=who_words(read, who, today),
        amount=money(dues.cents, dues.currency),
        day=day(dues.paid_on),
        rate=dues.rate,
    )
    why = [period_sentence(reason) for reason in made.decided.reasons]
    lines = [line, *_bank_lines(dues)]
    if paid is None or not paid.counts:
        return [*lines, remains_line(read, dues, paid), *why, *_promise_lines(made)]
    covers = _("Covers {period}.").format(period=period_words(dues))
    return [*lines, covers, *why, *_promise_lines(made), *_people_lines(read, dues, today)]


def _given_line(read: Reader, who: Person | Organisation, dues: Dues, today: dt.date) -> str:
    return _("{dues}  {who}: {amount} given on {day}, a donation; it covers no day.").format(
        dues=DUES.ref(dues.id),
        who=who_words(read, who, today),
        amount=money(dues.cents, dues.currency),
        day=day(dues.paid_on),
    )


def _bank_lines(dues: Dues) -> list[str]:
    """The days on which it came in and went to the bank, when they were typed."""
    lines = []
    if dues.received_on:
        lines.append(_("Received on {day}.").format(day=day(dues.received_on)))
    if dues.deposited_on:
        lines.append(_("Deposited on {day}.").format(day=day(dues.deposited_on)))
    return lines


def _promise_lines(made: Paying) -> list[str]:
    """Which promises the payment keeps, or goes towards; and which are awaited still."""
    counts = made.paid is not None and made.paid.counts
    kept = _("It settles {promise}, promised on {day}.")
    towards = _("It goes towards {promise}, promised on {day}.")
    waited = _("{promise}, promised on {day}, is awaited still: {amount} for {period}.")
    told = [(kept if counts else towards, one) for one in made.decided.settles]
    return [
        text.format(
            promise=DUES.ref(one.id),
            day=day(one.paid_on),
            amount=money(one.cents, one.currency),
            period=period_words(one),
        )
        for text, one in [*told, *((waited, one) for one in made.decided.awaited)]
    ]


def remains_line(read: Reader, dues: Dues, paid: Paid | None) -> str:
    """What is left to pay of the period, and the command that names that very period."""
    since = span_of(dues)[0]
    left = paid.remains_cents if paid else dues.due_cents
    values = {
        "remains": money(left, dues.currency),
        "period": period_words(dues),
        "who": PEOPLE.ref(dues.person) if dues.person else ORGANISATIONS.ref(dues.organisation or 0),
    }
    year = dues_year_of(since, dues_policy(read).year_start)
    if dues_policy(read).period == "calendar" and year.since == since:
        text = _("{remains} remain for {period}, which does not count before: cap dues pay {who} --year {year}")
        return text.format(**values, year=year.name)
    text = _("{remains} remain for {period}, which does not count before: cap dues pay {who} --from {day}")
    return text.format(**values, day=since.isoformat())


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
    if dues.seats == 0:
        return [_("It covers none of its people.")]
    text = ngettext(
        "It covers {count} person of the {all} there, the first who came and was typed.",
        "It covers {count} people of the {all} there, the first who came and were typed.",
        dues.seats,
    )
    return [text.format(count=dues.seats, all=present)]
