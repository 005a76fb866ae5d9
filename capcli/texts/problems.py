"""The sentences of what an import could not use, and of the rows that it leaves out."""

import re

from capcli.domain.plans import Action, Problem
from capcli.texts import N_, _, phone
from capcli.texts.errors import ERRORS, said
from capcli.texts.problems_left_out import LEFT_OUT

_KEPT_PHONE = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)
LONGEST = 80
"""Characters of a cell that a sentence quotes."""
PROBLEMS: dict[str, str] = {
    "email": N_("the e-mail “{text}” is malformed; the row goes in without it"),
    "email_several": N_("of several e-mails (“{text}”) the first is taken"),
    "email_taken": N_("“{text}” is the e-mail of {ref} {name} already; the row goes in without it"),
    "phone": N_("the phone “{text}” is no phone number; the row goes in without it"),
    "phone_several": N_("of several phones (“{text}”) the first is taken"),
    "organisation_unknown": N_(
        "the organisation “{text}” is not known; the row goes in without it (cap org add adds one)"
    ),
    "differs": N_("“{text}” ({heading}) differs from what is known, which stays"),
    "edited": N_("{column}: {held} becomes {text}"),
    "filled_in": N_("the record takes what it lacked: {columns}"),
    "requested_at": N_("“{text}” is no moment; the request counts from now"),
    "requested_later": N_("“{text}” is still to come; the request counts from now"),
    "beyond": N_("“{text}” stands beyond the last heading"),
    "row_total": N_("a total (“{text}”), nobody’s row"),
    "row_state": N_("left out for its state ({text})"),
    "row_test": N_("a test of the form (“{text}”), nobody’s row"),
    "row_group": N_("a card that only lists others (“{text}”), nobody’s row"),
    "row_waitlisted": N_("was on the waiting list of the form ({text}); judged here like the others"),
    "name_remark": N_("“{text}” stood behind the name, and is no part of it"),
    "name_device": N_("“{text}” is the name of a device, and nobody’s: the e-mail alone can tell whose the row is"),
    "row_unfinished": N_("never finished: there is no moment of sending"),
    "registering_closed": N_(
        'asked on {requested}, after the last day to register, {day}: --allow closed --reason "why" takes such rows'
    ),
    "registering_refused": N_("was refused before ({registration}): take it up again by hand, with cap reopen"),
    "which_year": N_("{day} is in the last 60 days of a year of dues: a column must say the year, {this} or {next}"),
    "paid_later": N_("{day} has not come, today is {today}"),
    "row_other_session": N_("a row of another session ({text})"),
    "row_twice": N_("the same person as on line {line}"),
    "row_ended": N_("registered before ({registration}), and ended since: not registered again"),
    "row_ignored": N_("ignored, as was answered"),
    "row_blank": N_("nothing stands on the line"),
    "row_section": N_("a title between the rows (“{text}”)"),
    "row_heading": N_("the headings again"),
    "row_decided": N_("left out, as was decided"),
    "row_forgotten": N_("somebody who was forgotten for good: not taken in again"),
    "row_later": N_("left for later, as was answered"),
    "row_nobody": N_("names nobody: no name and no usable e-mail"),
    "row_unattended": N_("a line of an order for which nobody is named"),
    "row_nameless": N_("an e-mail that nobody known has, and no name"),
    "row_several": N_("several people in one row: give each a row of their own"),
    "other_name": N_("the e-mail {email} is known under another name than {name}"),
    "several": N_("several people have the e-mail {email} and a name like {name}"),
    "forgotten_name": N_("somebody called {name} was forgotten for good; only somebody else may go in"),
    "namesake": N_("somebody is called {name} already, and nothing else agrees"),
    "near_name": N_("somebody has nearly the name {name}"),
    "payer_unknown": N_(
        "“{name}” is neither known nor surely a person: add it first, with cap org add or cap person add"
    ),
    "dues_ended": N_("paid before ({dues}), and cancelled since: not paid again"),
    # who and what is meant
    "colleague": N_("{email} is shared by an office, {names}: a new person beside"),
    "changed_both": N_("the form says “{text}” now ({heading}), and “{held}” was typed here since its last import"),
    "organisation_taken": N_("“{text}” is taken for {name}"),
    "organisation_new": N_("the organisation “{text}” is added"),
    "organisation_none": N_("“{text}” is no organisation"),
    "mode_unknown": N_("“{text}” is no way in which this session is held; the row goes in without it"),
    "slots_unknown": N_("“{text}” names none of the session’s slots; the row goes in for all of them"),
    "row_figures": N_("nothing but figures ({text}), nobody’s row"),
    "row_anonymous": N_("an answer without a name"),
    "row_twice_used": N_("the same person as on line {line}; what is new here is used"),
    "row_twice_answers": N_("the same person as on line {line}, who answers anew: {questions}"),
    "answers_added": N_("answers added: {questions}"),
    "answers_changed": N_("answered anew: {questions}"),
    "answers_sensitive": N_("sensitive answers added or changed: {questions}"),
    # lists of people, organisations and contacts
    "row_off": N_("left out of the list ({text})"),
    "row_organisation": N_("only an organisation, “{name}”, and nobody: cap import --as contacts takes both"),
    "row_unnamed": N_("names no organisation"),
    "exempt_given": N_("becomes exempt from dues ({reason})"),
    "exempt_days": N_("the days of the exemption (“{text}”) cannot be used; the row goes in without it"),
    "siret_unused": N_("“{text}” is not a SIRET: it has 14 digits; the row goes in without it"),
    "siret_check_unused": N_(
        "the SIRET “{text}” is mistyped: its check digit does not fit; the row goes in without it"
    ),
    "siret_shortened": N_(
        "a spreadsheet rounded the SIRET to “{text}”: its digits are lost; the row goes in without it"
    ),
    "siren": N_("“{text}” is a SIREN, of nine digits, where a SIRET belongs; the row goes in without it"),
    "siret_taken": N_("{value} is the SIRET of {ref} {known}; the row goes in without it"),
    "alias_taken": N_("“{value}” is {ref} {known} already, and no other name of this one"),
    "organisation_near": N_("“{text}” is added; another has nearly that name: cap org merge makes them one"),
    "organisation_differs": N_("“{value}” differs from what is known of the organisation, which stays"),
    "organisation_added": N_("“{name}” is not known yet: it is added"),
    "year_cell": N_("{year}: “{text}” says nothing sure; that year is left out"),
    "year_differs": N_("{year}: “{text}”, but {amount} is what is known to be paid, which stays"),
    "year_amount": N_(
        "{year}: “{text}” is not what the rate {rate} asks for, {remains}; that year is left out (cap dues rate set "
        "NAME --from DAY says what it was)"
    ),
    "year_rate": N_("{year}: no one rate says what “{text}” paid; that year is left out (cap dues rates lists them)"),
    "year_days": N_("years without a day count as paid on the first day of the year, or today when it has not come"),
    # lists of payments
    "row_negative": N_("{text}: money given back, and no payment"),
    "row_unpaid": N_("not paid ({text})"),
    "row_no_amount": N_("no amount, where other rows have one: not paid"),
    "payer_added": N_("{name} is not known yet: added as a person, by the amount of the rate {rate}"),
    "payer_near": N_("“{text}” is no known organisation; another has nearly that name"),
    "payer_other": N_("paid by {name}; the dues are those of the member"),
    "rate_taken": N_("“{text}” is the rate {rate}, by its amount"),
    # what refuses a payment, and how a list says it otherwise; `who`, `on` and `sum` make the command that takes it
    "amount_zero": N_("nothing was paid, and {remains} are due at the rate {rate}: correct the amount"),
    "amount_part": N_(
        "{amount} is less than the {remains} due at the rate {rate}: correct it, or for a part payment: "
        "cap dues pay {who} --on {on} --amount {sum} --part"
    ),
    "amount_above": N_(
        "{amount} is more than the {remains} due at the rate {rate}: correct it, or take the dues with "
        "cap dues pay {who} --on {on}, and what is above with --donation --amount"
    ),
    "amount_periods": N_(
        "{amount} is {count} times the {remains} due at the rate {rate}: "
        "cap dues pay {who} --on {on} --periods {count} takes them at once"
    ),
    "amount_other_rate": N_(
        "{amount} is the rate {other}, and {remains} are due at the rate {rate}: correct the rate, or for a part "
        "payment: cap dues pay {who} --on {on} --amount {sum} --part"
    ),
    "dues_paid": N_(
        "{since} to {until} is paid already, on {day} ({dues}): correct the year, or for a donation: "
        "cap dues pay {who} --on {on} --amount {sum} --donation"
    ),
    "dues_overlap": N_(
        "the period overlaps {since} to {until}, paid on {day} ({dues}): a column must say another year, or its "
        "first day"
    ),
    "dues_lifetime": N_(
        "every day from {since} on is covered for life, paid on {day} ({dues}): for a donation: "
        "cap dues pay {who} --on {on} --amount {sum} --donation"
    ),
    "dues_other_rate": N_(
        "{since} to {until} is paid in part at the rate {rate} ({dues}), and {remains} remain: correct the rate"
    ),
    "same_reference": N_(
        "{dues}, paid on {day}, has the reference {reference} already: if this is another payment, give it another one"
    ),
    "same_reference_promise": N_(
        "{dues}, promised on {day}, has the reference {reference} already: if this is another promise, give it "
        "another one"
    ),
    "same_reference_donation": N_(
        "{dues}, given on {day}, has the reference {reference} already: if this is another gift, give it another one"
    ),
    "which_rate": N_("several rates could be paid, {rates}: a column must say which"),
    "year_length": N_(
        "dues at the rate {rate} run from a day, not for a year such as {year}: a column must say the first day"
    ),
    "from_outside": N_("{day} is not in the dues year {year}, {since} to {until}: correct one of the two"),
    "until_before": N_("the last day, {until}, is not after the first, {since}: correct one of the two"),
    "period_far": N_("the period from {since} on would end after the calendar does: correct its first day"),
    "lifetime_once": N_("the rate {rate} is for life, paid once and without an end: leave the last day empty"),
    "donation_amount": N_("how much was given is not said: fill in the amount"),
    # codes and days of spreadsheets
    "repaired": N_("{column}: a spreadsheet had made “{was}” of {value}, which goes in"),
    # attendance
    "meeting_anonymous": N_("“{text}” stands for nobody"),
    "meeting_missed": N_("{text} had registered for the meeting and did not come to it"),
    "meeting_waiting_room": N_("{text} was only in the waiting room then"),
    "meeting_host": N_("ran the meeting or spoke in it, and is not registered: not counted"),
    "meeting_room": N_("“{name}” is a room: mark those who sat there by hand, with cap present"),
    "meeting_device": N_("“{name}” is a device that names nobody: mark whoever held it by hand, with cap present"),
    "meeting_bot": N_("“{name}” takes notes, and is nobody"),
    "attendance_like": N_("“{name}” may be somebody who is known"),
    "attendance_together": N_("“{name}” holds the names of several people: cap present takes those not chosen here"),
    "attendance_before": N_("“{name}” was somebody before who is not registered in this session"),
    "attendance_unknown": N_("nobody known is called “{name}”"),
    "attendance_nameless": N_(
        '“{name}” is no full name: register them by hand, with cap present {session} --new "Given FAMILY"'
    ),
    "attendance_by_hand": N_("slot {slot} was marked by hand, which stays"),
    "attendance_short": N_("connected for {minutes} of {of} min: absent"),
    "attendance_brief": N_("connected for {minutes} min only, and has no place: not registered"),
    "attendance_brief_unknown": N_(
        "nobody known is called “{name}”, who was connected for {minutes} min only: left out"
    ),
    "attendance_away": N_("was not there, and has no place: nothing to mark"),
    "attendance_walk_in": N_("came without a place: registered on the way"),
    "attendance_full": N_(
        'came without a place, and none is left: cap present {session} {person} --allow {rule} --reason "why"'
    ),
    "attendance_full_new": N_(
        'came without a place, and none is left: cap present {session} --new "{name}" --email {email} --allow {rule} '
        '--reason "why"'
    ),
    "attendance_full_unreached": N_(
        'came without a place, and none is left: cap present {session} --new "{name}" --allow {rule} --reason "why"'
    ),
    "attendance_sign": N_("“{text}” ({heading}) says neither yes nor no: not marked"),
    "attendance_blank": N_("nothing stands for slot {slot}: not marked"),
    "attendance_says_nothing": N_("does not say whether they were there"),
}


GOES_IN = frozenset({"create", "change", "same"})
"""The actions of rows that go in, or are there."""


def problem_words(problem: Problem, action: Action = "create") -> str:
    """The sentence of a problem of a row with this action; that of the error with its code when a rule refused."""
    left_out = None if action in GOES_IN else LEFT_OUT.get(problem.code)
    sentence = left_out or PROBLEMS.get(problem.code) or ERRORS[problem.code]
    known = {"who": _("WHO"), "on": "D", "sum": "A"} | problem.args
    if known.get("heading") == "":
        known["heading"] = _("no heading")
    return _(sentence).format(**{name: _short(_readable(value)) for name, value in known.items()})


def _readable(value: object) -> str:
    """A value as people read it: a phone as it is kept gets its spaces."""
    text = said(value)
    return phone(text) if _KEPT_PHONE.fullmatch(text) else text


def _short(text: str) -> str:
    """A cell as a line of the screen holds it: its beginning, without line breaks."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
