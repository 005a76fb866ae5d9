"""`cap doctor --retention`: who has been kept long enough, as a plan; nobody is touched."""

from pathlib import Path

from capcli.desk import Desk
from capcli.domain.views import plain
from capcli.services.retention import Retained, retained
from capcli.texts import day, ngettext


def show_retention(
    desk: Desk,
    *,
    format: str | None,  # noqa: A002 # the option's name
    output: Path | None,
    columns: str | None,
    yes: bool,
) -> bool:
    """Show whose periods are over; whether there is anybody."""
    from capcli.output.showing import show

    found = retained(desk.store.read(), desk.today)
    rows = [plain(one) for one in found.over]
    show(desk, rows, "retention", format=format, output=output, columns=columns, yes=yes, footer=footer_lines(found))
    return bool(found.over)


def footer_lines(found: Retained) -> list[str]:
    """How many there are, what to do, and whom papers keep for a while."""
    lines = []
    if found.over:
        told = ngettext(
            "{count} person is kept for longer than the settings say. Nothing was done: look at the record, then "
            "forget them: {command}",
            "{count} people are kept for longer than the settings say. Nothing was done: look at each, then forget "
            "them one by one, beginning with {command}",
            len(found.over),
        )
        lines.append(told.format(count=len(found.over), command=found.over[0].command))
    if found.kept and found.next_on is not None:
        told = ngettext(
            "{count} person more had nothing to do with the desk for so long, and is kept for accounts or proofs of "
            "training: until {day} for the first.",
            "{count} people more had nothing to do with the desk for so long, and are kept for accounts or proofs of "
            "training: until {day} for the first.",
            found.kept,
        )
        lines.append(told.format(count=found.kept, day=day(found.next_on)))
    return lines
