"""How `cap import` goes from a file to its plan, and from a yes to what is written."""

import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from capcli.commands.import_words import (
    MOST_TOLD,
    done_line,
    heading_line,
    held_line,
    line_numbers,
    plan_object,
    problem_lines,
    summary_line,
    unclear_words,
    unread_lines,
)
from capcli.desk import Desk
from capcli.domain.names import fold
from capcli.domain.plans import Clock, Job, Plan, Source
from capcli.errors import Ambiguous, OtherFileError, Usage
from capcli.imports import mapping, reading
from capcli.services.importing import Withdrawn, apply, rehearse, stops
from capcli.texts import _


class Asked(Struct, frozen=True, kw_only=True):
    """What was typed after `cap import`."""

    file: str
    kind: str | None
    session: str | None
    maps: Sequence[str]
    dry_run: bool
    hold: bool
    strict: bool
    yes: bool
    format: str | None
    output: Path | None


def run(desk: Desk, asked: Asked) -> None:
    """Show the plan of a file, then do it after a yes.

    Raises:
        OtherFileError: the file cannot be read, or `import_errors`.
        Ambiguous: `import_ambiguous`, nobody is at the terminal to say who is meant.
        Usage: what the options were typed wrong.
    """
    job = _job(desk, asked)
    job, plan = _answered(desk, asked, job)
    _show(desk, asked, plan, job)
    _refuse(desk, plan, job)
    if not plan.of("create", "change") and not job.answers:
        desk.note(_("Nothing to write."))
    elif asked.dry_run:
        desk.note(_("Nothing was written: this was only the plan."))
    else:
        _do(desk, asked, plan, job)


def _job(desk: Desk, asked: Asked) -> Job:
    if asked.kind is not None and asked.kind not in mapping.KINDS:
        raise Usage("import_kind", kind=asked.kind, known=", ".join(mapping.KINDS))
    kind = asked.kind or ("registrations" if asked.session else None)
    name, content = _content(asked.file)
    sheet = _sheet(content, name, kind, asked.maps)
    kind = kind or mapping.likely_kind(sheet)
    rows = mapping.mapped(sheet, kind, mapping.typed_choices(asked.maps, kind))
    source = Source(
        file=name,
        kind=kind,
        format="csv",
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        header_row=sheet.header_row,
    )
    return Job(
        source=source,
        rows=rows,
        session=_session(desk, asked.session) if kind == "registrations" else None,
        hold=asked.hold,
        strict=asked.strict,
        timezone=desk.settings["timezone"],
        year_start=desk.settings["dues.year_start"],
        currency=desk.settings["currency"],
    )


def _sheet(content: bytes, name: str, kind: str | None, maps: Sequence[str]) -> reading.Sheet:
    """The file's rows; without a kind the headings of every kind are known."""
    kinds = [kind] if kind else list(mapping.KINDS)
    choices = [mapping.Choice(fold(text.rpartition("=")[0]), mapping.ANSWER) for text in maps]
    return reading.read(content, name, lambda text: any(mapping.is_known(text, one, choices) for one in kinds))


def _content(file: str) -> tuple[str, bytes]:
    """The file's name, `-` for the standard input, and its bytes, one more than are allowed at most.

    Raises:
        OtherFileError: `import_missing`, `import_folder`, `import_unreadable`.
    """
    if file == "-":
        return file, sys.stdin.buffer.read(reading.MOST_BYTES + 1)
    path = Path(file).expanduser()
    try:
        with path.open("rb") as opened:
            return path.name, opened.read(reading.MOST_BYTES + 1)
    except FileNotFoundError:
        raise OtherFileError("import_missing", file=file) from None
    except IsADirectoryError:
        raise OtherFileError("import_folder", file=file) from None
    except (OSError, ValueError) as error:
        raise OtherFileError("import_unreadable", file=file, why=getattr(error, "strerror", None) or error) from error


