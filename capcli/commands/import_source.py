"""What is said of a file before its plan: how it was read, as what, and what its columns are taken for."""

import shutil
from collections.abc import Sequence
from textwrap import wrap

from msgspec import Struct
from msgspec.structs import replace

from capcli.commands.record_words import session_words
from capcli.desk import Desk
from capcli.domain.half_day_words import names_half_day
from capcli.domain.leavings import left_out
from capcli.domain.plans import Column, Job, Source
from capcli.domain.records import SESSIONS
from capcli.imports.fields import ANSWER, IGNORED, NO_FIELDS, SENSITIVE
from capcli.texts import N_, _, listed, ngettext, shortened

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252",
    "cp850": "CP850",
    "iso-8859-1": "Latin-1",
    "mac-roman": "Mac Roman",
}
DELIMITERS = {",": N_("commas"), ";": N_("semicolons"), "\t": N_("tabs"), "|": N_("bars")}
KINDS = {
    "registrations": N_("Read as registrations."),
    "dues": N_("Read as dues."),
    "people": N_("Read as people."),
    "organisations": N_("Read as organisations."),
    "contacts": N_("Read as people and organisations, with their dues."),
    "attendance": N_("Read as attendance."),
}
FROM_TOOLS = {
    "registrations": N_("Read as registrations, in the layout of {tool}."),
    "dues": N_("Read as dues, in the layout of {tool}."),
    "people": N_("Read as people, in the layout of {tool}."),
    "organisations": N_("Read as organisations, in the layout of {tool}."),
    "contacts": N_("Read as people and organisations, with their dues, in the layout of {tool}."),
    "attendance": N_("Read as attendance, in the layout of {tool}."),
}
DATES = {
    "day_first": N_("Dates are read with the day first."),
    "month_first": N_("Dates are read with the month first."),
}
STANDARD_INPUT = "-"
SURE = 80
"""The confidence from which nothing is said of a column."""
MOST_COLUMNS = 12
LONGEST_HEADING = 40
ANSWERING = ("registrations",)
"""The kinds of import that keep answers."""


class Opened(Struct, frozen=True, kw_only=True):
    """A file that was read: the import to do, and what is said of it beside the plan.

    `digest` is that of the file's bytes, by which a plan knows its file.
    `recalled`: the session is that of last time. `others` are sheets that could
    be imported too. `repaired`: accents that had been saved wrongly are right again.
    """

    job: Job
    digest: str
    never_kept: list[str] = []
    recalled: bool = False
    others: list[str] = []
    repaired: bool = False


def source_lines(desk: Desk, opened: Opened, count: int, *, every: bool = False) -> list[str]:
    """How the file was read, as what, for which session, and what its columns are taken for; `count` rows.

    `every` tells of each column what it is taken for and how surely, else only those that are guessed.
    """
    source = opened.job.source
    told = [_read_line(source, count), _kind_line(source), *_session_lines(desk, opened)]
    if opened.repaired:
        told.append(_("Its accents had been saved wrongly, and were put right."))
    if opened.others:
        told.append(
            _("Other sheets with known headings: {sheets}. To read one: --sheet.").format(sheets=_quoted(opened.others))
        )
    if source.dates in DATES:
        told.append(_(DATES[source.dates]))
    told += _column_lines(opened, every=every)
    width = shutil.get_terminal_size((80, 24)).columns
    return [part for line in told for part in wrap(line, width, subsequent_indent="  ") or [line]]


def _read_line(source: Source, count: int) -> str:
    """The file, how many rows it has, and how they are written."""
    if source.file == STANDARD_INPUT:
        source = replace(source, file=_("Standard input"))
    if source.format != "csv":
        return _in_format(source, count)
    if source.header_row:
        said = ngettext(
            "{file}: {count} row, {encoding}, separated by {delimiter}, headings on line {line}.",
            "{file}: {count} rows, {encoding}, separated by {delimiter}, headings on line {line}.",
            count,
        )
    else:
        said = ngettext(
            "{file}: {count} row, {encoding}, separated by {delimiter}, without headings.",
            "{file}: {count} rows, {encoding}, separated by {delimiter}, without headings.",
            count,
        )
    return said.format(
        file=source.file,
        count=count,
        encoding=ENCODINGS.get(source.encoding or "", (source.encoding or "").upper()),
        delimiter=_(DELIMITERS[source.delimiter]) if source.delimiter in DELIMITERS else source.delimiter,
        line=source.header_row,
    )


