"""`cap dues …`: which module holds which command."""

from typing import ClassVar

import typer

from capcli.lazy import Mount, MountedGroup
from capcli.texts import N_

_PAYING = "capcli.commands.dues_paying"
_LISTS = "capcli.commands.dues_lists"
_REFUNDING = "capcli.commands.dues_refunding"
_PROMISING = "capcli.commands.dues_promising"


class DuesGroup(MountedGroup):
    """The commands about dues, each imported on its first use."""

    mounts: ClassVar[dict[str, Mount]] = {
        "pay": Mount(_PAYING, N_("Record a payment of dues, or a donation.")),
        "deposit": Mount("capcli.commands.dues_depositing", N_("Keep the day on which payments went to the bank.")),
        "list": Mount(_LISTS, N_("The journal: payments, refunds, donations, promises, and their sums.")),
        "late": Mount("capcli.commands.dues_late", N_("Whom to remind of their dues, and whom to call today.")),
        "promise": Mount(_PROMISING, N_("Record a payment that is promised: an order, a mandat.")),
        "call": Mount(_PROMISING, N_("Keep that somebody was called for their dues.")),
        "refund": Mount(_REFUNDING, N_("Give money back.")),
        "cancel": Mount(_REFUNDING, N_("Cancel a payment, a promise or a refund typed by mistake.")),
        "exempt": Mount("capcli.commands.dues_exempting", N_("Exempt somebody from dues, or end that.")),
        "rate": Mount("capcli.commands.dues_rates", N_("Set what dues amount to.")),
        "rates": Mount(_LISTS, N_("List the rates, past, in force and to come.")),
    }


app = typer.Typer(cls=DuesGroup, rich_markup_mode=None, pretty_exceptions_enable=False)
