"""`cap register`."""

from typing import Annotated

import typer

from capcli.commands.common import (
    EmailOption,
    FamilyOption,
    GivenOption,
    NewOption,
    OrganisationOption,
    PhoneOption,
    complete_person,
    complete_session,
    desk_of,
)
from capcli.texts import N_

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "register",
    epilog=N_(
        'Example: cap register S7 "martineau, roche"\n'
        "Example: cap register C1 martineau --only S7,S8\n"
        'Example: cap register S7 martineau --allow full --reason "She speaks"\n'
        "Example: cap register S7 P12 P14 --together --slot 2 --mode online\n"
        'Example: cap register S7 --new "Zoé MARTINEAU" --email zoe@mairie.example'
    ),
)
def register(
    ctx: typer.Context,
    session: Annotated[
        str | None,
        typer.Argument(
            metavar="SESSION",
            help=N_("A session: S7, its code, a day or words of its title; or a series: C1, its name."),
            autocompletion=complete_session,
        ),
    ] = None,
    who: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHO",
            help=N_("People: P12, an e-mail or a name; several with commas."),
            autocompletion=complete_person,
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="SESSIONS", help=N_("Of a series, only these sessions: S7,S8.")),
    ] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow", metavar="RULE", help=N_("Lift a rule: closed, full, unpaid, limit or duplicate.")),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help=N_("Why a rule is lifted, always kept."))] = None,
    note: Annotated[str | None, typer.Option("--note", help=N_("Something to remember with the registration."))] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="WHO", help=N_("Who asked for it, when a colleague did."))
    ] = None,
    received: Annotated[
        str | None, typer.Option("--received", metavar="WHEN", help=N_("When the request came: 27/11, “27/11 10h30”."))
    ] = None,
    slot: Annotated[
        list[str] | None,
        typer.Option("--slot", metavar="N", help=N_("Only this slot, by its number from 1; again for others.")),
    ] = None,
    mode: Annotated[
        str | None, typer.Option("--mode", metavar="online|onsite", help=N_("How they take part: online or onsite."))
    ] = None,
    together: Annotated[
        bool, typer.Option("--together", help=N_("All of them get places, or all of them wait."))
    ] = False,
    approve: Annotated[
        bool, typer.Option("--approve", help=N_("Approve at once, where each request is looked at."))
    ] = False,
    new: NewOption = False,
    given: GivenOption = None,
    family: FamilyOption = None,
    email: EmailOption = None,
    phone: PhoneOption = None,
    org: OrganisationOption = None,
) -> None:
    """Register people for a session; without arguments, asks which session and who."""
    from capcli.commands.newcomers import newcomer_of
    from capcli.commands.registering import Asked, run

    desk, names = desk_of(ctx), who or []
    newcomer = newcomer_of(names, new=new, given=given, family=family, email=email, phone=phone, organisation=org)
    run(
        desk,
        Asked(
            session=session,
            only=only or [],
            who=[] if newcomer else names,
            newcomer=newcomer,
            allow=allow or [],
            reason=reason,
            note=note,
            by=by,
            received=received,
            slots=slot or [],
            mode=mode,
            approve=approve,
            together=together,
        ),
    )