def _in_format(source: Source, count: int) -> str:
    if source.format == "text":
        said = ngettext("{file}: {count} e-mail address.", "{file}: {count} e-mail addresses.", count)
    elif source.sheet is None:
        said = ngettext("{file}: {count} row, {format}.", "{file}: {count} rows, {format}.", count)
    elif source.header_row:
        said = ngettext(
            "{file}: {count} row, {format}, sheet “{sheet}”, headings on line {line}.",
            "{file}: {count} rows, {format}, sheet “{sheet}”, headings on line {line}.",
            count,
        )
    else:
        said = ngettext(
            "{file}: {count} row, {format}, sheet “{sheet}”, without headings.",
            "{file}: {count} rows, {format}, sheet “{sheet}”, without headings.",
            count,
        )
    known = {"file": source.file, "count": count, "format": source.format.upper()}
    return said.format(sheet=source.sheet, line=source.header_row, **known)


def _kind_line(source: Source) -> str:
    if source.tool is None:
        return _(KINDS[source.kind])
    return _(FROM_TOOLS[source.kind]).format(tool=source.tool)


def _session_lines(desk: Desk, opened: Opened) -> list[str]:
    number = opened.job.session
    session = desk.store.read().get(SESSIONS, number) if number is not None else None
    if session is None:
        return []
    said = _("Session: {session}, as last time.") if opened.recalled else _("Session: {session}.")
    return [said.format(session=session_words(session))]


def _column_lines(opened: Opened, *, every: bool) -> list[str]:
    columns, kind = _headed(opened.job.source.columns), opened.job.source.kind
    taken = [column for column in columns if column.field not in NO_FIELDS]
    guessed = [column for column in taken if column.confidence < SURE]
    recalled = [column for column in columns if column.by == "memory"]
    lines = []
    if every and taken:
        lines.append(_("Read: {columns}.").format(columns=_fields(taken, sure=False)))
    if guessed:
        text = _('Guessed: {columns}. To say otherwise: --map "Column=field".')
        lines.append(text.format(columns=_fields(guessed, sure=False)))
    if recalled:
        lines.append(_("As last time: {columns}.").format(columns=_fields(recalled, sure=True)))
    answers = [column.heading for column in columns if column.field == ANSWER] if kind in ANSWERING else []
    sensitive = [column.heading for column in columns if column.field == SENSITIVE] if kind in ANSWERING else []
    if answers:
        lines.append(_("Kept as answers: {columns}.").format(columns=_quoted(answers)))
    if sensitive:
        text = _("Kept as sensitive answers, which exports leave out: {columns}.")
        lines.append(text.format(columns=_quoted(sensitive)))
    if opened.never_kept:
        lines.append(_("Never kept: {columns}.").format(columns=_quoted(opened.never_kept)))
    return [*lines, *_unread_lines(opened)]


def _headed(columns: Sequence[Column]) -> list[Column]:
    """The columns, those without a heading by their number, as `--map` takes it."""
    return [
        column if column.heading else replace(column, heading=str(number)) for number, column in enumerate(columns, 1)
    ]


def _unread_lines(opened: Opened) -> list[str]:
    """The columns that mean nothing; of a list of payments, the rows that are taken as paid today."""
    job = opened.job
    left = {IGNORED} if job.source.kind in ANSWERING else set(NO_FIELDS)
    columns = [] if job.source.is_ours else job.source.columns  # what is not read of ours is worked out again
    unread = [one.heading for one in columns if one.field in left and one.heading not in ("", *opened.never_kept)]
    if job.source.kind == "attendance":
        unread = [heading for heading in unread if not names_half_day(heading)]
    lines = []
    if unread:
        text = _('Columns that are not read: {columns}. To read one: --map "Column=field"; see cap import --fields.')
        lines.append(text.format(columns=_quoted(unread)))
    undated = [row for row in job.rows if "paid_on" not in row.values and left_out(row) is None]
    if undated and job.source.kind == "dues":
        said = ngettext(
            "{count} row has no day of payment: today is taken.",
            "{count} rows have no day of payment: today is taken.",
            len(undated),
        )
        lines.append(said.format(count=len(undated)))
    return lines


def _fields(columns: Sequence[Column], *, sure: bool) -> str:
    """ "“Qui” as name (65%)", the first ones when there are many."""
    text = _("“{heading}” as {field}") if sure else _("“{heading}” as {field} ({confidence}%)")
    told = [
        text.format(heading=_short(column.heading), field=column.field, confidence=column.confidence)
        for column in columns
    ]
    return listed(_first(told))


def _quoted(headings: Sequence[str]) -> str:
    return listed(_first([_("“{heading}”").format(heading=_short(heading)) for heading in headings]))


def _short(heading: str) -> str:
    return shortened(" ".join(heading.split()), LONGEST_HEADING)


def _first(told: list[str]) -> list[str]:
    others = len(told) - MOST_COLUMNS
    last = [ngettext("{count} other", "{count} others", others).format(count=others)] if others > 0 else []
    return told[:MOST_COLUMNS] + last
