"""Why a payment of dues covers the days it covers, in sentences."""

from typing import Any

from capcli.domain.views import Reason
from capcli.texts import N_, _, ngettext
from capcli.texts.errors import said

SENTENCES: dict[str, str] = {
    "completes": N_("It completes {dues}, paid in part."),
    "carried_over": N_("The next year is covered too: dues paid from {from} on carry over."),
    "this_year_paid": N_("It is for the next year: this one is paid ({dues})."),
    "next_year_paid": N_("It is for this year only: the next one is paid ({dues})."),
    "chained": N_("It begins the day after {until}, the last day of {dues}."),
    "gap": N_("{until} was the last day of {dues}. To leave no day out, undo, and add --from {iso}."),
    "pro_rata": N_("Pro rata: {left} months of 12, that of {day} counted, so {amount} of {whole}."),
}


def period_sentence(reason: Reason) -> str:
    """The reason in the language spoken now."""
    args: dict[str, Any] = {name: said(value) for name, value in reason.args.items() if value is not None}
    if reason.code == "offered_months":
        months = reason.args["months"]
        text = ngettext(
            "The next year is covered too: the last month of a year is offered.",
            "The next year is covered too: the last {count} months of a year are offered.",
            months,
        )
        return text.format(count=months)
    if reason.code == "several":
        count = reason.args["count"]
        text = ngettext(
            "{count} period is paid, of {whole}.", "{count} periods are paid at once, of {whole} each.", count
        )
        return text.format(count=count, whole=args["whole"])
    if reason.code == "gap" and reason.args["next"] is None:
        return _("{until} was the last day of {dues}; no dues cover the days since then.").format(**args)
    if reason.code == "gap":
        args["iso"] = reason.args["next"].isoformat()
    return _(SENTENCES[reason.code]).format(**args)
