"""The connections that the lines of a report tell: from when to when, or how long."""

import datetime as dt
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from capcli.domain.attendances import Connection
from capcli.domain.durations import is_minutes_first, seconds_in
from capcli.domain.names import fold
from capcli.imports.meeting_lines import Known, Line, who
from capcli.imports.meeting_values import Reading, in_order, instant, is_clock

_ENTERED = ("joined", "join", "rejoint", "a rejoint", "arrive")
_MINUTE = 60
_LOOSE = 90
"""Seconds by which a duration may be below what lies between the two moments, since tools round."""


def connections_of(
    lines: Sequence[Line], known: Known, reading: Reading, started: dt.datetime | None, ended: dt.datetime | None
) -> Iterator[Connection]:
    """The connections of the lines, in their order; `started` and `ended` are of the meeting, as its summary tells."""
    entered: dict[str, tuple[Line, dt.datetime]] = {}
    latest = ended
    reading = replace(reading, minutes_first=is_minutes_first(_length(line)[0] for line in lines))
    for line in lines:
        if "stamp" not in line.section.places:
            yield _connection(line, known, reading, started, ended)
            continue
        moment = instant(line.cell("stamp"), reading)
        if moment is None:
            continue
        latest = max(latest or moment, moment)
        if fold(line.cell("action")).startswith(_ENTERED):
            entered.setdefault(who(line), (line, moment))
        elif who(line) in entered:
            first, joined = entered.pop(who(line))
            yield _made(first, known, joined, moment, None)
    for first, joined in entered.values():
        yield _made(first, known, joined, latest, None)


def _connection(
    line: Line, known: Known, reading: Reading, started: dt.datetime | None, ended: dt.datetime | None
) -> Connection:
    """A line with what it lacks worked out: of two moments and a duration, any two tell the third.

    A duration alone lies somewhere within the meeting.
    """
    joined = instant(line.cell("joined", "first"), reading)
    left = in_order(joined, instant(line.cell("left", "last"), reading), reading.timezone)
    if joined is not None and left is not None and left < joined and is_clock(line.cell("left", "last")):
        left += dt.timedelta(days=1)
    seconds = seconds_in(*_length(line), minutes_first=reading.minutes_first)
    length = dt.timedelta(seconds=round(seconds)) if seconds is not None else None
    if length is None and joined is None and left is None:
        length = _between(line.cell("joined", "first"), line.cell("left", "last"))
    if joined is None and left is None and length is not None and ended is not None:
        joined, left = started, ended
    elif joined is not None and left is None:
        left = joined + length if length is not None else ended
    elif left is not None and joined is None and length is not None:
        joined = left - length
    return _made(line, known, joined, left, length)


def _length(line: Line) -> tuple[str, str]:
    """How long somebody was there, as the line writes it, and the heading."""
    field = next((one for one in ("total", "duration") if line.cell(one)), "duration")
    return line.cell(field), line.heading(field)


def _between(joined: str, left: str) -> dt.timedelta | None:
    """How long it is from one hour to another of an unknown day."""
    day = Reading(timezone="UTC", day=dt.date(2000, 1, 1))
    first, last = instant(joined, day), instant(left, day)
    if first is None or last is None:
        return None
    return (last - first) % dt.timedelta(days=1)


def _made(
    line: Line, known: Known, joined: dt.datetime | None, left: dt.datetime | None, length: dt.timedelta | None
) -> Connection:
    """A connection; it says its minutes where the two moments do not: somebody was away in between."""
    if joined is None or left is None or left < joined:
        joined = left = None
    minutes = None
    if length is not None and (joined is None or left is None or (left - joined - length).total_seconds() > _LOOSE):
        minutes = round(length.total_seconds() / _MINUTE)
    section = line.section
    return Connection(
        line=line.row.line,
        name=line.name or line.email or "",
        given_name=section.cell(line.row, "given_name") or None,
        family_name=section.cell(line.row, "family_name") or None,
        email=known.email_of(line),
        joined=joined,
        left=left,
        minutes=minutes,
        host=known.is_host(line),
    )
