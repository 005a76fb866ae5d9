"""`cap voters`: the voting list of a general meeting."""

from typing import Annotated

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, YesOption, desk_of
from capcli.domain.dates import typed_day
from capcli.domain.views import plain
from capcli.services.voters import Electorate, electorate
from capcli.texts import N_, _, day, ngettext
from capcli.texts.dues_lists import with_vote_messages

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "voters",
    epilog=N_(
        "Example: cap voters --on 15/6/2024 -o voters.xlsx\n"
        "Example: cap voters --on 15/6/2024 --paid-by 14/6/2024 --left-out"
    ),
)
def voters(
    ctx: typer.Context,
    on: Annotated[str, typer.Option("--on", metavar="D", help=N_("The day of the meeting."))],
    paid_by: Annotated[
        str | None,
        typer.Option(
            "--paid-by", metavar="D", help=N_("The last day on which dues count, included; without it, the day itself.")
        ),
    ] = None,
    left_out: Annotated[
        bool, typer.Option("--left-out", help=N_("List those who do not vote instead, and why."))
    ] = False,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """List who votes at a general meeting; a spreadsheet has a second sheet of those who do not, and why."""
    from capcli.output.showing import chosen_format, show

    desk = desk_of(ctx)
    meeting = typed_day(on, desk.today)
    cut_off = None if paid_by is None else typed_day(paid_by, meeting)
    found = electorate(desk.store.read(), meeting, paid_by=cut_off)
    others = [plain(one) for one in with_vote_messages(found.others)]
    heading = _("On {day}, dues paid by {paid_by}:").format(day=day(meeting), paid_by=day(cut_off or meeting))
    footer = [heading, *_totals(found)]
    if chosen_format(desk, format, output) == "table":
        footer += _ways_on(found)
    if left_out:
        show(desk, others, "not_voting", format=format, output=output, columns=columns, yes=yes, footer=footer)
        return
    rows = [plain(one) for one in found.voters]
    show(
        desk,
        rows,
        "voters",
        format=format,
        output=output,
        columns=columns,
        yes=yes,
        footer=footer,
        beside=(others, "not_voting"),
    )


def _totals(found: Electorate) -> list[str]:
    """How many vote and for whom, and the quorum."""
    organisations = sum(one.kind == "organisation" for one in found.voters)
    people = len(found.voters) - organisations
    voted = ngettext(
        "{count} vote: {people}, {organisations}", "{count} votes: {people}, {organisations}", len(found.voters)
    )
    of_people = ngettext("{count} person", "{count} people", people).format(count=people)
    of_organisations = ngettext("{count} organisation", "{count} organisations", organisations)
    lines = [
        voted.format(
            count=len(found.voters), people=of_people, organisations=of_organisations.format(count=organisations)
        )
    ]
    if found.quorum is not None:
        share, votes = found.quorum
        text = ngettext(
            "Quorum ({share}%): {count} vote present or represented",
            "Quorum ({share}%): {count} votes present or represented",
            votes,
        )
        lines.append(text.format(share=share, count=votes))
    return lines


def _ways_on(found: Electorate) -> list[str]:
    """Who is still to be named and how many do not vote, with what to type: for the screen, not for paper."""
    lines = []
    missing = found.to_be_named
    if missing:
        text = ngettext(
            "{count} representative to be named: cap org edit {ref} --representative WHO",
            "{count} representatives to be named, the first with: cap org edit {ref} --representative WHO",
            len(missing),
        )
        lines.append(text.format(count=len(missing), ref=missing[0].who.ref))
    others = len(found.others)
    if others:
        text = ngettext("{count} does not vote: --left-out", "{count} do not vote: --left-out", others)
        lines.append(text.format(count=others))
    return lines
