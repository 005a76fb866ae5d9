"""`cap transfer` and `cap move`."""

from typing import TYPE_CHECKING, Annotated

import typer

from capcli.commands.common import (
    OnePersonArgument,
    SessionArgument,
    WhoArgument,
    complete_person,
    complete_session,
    desk_of,
)
from capcli.commands.settling import AllowOption, WhyOption
from capcli.desk import Desk
from capcli.texts import N_, _, money

if TYPE_CHECKING:
    from capcli.domain.records import Registration

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "transfer",
    help=N_("Pass somebody’s place, or turn on the waiting list, to somebody else, who is judged for dues."),
    epilog=N_('Example: cap transfer S7 roche --to martineau --reason "Ill, a colleague comes"'),
)
def transfer(
    ctx: typer.Context,
    session: SessionArgument,
    who: OnePersonArgument,
    to: Annotated[
        str,
        typer.Option("--to", metavar="WHO", help=N_("Who takes over."), autocompletion=complete_person),
    ],
    allow: AllowOption = None,
    reason: WhyOption = None,
) -> None:
    """Pass a place on."""
    from capcli.commands import asking
    from capcli.commands.attending import attendee_alone
    from capcli.commands.naming import session_meant
    from capcli.commands.record_words import person_words
    from capcli.commands.series_words import note_clashes
    from capcli.commands.settling import say_reason, say_rest, say_settled, say_whom_to_tell
    from capcli.domain.places import typed_lifts
    from capcli.domain.records import REGISTRATIONS
    from capcli.services import transferring

    desk, lifted = desk_of(ctx), typed_lifts(allow or [], reason)
    found = session_meant(desk, session)
    leaver, taker = attendee_alone(desk, found, who), asking.person(desk, to)
    done = desk.change(
        lambda tx: transferring.transfer(
            tx,
            found.id,
            leaver.id,
            taker.id,
            lifted=lifted,
            reason=reason,
            today=desk.today,
            now=desk.now,
            by=desk.user,
        )
    )
    old, (made,) = done.ended, done.settled.made
    say_settled(desk, done.settled, tell=False)
    known = {"old": REGISTRATIONS.ref(old.id), "who": person_words(done.person, old.organisation_name)}
    desk.say(_("It takes over {old} of {who}, which is cancelled.").format(**known))
    _say_paid(desk, made.registration)
    say_reason(desk, None if lifted else reason)
    say_whom_to_tell(desk, [done.person, made.person])
    note_clashes(desk, [made.registration])
    say_rest(desk, done.settled)


@app.command(
    "move",
    help=N_("Move people to another session, where they are judged as newcomers; their places go to those who wait."),
    epilog=N_("Example: cap move S7 martineau --to S9 --wait"),
)
def move(
    ctx: typer.Context,
    session: SessionArgument,
    who: WhoArgument,
    to: Annotated[
        str,
        typer.Option("--to", metavar="SESSION", help=N_("The other session."), autocompletion=complete_session),
    ],
    wait: Annotated[bool, typer.Option("--wait", help=N_("Where no place is left, wait for one."))] = False,
    allow: AllowOption = None,
    reason: WhyOption = None,
) -> None:
    """Move people to another session."""
    from capcli.commands.attending import attendees_meant
    from capcli.commands.effects import say_effects
    from capcli.commands.naming import session_meant
    from capcli.commands.series_words import note_clashes
    from capcli.commands.settling import say_rest, say_settled
    from capcli.domain.places import typed_lifts
    from capcli.services import moving

    desk, lifted = desk_of(ctx), typed_lifts(allow or [], reason)
    here, there = session_meant(desk, session), session_meant(desk, to)
    people = [person.id for person in attendees_meant(desk, here, who)]
    done = desk.change(
        lambda tx: moving.move(
            tx,
            here.id,
            people,
            there.id,
            wait=wait,
            lifted=lifted,
            reason=reason,
            today=desk.today,
            now=desk.now,
            by=desk.user,
        )
    )
    say_settled(desk, done.left, tell=False, reason=None if lifted else reason)
    say_effects(desk, done.left.effects)
    say_settled(desk, done.taken)
    for one in done.taken.made:
        _say_paid(desk, one.registration)
    note_clashes(desk, [one.registration for one in done.taken.made])
    say_rest(desk, done.taken)


def _say_paid(desk: Desk, registration: "Registration") -> None:
    """What was paid for the place, in the currency in which it was."""
    from capcli.domain.fees import paid_cents
    from capcli.domain.records import REGISTRATIONS

    if cents := paid_cents(registration):
        number, currency = REGISTRATIONS.ref(registration.id), registration.fees[-1].currency
        paid = {"amount": money(cents, currency), "registration": number}
        desk.say(_("The {amount} paid for taking part count for {registration} now.").format(**paid))
