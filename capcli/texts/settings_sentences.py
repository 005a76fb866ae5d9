"""The settings in sentences, as a successor reads them."""

import datetime as dt
from collections.abc import Callable

from capcli.domain.office_hours import typed_office_hours
from capcli.domain.waitlist_stops import typed_stop
from capcli.errors import Usage
from capcli.texts import N_, NBSP, WEEKDAYS, _, day_of_year, hour, listed, ngettext

SENTENCES: dict[str, str] = {
    "organisation.name": N_("The organisation is called {value}."),
    "organisation.contact": N_("Whoever asks what is held about them is told to write to {value}."),
    "language": N_("Papers, pages and headings are in the language “{value}”."),
    "timezone": N_("The desk lives in the time zone {value}."),
    "currency": N_("Amounts are in {value}."),
    "export.csv": N_("A file .csv is written for programs."),
    "dues.period": N_("Dues are paid for a year that is the same for everybody."),
    "dues.year_start": N_("The year of dues begins on {value}."),
    "dues.carry_over_from": N_("Who joins from {value} on is covered through the next year too."),
    "dues.tolerance_until": N_("Who was covered last year counts as up to date until {value}."),
    "dues.promise_counts": N_("A promise of payment counts for nothing until it is paid."),
    "dues.reminders": N_("Payers are to be reminded so many days from their last day (below 0: before it): {value}."),
    "registration.office_hours": N_("Deadlines fall in office hours: {value}."),
    "waitlist.stops": N_("A waiting list stops before its session: {value}."),
    "voters.exempt": N_("Members exempt from dues vote at a general meeting."),
    "voters.quorum": N_("A general meeting needs {value} % of the votes."),
    "attendance.present_share": N_("Somebody connected for at least this part of a slot counts as present: {value}."),
}
"""What each setting means, with its value; of a choice between two, the first one."""

COUNTED: dict[str, Callable[[int], str]] = {
    "dues.length_months": lambda count: ngettext(
        "Dues last {value} month, unless their rate says otherwise.",
        "Dues last {value} months, unless their rate says otherwise.",
        count,
    ),
    "dues.offered_months": lambda count: ngettext(
        "The last month of a year is offered to who joins for the next one.",
        "The last {value} months of a year are offered to who joins for the next one.",
        count,
    ),
    "dues.grace_days": lambda count: ngettext(
        "Somebody whose dues ended stays up to date for {value} more day.",
        "Somebody whose dues ended stays up to date for {value} more days.",
        count,
    ),
    "registration.pending_days": lambda count: ngettext(
        "A place that waits for dues is kept for {value} day.",
        "A place that waits for dues is kept for {value} days.",
        count,
    ),
    "registration.offer_hours": lambda count: ngettext(
        "A place that is offered is kept for {value} hour once the person was told.",
        "A place that is offered is kept for {value} hours once the person was told.",
        count,
    ),
    "answers.sensitive_days": lambda count: ngettext(
        "Answers about health, diet, access and the like are deleted {value} day after the session, by cap sweep.",
        "Answers about health, diet, access and the like are deleted {value} days after the session, by cap sweep.",
        count,
    ),
    "backup.last": lambda count: ngettext(
        "The last {value} backup is kept.", "The last {value} backups are kept.", count
    ),
    "backup.days": lambda count: ngettext(
        "Beyond them, the last backup of the last day is kept.",
        "Beyond them, the last backup of each of the last {value} days is kept.",
        count,
    ),
    "backup.weeks": lambda count: ngettext(
        "Beyond them, the last backup of the last week is kept.",
        "Beyond them, the last backup of each of the last {value} weeks is kept.",
        count,
    ),
    "backup.months": lambda count: ngettext(
        "Beyond them, the last backup of the last month is kept.",
        "Beyond them, the last backup of each of the last {value} months is kept.",
        count,
    ),
    "retention.contacts_years": lambda count: ngettext(
        "Whoever had nothing to do with us for {value} year is named by cap doctor --retention, to be forgotten.",
        "Whoever had nothing to do with us for {value} years is named by cap doctor --retention, to be forgotten.",
        count,
    ),
    "retention.training_years": lambda count: ngettext(
        "The proofs that somebody was trained keep their name for {value} year.",
        "The proofs that somebody was trained keep their name for {value} years.",
        count,
    ),
    "retention.accounts_years": lambda count: ngettext(
        "Accounts keep the name of who paid for {value} year from the end of their year.",
        "Accounts keep the name of who paid for {value} years from the end of their year.",
        count,
    ),
    "store.lock_seconds": lambda count: ngettext(
        "A command waits at most {value} second for another one that writes.",
        "A command waits at most {value} seconds for another one that writes.",
        count,
    ),
}
"""What a setting means that is a number of something."""

