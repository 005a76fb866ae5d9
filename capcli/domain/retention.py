"""How long what is known of people is kept: periods of the settings, counted from what somebody did."""

import datetime as dt
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from capcli.domain.policies import RetentionPolicy
from capcli.domain.records import HELD, Dues, Person, Registration, Session
from capcli.domain.sessions import last_day

ContactKind = Literal["attended", "registered", "paid", "added"]
"""What somebody last did here: came, asked for a place, paid; or was only ever added."""
PAID = frozenset({"payment", "refund", "cancellation", "donation"})
"""The kinds of dues that are entries of the accounts: a promise and a call are none."""


class Contact(Struct, frozen=True, order=True):
    """The day on which somebody last had to do with the desk themselves, and by what."""

    on: dt.date
    by: ContactKind


class Kept(Struct, frozen=True, kw_only=True):
    """Until which day, included, something is to be kept, and how many records it is; None where there is none."""

    count: int = 0
    until: dt.date | None = None


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day that many years later, 28 February for the 29th; the last day of the calendar at most."""
    year = day.year + years
    if year > dt.MAXYEAR:
        return dt.date.max
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def accounts_kept(dues: Iterable[Dues], registrations: Iterable[Registration], policy: RetentionPolicy) -> Kept:
    """The entries of the accounts of somebody: each is kept so many years from the end of its calendar year."""
    days = [one.paid_on for one in dues if one.kind in PAID]
    days += [fee.on for registration in registrations for fee in registration.fees]
    ends = [years_after(day.replace(month=12, day=31), policy.accounts_years) for day in days]
    return Kept(count=len(ends), until=max(ends, default=None))


def proofs_kept(taken: Iterable[tuple[Registration, Session]], policy: RetentionPolicy) -> Kept:
    """The proofs that somebody was trained, each kept so many years from the last day of its session."""
    ends = [
        years_after(day, policy.training_years)
        for registration, session in taken
        if is_proof(registration, session) and (day := last_day(session))
    ]
    return Kept(count=len(ends), until=max(ends, default=None))


def is_proof(registration: Registration, session: Session) -> bool:
    """Whether somebody had a place in a session that took place, and was not marked absent throughout."""
    if registration.state not in HELD or session.cancelled:
        return False
    return not registration.presence or was_there(registration)


def was_there(registration: Registration) -> bool:
    """Whether somebody was marked present, at one slot at least."""
    return any(mark.state == "present" for mark in registration.presence)


def contacts_until(last: Contact, policy: RetentionPolicy) -> dt.date:
    """The last day, included, on which somebody's contact details are kept."""
    return years_after(last.on, policy.contacts_years)


def last_contact(
    person: Person, dues: Iterable[Dues], taken: Iterable[tuple[Registration, Session | None]], *, today: dt.date
) -> Contact:
    """When somebody last had to do with the desk: a session to come counts on its day, above all else.

    What was asked for by somebody else is no contact of theirs, nor is what the desk did by itself.
    """
    contacts = [Contact(person.created_at.date(), "added")]
    contacts += [Contact(one.paid_on, "paid") for one in dues if one.kind in ("payment", "donation")]
    for registration, session in taken:
        contacts += _contacts(registration, session, today)
    return max(contacts, key=lambda contact: (contact.on, contact.by == "attended"))


def _contacts(registration: Registration, session: Session | None, today: dt.date) -> list[Contact]:
    contacts = [Contact(fee.on, "paid") for fee in registration.fees if fee.cents > 0]
    if registration.requested_by is None:
        contacts.append(Contact(registration.requested_at.date(), "registered"))
    day = last_day(session) if session is not None else None
    if day is not None and (was_there(registration) or (registration.state in HELD and day >= today)):
        contacts.append(Contact(day, "attended"))
    contacts += [Contact(turn.at.date(), "registered") for turn in registration.history if turn.cause == "accepted"]
    return contacts
