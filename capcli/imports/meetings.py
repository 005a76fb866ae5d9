"""Reports of online meetings: who was connected from when to when, by Zoom, Teams, BigBlueButton, Meet or others."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.attendances import Connection
from capcli.domain.durations import NOTHING, seconds_in
from capcli.domain.names import fold
from capcli.domain.plans import PlanRow, Problem
from capcli.imports.meeting_connections import connections_of
from capcli.imports.meeting_headings import is_of_a_meeting, tool_of
from capcli.imports.meeting_lines import Known, Line, lines_of, who
from capcli.imports.meeting_sections import Parts, Section, parts_of, unknown_headings
from capcli.imports.meeting_values import (
    Reading,
    instant,
    is_american,
    is_clock,
    is_moment,
    zone_named,
)
from capcli.imports.tables import Book

_NO = frozenset({"no", "non", "false", "faux", "0"})
_YES = frozenset({"yes", "oui", "true", "vrai", "1"})
_NOBODY = frozenset({"anonymous", "anonyme", "total", "totaux"})


class Report(Struct, frozen=True, kw_only=True):
    """A meeting as its report tells: the tool that wrote it, UTC instants, a connection a line, rows of nobody.

    `is_sure`: nothing else than a report is written so; a form has moments too.
    """

    tool: str | None
    is_sure: bool
    title: str | None
    started: dt.datetime | None
    ended: dt.datetime | None
    header_row: int
    connections: list[Connection]
    set_aside: list[PlanRow]


def report_of(book: Book, timezone: str, day: dt.date | None) -> Report | None:
    """The report of a meeting that a file holds; None when it is none.

    Hours without a time zone are of `timezone`, hours without their day of
    `day`, the session's, which also tells which of two readings is meant.
    """
    parts = parts_of(book)
    tool = tool_of(parts.texts)
    sections = [section for section in parts.sections if _is_report(section, tool)]
    if not sections:
        return None
    if tool is None and any(section.is_numbered for section in sections):
        tool = "Microsoft Teams"
    lines = [line for section in sections for line in lines_of(section)]
    reading = _reading(parts, lines, timezone, day, tool)
    started, ended = (instant(parts.facts.get(field, ""), reading) for field in ("started", "ended"))
    aside = {id(line): problem for line in lines if (problem := _nobody(line)) is not None}
    told = _told([line for line in lines if id(line) not in aside])
    return Report(
        tool=tool,
        is_sure=tool is not None or any(is_of_a_meeting(section.headings) for section in sections),
        title=parts.facts.get("title"),
        started=started,
        ended=ended,
        header_row=sections[0].line,
        connections=list(connections_of(told, Known(parts.facts, lines), reading, started, ended)),
        set_aside=[_skipped(line, aside[id(line)]) for line in lines if id(line) in aside],
    )


def _is_report(section: Section, tool: str | None) -> bool:
    """Whether a list tells connections: its cells are moments, or durations in a layout that is surely a report."""
    places = section.places
    moments = [section.cell(row, f) for f in ("joined", "first", "left", "last", "stamp") for row in section.rows]
    moments = [cell for cell in moments if cell.lower() not in NOTHING]
    if moments:
        return 2 * sum(map(is_moment, moments)) >= len(moments)
    if not {"duration", "total"} & places.keys():
        return not section.rows and tool is not None
    if tool is None and unknown_headings(section) > len(places):
        return False
    lengths = [section.cell(row, field) for field in ("total", "duration") for row in section.rows]
    lengths = [cell for cell in lengths if cell.lower() not in NOTHING]
    return bool(lengths) and 2 * sum(seconds_in(cell) is not None for cell in lengths) >= len(lengths)


def _nobody(line: Line) -> Problem | None:
    """Why a row tells of nobody who was in the meeting."""
    if fold(line.name) in _NOBODY and line.email is None:
        return Problem("meeting_anonymous", {"text": line.name})
    if fold(line.cell("attended")) in _NO:
        return Problem("meeting_missed", {"text": line.name})
    if fold(line.cell("waiting_room")) in _YES:
        return Problem("meeting_waiting_room", {"text": line.name})
    return None


def _skipped(line: Line, problem: Problem) -> PlanRow:
    return PlanRow(line=line.row.line, action="skip", problems=[problem])


def _told(lines: Sequence[Line]) -> list[Line]:
    """The lines that count: those of connections; first and last moments only of people without one."""
    detailed = [line for line in lines if line.section.is_detailed and line.cell("joined", "stamp", "left")]
    seen = {who(line) for line in detailed} | {fold(line.name) for line in detailed}
    others = [line for line in lines if not {who(line), fold(line.name)} & seen]
    return sorted([*detailed, *others], key=lambda line: line.row.line)


def _reading(parts: Parts, lines: Sequence[Line], timezone: str, day: dt.date | None, tool: str | None) -> Reading:
    """How the moments are read, decided from all of them and the summary."""
    texts = [parts.facts.get("started", ""), parts.facts.get("ended", "")]
    texts += [line.cell(field) for line in lines for field in ("joined", "first", "left", "last", "stamp")]
    headings = [heading for section in parts.sections for heading in section.headings]
    american = is_american(texts, day, timezone, likely=tool == "Zoom")
    reading = Reading(timezone=zone_named(headings, timezone), american=american, day=day)
    started = parts.facts.get("started", "")
    begun = None if is_clock(started) else instant(started, reading)
    return replace(reading, day=begun.astimezone(ZoneInfo(reading.timezone)).date()) if begun else reading
