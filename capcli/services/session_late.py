"""Whom to remind for a session: the people registered there whom no dues cover on its day."""

import datetime as dt

from capcli.domain.coverage import own_covers
from capcli.domain.lateness import HELD, Lateness, held_back, last_paid
from capcli.domain.membership import deciding
from capcli.domain.records import LIVE, REGISTRATIONS, Session
from capcli.domain.reminders import last_call
from capcli.domain.sessions import first_day
from capcli.services.books import Books, books
from capcli.services.cards import Card
from capcli.services.late import Late
from capcli.store.protocol import Reader


def late_for_session(read: Reader, session: Session, today: dt.date) -> Late:
    """Those who hold or wait for a place in the session, judged on its first day; on `today` while it has none.

    The payer to remind is the organisation they belong to on that day that paid,
    promised or was called before, unless their own dues ended later; else
    themselves.
    """
    on = first_day(session) or today
    known = books(read)
    found = Late(remind=[], left_out=[], on=on, books=known, payers={})
    people = {one.person for one in read.find(REGISTRATIONS, "session", session.id) if one.state in LIVE}
    for number in sorted(people & known.people.keys()):
        card = known.people[number]
        account = known.account(card)
        status, covers = deciding(on, account, known.ties_of(card), known.policy)
        if status == "current":
            continue
        if status in HELD:
            found.left_out.append((card, Lateness(reason=held_back(status, covers[0]))))
            continue
        payer = _payer(known, card, on)
        found.payers[number] = payer
        found.remind.append((card, _of_payer(known, payer, on)))
    return found


def _of_payer(known: Books, payer: Card, on: dt.date) -> Lateness:
    """What the one to remind owes for the day."""
    account = known.account(payer)
    until = max((cover.until for cover in own_covers(account) if cover.until < on), default=None)
    called_on = last_call(until, known.calls(payer))
    return Lateness(until=until, last=last_paid(account), begun=account.begun_on(on), called_on=called_on)


def _payer(known: Books, card: Card, on: dt.date) -> Card:
    """Who pays for somebody: the organisation of that day whose dues ended last, unless their own ended later.

    One that paid for the day is not reminded: it has no seat left for them.
    """
    payers: list[tuple[dt.date, int, Card]] = []
    for organisation in known.employers(card, on):
        covers = own_covers(known.account(organisation))
        if known.dues_of(organisation) and not any(cover.includes(on) for cover in covers):
            ended = max((cover.until for cover in covers if cover.until < on), default=dt.date.min)
            payers.append((ended, -len(payers), organisation))
    own = max((cover.until for cover in own_covers(known.account(card)) if cover.until < on), default=None)
    if not payers:
        return card
    ended, _place, payer = max(payers, key=lambda one: one[:2])
    return card if own is not None and own > ended else payer
