"""`cap session new` and `cap session edit`: the options that describe a session."""

from typing import Annotated

import typer
from msgspec.structs import replace

from capcli.commands.common import SessionArgument, YesOption, desk_of
from capcli.commands.naming import session_meant
from capcli.commands.series_words import note_clashes
from capcli.commands.session_options import (
    CapacityOption,
    CodeOption,
    ContactOption,
    DateOption,
    DuesOption,
    FollowsOption,
    FromOption,
    LastDayOption,
    MinimumOption,
    OnlineOption,
    PlaceOption,
    SlotOption,
    SpeakerOption,
    TimezoneOption,
    TitleOption,
    ToOption,
    Typed,
    fields_of,
)
from capcli.commands.session_rules import (
    AllowOption,
    ApprovalOption,
    LimitOption,
    MembersOption,
    PriceOption,
    QueueOption,
    ReasonOption,
    WaitlistOption,
)
from capcli.commands.session_said import differences, say_consequences, say_lowered, say_made, say_moved
from capcli.commands.session_words import named, when
from capcli.desk import Desk
from capcli.domain.places import typed_lifts
from capcli.domain.records import REGISTRATIONS, Session
from capcli.domain.sessions import first_day
from capcli.errors import Usage
from capcli.services.session_limits import Lifting
from capcli.services.sessions import create, edit
from capcli.texts import N_, _, day

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
    approval: Annotated[bool, typer.Option("--approval", help=N_("Each request is looked at."))] = False,
    limit: LimitOption = None,
    waitlist: WaitlistOption = None,
    queue: QueueOption = None,
    price: PriceOption = None,
    price_members: MembersOption = None,
    code: CodeOption = None,
    yes: YesOption = False,
) -> None:
    """Make a session."""
    typed = Typed(title=title, days=date, starts=from_hour, ends=to_hour, slots=slot, online=online or None,
        place=place, capacity=capacity, minimum=minimum, dues=requires_dues or None, last_day=last_day,
        timezone=timezone, contact=contact, speakers=speaker, follows=follows, approval=approval or None,
        limits=limit, waitlist=waitlist, queue=queue, price=price, members=price_members)  # fmt: skip
    _make(desk_of(ctx), typed, code, yes=yes)


@app.command(
    "edit",
    epilog=N_(
        "Example: cap session edit S7 --capacity 30 --last-day 20/11\n"
        "Example: cap session edit S7 --limit onsite=25 --limit organisation=2 --waitlist offer"
    ),
)
def edit_session(
    ctx: typer.Context,
    session: SessionArgument,
    title: TitleOption = None,
    date: DateOption = None,
    from_hour: FromOption = None,
    to_hour: ToOption = None,
    slot: SlotOption = None,
    online: OnlineOption = None,
    place: PlaceOption = None,
    capacity: CapacityOption = None,
    minimum: MinimumOption = None,
    requires_dues: DuesOption = None,
    last_day: LastDayOption = None,
    timezone: TimezoneOption = None,
    contact: ContactOption = None,
    speaker: SpeakerOption = None,
    follows: FollowsOption = None,
    approval: ApprovalOption = None,
    limit: LimitOption = None,
    waitlist: WaitlistOption = None,
    queue: QueueOption = None,
    price: PriceOption = None,
    price_members: MembersOption = None,
    allow: AllowOption = None,
    reason: ReasonOption = None,
    code: CodeOption = None,
) -> None:
    """Change a session: an option replaces what it names, “none” clears it, --slot replaces all slots."""
    typed = Typed(title=title, days=date, starts=from_hour, ends=to_hour, slots=slot, online=online, place=place,
        capacity=capacity, minimum=minimum, dues=requires_dues, last_day=last_day, timezone=timezone, contact=contact,
        speakers=speaker, follows=follows, approval=approval, limits=limit, waitlist=waitlist, queue=queue,
        price=price, members=price_members)  # fmt: skip
    _change(desk_of(ctx), session, typed, code, Lifting(rules=typed_lifts(allow or (), reason), reason=reason or ""))


def _make(desk: Desk, typed: Typed, code: str | None, *, yes: bool) -> None:
    fields = {"title": "", "timezone": desk.settings["timezone"], **fields_of(typed, desk)}
    if typed.title is None:
        from capcli.commands.asking import ask_text

        fields["title"] = ask_text(desk, _("Title?"), option="--title")
    draft = Session(code="", **fields)
    first = first_day(draft)
    if first is not None and first < desk.today and desk.terminal.interactive:
        from capcli.commands.asking import confirm, declined

        if not confirm(desk, _("{day} is past. Make it all the same?").format(day=day(first, weekday=True)), yes=yes):
            declined(desk)
    made = desk.change(lambda tx: create(tx, draft, now=desk.now, code=code))
    say_made(desk, made)


def _change(desk: Desk, name: str, typed: Typed, code: str | None, lifted: Lifting) -> None:
    known = session_meant(desk, name)
    fields = fields_of(typed, desk, known)
    if not fields and code is None:
        raise Usage("nothing_to_change", command="cap session edit")
    lifting = replace(lifted, by=desk.user, at=desk.now)
    done = desk.change(
        lambda tx: edit(tx, known.id, fields, today=desk.today, now=desk.now, by=desk.user, code=code, lifting=lifting)
    )
    if desk.last_entry is None:
        desk.say(_("{session} is so already; nothing changed.").format(session=named(done.session)))
        return
    desk.say(_("Changed {session}, {when}.").format(session=named(done.session), when=when(done.session)))
    for line in differences(desk, known, done.session):
        desk.say(line)
    say_lowered(desk, done)
    say_moved(desk, known, done.session)
    if known.slots != done.session.slots:
        note_clashes(desk, desk.store.read().find(REGISTRATIONS, "session", done.session.id))
    say_consequences(desk, done)
