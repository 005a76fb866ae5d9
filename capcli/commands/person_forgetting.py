"""`cap person forget`."""

from typing import Annotated

import typer

from capcli.commands.common import desk_of
from capcli.commands.person_options import PersonArgument
from capcli.desk import Desk
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "forget",
    help=N_(
        "Forget somebody for good: what identifies them goes from the records, the history and the backups; accounts, "
        "presences and figures stay under the number. The plan comes first, and nothing undoes it."
    ),
    epilog=N_("Example: cap person forget P12"),
)
def forget_person(
    ctx: typer.Context,
    who: PersonArgument,
    name: Annotated[
        str | None,
        typer.Option("--name", help=N_("The person’s full name once more, where nobody is asked to type it.")),
    ] = None,
) -> None:
    """Forget somebody for good, once the plan was shown and the name typed."""
    from secrets import token_hex

    from capcli.commands.asking import declined
    from capcli.commands.effects import say_effects
    from capcli.commands.forgetting_words import done_lines, plan_lines
    from capcli.output.papers import paper_language
    from capcli.services import forgetting
    from capcli.services.forgetting_plans import plan

    desk = desk_of(ctx)
    number = _number(desk, who)
    with paper_language(desk):
        put = _("forgotten person")
    planned = plan(desk.store, number, put=put, today=desk.today)
    for line in plan_lines(desk, planned):
        desk.say(line)
    if not _confirmed(desk, planned.name, planned.ref, name):
        declined(desk)
    if desk.terminal.interactive:  # among ten years of data it takes seconds
        desk.note(_("The records, the history and the backups are being written anew…"))
    done = desk.change(
        lambda tx: forgetting.forget(
            tx, planned.past, planned.traces, secret=token_hex(32), today=desk.today, now=desk.now, by=desk.user
        ),
        redact=forgetting.redacting(planned.traces),
    )
    for line in done_lines(planned):
        desk.say(line)
    say_effects(desk, done.effects)


def _number(desk: Desk, who: str) -> int:
    """The number of the person; a reference may be that of somebody who was removed, whom the history still knows.

    Raises:
        NotFound, Ambiguous, Usage: as `person_named`.
    """
    from capcli.commands.asking import person
    from capcli.domain.records import PEOPLE
    from capcli.errors import NotFound
    from capcli.services.forgetting_plans import is_known_to_history

    try:
        return person(desk, who).id
    except NotFound:
        number = PEOPLE.number_in(who)
        if not number or not is_known_to_history(desk.store, number):
            raise
        return number


def _confirmed(desk: Desk, name: str, ref: str, repeated: str | None) -> bool:
    """Whether the name was typed once more, in either order; an empty answer is a no.

    Raises:
        Usage: `needs_option`, nobody is at the terminal and `--name` was not given.
        Refused: `forget_name`, it is another name.
    """
    from capcli.commands.asking import ask_text
    from capcli.domain.folding import squash
    from capcli.errors import Refused

    question = _("To forget them for good, type the name “{name}” (Enter: nothing is done):").format(name=name)
    typed = ask_text(desk, question, option=f'--name "{name}"') if repeated is None else repeated
    if not typed and repeated is None:
        return False
    words = name.split()
    turned = {squash(" ".join(words[place:] + words[:place])) for place in range(len(words))}
    if squash(typed) not in turned:
        raise Refused("forget_name", typed=typed, ref=ref)
    return True
