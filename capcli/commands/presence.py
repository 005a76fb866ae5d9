"""`cap presence`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, SessionArgument, YesOption, desk_of
from capcli.texts import N_, _, ngettext

if TYPE_CHECKING:
    from capcli.domain.presences import Rate
    from capcli.domain.records import Session
    from capcli.services.presence_grids import Grid

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "presence",
    help=N_("Show who was there, slot by slot, and the rate."),
    epilog=N_("Example: cap presence S7\nExample: cap presence S7 -f xlsx -o presence.xlsx"),
)
def presence(
    ctx: typer.Context,
    session: SessionArgument,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """Show the grid of a session."""
    from capcli.commands.naming import session_meant
    from capcli.commands.record_words import session_words
    from capcli.domain.views import plain
    from capcli.output.showing import show
    from capcli.services.presence_grids import grid

    desk = desk_of(ctx)
    found = session_meant(desk, session)
    seen = grid(desk.store.read(), found)
    rows = [plain(row) for row in seen.rows]
    footer = [session_words(found), *_rates(found, seen)]
    show(desk, rows, "presence", format=format, output=output, columns=columns, yes=yes, footer=footer)


def _rates(session: "Session", seen: "Grid") -> Iterator[str]:
    """The rate of each slot and of all, and how many came without a place."""
    from capcli.commands.session_words import slot_words
    from capcli.domain.records import SESSIONS

    several = len(session.slots) > 1
    for rate, slot in zip(seen.rates, session.slots, strict=True):
        if several:
            yield _("{number}. {slot}: {rate}").format(number=rate.slot, slot=slot_words(slot), rate=_rate_words(rate))
    if seen.overall.share is None:
        yield _("Nobody is marked yet: cap present {session} WHO.").format(session=SESSIONS.ref(session.id))
    else:
        told = _rate_words(seen.overall)
        yield _("All slots: {rate}.").format(rate=told) if several else _("{rate}.").format(rate=told)
    if seen.walk_ins:
        said = ngettext("{count} came without a place.", "{count} came without a place.", seen.walk_ins)
        yield said.format(count=seen.walk_ins)


def _rate_words(rate: "Rate") -> str:
    """How many were there of how many, in percent, and the others."""
    if rate.share is None:
        return _("nobody is marked")
    told = [_("{present} of {expected} present ({percent}%)")]
    others = {
        "absent": ngettext("{count} absent", "{count} absent", rate.absent).format(count=rate.absent),
        "excused": ngettext("{count} excused", "{count} excused", rate.excused).format(count=rate.excused),
        "unmarked": ngettext("{count} not marked", "{count} not marked", rate.unmarked).format(count=rate.unmarked),
    }
    told += [text for name, text in others.items() if getattr(rate, name)]
    percent = int(100 * rate.share + 0.5)
    told[0] = told[0].format(present=rate.present, expected=rate.expected, percent=percent)
    return ", ".join(told)
