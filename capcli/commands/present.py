"""`cap present`."""

from typing import Annotated

import typer

from capcli.commands.common import (
    EmailOption,
    FamilyOption,
    GivenOption,
    NewOption,
    OrganisationOption,
    PhoneOption,
    SessionArgument,
    complete_person,
    desk_of,
)
from capcli.commands.settling import AllowOption
from capcli.texts import N_

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "present",
    help=N_("Mark who was there; somebody who came without a place is registered on the way."),
    epilog=N_(
        'Example: cap present S7 "martineau, roche"\n'
        "Example: cap present S7 P12 --excused --slot 2\n"
        'Example: cap present S7 P14 --allow full --reason "One more chair"\n'
        'Example: cap present S7 --new "Zoé MARTINEAU" --email zoe@mairie.example'
    ),
)
def present(
    ctx: typer.Context,
    session: SessionArgument,
    who: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHO",
            help=N_("People: P12, an e-mail or a name; several with commas."),
            autocompletion=complete_person,
        ),
    ] = None,
    absent: Annotated[bool, typer.Option("--absent", help=N_("They were not there."))] = False,
    excused: Annotated[bool, typer.Option("--excused", help=N_("They were not there, and said so before."))] = False,
    clear: Annotated[bool, typer.Option("--clear", help=N_("Take their marks back: nothing is known."))] = False,
    slot: Annotated[
        list[str] | None,
        typer.Option(
            "--slot",
            metavar="N",
            help=N_("Only at this slot, by its number from 1; else at those begun that have no mark yet."),
        ),
    ] = None,
    allow: AllowOption = None,
    reason: Annotated[
        str | None,
        typer.Option("--reason", help=N_("Why somebody without a place was let in, kept in the history.")),
    ] = None,
    new: NewOption = False,
    given: GivenOption = None,
    family: FamilyOption = None,
    email: EmailOption = None,
    phone: PhoneOption = None,
    org: OrganisationOption = None,
) -> None:
    """Mark people present, absent or excused."""
    from capcli.commands.newcomers import newcomer_of
    from capcli.commands.presenting import Asked, run

    desk, names = desk_of(ctx), who or []
    newcomer = newcomer_of(names, new=new, given=given, family=family, email=email, phone=phone, organisation=org)
    run(
        desk,
        Asked(
            session=session,
            who=[] if newcomer else names,
            newcomer=newcomer,
            absent=absent,
            excused=excused,
            clear=clear,
            slots=slot or [],
            allow=allow or [],
            reason=reason,
        ),
    )