OTHERWISE: dict[tuple[str, str], str] = {
    ("organisation.name", ""): N_("The organisation has no name yet."),
    ("organisation.contact", ""): N_("Whoever asks what is held about them is told to write to the organisation."),
    ("export.csv", "excel"): N_("A file .csv is written for French Excel."),
    ("dues.period", "rolling"): N_("Dues are paid for a time of one’s own, which begins with the first payment."),
    ("dues.carry_over_from", ""): N_("Who joins late in a year is covered for that year only."),
    ("dues.offered_months", "0"): N_("No months are offered at the end of a year."),
    ("dues.grace_days", "0"): N_("Nobody stays up to date after their last day."),
    ("dues.tolerance_until", ""): N_("Last year’s dues do not count in a new year."),
    ("dues.promise_counts", "registration"): N_("A promise of payment is enough to take part in a session."),
    ("dues.reminders", ""): N_("Nobody is to be reminded at set days."),
    ("registration.pending_days", ""): N_("A place that waits for dues is kept without a deadline."),
    ("waitlist.stops", ""): N_("Waiting lists never stop."),
    ("waitlist.stops", "never"): N_("Waiting lists never stop."),
    ("waitlist.stops", "jamais"): N_("Waiting lists never stop."),
    ("voters.exempt", "no"): N_("Members exempt from dues do not vote at a general meeting."),
    ("voters.quorum", ""): N_("A general meeting needs no quorum."),
    ("backup.days", "0"): N_("No backup is kept for its day."),
    ("backup.weeks", "0"): N_("No backup is kept for its week."),
    ("backup.months", "0"): N_("No backup is kept for its month."),
    ("retention.training_years", "0"): N_("The proofs that somebody was trained need no name."),
    ("retention.accounts_years", "0"): N_("Accounts need no name of who paid."),
    ("answers.sensitive_days", "0"): N_(
        "Answers about health, diet, access and the like are deleted on the day after the session, by cap sweep."
    ),
}
"""What a setting means at a value that needs another sentence."""


def _day_words(value: str) -> str:
    return day_of_year(dt.date.fromisoformat(f"2023-{value}"))


def _office_words(value: str) -> str:
    hours = typed_office_hours(value)
    days = listed([_(WEEKDAYS[number]) for number in sorted(hours.weekdays)])
    return f"{days}, {hour(f'{hours.opens:%H:%M}')}–{hour(f'{hours.closes:%H:%M}')}"


def _stop_words(value: str) -> str:
    """Days and an hour in words; a time before the session reads the same in both languages."""
    stop = typed_stop(value)
    if stop is None or stop.hour is None:
        return value
    at = hour(f"{stop.hour:%H:%M}")
    if not stop.days:
        return _("on its day, at {hour}").format(hour=at)
    told = ngettext("{count} day before, at {hour}", "{count} days before, at {hour}", stop.days)
    return told.format(count=stop.days, hour=at)


def _share_words(value: str) -> str:
    return f"{float(value) * 100:g}{NBSP}%"


WORDS: dict[str, Callable[[str], str]] = {
    "dues.year_start": _day_words,
    "dues.carry_over_from": _day_words,
    "dues.tolerance_until": _day_words,
    "registration.office_hours": _office_words,
    "waitlist.stops": _stop_words,
    "attendance.present_share": _share_words,
}
"""How people say the value of a setting that is typed in another way."""


def setting_sentence(key: str, value: str) -> str:
    """What a setting says; a value that the setting does not take any more stays as it was typed."""
    if (key, value) in OTHERWISE:
        return _(OTHERWISE[key, value])
    if key in COUNTED:
        return COUNTED[key](int(value)).format(value=value)
    try:
        told = WORDS[key](value) if key in WORDS else value
    except (Usage, ValueError):
        told = value
    return _(SENTENCES[key]).format(value=told)
