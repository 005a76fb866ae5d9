"""`cap status`: who is up to date, and why; without WHO, the board of dues."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Annotated

import typer

from capcli.commands import asking
from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, YesOption, complete_person, desk_of
from capcli.commands.dues_words import who_words
from capcli.domain.dates import typed_day
from capcli.domain.membership import STATUSES
from capcli.domain.records import ORGANISATIONS
from capcli.domain.views import StatusView, plain
from capcli.services.statuses import board, status_of
from capcli.texts import N_, _, day, ngettext
from capcli.texts.reasons import with_messages
from capcli.texts.states import status_words

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("status", epilog=N_("Example: cap status martineau --on 28/11"))
def status(
    ctx: typer.Context,
    who: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHO",
            help=N_("P12, O3, an e-mail or a name; without it, everybody."),
            autocompletion=complete_person,
        ),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="D", help=N_("On this day; without it, today."))] = None,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """Say who is up to date with the dues on a day, and why."""
    from capcli.output.showing import chosen_format, show, show_one

    desk = desk_of(ctx)
    asked = typed_day(on, desk.today) if on is not None else desk.today
    if not who:
        found = board(desk.store.read(), asked)
        # The table has no room for reasons: thousands of sentences are left unsaid.
        silent = columns is None and chosen_format(desk, format, output) == "table"
        rows = [plain(one if silent else with_messages(one)) for one in found]
        footer = _counts(found, asked)
        show(desk, rows, "statuses", format=format, output=output, columns=columns, yes=yes, footer=footer)
        return
    payer = asking.who(desk, " ".join(who))
    shown = with_messages(status_of(desk.store.read(), payer, asked))
    if columns is None and output is None and chosen_format(desk, format, output) == "table":
        said = _("{status}: {who}")
        desk.say(said.format(status=status_words(shown.status), who=who_words(desk.store.read(), payer, asked)))
        for reason in shown.reasons:
            desk.say(reason.message or reason.code)
    else:
        show_one(desk, plain(shown), "statuses", format=format, output=output, columns=columns, yes=yes)


def _counts(found: Sequence[StatusView], on: dt.date) -> list[str]:
    """How many organisations and people have each status on the day."""
    organisations = [one.status for one in found if one.who.ref.startswith(ORGANISATIONS.letter)]
    people = [one.status for one in found if not one.who.ref.startswith(ORGANISATIONS.letter)]
    lines = [_("On {day}:").format(day=day(on))]
    if organisations:
        lines.append(_("Organisations: {counts}").format(counts=_counted(organisations)))
    if people:
        lines.append(_("People: {counts}").format(counts=_counted(people)))
    return lines if found else []


def _counted(statuses: Sequence[str]) -> str:
    """The statuses that occur, each with how often: "3 current, 1 lapsed"."""
    counts = Counter(statuses)
    texts = {
        "exempt": ngettext("{count} exempt", "{count} exempt", counts["exempt"]),
        "current": ngettext("{count} current", "{count} current", counts["current"]),
        "covered": ngettext("{count} covered", "{count} covered", counts["covered"]),
        "promised": ngettext("{count} promised", "{count} promised", counts["promised"]),
        "grace": ngettext("{count} in grace", "{count} in grace", counts["grace"]),
        "lapsed": ngettext("{count} lapsed", "{count} lapsed", counts["lapsed"]),
        "never": ngettext("{count} never", "{count} never", counts["never"]),
    }
    return ", ".join(texts[status].format(count=counts[status]) for status in STATUSES if counts[status])
