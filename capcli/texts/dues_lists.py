"""Why somebody is not on a list of reminders, or does not vote, in sentences."""

from typing import Any

from msgspec.structs import replace

from capcli.domain.dues_views import LeftOutView
from capcli.domain.views import Reason
from capcli.texts import N_, _
from capcli.texts.errors import said

NOT_REMINDED: dict[str, str] = {
    "covered": N_("Covered through {name} ({organisation}) until {until}."),
    "covered_open": N_("Covered through {name} ({organisation})."),
    "through": N_("It is for {name} ({organisation}) to pay, which covered them until {until}."),
    "exempt": N_("Exempt from dues until {until}."),
    "exempt_open": N_("Exempt from dues."),
    "promised": N_("A payment is promised and awaited."),
    "promised_through": N_("{name} ({organisation}) promised a payment, which is awaited."),
    "grace": N_("In grace until {until}."),
    "grace_through": N_("In grace through {name} ({organisation}) until {until}."),
    "called": N_("Called on {on} already."),
    "later": N_("Up to date from {since} on only ({dues})."),
    "given_back": N_("Money of {dues} was given back on {on}."),
    "never": N_("Never up to date so far."),
}
"""The sentence of every reason for not reminding somebody, and of its variants."""

NOT_VOTING: dict[str, str] = {
    "covered": N_("Covered through {name} ({organisation}), which gives no vote."),
    "covered_later": N_("Covered through {name} ({organisation}), whose dues were not paid by {paid_by}."),
    "exempt": N_("Exempt from dues, which gives no vote."),
    "promised": N_("A payment is promised and was not received."),
    "promised_through": N_("{name} ({organisation}) promised a payment, which was not received."),
    "grace": N_("In grace until {until}, which gives no vote."),
    "grace_through": N_("In grace through {name} ({organisation}) until {until}, which gives no vote."),
    "paid_later": N_("Paid on {paid_on} ({dues}), after {paid_by}."),
    "part": N_("Paid in part ({dues}): {remains} remain."),
    "lapsed": N_("Up to date until {until} only."),
    "never": N_("No dues were paid for that day or before."),
}
"""The sentence of every reason for having no vote, and of its variants."""


def with_reminder_messages(rows: list[LeftOutView]) -> list[LeftOutView]:
    """Those left out of the reminders, each with the sentence that says why."""
    return [replace(row, reason=_worded(row.reason, NOT_REMINDED)) for row in rows]


def with_vote_messages(rows: list[LeftOutView]) -> list[LeftOutView]:
    """Those who do not vote, each with the sentence that says why."""
    return [replace(row, reason=_worded(row.reason, NOT_VOTING)) for row in rows]


def _worded(reason: Reason, sentences: dict[str, str]) -> Reason:
    code = reason.code
    if reason.args.get("organisation") and f"{code}_through" in sentences:
        code = f"{code}_through"
    elif reason.args.get("until") is None and f"{code}_open" in sentences:
        code = f"{code}_open"
    values: dict[str, Any] = {key: said(value) for key, value in reason.args.items() if value is not None}
    return replace(reason, message=_(sentences[code]).format(**values))
