"""The plan of an import shown: on the screen what matters of it, to programs and files all of it."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from capcli.commands.import_rows import plan_object, told_objects
from capcli.commands.import_source import Opened, source_lines
from capcli.commands.import_words import blank_line, note_lines, summary_line, unrecorded_line
from capcli.desk import Desk
from capcli.domain.plans import Plan, PlanRow
from capcli.texts import ngettext

MOST_ROWS = 200
"""Rows of a plan on the screen; those with something to say come first among more."""


class Shown(Struct, frozen=True, kw_only=True):
    """How the plan was asked for; `plan_only` is looked at more closely."""

    format: str | None
    output: Path | None
    yes: bool
    plan_only: bool = False


def show_plan(desk: Desk, shown: Shown, plan: Plan, opened: Opened, *, to_decide: bool = False) -> None:
    """The plan in the format that was asked for; people are told more than the rows.

    `to_decide`: the spreadsheet has what may be chosen of each row.

    Raises:
        Usage: `format`, `output_exists`.
        OtherFileError: the output cannot be written.
    """
    from capcli.output.showing import chosen_format, give, show, show_one

    currency = opened.job.currency
    format = chosen_format(desk, shown.format, shown.output)  # noqa: A001 # the option's name
    if format == "json":
        built = plan_object(plan, currency)
        show_one(desk, built, "plan", format=format, output=shown.output, yes=shown.yes)
        return
    if is_for_people(desk, shown):
        for line in source_lines(desk, opened, len(plan.rows), every=shown.plan_only):
            desk.say(line)
    if to_decide:
        from capcli.commands.import_deciding import plan_file

        give(desk, plan_file(desk, opened, plan), shown.output, yes=shown.yes)
        for line in _summary(plan, currency):
            desk.say(line)
        return
    on_screen = format == "table" and shown.output is None
    filled = [row for row in plan.rows if not _is_blank(row)] if on_screen else plan.rows
    rows = _worth_showing(filled) if on_screen else plan.rows
    footer = [*_cut_lines(len(filled) - len(rows)), *note_lines(plan)] if plan.rows else []
    if on_screen and (blank := blank_line([row for row in plan.rows if _is_blank(row)])):
        footer.append(blank)
    footer += _summary(plan, currency) if plan.rows else []
    built_rows = told_objects(desk.store.read(), rows, currency)
    show(desk, built_rows, "plan", format=format, output=shown.output, yes=shown.yes, footer=footer)


def is_for_people(desk: Desk, shown: Shown) -> bool:
    """Whether standard output is read by people, who are told more than the plan."""
    from capcli.output.showing import chosen_format

    return shown.output is not None or chosen_format(desk, shown.format, shown.output) == "table"


def _summary(plan: Plan, currency: str) -> list[str]:
    """How many rows do what, and last what is not recorded of a list of payments."""
    return [line for line in (summary_line(plan), unrecorded_line(plan, currency)) if line]


def _is_blank(row: PlanRow) -> bool:
    """Whether the line held nothing: it is counted, and takes no line of the screen."""
    return any(problem.code == "row_blank" for problem in row.problems)


def _worth_showing(rows: Sequence[PlanRow]) -> Sequence[PlanRow]:
    """The rows of a screen: of a long plan those that stop it, then those with problems, then the first others."""
    if len(rows) <= MOST_ROWS:
        return rows
    first = sorted(rows, key=_dullness)[:MOST_ROWS]
    return sorted(first, key=lambda row: row.line)


def _dullness(row: PlanRow) -> int:
    return 0 if row.action in ("error", "ambiguous") else 1 if row.problems and row.action != "skip" else 2


def _cut_lines(count: int) -> list[str]:
    if not count:
        return []
    told = ngettext(
        "… {count} more row: -o plan.xlsx writes them all.", "… {count} more rows: -o plan.xlsx writes them all.", count
    )
    return [told.format(count=count)]
