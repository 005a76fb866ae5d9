"""Half-days: what a signature on the sheet stands for, derived from the slots of a session.

French practice is a signature a half-day. A day is cut at 13:00, or at the
midday break of the programme; nobody signs twice for less than an hour:

- hours that run on across the cut are cut in two when an hour or more lies on
  each side, else they belong to the longer side (10:30 to 13:15 is a morning);
- hours that begin at 18:00 or later are an evening;
- two half-days less than an hour apart are one when one of them is an evening
  or shorter than an hour: the quarter of an hour after a morning, the evening
  that continues an afternoon.

A day without hours is a morning and an afternoon. Slots at the same time share
their half-day.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.day_spans import Span, days_of, minutes, programme_of
from capcli.domain.middays import Midday, midday_of
from capcli.domain.records import Hour, Session

Part = Literal["morning", "afternoon", "evening"]

EVENING = minutes("18:00")
SHORTEST = 60
"""Minutes; less is signed for with what comes before or after."""


class HalfDay(Struct, frozen=True, kw_only=True):
    """A column to sign: its day, which part of it, its hours as far as they are known, and the slots it is of.

    `slots` are numbers from 1; a slot that only brushes the half-day is not one
    of them. An `end` at or before `start` is the next morning's.
    """

    day: dt.date
    part: Part
    start: Hour | None = None
    end: Hour | None = None
    slots: tuple[int, ...]


class _Piece(Struct, frozen=True, kw_only=True):
    part: Part
    span: Span


def half_days(session: Session) -> list[HalfDay]:
    """The half-days of a session in order; slots without a day have none."""
    days: dict[dt.date, dict[int, Span]] = {}
    programme = programme_of(session)
    for number, slot in enumerate(session.slots, start=1):
        for day, span in days_of(slot, programme):
            days.setdefault(day, {})[number] = span
    return [half for day in sorted(days) for half in _of_day(day, days[day], midday_of(programme(day)))]


def _of_day(day: dt.date, spans: Mapping[int, Span], pause: Midday) -> Iterator[HalfDay]:
    pieces = _joined(_united([piece for block in _blocks(spans.values()) for piece in _cut(block, pause)]))
    owners = {number: _signed_for(span, pieces) for number, span in spans.items()}
    for place, piece in enumerate(pieces):
        span = piece.span
        yield HalfDay(
            day=day,
            part=piece.part,
            start=_hour(span.start) if span.opens else None,
            end=_hour(span.end) if span.closes else None,
            slots=tuple(number for number, places in owners.items() if place in places),
        )


def _signed_for(span: Span, pieces: Sequence[_Piece]) -> set[int]:
    """The pieces in which a slot lasts an hour or more; the one in which it lasts longest, whatever it lasts."""
    shared = [min(span.end, piece.span.end) - max(span.start, piece.span.start) for piece in pieces]
    return {place for place, lasting in enumerate(shared) if lasting >= SHORTEST} | {shared.index(max(shared))}


def _blocks(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch or overlap, made one."""
    blocks: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, not span.opens)):
        if blocks and span.start <= blocks[-1].end:
            blocks[-1] = _together(blocks[-1], span)
        else:
            blocks.append(span)
    return blocks


def _together(first: Span, second: Span) -> Span:
    """From the start of the first to the later end."""
    last = max(first, second, key=lambda span: (span.end, span.closes))
    return replace(first, end=last.end, closes=last.closes)


def _cut(block: Span, pause: Midday) -> list[_Piece]:
    """The parts of hours that run on; the break itself is in none of them."""
    before, after = pause.start - block.start, block.end - pause.end
    if min(before, after) >= SHORTEST:
        shown = block.opens or block.closes
        return [
            _Piece(part="morning", span=replace(block, end=pause.start, closes=shown)),
            _Piece(part="afternoon", span=replace(block, start=pause.end, opens=shown)),
        ]
    if block.start >= EVENING:
        return [_Piece(part="evening", span=block)]
    return [_Piece(part="morning" if before > 0 and before >= after else "afternoon", span=block)]


def _united(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces of each part as one, in order."""
    parts: dict[Part, Span] = {}
    for piece in pieces:
        parts[piece.part] = _together(parts[piece.part], piece.span) if piece.part in parts else piece.span
    return [_Piece(part=part, span=span) for part, span in parts.items()]


def _joined(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces without those that only continue the one before."""
    kept: list[_Piece] = []
    for piece in pieces:
        if not kept or not _continues(kept[-1], piece):
            kept.append(piece)
            continue
        longer = max(kept[-1], piece, key=lambda one: one.span.length)
        kept[-1] = _Piece(part=longer.part, span=_together(kept[-1].span, piece.span))
    return kept


def _continues(before: _Piece, piece: _Piece) -> bool:
    short = min(before.span.length, piece.span.length) < SHORTEST
    return piece.span.start - before.span.end < SHORTEST and (short or piece.part == "evening")


def _hour(minute: int) -> Hour:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"
