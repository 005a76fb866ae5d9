"""What every command shares: how it gets its desk, and the options that mean the same everywhere."""

from pathlib import Path
from typing import Annotated, Any

import typer

from capcli.desk import Desk
from capcli.texts import N_


def complete_session(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Codes of sessions that begin so, with their titles."""
    from capcli.commands.completion import sessions

    return sessions(ctx, incomplete)


def complete_person(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """People whose name begins so: one word of it, or their reference."""
    from capcli.commands.completion import people

    return people(ctx, incomplete)


FormatOption = Annotated[
    str | None,
    typer.Option("--format", "-f", help=N_("table, csv, csv-excel, json, jsonl, md, xlsx, emails or vcard.")),
]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help=N_("Write to this file."))]
ColumnsOption = Annotated[str | None, typer.Option("--columns", help=N_("Columns to show, separated by commas."))]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help=N_("Answer yes to every question."))]


SessionArgument = Annotated[
    str,
    typer.Argument(
        metavar="SESSION",
        help=N_("A session: S7, its code, a day or words of its title."),
        autocompletion=complete_session,
    ),
]
WhoArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="WHO", help=N_("People: P12, an e-mail or a name; several with commas."), autocompletion=complete_person
    ),
]
OnePersonArgument = Annotated[
    list[str],
    typer.Argument(metavar="WHO", help=N_("One person: P12, an e-mail or a name."), autocompletion=complete_person),
]
NewOption = Annotated[bool, typer.Option("--new", help=N_("Make the person on the way."))]
GivenOption = Annotated[str | None, typer.Option("--given", help=N_("With --new: the given name."))]
FamilyOption = Annotated[str | None, typer.Option("--family", help=N_("With --new: the family name."))]
EmailOption = Annotated[str | None, typer.Option("--email", help=N_("With --new: the e-mail."))]
PhoneOption = Annotated[str | None, typer.Option("--phone", help=N_("With --new: the phone."))]
OrganisationOption = Annotated[
    str | None, typer.Option("--org", help=N_("With --new: the organisation, known already."))
]


def desk_of(ctx: typer.Context) -> Desk:
    """The desk of this command line, told which command it serves for the history."""
    desk: Desk = ctx.find_root().obj
    desk.command = ctx.command_path.removeprefix("cap ").strip()
    desk.options = [max(param.opts, key=len) for param in ctx.command.params if _is_typed_option(ctx, param)]
    return desk


def _is_typed_option(ctx: typer.Context, param: Any) -> bool:
    source = ctx.get_parameter_source(param.name)
    return param.param_type_name == "option" and source is not None and source.name == "COMMANDLINE"
