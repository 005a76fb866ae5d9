"""`cap org add`, `edit`, `alias`, `merge` and `remove`."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from capcli.commands.asking import confirm, declined, organisation, person
from capcli.commands.common import YesOption, desk_of
from capcli.commands.dues_words import who_words
from capcli.commands.effects import say_effects
from capcli.commands.org_options import (
    AddressOption,
    AliasOption,
    EmailOption,
    KindOption,
    OrganisationArgument,
    PhoneOption,
    RepresentativeOption,
    SiretOption,
)
from capcli.commands.person_options import NOTHING, typed
from capcli.desk import Desk
from capcli.domain.effects import Effect
from capcli.domain.records import PEOPLE, Organisation
from capcli.errors import Usage
from capcli.services import organisations
from capcli.services.merging import merge_organisations, plan_organisations
from capcli.texts import N_, _, listed

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("add", epilog=N_('Example: cap org add "Communauté des communes du Diois" --kind epci --alias CCD'))
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("The name, quoted when it has several words."))],
    kind: KindOption = None,
    siret: SiretOption = None,
    email: EmailOption = None,
    phone: PhoneOption = None,
    address: AddressOption = None,
    alias: AliasOption = None,
) -> None:
    """Add an organisation, unless it is there already."""
    desk = desk_of(ctx)
    facts = organisations.Facts(
        name=name, kind=kind, siret=siret, email=email, phone=phone, address=address, aliases=alias or []
    )
    made = desk.change(lambda tx: organisations.add(tx, facts, now=desk.now))
    desk.say(_("Added {organisation}.").format(organisation=_said(desk, made)))
    _say_aliases(desk, made)
    desk.say_undo()


@app.command("edit", epilog=N_("Example: cap org edit O3 --phone 04.75.78.17.15 --alias none"))
def edit(
    ctx: typer.Context,
    org: OrganisationArgument,
    name: Annotated[str | None, typer.Option("--name", help=N_("The name."))] = None,
    kind: KindOption = None,
    siret: SiretOption = None,
    email: EmailOption = None,
    phone: PhoneOption = None,
    address: AddressOption = None,
    alias: AliasOption = None,
    representative: RepresentativeOption = None,
) -> None:
    """Change what is known of an organisation; “none” clears, --alias replaces all the other names."""
    desk = desk_of(ctx)
    changes: dict[str, Any] = typed(kind=kind, siret=siret, email=email, phone=phone, address=address)
    if name is not None:
        changes["name"] = name
    if alias:
        changes["aliases"] = [] if [text.strip().lower() for text in alias] in [[word] for word in NOTHING] else alias
    if representative is not None:
        nobody = representative.strip().casefold() in NOTHING
        changes["representative"] = None if nobody else person(desk, representative).id
    if not changes:
        raise Usage("nothing_to_change", command="cap org edit")
    number = organisation(desk, org).id
    done = desk.change(lambda tx: organisations.edit(tx, number, changes, today=desk.today, now=desk.now, by=desk.user))
    _say_changed(desk, done.organisation, done.effects)


@app.command("alias", epilog=N_('Example: cap org alias O3 CCD "Com com du Diois"'))
def alias(
    ctx: typer.Context,
    org: OrganisationArgument,
    names: Annotated[list[str], typer.Argument(metavar="NAME", help=N_("The other names, each quoted."))],
) -> None:
    """Give an organisation other names by which it is found."""
    desk = desk_of(ctx)
    number = organisation(desk, org).id
    _say_changed(desk, desk.change(lambda tx: organisations.add_aliases(tx, number, names)))


@app.command("merge", epilog=N_("Example: cap org merge O3 O8"))
def merge(ctx: typer.Context, keep: OrganisationArgument, other: OrganisationArgument, yes: YesOption = False) -> None:
    """Make one of two records of the same organisation: the first is kept, the second's name becomes an alias."""
    from capcli.commands.person_words import merge_lines

    desk = desk_of(ctx)
    kept, gone = organisation(desk, keep), organisation(desk, other)
    read = desk.store.read()
    for line in merge_lines(read, kept, gone, plan_organisations(read, kept, gone), desk.today):
        desk.say(line)
    if not confirm(desk, _("Merge them?"), yes=yes):
        declined(desk)
    merged, done = desk.change(
        lambda tx: merge_organisations(tx, kept.id, gone.id, today=desk.today, now=desk.now, by=desk.user)
    )
    desk.say(_("Merged into {who}.").format(who=_said(desk, merged)))
    _say_aliases(desk, merged)
    say_effects(desk, done.effects)
    desk.say_undo()


@app.command("remove", epilog=N_("Example: cap org remove O3"))
def remove(ctx: typer.Context, org: OrganisationArgument) -> None:
    """Remove an organisation to which nothing refers."""
    desk = desk_of(ctx)
    found = organisation(desk, org)
    desk.change(lambda tx: organisations.remove(tx, found.id))
    desk.say(_("Removed {who}.").format(who=_said(desk, found)))
    desk.say_undo()


def _say_changed(desk: Desk, changed: Organisation, effects: Sequence[Effect] = ()) -> None:
    said = _said(desk, changed)
    if desk.last_entry is None:
        desk.say(_("Nothing changed: {who}.").format(who=said))
        return
    desk.say(_("Changed {who}.").format(who=said))
    _say_aliases(desk, changed)
    _say_representative(desk, changed)
    say_effects(desk, effects)
    desk.say_undo()


def _said(desk: Desk, one: Organisation) -> str:
    return who_words(desk.store.read(), one, desk.today)


def _say_aliases(desk: Desk, one: Organisation) -> None:
    if one.aliases:
        desk.say(_("Also called: {aliases}").format(aliases=listed(one.aliases)))


def _say_representative(desk: Desk, one: Organisation) -> None:
    found = desk.store.read().get(PEOPLE, one.representative) if one.representative is not None else None
    if found is not None:
        voter = who_words(desk.store.read(), found, desk.today)
        desk.say(_("Votes at a general meeting: {voter}").format(voter=voter))
