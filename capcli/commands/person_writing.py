"""`cap person add` and `cap person edit`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from capcli.commands.asking import organisation, person
from capcli.commands.common import desk_of
from capcli.commands.dues_words import who_words
from capcli.commands.effects import say_effects
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
from capcli.domain.names import full_name, split_name
from capcli.domain.records import PEOPLE, Lift, Person
from capcli.errors import Refused, Usage
from capcli.services import people
from capcli.services.duplicates import namesakes_of
from capcli.store.protocol import Reader
from capcli.texts import N_, _, day, ngettext, strung

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
        from capcli.commands.register_asking import same_or_reason

        answer = same_or_reason(desk, int(str(refusal.values["number"])))
    if isinstance(answer, Person):
        desk.say(_("Nothing was added: {who}.").format(who=who_words(desk.store.read(), answer, desk.today)))
        return None
    why = Lift(rule="duplicate", reason=answer, by=desk.user, at=desk.now)
    return desk.change(lambda tx: people.add(tx, details, today=desk.today, now=desk.now, allowed=why))


def note_doubts(desk: Desk, made: Person, *, guessed: bool) -> None:
    """How the name was read where it could be read otherwise, and who has the same name elsewhere."""
    if guessed and not made.family_name.isupper():
        note = _("Read as given name “{given}”, family name “{family}”. Otherwise: cap person edit {ref} --given … "
                 "--family …")  # fmt: skip
        desk.note(note.format(given=made.given_name, family=made.family_name, ref=PEOPLE.ref(made.id)))
    if made.allowed:
        return
    read = desk.store.read()
    others = [one for one in _alike(desk, read, made) if one.id != made.id]
    if others:
        note = ngettext(
            "Much the same name: {who}. If it is the same person: cap person merge {known} {ref}",
            "Much the same name: {who}. If one is the same person: cap person merge {known} {ref}",
            len(others),
        )
        said = strung([who_words(read, other, desk.today) for other in others[:3]])
        desk.note(note.format(who=said, known=PEOPLE.ref(others[0].id), ref=PEOPLE.ref(made.id)))


def _alike(desk: Desk, read: Reader, made: Person) -> list[Person]:
    """Those of the same name; at a terminal, of nearly the same name too."""
    if desk.terminal.interactive:
        from capcli.services.nearness import near

        return near(read, full_name(made.given_name, made.family_name), limit=4)
    return namesakes_of(read, made.given_name, made.family_name)
