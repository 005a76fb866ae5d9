"""What the rows of an opened file are taken for: the kind, the columns, the order of days, the session."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.commands.import_source import Opened
from capcli.desk import Desk
from capcli.domain.names import fold
from capcli.domain.places import typed_lifts
from capcli.domain.plans import OURS, Column, Job, PlanRow, Problem, Source
from capcli.domain.records import SESSIONS
from capcli.domain.sessions import last_day
from capcli.errors import Ambiguous, OtherFileError, Usage
from capcli.imports import mapping
from capcli.imports.fields import names_of
from capcli.imports.own_exports import is_worked_out
from capcli.imports.reading import Book, SetAside, Sheet, sheet_of
from capcli.services.former_values import former_values
from capcli.services.import_memories import remembered_fields, remembered_session
from capcli.texts import _

ATTENDANCE = "attendance"
OF_SESSIONS = ("registrations", ATTENDANCE)
"""The kinds whose rows belong to a session."""
OF_PEOPLE = ("registrations", "people")
"""The kinds whose rows say how somebody is reached."""
LIFTABLE = ("closed", "duplicate")
"""The rules that an import lifts for its rows."""
ORDERS = {"day-first": "day_first", "month-first": "month_first"}
"""What `--dates` takes."""
DATES = "--dates"
"""Under which the order of days is remembered among the columns of a file: no heading folds to it."""


class Said(Struct, frozen=True, kw_only=True):
    """What was typed of a file, beside its name."""

    kind: str | None = None
    session: str | None = None
    sheet: str | None = None
    maps: Sequence[str] = ()
    dates: str | None = None


def composed(desk: Desk, book: Book, said: Said, digest: str) -> Opened:
    """The import of a file: the report of a meeting, else a list.

    Raises:
        OtherFileError: the file means nothing; `import_worked_out`, it is a list of ours that holds no records.
        Ambiguous: `import_dates`.
        Usage: what was typed wrong; `needs_option`, nobody is at the terminal to say the session.
    """
    report = _report(desk, book, said, digest) if said.kind in (None, ATTENDANCE) and not said.maps else None
    return report or _list(desk, book, said, digest)


def _report(desk: Desk, book: Book, said: Said, digest: str) -> Opened | None:
    """The import of a report of who was connected to a meeting; None when the file is none.

    What a report leaves open, the day and how days are written, the session tells.
    """
    from capcli.domain.attendances import day_meant
    from capcli.imports.meetings import report_of

    timezone = desk.settings["timezone"]
    report = report_of(book, timezone, None)
    if report is None or not (report.is_sure or said.kind):
        return None
    number, recalled = _session(desk, said.session, report.title)
    session = desk.store.read().get(SESSIONS, number)
    if session is not None:
        report = report_of(book, session.timezone, day_meant(session, desk.today)) or report
    source = Source(
        file=book.file,
        kind=ATTENDANCE,
        format=book.format,
        encoding=book.encoding,
        delimiter=book.delimiter,
        header_row=report.header_row,
        title=report.title,
        tool=report.tool,
    )
    job = Job(
        source=source,
        rows=[],
        session=number,
        connections=report.connections,
        set_aside=report.set_aside,
        origin=report.title or report.tool or "",
        form=report.title,
    )
    return Opened(job=job, digest=digest, recalled=recalled)


def _list(desk: Desk, book: Book, said: Said, digest: str) -> Opened:
    """The import of a list, as was typed, else as is remembered, else as the file itself tells.

    Raises:
        OtherFileError: the file means nothing; `import_worked_out`, it is a list of ours that holds no records.
        Ambiguous: `import_dates`.
        Usage: `import_map` and the like; `needs_option`, nobody is at the terminal to say the session.
    """
    sheet = sheet_of(book, _known(said), sheet=said.sheet)
    if said.kind is None and is_worked_out(sheet.headings):
        raise OtherFileError("import_worked_out", file=book.file)
    layout = mapping.recognised(sheet)
    form = mapping.form_of(sheet)
    kind = said.kind or layout.kind
    is_of_session = said.session or remembered_session(desk.store.read(), form) is not None
    if is_of_session and kind not in OF_SESSIONS and said.kind is None:
        kind = "registrations"
    headings = mapping.headings_key(sheet)
    remembered = remembered_fields(desk.store.read(), headings)
    choices = mapping.typed_choices(said.maps, kind)
    fields = {heading: field for heading, field in remembered.items() if field in names_of(kind)}
    columns = mapping.columns_of(sheet, kind, choices, fields)
    session, recalled = _session(desk, said.session, form) if kind in OF_SESSIONS else (None, False)
    dates = _order(desk, said, sheet, columns, _around(desk, remembered.get(DATES), session))
    maps = remembered | {choice.heading: choice.field for choice in choices}
    maps |= {DATES: dates.asked} if dates.asked else {}
    job = Job(
        source=_source(sheet, kind, layout.tool, dates.order, columns),
        rows=mapping.rows_of(sheet, columns, kind),
        session=session,
        set_aside=[_set_aside(one) for one in sheet.set_aside],
        origin=form or layout.tool or headings,
        former=former_values(desk.store) if layout.tool == OURS and kind in OF_PEOPLE else None,
        form=form if kind in OF_SESSIONS else None,
        headings=headings,
        maps=maps,
    )
    others, never = sheet.others, mapping.never_kept(columns)
    return Opened(job=job, digest=digest, never_kept=never, recalled=recalled, others=others, repaired=sheet.repaired)


def in_force(
    desk: Desk, opened: Opened, *, hold: bool, strict: bool, allow: Sequence[str], reason: str | None
) -> Opened:
    """The import with the options and settings that hold for every kind.

    Raises:
        Usage: what `typed_lifts` refuses; `allow_here`, the rule is none of imports.
    """
    settings = desk.settings
    lifted = typed_lifts(allow, reason)
    for rule in sorted(lifted - set(LIFTABLE)):
        raise Usage("allow_here", rule=rule, known=", ".join(LIFTABLE))
    job = replace(
        opened.job,
        hold=hold,
        strict=strict,
        lifted=lifted,
        reason=(reason or "").strip() if lifted else None,
        timezone=settings["timezone"],
        year_start=settings["dues.year_start"],
        currency=settings["currency"],
    )
    return replace(opened, job=job)


def _known(said: Said) -> Callable[[str], bool]:
    """What headings mean something: those of the kind that was typed, else those of every kind, and those chosen."""
    kinds = [said.kind] if said.kind else list(mapping.KINDS)
    choices = [mapping.Choice(fold(text.rpartition("=")[0]), mapping.ANSWER) for text in said.maps]
    return lambda text: any(mapping.is_known(text, one, choices) for one in kinds)


def _source(sheet: Sheet, kind: str, tool: str | None, dates: str | None, columns: list[Column]) -> Source:
    return Source(
        file=sheet.file,
        kind=kind,
        format=sheet.format,
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        header_row=sheet.header_row,
        sheet=sheet.name,
        title=sheet.title,
        tool=tool,
        dates=dates,
        columns=columns,
    )


def _set_aside(one: SetAside) -> PlanRow:
    return PlanRow(line=one.line, action="skip", problems=[Problem(one.code, {"text": one.text})])


class _Dates(Struct, frozen=True):
    """The order of days, and what to remember of it when somebody said it."""

    order: str | None
    asked: str | None


def _around(desk: Desk, remembered: str | None, session: int | None) -> mapping.Around:
    """What is known of the days of a file before it is read."""
    held = desk.store.read().get(SESSIONS, session) if session is not None else None
    return mapping.Around(today=desk.today, last_day=last_day(held) if held else None, said=remembered)


def _order(desk: Desk, said: Said, sheet: Sheet, columns: Sequence[Column], around: mapping.Around) -> _Dates:
    """How the days of the file are read: as was typed, as they prove, as last time, as they tell, as is answered.

    Raises:
        Ambiguous: `import_dates`, nothing surely tells and nobody is at the terminal.
    """
    if said.dates is not None:
        if said.dates not in ORDERS:
            raise Usage("import_date_order", text=said.dates, known=", ".join(ORDERS))
        return _Dates(ORDERS[said.dates], ORDERS[said.dates])
    found = mapping.date_order(sheet, columns, around)
    if found != "unclear":
        return _Dates(found, None)
    text = mapping.unclear_text(sheet, columns)
    if not desk.terminal.interactive:
        raise Ambiguous("import_dates", file=sheet.file, text=text)
    from capcli.commands.asking import choose

    question = _("The dates of {file} can be read in two ways, as “{text}”.").format(file=sheet.file, text=text)
    place = choose(desk, question, [_("The day first: 03/04 is 3 April"), _("The month first: 03/04 is March 4")])
    order = list(ORDERS.values())[place]
    return _Dates(order, order)


def _session(desk: Desk, text: str | None, form: str | None) -> tuple[int, bool]:
    """The number of the session, and whether it is that of last time.

    Raises:
        Usage: `needs_option`, nobody is at the terminal.
    """
    if text is not None:
        from capcli.commands.naming import session_meant

        return session_meant(desk, text).id, False
    read = desk.store.read()
    remembered = remembered_session(read, form)
    if remembered is not None and read.get(SESSIONS, remembered) is not None:
        return remembered, True
    if not desk.terminal.interactive:
        raise Usage("needs_option", option="--session")
    from capcli.commands.register_asking import ask_session

    return ask_session(desk).id, False
