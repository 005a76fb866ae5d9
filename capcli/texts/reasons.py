"""Why somebody is up to date or not, in sentences."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from capcli.domain.views import Reason, StatusView
from capcli.texts import N_, _, day
from capcli.texts.errors import said

REASONS: dict[str, str] = {
    "exempt": N_("Up to date on {on}: exempt from dues ({reason})."),
    "exempt_until": N_("Up to date on {on}: exempt from dues until {until} ({reason})."),
    "dues_paid": N_("Up to date on {on}: dues {dues} paid on {paid_on} cover {period}."),
    "dues_paid_several": N_("Up to date on {on}: dues {dues}, the last paid on {paid_on}, cover {period}."),
    "covered_by_dues": N_(
        "Up to date on {on} through {name} ({organisation}): its dues {dues} paid on {paid_on} cover {period}."
    ),
    "covered_by_dues_several": N_(
        "Up to date on {on} through {name} ({organisation}): its dues {dues}, the last paid on {paid_on}, cover "
        "{period}."
    ),
    "covered_by_exempt": N_("Up to date on {on} through {name} ({organisation}), exempt from dues ({reason})."),
    "covered_by_exempt_until": N_(
        "Up to date on {on} through {name} ({organisation}), exempt from dues until {until} ({reason})."
    ),
    "promised": N_(
        "Not up to date on {on}: a payment for {period} is promised ({dues}, {reference}, {promised_on}) and awaited."
    ),
    "promised_counts": N_(
        "Up to date on {on}: a payment for {period} is promised ({dues}, {reference}, {promised_on}), which counts "
        "while it is awaited."
    ),
    "organisation_promised": N_(
        "Not up to date on {on}: {name} ({organisation}) promised a payment for {period} ({dues}, {reference}, "
        "{promised_on}), which is awaited."
    ),
    "organisation_promised_counts": N_(
        "Up to date on {on} through {name} ({organisation}): it promised a payment for {period} ({dues}, {reference}, "
        "{promised_on}), which counts while it is awaited."
    ),
    "grace": N_("Up to date on {on}: in grace until {until}, after {after}, the last day covered ({dues})."),
    "grace_exempt": N_("Up to date on {on}: in grace until {until}, after {after}, the last day of the exemption."),
    "tolerance": N_("Up to date on {on}: covered until {after} ({dues}), which is tolerated until {until}."),
    "tolerance_exempt": N_("Up to date on {on}: exempt from dues until {after}, which is tolerated until {until}."),
    "organisation_grace": N_(
        "Up to date on {on} through {name} ({organisation}), in grace until {until}, after {after}, its last day "
        "covered ({dues})."
    ),
    "organisation_grace_exempt": N_(
        "Up to date on {on} through {name} ({organisation}), in grace until {until}, after {after}, the last day of "
        "its exemption."
    ),
    "organisation_tolerance": N_(
        "Up to date on {on} through {name} ({organisation}), covered until {after} ({dues}), which is tolerated until "
        "{until}."
    ),
    "organisation_tolerance_exempt": N_(
        "Up to date on {on} through {name} ({organisation}), exempt from dues until {after}, which is tolerated until "
        "{until}."
    ),
    "grace_ended": N_("The days of grace after that ended on {until}."),
    "tolerance_ended": N_("It was tolerated until {until}."),
    "affiliated": N_("Belongs to {name} ({organisation})."),
    "affiliated_since": N_("Belongs to {name} ({organisation}) since {since}."),
    "affiliated_until": N_("Belongs to {name} ({organisation}) until {until}."),
    "affiliated_between": N_("Belongs to {name} ({organisation}) from {since} to {until}."),
    "dues_ended": N_("Not up to date on {on}: dues {dues} ended on {until}."),
    "dues_ended_several": N_("Not up to date on {on}: the dues paid in parts ({dues}) ended on {until}."),
    "exempt_ended": N_("Not up to date on {on}: the exemption ended on {until}."),
    "affiliation_ended": N_(
        "Not up to date on {on}: covered through {name} ({organisation}) until {until}, the last day there."
    ),
    "organisation_dues_ended": N_(
        "Not up to date on {on}: the dues {dues} of {name} ({organisation}) ended on {until}."
    ),
    "organisation_dues_ended_several": N_(
        "Not up to date on {on}: the dues of {name} ({organisation}), paid in parts ({dues}), ended on {until}."
    ),
    "organisation_exempt_ended": N_(
        "Not up to date on {on}: the exemption of {name} ({organisation}) ended on {until}."
    ),
    "never": N_("Not up to date on {on}: no dues cover that day or any day before."),
    "part_paid": N_("Paid in part for {period}: {amount} of {due} ({dues}); {remains} remain."),
    "organisation_part_paid": N_(
        "{name} ({organisation}) paid in part for {period}: {amount} of {due} ({dues}); {remains} remain."
    ),
    "no_seat": N_(
        "The dues {dues} of {name} ({organisation}) cover {seats} of its people, the first who came and were "
        "typed; this person is no. {position}."
    ),
    "no_seats": N_("The dues {dues} of {name} ({organisation}) cover none of its people."),
    "organisation_lapsed": N_("{name} ({organisation}) was up to date until {until}."),
    "organisation_unpaid": N_("{name} ({organisation}) has no dues for that day or before."),
    "dues_later": N_("Later: dues {dues} cover {period}."),
    "dues_later_several": N_("Later: dues {dues}, paid in parts, cover {period}."),
    "exempt_later": N_("Exempt from dues from {since} on."),
    "dues_cancelled": N_("Dues {dues} for that day were cancelled on {cancelled_on}: {reason}."),
    "dues_refunded": N_(
        "Of the dues {dues} for that day, {amount} were given back on {refunded_on} ({refund}): {reason}."
    ),
    "organisation_dues_cancelled": N_(
        "The dues {dues} of {name} ({organisation}) for that day were cancelled on {cancelled_on}: {reason}."
    ),
    "organisation_dues_refunded": N_(
        "Of the dues {dues} of {name} ({organisation}) for that day, {amount} were given back on {refunded_on} "
        "({refund}): {reason}."
    ),
    "organisation_promise_cancelled": N_(
        "The promise {dues} of {name} ({organisation}) for that day was cancelled on {cancelled_on}: {reason}."
    ),
    "promise_cancelled": N_("The promise {dues} for that day was cancelled on {cancelled_on}: {reason}."),
}
"""The sentence of every reason and of its variants; the names in braces are its arguments, and `period`."""


def sentence(reason: Reason) -> str:
    """The reason in the language spoken now."""
    args: dict[str, Any] = {key: said(value) for key, value in reason.args.items() if value is not None}
    if "since" in args:
        args["period"] = period(reason.args["since"], reason.args.get("until"))
    return _(REASONS[_variant(reason.code, reason.args)]).format(**args)


def with_messages(view: StatusView) -> StatusView:
    """The status with the sentence of each of its reasons."""
    return replace(view, reasons=[replace(reason, message=sentence(reason)) for reason in view.reasons])


def period(since: dt.date, until: dt.date | None) -> str:
    """A span of days in words, both ends included: "1 January to 31 December 2023"; a lifetime has no end."""
    if until is None or until == dt.date.max:
        return _("every day from {first} on").format(first=day(since))
    first = day(since, year=since.year != until.year)
    return _("{first} to {last}").format(first=first, last=day(until))


def _variant(code: str, args: Mapping[str, Any]) -> str:
    if code in ("exempt", "covered_by_exempt") and args["until"]:
        return f"{code}_until"
    if code in ("promised", "organisation_promised") and args["counts"]:
        return f"{code}_counts"
    if f"{code}_exempt" in REASONS and not args["dues"]:
        return f"{code}_exempt"
    if code == "affiliated":
        ends = (bool(args["since"]), bool(args["until"]))
        return {(True, True): "affiliated_between", (True, False): "affiliated_since"}.get(
            ends, "affiliated_until" if ends[1] else "affiliated"
        )
    if code == "no_seat" and not args["seats"]:
        return "no_seats"
    several = f"{code}_several"
    return several if several in REASONS and len(args["dues"]) > 1 else code
