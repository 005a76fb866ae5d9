"""`cap session new` and `cap session edit`: the options that describe a session."""

from typing import Annotated

import typer

from capcli.commands.common import YesOption, desk_of
from capcli.commands.session_options import (
    CapacityOption,
    CodeOption,
    ContactOption,
    DateOption,
    FollowsOption,
    FromOption,
    LastDayOption,
    MinimumOption,
    PlaceOption,
    SlotOption,
    SpeakerOption,
    TimezoneOption,
    TitleOption,
    ToOption,
    Typed,
    fields_of,
)
from capcli.commands.session_words import named, warnings, when, where
from capcli.domain.records import Session
from capcli.errors import Usage
from capcli.services.sessions import create
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "new",
    epilog=N_('Example: cap session new --title "Atelier compost" --date 5/12 --from 10h --to 12h --capacity 25'),
)
def new(
    ctx: typer.Context,
    title: TitleOption = None,
    date: DateOption = None,
    from_hour: FromOption = None,
    to_hour: ToOption = None,
    slot: SlotOption = None,
    online: Annotated[bool, typer.Option("--online", help=N_("People take part online."))] = False,
    place: PlaceOption = None,
    capacity: CapacityOption = None,
    minimum: MinimumOption = None,
    requires_dues: Annotated[
        bool, typer.Option("--requires-dues", help=N_("Only for those whose dues are paid."))
    ] = False,
    last_day: LastDayOption = None,
    timezone: TimezoneOption = None,
    contact: ContactOption = None,
    speaker: SpeakerOption = None,
    follows: FollowsOption = None,
    code: CodeOption = None,
    yes: YesOption = False,
) -> None:
    """Make a session."""
    desk = desk_of(ctx)
    typed = Typed(title=title, days=date, starts=from_hour, ends=to_hour, slots=slot, online=online, place=place,
        capacity=capacity, minimum=minimum, dues=requires_dues, last_day=last_day, timezone=timezone, contact=contact,
        speakers=speaker, follows=follows)  # fmt: skip
    if title is None:
        raise Usage("session_title")
    fields = {"timezone": desk.settings["timezone"], **fields_of(typed, desk)}
    made = desk.change(lambda tx: create(tx, Session(code="", **fields), now=desk.now, code=code))
    desk.say(_("Made {session}: {when}. Code: {code}").format(session=named(made), when=when(made), code=made.code))
    if where(made):
        desk.say(where(made))
    for warning in warnings(made, desk.today):
        desk.note(warning)
    desk.say_undo()
