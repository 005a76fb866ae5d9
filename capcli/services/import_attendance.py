"""Who was there, by the report of a meeting or a plain list: marks of a session's registrations."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.attendances import minutes_of
from capcli.domain.names import email_key, full_name
from capcli.domain.plans import Answer, Clock, Job, PlanRow, Problem
from capcli.domain.records import HELD, PEOPLE, SESSIONS, Lift, Mode, Person, Registration
from capcli.domain.sessions import first_day
from capcli.errors import CapError, Refused
from capcli.services.attendance_lists import listed
from capcli.services.attendance_marks import Says, apply, states_of
from capcli.services.attendance_matching import Attendees, Meant, remember
from capcli.services.attendance_rows import name_of, planned, slots_told
from capcli.services.attendance_witnesses import Witness, witnesses
from capcli.services.cases import Case
from capcli.services.indexed import Indexed
from capcli.services.people import Details, add
from capcli.services.policies import attendance_policy
from capcli.services.walk_ins import refuse_full, refuse_unheld, walked_in

_SET_ASIDE = {"bot": "meeting_bot", "room": "meeting_room", "device": "meeting_device"}
"""Why a name that means nobody known is left out, by what it is of."""


class _Met(Struct, frozen=True, kw_only=True):
    """Somebody of the file, and whom they mean."""

    witness: Witness
    meant: Meant


class AttendanceRows:
    """Does the rows of one session: a mark for each person and slot, and a place for whoever came without one."""

    def __init__(self, tx: Indexed, job: Job, clock: Clock) -> None:
        assert job.session is not None
        self._tx, self._job, self._clock = tx, job, clock
        self._case = Case(tx, job.session, today=clock.today, now=clock.now, by=clock.by)
        self._session = self._case.session
        self._share = attendance_policy(tx).present_share
        self._attendees = Attendees(tx, self._session, self._case.roster)
        self._done: dict[int, int] = {}
        self._people: dict[int, int] = {}
        self._new: dict[tuple[str, str], int] = {}

    def all(self) -> list[PlanRow]:
        """Every row done or held back, by line.

        Raises:
            Refused: `presence_cancelled`, `presence_undated`, what `witnesses` and `listed` refuse.
        """
        refuse_unheld(self._case)
        rows: list[PlanRow] = []
        if self._job.connections:
            found = witnesses(
                self._session, self._job.connections, self._case.roster, share=self._share, today=self._clock.today
            )
        else:
            read = listed(self._session, self._job, self._clock, self._share)
            found, rows = read.witnesses, read.rows
        met = [self._met(witness) for witness in found]
        together: dict[object, list[Witness]] = {}
        for one in met:
            together.setdefault(_whom(one), []).append(one.witness)
        rows += [self._row(one, _together(together[_whom(one)])) for one in met]
        rows.sort(key=lambda row: row.line)
        return self._with_effects(rows)

    def _met(self, witness: Witness) -> _Met:
        answer = self._answer(witness)
        meant = self._attendees.meant(witness.seen, answer)
        if answer is not None:
            remember(self._tx, witness.seen, answer)
        if meant.person is not None:
            self._people[witness.line] = meant.person.id
        return _Met(witness=witness, meant=meant)

    def _answer(self, witness: Witness) -> Answer | None:
        """What was said of the line; another line stands for whom that one means."""
        answer = self._job.answers.get(witness.line)
        if answer is None or answer.line is None:
            return answer
        number = self._people.get(answer.line)
        return replace(answer, person=number) if number else None

    def _row(self, one: _Met, says: list[Says]) -> PlanRow:
        """The row of somebody: marked, registered on the way, asked about, or set aside."""
        witness, person = one.witness, one.meant.person
        if one.meant.why in ("ignored", "later", "forgotten"):
            return self._skipped(witness, Problem(f"row_{one.meant.why}"))
        if person is None:
            return self._unknown(one, says)
        if person.id in self._done:
            return self._skipped(witness, Problem("row_twice", {"line": self._done[person.id]}), person)
        self._done[person.id] = witness.line
        live = self._case.roster.live_of(person.id)
        if live is not None and live.state in HELD and (live.state != "offered" or not self._is_present(says)):
            return self._marked(witness, person, live, says)
        if live is None and (witness.is_host or self._attendees.is_of_the_session(witness.seen)):
            return self._skipped(witness, Problem("meeting_host"), person)
        if not self._is_present(says):
            return self._skipped(witness, self._brief(says), person)
        return self._walked_in(witness, person, says)

    def _unknown(self, one: _Met, says: list[Says]) -> PlanRow:
        """Somebody who is not surely known: a question, somebody new, or nobody at all."""
        witness, meant = one.witness, one.meant
        if witness.seen.email and (first := self._new.get(_named(witness))):
            return self._skipped(witness, Problem("row_twice", {"line": first}))
        if meant.candidates:
            return self._asked(one)
        nature = witness.seen.shown.nature
        is_there = self._is_present(says)
        if nature in _SET_ASIDE and meant.why != "other" and (is_there or nature == "bot"):
            return self._skipped(witness, Problem(_SET_ASIDE[nature], {"name": witness.seen.name}))
        if witness.is_host or self._attendees.is_of_the_session(witness.seen):
            return self._skipped(witness, Problem("meeting_host"))
        if not is_there:
            brief = self._brief(says)
            unknown = Problem("attendance_brief_unknown", brief.args | {"name": witness.seen.name})
            return self._skipped(witness, unknown if brief.code == "attendance_brief" else brief)
        given, family = name_of(witness)
        if meant.why == "forgotten_name":
            return self._asked(one)
        if given and family and (witness.seen.email or meant.why == "other"):
            return self._added(one, Details(given_name=given, family_name=family, email=witness.seen.email), says)
        if meant.why == "other":
            return self._skipped(witness, Problem("attendance_nameless", self._about(witness)))
        return self._asked(one)

    def _marked(self, witness: Witness, person: Person, before: Registration, says: list[Says]) -> PlanRow:
        done = apply(before, says, share=self._share, source=self._job.source.file, clock=self._clock)
        row = self._planned(witness, person, done.slots)
        told = [*witness.problems, *done.problems]
        if self._job.strict and any(problem.code != "attendance_blank" for problem in told):
            return replace(row, action="error", problems=told)
        after = done.registration
        if after != before:
            self._case.keep(after)
        had = {mark.slot for mark in before.presence}
        is_new = any(mark.slot not in had for mark in after.presence)
        return replace(
            row,
            action="create" if is_new else "same" if after == before else "change",
            problems=told,
            resulting_state=after.state,
            waits_for=after.waits_for,
        )

    def _walked_in(self, witness: Witness, person: Person, says: list[Says]) -> PlanRow:
        """Somebody known who came without a place."""
        try:
            given = walked_in(self._case, person, mode=self._mode(witness))
        except Refused as refusal:
            about = self._about(witness) | {"person": PEOPLE.ref(person.id), "rule": refusal.values["rule"]}
            return self._skipped(witness, Problem("attendance_full", about), person)
        row = self._marked(witness, person, given, says)
        return replace(row, action="create", problems=[Problem("attendance_walk_in"), *row.problems])

    def _added(self, one: _Met, details: Details, says: list[Says]) -> PlanRow:
        """Somebody new, who has an e-mail and a full name, or of whom a person said that they are somebody else."""
        witness, clock = one.witness, self._clock
        why = f"{self._job.source.file}:{witness.line}"
        alike = Lift(rule="duplicate", reason=why, by=clock.by, at=clock.now) if one.meant.why == "other" else None
        since = min(clock.today, first_day(self._session) or clock.today)
        try:
            refuse_full(self._case, self._mode(witness))
            person = add(self._tx, details, today=clock.today, now=clock.now, allowed=alike, since=since)
        except CapError as error:
            if error.code != "presence_full":
                return self._skipped(witness, Problem(error.code, error.values))
            name = full_name(details.given_name, details.family_name)
            about = self._about(witness) | {"name": name, "email": details.email or "", "rule": error.values["rule"]}
            code = "attendance_full_new" if details.email else "attendance_full_unreached"
            return self._skipped(witness, Problem(code, about))
        if alike is not None:
            remember(self._tx, witness.seen, Answer(kind="same", person=person.id))
        self._done[person.id] = witness.line
        self._new[_named(witness)] = witness.line
        row = self._walked_in(witness, person, says)
        return replace(row, person=replace(row.person, ref=None)) if row.person else row

    def _mode(self, witness: Witness) -> Mode | None:
        return "online" if witness.online and self._session.mode == "hybrid" else None

    def _is_present(self, says: list[Says]) -> bool:
        return "present" in states_of(says, self._share)

    def _brief(self, says: list[Says]) -> Problem:
        if any(one.state and not one.spans for one in says):
            return Problem("attendance_away")
        return Problem("attendance_brief", {"minutes": sum(minutes_of(one.spans, one.told.hours) for one in says)})

    def _asked(self, one: _Met) -> PlanRow:
        witness, meant = one.witness, one.meant
        problem = Problem(meant.why, {"name": witness.seen.name, "email": witness.seen.email or ""})
        return replace(
            self._planned(witness, None, slots_told(witness.says, self._share)),
            action="ambiguous",
            problems=[problem],
            candidates=[person.id for person in meant.candidates],
        )

    def _skipped(self, witness: Witness, problem: Problem, person: Person | None = None) -> PlanRow:
        row = self._planned(witness, person, slots_told(witness.says, self._share))
        values = {name: value for name, value in row.values.items() if name != "slots"}  # it makes nothing of them
        return replace(row, action="skip", problems=[problem], values=values)

    def _planned(self, witness: Witness, person: Person | None, slots: list[dict[str, object]]) -> PlanRow:
        return planned(self._tx, witness, person, slots, self._clock.today)

    def _about(self, witness: Witness) -> dict[str, object]:
        return {"name": witness.seen.name, "session": SESSIONS.ref(self._session.id)}

    def _with_effects(self, rows: list[PlanRow]) -> list[PlanRow]:
        """The rows, the last new one with what places that came free did to those who wait."""
        effects = self._case.settled([]).effects
        made = [place for place, row in enumerate(rows) if row.action == "create"]
        if effects and made:
            rows[made[-1]] = replace(rows[made[-1]], effects=effects)
        return rows


def _whom(one: _Met) -> object:
    """Whose rows are one: those of somebody known, else those of one name with one e-mail, else the row alone."""
    if one.meant.person is not None:
        return one.meant.person.id
    return _named(one.witness) if one.witness.seen.email else (one.witness.line,)


def _named(witness: Witness) -> tuple[str, str]:
    return witness.seen.key, email_key(witness.seen.email or "")


def _together(same: Sequence[Witness]) -> list[Says]:
    """What every line of one person says, slot by slot: two telephones of one person are one presence."""
    says: dict[int, Says] = {}
    for part in (part for witness in same for part in witness.says):
        known = says.get(part.told.slot)
        says[part.told.slot] = part if known is None else replace(known, spans=[*known.spans, *part.spans])
    return [says[slot] for slot in sorted(says)]
