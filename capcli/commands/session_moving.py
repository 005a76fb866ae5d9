"""`cap session postpone`, `cancel` and `copy`."""

from typing import Annotated

import typer

from capcli.commands.common import SessionArgument, desk_of
from capcli.commands.naming import session_meant
from capcli.commands.series_words import note_clashes
from capcli.commands.session_options import CodeOption, DateOption, FromOption, SlotOption, ToOption, Typed, slots_of
from capcli.commands.session_said import say_consequences, say_made, say_whom_to_tell
from capcli.commands.session_words import named, when
from capcli.domain.dates import typed_day
from capcli.domain.records import REGISTRATIONS
from capcli.errors import Usage
from capcli.services.session_views import is_upcoming
from capcli.services.sessions import cancel, copy, moved_slots, postpone
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("postpone", epilog=N_("Example: cap session postpone S7 --to 12/12"))
def postpone_session(
    ctx: typer.Context,
    session: SessionArgument,
    to: Annotated[str, typer.Option("--to", help=N_("The new first day."))],
) -> None:
    """Move a session to another day: its other slots and its last day to register follow, hours stay."""
    desk = desk_of(ctx)
    known, day = session_meant(desk, session), typed_day(to, desk.today)
    done = desk.change(lambda tx: postpone(tx, known.id, day, today=desk.today, now=desk.now, by=desk.user))
    moved = _("Moved {session} from {before} to {after}.")
    desk.say(moved.format(session=named(done.session), before=when(known), after=when(done.session)))
    say_whom_to_tell(desk, done.session)
    note_clashes(desk, desk.store.read().find(REGISTRATIONS, "session", done.session.id))
    say_consequences(desk, done)


@app.command("cancel", epilog=N_('Example: cap session cancel S7 --reason "The trainer is ill"'))
def cancel_session(
    ctx: typer.Context,
    session: SessionArgument,
    reason: Annotated[str | None, typer.Option("--reason", help=N_("Why, as people will be told."))] = None,
) -> None:
    """Cancel a session: it stays in the lists, its registrations as they were; nobody moves up."""
    desk = desk_of(ctx)
    known = session_meant(desk, session)
    done = desk.change(lambda tx: cancel(tx, known.id, reason))
    desk.say(_("Cancelled {session}, {when}.").format(session=named(done.session), when=when(done.session)))
    if is_upcoming(done.session, desk.today):
        say_whom_to_tell(desk, done.session)
    desk.say_undo()


@app.command("copy", epilog=N_("Example: cap session copy S7 --date 16/01/2024"))
def copy_session(
    ctx: typer.Context,
    session: SessionArgument,
    date: DateOption = None,
    from_hour: FromOption = None,
    to_hour: ToOption = None,
    slot: SlotOption = None,
    code: CodeOption = None,
) -> None:
    """Make the same session on another day: same page, a code of its own, no registrations."""
    desk = desk_of(ctx)
    known = session_meant(desk, session)
    if not date and not slot:
        raise Usage("copy_day")
    if date and len(date) == 1 and not (from_hour or to_hour or slot):
        slots = moved_slots(known, typed_day(date[0], desk.today))
    else:
        typed = Typed(days=date, starts=from_hour, ends=to_hour, slots=slot)
        slots = slots_of(typed, desk.today, known.slots) or []
    say_made(desk, desk.change(lambda tx: copy(tx, known.id, slots, now=desk.now, code=code)))
