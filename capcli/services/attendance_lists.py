"""Plain lists of who was there: a column that says yes or no, one for each slot, or minutes; cap's own export."""

import datetime as dt
import re
from collections.abc import Iterator, Set

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.applicants import applicant as read_applicant
from capcli.domain.applicants import name_in, nobody, planned
from capcli.domain.attendances import Told, hours_of
from capcli.domain.durations import seconds_in
from capcli.domain.leavings import left_out
from capcli.domain.meeting_names import shown
from capcli.domain.names import fold, full_name
from capcli.domain.plans import Clock, Job, PlanRow, Problem, TypedRow
from capcli.domain.presence_words import state_in
from capcli.domain.presences import begun_slots
from capcli.domain.records import Session, Span
from capcli.services.attendance_half_days import HalfDayColumns, Signed
from capcli.services.attendance_marks import Says
from capcli.services.attendance_matching import Seen
from capcli.services.attendance_witnesses import Witness, unclear_slot

_NUMBERED = re.compile(r"(?P<what>presences?|presents?|attendance|minutes?)\s*(?P<slot>\d{1,3})(?!\d)")
_TOLD = re.compile(r"(?:^|\| )(\d{1,3}), (present|absent|excused)(?:, (\d{1,5})(?=,|$| \|))?")
"""The marks of our JSON, in one cell: "1, present, 76, zoom.csv | 2, absent"."""


_MARKS = re.compile(r"\s*[*†‡]+\s*$")
_UNSIGNED = Signed(states={}, problems=[])


class Listed(Struct, frozen=True, kw_only=True):
    """The rows of a list: who is said to have been there or not, and the rows that say nothing."""

    witnesses: list[Witness]
    rows: list[PlanRow]


def listed(session: Session, job: Job, clock: Clock, share: float) -> Listed:
    """What a list says of each of its people.

    Raises:
        Refused: as `unclear_slot`, where the list says no slot; `attendance_which_day`.
    """
    found: list[Witness] = []
    rows: list[PlanRow] = []
    begun = begun_slots(session, clock.today)
    halves = HalfDayColumns(session, job.rows, begun)
    speakers = {fold(speaker.name) for speaker in session.speakers}
    for row in (_plainly_named(row, speakers) for row in job.rows):
        out = left_out(TypedRow(line=row.line, values=row.values, headings=row.headings))
        who = read_applicant(row, job.timezone, clock.now)
        if out is not None or nobody(who):
            problem = out or Problem("row_nobody")
            rows.append(PlanRow(line=row.line, action="skip" if out else "error", problems=[problem]))
            continue
        given, family = name_in(row)
        signed = halves.signed(row, (given, family)) if halves else _UNSIGNED
        says = _signed(session, signed)
        if not halves or (not says and "present" in row.values):
            says = list(_says(session, row, begun, share))
        if not says:
            silent = Problem("attendance_says_nothing")
            whom = planned(who, None, None, who.organisation)
            rows.append(PlanRow(line=row.line, action="skip", person=whom, problems=[*signed.problems, silent]))
            continue
        name = full_name(given, family) or who.email or ""
        seen = Seen(name=name, shown=shown(name), email=who.email, ref=row.answers.get("person.ref") or who.ref)
        witness = Witness(line=row.line, seen=seen, says=says, given_name=given, family_name=family)
        found.append(replace(witness, problems=signed.problems))
    return Listed(witnesses=found, rows=rows)


def _plainly_named(row: TypedRow, speakers: Set[str]) -> TypedRow:
    """The row without what the sign-in sheet puts behind a name: a mark, and what a speaker does."""
    names = {}
    for field in ("name", "family_name"):
        name = _MARKS.sub("", row.values.get(field, ""))
        alone = re.split(r"\s*[,(]", name, maxsplit=1)[0]
        names[field] = alone if fold(alone) in speakers else name
    return replace(row, values=row.values | {field: name for field, name in names.items() if name})


def _signed(session: Session, signed: Signed) -> list[Says]:
    return [
        Says(told=Told(slot=slot, hours=hours_of(session.slots[slot - 1], session.timezone, None)), state=state)
        for slot, state in signed.states.items()
    ]


def _says(session: Session, row: TypedRow, begun: list[int], share: float) -> Iterator[Says]:
    """What a row says of each slot that has begun; columns of one slot each say more than one of all."""
    numbered = _numbered(row)
    plain: dict[str, str] = {field: row.values[field] for field in ("present", "minutes") if field in row.values}
    if plain and not numbered:
        numbered = {_slot(session, row.values.get("slot", ""), begun): plain}
    for slot, cells in sorted(numbered.items()):
        if slot in begun:
            says = _said(session, slot, cells, share)
            if says is not None:
                yield says


def _numbered(row: TypedRow) -> dict[int, dict[str, str]]:
    """The cells of columns that are of one slot each ("presence.2"), by slot."""
    found: dict[int, dict[str, str]] = {}
    columns = dict(row.answers)
    columns |= {
        row.headings.get(field, field): row.values[field] for field in ("present", "minutes") if field in row.values
    }
    for slot, state, minutes in _TOLD.findall(row.values.get("present", "")):
        found[int(slot)] = {"present": state, **({"minutes": minutes} if minutes else {})}
    for heading, cell in columns.items():
        match = _NUMBERED.match(fold(heading))
        if match is not None:
            field = "minutes" if match["what"].startswith("minute") else "present"
            found.setdefault(int(match["slot"]), {})[field] = cell
    return found


def _said(session: Session, slot: int, cells: dict[str, str], share: float) -> Says | None:
    """What the cells say of a slot: the state that is written, else what the minutes make."""
    hours = hours_of(session.slots[slot - 1], session.timezone, None)
    told = Told(slot=slot, hours=hours)
    minutes = _minutes(cells.get("minutes", ""))
    state = state_in(cells.get("present", ""))
    if state is None and minutes is None:
        return None
    if state is None:
        state = "present" if minutes and minutes * 60 >= share * told.seconds else "absent"
    spans = []
    if minutes and hours:
        spans = [Span(start=hours[0].start, end=hours[0].start + dt.timedelta(minutes=minutes))]
    return Says(told=told, state=state, spans=spans, minutes=minutes)


def _minutes(text: str) -> int | None:
    """The whole minutes of a length in any spelling; of one among other words its only number."""
    seconds = seconds_in(text)
    if seconds is not None:
        return int(seconds // 60)
    numbers = re.findall(r"\d{1,4}", text)
    return int(numbers[0]) if len(numbers) == 1 else None


def _slot(session: Session, text: str, begun: list[int]) -> int:
    """The slot that a row is about: as its column says by number or day, else the only one that has begun."""
    number = re.fullmatch(r"\D*(\d{1,3})\D*", text)
    if number is not None and 1 <= int(number[1]) <= len(session.slots):
        return int(number[1])
    days = [n for n, slot in enumerate(session.slots, start=1) if slot.date and slot.date.isoformat() in text]
    if len(days) == 1:
        return days[0]
    if len(begun) == 1 and not text:
        return begun[0]
    raise unclear_slot(session, begun)
