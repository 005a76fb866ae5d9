"""`cap org join` and `cap org leave`."""

from typing import Annotated

import typer

from capcli.commands.asking import organisation, person
from capcli.commands.common import desk_of
from capcli.commands.effects import say_effects
from capcli.commands.org_options import OrganisationArgument
from capcli.commands.person_options import PersonArgument
from capcli.commands.record_words import person_words
from capcli.domain.dates import typed_day
from capcli.domain.records import ORGANISATIONS, PEOPLE
from capcli.services.affiliations import names_of
from capcli.services.organisations import join as join_organisation
from capcli.services.organisations import leave as leave_organisation
from capcli.texts import N_, _, day

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("join", epilog=N_('Example: cap org join O3 P12 --from 2023-09-01 --role "secrétaire de mairie"'))
def join(
    ctx: typer.Context,
    org: OrganisationArgument,
    who: PersonArgument,
    since: Annotated[str | None, typer.Option("--from", help=N_("The first day there; today if not given."))] = None,
    role: Annotated[str | None, typer.Option("--role", help=N_("What the person does there."))] = None,
) -> None:
    """Somebody belongs to an organisation; several at once are normal."""
    desk = desk_of(ctx)
    structure, found = organisation(desk, org), person(desk, who)
    first = typed_day(since, desk.today) if since else desk.today
    function = " ".join((role or "").split()) or None
    done = desk.change(
        lambda tx: join_organisation(
            tx, structure, found, since=first, role=function, today=desk.today, now=desk.now, by=desk.user
        )
    )
    said = _("{person} belongs to {organisation} ({ref}) from {day}.")
    desk.say(said.format(person=person_words(found, None), organisation=structure.name,
        ref=ORGANISATIONS.ref(structure.id), day=day(first, weekday=True)))  # fmt: skip
    names = names_of(desk.store.read(), [other.organisation for other in done.others])
    for other in done.others:
        named = names.get(other.organisation)
        if named is not None:
            note = _("Belongs to {organisation} too. If the person left it: cap org leave {ref} {person}")
            desk.note(note.format(organisation=named.name, ref=named.ref, person=PEOPLE.ref(found.id)))
    say_effects(desk, done.effects)
    desk.say_undo()


@app.command("leave", epilog=N_("Example: cap org leave O3 P12 --on 31/12/2023"))
def leave(
    ctx: typer.Context,
    org: OrganisationArgument,
    who: PersonArgument,
    on: Annotated[str | None, typer.Option("--on", help=N_("The last day there; today if not given."))] = None,
) -> None:
    """Somebody leaves an organisation: the day is the last one there, included."""
    desk = desk_of(ctx)
    structure, found = organisation(desk, org), person(desk, who)
    last = typed_day(on, desk.today) if on else desk.today
    done = desk.change(
        lambda tx: leave_organisation(tx, structure, found, on=last, today=desk.today, now=desk.now, by=desk.user)
    )
    said = _("{person} leaves {organisation} ({ref}): {day} is the last day there.")
    desk.say(said.format(person=person_words(found, None), organisation=structure.name,
        ref=ORGANISATIONS.ref(structure.id), day=day(last, weekday=True)))  # fmt: skip
    say_effects(desk, done.effects)
    desk.say_undo()
