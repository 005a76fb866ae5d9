"""`cap dues rate set`."""

from typing import Annotated, get_args

import typer
from msgspec import UNSET, UnsetType

from capcli.commands.common import desk_of
from capcli.domain.calendar_words import bare
from capcli.domain.dates import typed_day
from capcli.domain.lengths import Length, own_length, typed_length
from capcli.domain.money import typed_cents
from capcli.domain.records import Payer, Rate
from capcli.errors import Usage
from capcli.services.rates import change_rate
from capcli.texts import N_, _, day, money, ngettext
from capcli.texts.lengths import length_words

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "set",
    help=N_("Set what a rate of dues amounts to, from a day on."),
    epilog=N_(
        "Example: cap dues rate set Individual --amount 20 --payer person\n"
        "Example: cap dues rate set Organisation --amount 150 --payer organisation --seats 5 --from 1/1/2024\n"
        'Example: cap dues rate set Discovery --amount 8 --payer person --length "3 months"'
    ),
)
def set_rate(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("The name of the rate."))],
    amount: Annotated[str, typer.Option("--amount", metavar="A", help=N_("What is due for a dues year."))],
    payer: Annotated[str, typer.Option("--payer", metavar="person|organisation", help=N_("Who pays it."))],
    seats: Annotated[
        str | None,
        typer.Option(
            "--seats",
            metavar="N|all|0",
            help=N_("How many of its people an organisation covers with it: all at first."),
        ),
    ] = None,
    length: Annotated[
        str | None,
        typer.Option(
            "--length",
            metavar="L",
            help=N_("How long it lasts: “6 months”, “2 years”, “10 days”, lifetime; none for that of the settings."),
        ),
    ] = None,
    pro_rata: Annotated[
        bool | None,
        typer.Option("--pro-rata/--whole", help=N_("Whether less is due when months of the year are over.")),
    ] = None,
    from_day: Annotated[
        str | None,
        typer.Option("--from", metavar="D", help=N_("The first day of the new amount; earlier days keep theirs.")),
    ] = None,
) -> None:
    """Set what a rate of dues amounts to, from a day on."""
    desk = desk_of(ctx)
    cents, kind = typed_cents(amount, desk.settings["currency"]), _payer(payer)
    covers, lasts = _seats(seats), _length(length)
    since = typed_day(from_day, desk.today) if from_day is not None else None
    kept = desk.change(
        lambda tx: change_rate(
            tx,
            name=name,
            cents=cents,
            payer=kind,
            seats=covers,
            length=lasts,
            pro_rata=UNSET if pro_rata is None else pro_rata,
            since=since,
            currency=desk.settings["currency"],
            today=desk.today,
        )
    )
    for line in _said(kept):
        desk.say(line)
    if desk.last_entry is None:
        desk.note(_("It was so already: nothing was changed."))
    desk.say_undo()


def _payer(text: str) -> Payer:
    kinds: dict[str, Payer] = {kind: kind for kind in get_args(Payer)}
    if text.strip().lower() not in kinds:
        raise Usage("payer_kind", payer=text)
    return kinds[text.strip().lower()]


def _seats(text: str | None) -> int | UnsetType | None:
    if text is None:
        return UNSET
    wanted = bare(text).strip()
    if wanted in ("all", "tous", "toutes"):
        return None
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 7):
        raise Usage("seats", text=text)
    return int(wanted)


def _length(text: str | None) -> Length | UnsetType | None:
    if text is None:
        return UNSET
    return None if bare(text).strip() in ("none", "aucune") else typed_length(text)


def _said(rate: Rate) -> list[str]:
    """The rate, who pays it, from which day, and whom it covers."""
    texts = {
        ("person", False): _("Rate {rate}: {amount}, paid by a person."),
        ("person", True): _("Rate {rate}: {amount}, paid by a person, from {day}."),
        ("organisation", False): _("Rate {rate}: {amount}, paid by an organisation."),
        ("organisation", True): _("Rate {rate}: {amount}, paid by an organisation, from {day}."),
    }
    values = {"rate": rate.name, "amount": money(rate.cents, rate.currency)}
    if rate.since:
        values["day"] = day(rate.since)
    lines = [texts[rate.payer, rate.since is not None].format(**values)]
    length = own_length(rate)
    if length is not None and length.lifetime:
        lines.append(_("It covers for life."))
    elif length is not None:
        lines.append(_("It covers {length}.").format(length=length_words(length.months, length.days)))
    if rate.pro_rata:
        lines.append(_("In the course of a year, only the months left are due."))
    if rate.payer == "organisation":
        if rate.seats is None:
            lines.append(_("It covers all of its people."))
        elif not rate.seats:
            lines.append(_("It covers none of its people."))
        else:
            text = ngettext(
                "It covers {count} of its people.",
                "It covers {count} of its people, the first who came and were typed.",
                rate.seats,
            )
            lines.append(text.format(count=rate.seats))
    return lines
