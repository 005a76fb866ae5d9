"""`cap confirm`, `cap decline`, `cap refuse` and `cap reopen`."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import typer

from capcli.commands.common import SessionArgument, WhoArgument, desk_of
from capcli.commands.settling import AllowOption, WhyOption
from capcli.desk import Desk
from capcli.domain.records import Person
from capcli.texts import N_, _

if TYPE_CHECKING:
    from capcli.services.cases import Settled

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "confirm",
    help=N_(
        "Confirm people: approve a request, accept the offer of a place, give a free place to the next who waits. "
        "Who owes dues is subject to them then."
    ),
    epilog=N_(
        'Example: cap confirm S7 "martineau, roche"\nExample: cap confirm S7 roche --allow unpaid --reason "She speaks"'
    ),
)
def confirm(
    ctx: typer.Context,
    session: SessionArgument,
    who: WhoArgument,
    allow: AllowOption = None,
    reason: WhyOption = None,
) -> None:
    """Give or confirm places by a person's word."""
    from capcli.commands.attending import attendees_meant
    from capcli.commands.naming import session_meant
    from capcli.commands.settling import say_rest, say_settled
    from capcli.domain.places import typed_lifts
    from capcli.services import confirming

    desk, lifted = desk_of(ctx), typed_lifts(allow or [], reason)
    found = session_meant(desk, session)
    people = _numbers(attendees_meant(desk, found, who))
    done = desk.change(
        lambda tx: confirming.confirm(
            tx, found.id, people, lifted=lifted, reason=reason, today=desk.today, now=desk.now, by=desk.user
        )
    )
    say_settled(desk, done, reason=None if lifted else reason)
    say_rest(desk, done)


@app.command(
    "decline",
    help=N_("Keep that people refuse the place offered to them; it is offered to the next who waits."),
    epilog=N_('Example: cap decline S7 roche --reason "Away that day"'),
)
def decline(ctx: typer.Context, session: SessionArgument, who: WhoArgument, reason: WhyOption = None) -> None:
    """Keep that an offer is refused."""
    from capcli.services.refusing import decline as end

    _end(desk_of(ctx), session, who, reason, question=_("Why do they decline?"), end=end, tell=False)


@app.command(
    "refuse",
    help=N_("Say no to requests that wait for a place or for approval; what is held goes to the next who waits."),
    epilog=N_('Example: cap refuse S7 roche --reason "Reserved for elected officials"'),
)
def refuse(ctx: typer.Context, session: SessionArgument, who: WhoArgument, reason: WhyOption = None) -> None:
    """Say no to requests."""
    from capcli.services.refusing import refuse as end

    _end(desk_of(ctx), session, who, reason, question=_("Why are they refused?"), end=end)


@app.command(
    "reopen",
    help=N_("Take up registrations that ended, as requests of now: number and history are kept, the turn is not."),
    epilog=N_('Example: cap reopen S7 roche --reason "Can come after all"'),
)
def reopen(
    ctx: typer.Context,
    session: SessionArgument,
    who: WhoArgument,
    allow: AllowOption = None,
    reason: WhyOption = None,
) -> None:
    """Take up registrations again."""
    from capcli.commands.attending import attendees_meant
    from capcli.commands.naming import session_meant
    from capcli.commands.series_words import note_clashes
    from capcli.commands.settling import say_rest, say_settled
    from capcli.domain.places import typed_lifts
    from capcli.services import reopening

    desk, lifted = desk_of(ctx), typed_lifts(allow or [], reason)
    found = session_meant(desk, session)
    people = _numbers(attendees_meant(desk, found, who, ended=True))
    done = desk.change(
        lambda tx: reopening.reopen(
            tx, found.id, people, lifted=lifted, reason=reason, today=desk.today, now=desk.now, by=desk.user
        )
    )
    say_settled(desk, done, reason=None if lifted else reason)
    note_clashes(desk, [one.registration for one in done.made])
    say_rest(desk, done)


def _end(
    desk: Desk,
    session: str,
    who: list[str],
    reason: str | None,
    *,
    question: str,
    end: Callable[..., "Settled"],
    tell: bool = True,
) -> None:
    """End registrations by a no, theirs or ours, whose reason is kept."""
    from capcli.commands.attending import attendees_meant
    from capcli.commands.naming import session_meant
    from capcli.commands.settling import reason_given, say_rest, say_settled

    found = session_meant(desk, session)
    people = _numbers(attendees_meant(desk, found, who))
    why = reason_given(desk, reason, question)
    done = desk.change(lambda tx: end(tx, found.id, people, why, today=desk.today, now=desk.now, by=desk.user))
    say_settled(desk, done, tell=tell, reason=why)
    say_rest(desk, done)


def _numbers(people: Iterable[Person]) -> list[int]:
    return [person.id for person in people]
