"""The settings in sentences, as a successor reads them."""

import datetime as dt

from capcli.texts import N_, _, day_of_year

SENTENCES: dict[str, str] = {
    "organisation.name": N_("The organisation is called {value}."),
    "language": N_("Papers, pages and headings are in the language “{value}”."),
    "timezone": N_("The desk lives in the time zone {value}."),
    "currency": N_("Amounts are in {value}."),
    "export.csv": N_("A file .csv is written for programs."),
    "dues.period": N_("Dues are paid for a year that is the same for everybody."),
    "dues.year_start": N_("The year of dues begins on {value}."),
    "dues.length_months": N_("Dues last {value} months, unless their rate says otherwise."),
    "dues.carry_over_from": N_("Who joins from {value} on is covered through the next year too."),
    "dues.offered_months": N_("The last {value} months of a year are offered to who joins for the next one."),
    "dues.grace_days": N_("Somebody whose dues ended stays up to date for {value} more days."),
    "dues.tolerance_until": N_("Who was covered last year counts as up to date until {value}."),
    "dues.promise_counts": N_("A promise of payment counts for nothing until it is paid."),
    "dues.reminders": N_("Payers are to be reminded so many days from their last day (below 0: before it): {value}."),
    "registration.pending_days": N_("A place that waits for dues is kept for {value} days."),
    "registration.offer_hours": N_("A place that is offered is kept for {value} hours once the person was told."),
    "registration.office_hours": N_("Deadlines fall in office hours: {value}."),
    "waitlist.stops": N_("A waiting list stops before its session: {value}."),
    "voters.exempt": N_("Members exempt from dues vote at a general meeting."),
    "voters.quorum": N_("A general meeting needs {value} % of the votes."),
    "attendance.present_share": N_("Somebody connected for at least this part of a slot counts as present: {value}."),
    "answers.sensitive_days": N_(
        "Answers about health, diet, access and the like are deleted {value} days after the session, by cap sweep."
    ),
    "store.lock_seconds": N_("A command waits at most {value} seconds for another one that writes."),
}
"""What each setting means, with its value; of a choice between two, the first one."""

OTHERWISE: dict[tuple[str, str], str] = {
    ("organisation.name", ""): N_("The organisation has no name yet."),
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
    ("answers.sensitive_days", "0"): N_(
        "Answers about health, diet, access and the like are deleted on the day after the session, by cap sweep."
    ),
}
"""What a setting means at a value that needs another sentence."""

_DAYS_OF_YEAR = frozenset({"dues.year_start", "dues.carry_over_from", "dues.tolerance_until"})


def setting_sentence(key: str, value: str) -> str:
    """What a setting says."""
    told = value
    if key in _DAYS_OF_YEAR and value:
        told = day_of_year(dt.date.fromisoformat(f"2023-{value}"))
    return _(OTHERWISE.get((key, value), SENTENCES[key])).format(value=told)
