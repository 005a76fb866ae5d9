"""`cap import`."""

from pathlib import Path
from typing import Annotated

import typer

from capcli.commands.common import FormatOption, OutputOption, YesOption, complete_session, desk_of
from capcli.errors import Usage
from capcli.texts import N_

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "import",
    help=N_(
        "Import a file that another program wrote (CSV, XLSX, ODS, JSON, vCard): show what each row would become, then "
        "do it after a yes. -o plan.xlsx writes the plan to be decided in a spreadsheet, --apply reads it back."
    ),
    epilog=N_(
        "Example: cap import form.csv --session S7\n"
        "Example: cap import payments.xlsx --as dues --dry-run\n"
        'Example: cap import list.csv --session S7 --map "Votre établissement=organisation"\n'
        "Example: cap import form.csv --session S7 -o plan.xlsx\n"
        "Example: cap import form.csv --apply plan.xlsx"
    ),
)
def import_file(
    ctx: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help=N_("The file; - is the standard input."), show_default=False)
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="KIND",
            help=N_(
                "registrations, dues, people, organisations, contacts or attendance; else what the file itself says."
            ),
        ),
    ] = None,
    session: Annotated[
        str | None,
        typer.Option(
            "--session",
            metavar="SESSION",
            help=N_(
                "The session of the registrations or the attendance: S7, its code, a day or words of its title; else "
                "that of last time, when the file names its form."
            ),
            autocompletion=complete_session,
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="SHEET", help=N_("The sheet of a workbook, by its name or its number.")),
    ] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help=N_(
                "What a column holds, remembered for the same headings; its field may also be answer, sensitive (an "
                "answer that exports leave out) or ignore."
            ),
        ),
    ] = None,
    dates: Annotated[
        str | None,
        typer.Option(
            "--dates",
            metavar="ORDER",
            help=N_("day-first or month-first, where a column of dates could be read both ways."),
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be done."))] = False,
    hold: Annotated[
        bool, typer.Option("--hold", help=N_("Keep back the rows in error or unclear, and import the others."))
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help=N_("Make every problem an error."))] = False,
    allow: Annotated[
        list[str] | None,
        typer.Option(
            "--allow",
            metavar="RULE",
            help=N_(
                "Lift a rule: duplicate, for rows that another session has too; closed, for requests after the last "
                "day to register or the end of the session."
            ),
        ),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help=N_("Why a rule is lifted, always kept."))] = None,
    apply: Annotated[
        Path | None,
        typer.Option(
            "--apply",
            metavar="PLAN",
            help=N_(
                "The plan of this file as it was decided in a spreadsheet (see -o plan.xlsx): same P12, same line 4, "
                "new, later, ignore, skip, form, kept or year 2024; of organisations same O3, new or none."
            ),
        ),
    ] = None,
    fields: Annotated[bool, typer.Option("--fields", help=N_("List the fields that --map takes."))] = False,
    yes: YesOption = False,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
) -> None:
    """Show the plan of a file, then do it after a yes."""
    desk = desk_of(ctx)
    if fields:
        from capcli.commands.import_fields import field_rows
        from capcli.output.showing import show

        show(desk, field_rows(), "fields", format=format, output=output, yes=yes)
        return
    if file is None:
        raise Usage("import_file")
    from capcli.commands.importing import Asked, run

    run(
        desk,
        Asked(
            file=file,
            kind=kind,
            session=session,
            sheet=sheet,
            maps=maps or [],
            dates=dates,
            dry_run=dry_run,
            hold=hold,
            strict=strict,
            allow=allow or [],
            reason=reason,
            apply=apply,
            yes=yes,
            format=format,
            output=output,
        ),
    )
