"""`cap person add` and `cap person edit`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from capcli.commands.asking import organisation, person
from capcli.commands.common import desk_of
from capcli.commands.dues_words import who_words
from capcli.commands.effects import say_effects
from capcli.commands.namesakes import note_doubts, same_or_reason
from capcli.commands.person_options import (
    AllowOption,
    EmailOption,
    FamilyOption,
    FunctionOption,
    GivenOption,
    OrgOption,
    PersonArgument,
    PhoneOption,
    PostcodeOption,
    PublicOption,
    ReasonOption,
    lift_of,
    typed,
)
from capcli.desk import Desk
from capcli.domain.names import split_name
from capcli.domain.records import Lift, Person
from capcli.errors import Refused, Usage
from capcli.services import people
from capcli.texts import N_, _, day

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "add", epilog=N_('Example: cap person add "Zoé MARTINEAU" --email zoe@mairie.example --org "Mairie de Die"')
)
def add(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help=N_("“Given FAMILY”, the family name in capitals."))
    ] = None,
    given: GivenOption = None,
    family: FamilyOption = None,
    email: EmailOption = None,
    phone: PhoneOption = None,
    org: OrgOption = None,
    function: FunctionOption = None,
    public: PublicOption = None,
    postcode: PostcodeOption = None,
    allow: AllowOption = None,
    reason: ReasonOption = None,
) -> None:
    """Add somebody, unless they are there already."""
    desk = desk_of(ctx)
    lift = lift_of(desk, allow, reason)
    first, last = _name(name or (), given, family)
    details = people.Details(
        given_name=first,
        family_name=last,
        email=email,
        phone=phone,
        organisation=organisation(desk, org).id if org else None,
        function=function,
        public=public,
        postcode=postcode,
    )
    made = _added(desk, details, lift)
    if made is None:
        return
    desk.say(_("Added {who}.").format(who=who_words(desk.store.read(), made, desk.today)))
    if details.organisation is not None:
        desk.say(_("Belongs there since {day}.").format(day=day(desk.today, weekday=True)))
    note_doubts(desk, made, guessed=bool(name) and len(" ".join(name or ()).split()) > 2)
    desk.say_undo()


@app.command("edit", epilog=N_("Example: cap person edit P12 --phone 04.75.78.17.15 --email none"))
def edit(
    ctx: typer.Context,
    who: PersonArgument,
    given: GivenOption = None,
    family: FamilyOption = None,
    email: EmailOption = None,
    phone: PhoneOption = None,
    org: OrgOption = None,
    function: FunctionOption = None,
    public: PublicOption = None,
    postcode: PostcodeOption = None,
    allow: AllowOption = None,
    reason: ReasonOption = None,
) -> None:
    """Change what is known of somebody; “none” clears. --org adds an organisation, the others stay."""
    desk = desk_of(ctx)
    lift = lift_of(desk, allow, reason)
    changes = typed(email=email, phone=phone, function=function, public=public, postcode=postcode)
    changes |= {field: text for field, text in (("given_name", given), ("family_name", family)) if text is not None}
    if not changes and org is None:
        raise Usage("nothing_to_change", command="cap person edit")
    number = person(desk, who).id
    joins = organisation(desk, org).id if org else None
    done = desk.change(
        lambda tx: people.edit(
            tx, number, changes, organisation=joins, today=desk.today, now=desk.now, by=desk.user, allowed=lift
        )
    )
    said = who_words(desk.store.read(), done.person, desk.today)
    if desk.last_entry is None:
        desk.say(_("Nothing changed: {who}.").format(who=said))
        return
    desk.say(_("Changed {who}.").format(who=said))
    if done.joined is not None:
        joined = _("Belongs to {organisation} since {day}.")
        desk.say(joined.format(organisation=done.joined.name, day=day(desk.today, weekday=True)))
    say_effects(desk, done.effects)
    desk.say_undo()


def _name(words: Sequence[str], given: str | None, family: str | None) -> tuple[str, str]:
    """The given and the family name, however they were typed.

    Raises:
        Usage: `name_or_options`, both ways or neither; `family_name`, one word alone, which could be either.
    """
    if bool(words) == (given is not None or family is not None):
        raise Usage("name_or_options")
    if not words:
        return given or "", family or ""
    first, last = split_name(" ".join(words))
    if not first:
        raise Usage("one_word", name=last)
    return first, last


def _added(desk: Desk, details: people.Details, lift: Lift | None) -> Person | None:
    """The person as kept; None when whoever is at the terminal says that it is somebody known."""
    try:
        return desk.change(lambda tx: people.add(tx, details, today=desk.today, now=desk.now, allowed=lift))
    except Refused as refusal:
        if not refusal.code.startswith("duplicate_") or not desk.terminal.interactive:
            raise
        answer = same_or_reason(desk, int(str(refusal.values["number"])))
    if isinstance(answer, Person):
        desk.say(_("Nothing was added: {who}.").format(who=who_words(desk.store.read(), answer, desk.today)))
        return None
    why = Lift(rule="duplicate", reason=answer, by=desk.user, at=desk.now)
    return desk.change(lambda tx: people.add(tx, details, today=desk.today, now=desk.now, allowed=why))