def _session(desk: Desk, text: str | None) -> int:
    if text is not None:
        from capcli.commands.naming import session_meant

        return session_meant(desk, text).id
    if not desk.terminal.interactive:
        raise Usage("needs_option", option="--session")
    from capcli.commands.register_asking import ask_session

    return ask_session(desk).id


def _answered(desk: Desk, asked: Asked, job: Job) -> tuple[Job, Plan]:
    """The plan, once whoever is at the terminal has said who the unclear rows mean."""
    plan = _planned(desk, job)
    asks = desk.terminal.interactive and not (asked.yes or asked.hold)
    while asks and any(row.line not in job.answers for row in plan.of("ambiguous")):
        from capcli.commands.import_asking import ask_rows

        job = replace(job, answers=ask_rows(desk, plan, job.answers))
        plan = _planned(desk, job)
    return job, plan


def _planned(desk: Desk, job: Job) -> Plan:
    clock = _clock(desk)
    try:
        desk.change(lambda tx: rehearse(tx, job, clock))
    except Withdrawn as withdrawn:
        return withdrawn.plan
    raise AssertionError


def _do(desk: Desk, asked: Asked, plan: Plan, job: Job) -> None:
    """Write what was shown; when the desk changed in the meantime, show what would be done now and ask again."""
    from capcli.commands.asking import confirm, declined
    from capcli.commands.effects import say_effects

    clock = _clock(desk)
    while True:
        if not confirm(desk, _("Import these rows?"), yes=asked.yes):
            declined(desk)
        shown = plan
        try:
            plan = desk.change(lambda tx, shown=shown: apply(tx, job, clock, shown))  # type: ignore[misc]
            break
        except Withdrawn as withdrawn:
            plan = withdrawn.plan
            desk.note(_("Somebody else wrote in the meantime; this is the plan now."))
            _show(desk, asked, plan, job)
            _refuse(desk, plan, job)
    said = [line for line in (done_line(plan, job), held_line(plan)) if line]
    if not _is_for_people(desk, asked):
        for line in [*said, _("Undo: cap undo H{entry}").format(entry=desk.last_entry)]:
            desk.note(line)
        return
    for line in said:
        desk.say(line)
    say_effects(desk, [effect for row in plan.rows for effect in row.effects])
    desk.say_undo()


def _show(desk: Desk, asked: Asked, plan: Plan, job: Job) -> None:
    from capcli.output.showing import chosen_format, show, show_one

    built = plan_object(plan, job.currency)
    format = chosen_format(desk, asked.format, asked.output)  # noqa: A001 # the option's name
    if format == "json":
        show_one(desk, built, "plan", format=format, output=asked.output, yes=asked.yes)
        return
    if _is_for_people(desk, asked):
        for line in [heading_line(plan.source, len(plan.rows)), *unread_lines(job)]:
            desk.say(line)
    footer = [*problem_lines(plan), summary_line(plan)] if plan.rows else []
    show(desk, built["rows"], "plan", format=format, output=asked.output, yes=asked.yes, footer=footer)


def _is_for_people(desk: Desk, asked: Asked) -> bool:
    """Whether standard output is read by people, who are told more than the plan."""
    from capcli.output.showing import chosen_format

    return asked.output is not None or chosen_format(desk, asked.format, asked.output) == "table"


def _refuse(desk: Desk, plan: Plan, job: Job) -> None:
    """Stop when a row is an error or unclear and nothing keeps it back.

    Raises:
        OtherFileError: `import_errors`.
        Ambiguous: `import_ambiguous`, with whom each row may mean.
    """
    if not stops(plan, job):
        return
    if errors := plan.of("error"):
        raise OtherFileError("import_errors", lines=line_numbers(errors))
    unclear = plan.of("ambiguous")
    candidates = [(line_numbers([row]), unclear_words(desk, plan, row)) for row in unclear[:MOST_TOLD]]
    raise Ambiguous("import_ambiguous", lines=line_numbers(unclear), candidates=candidates)


def _clock(desk: Desk) -> Clock:
    return Clock(desk.today, desk.now, desk.user)
