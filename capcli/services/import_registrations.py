"""The rows of a form become registrations of a session, in the order of the requests."""

import datetime as dt
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.applicants import Applicant, applicant, names_several, nobody, note_of, problem_of
from capcli.domain.leavings import is_unattended, left_out, waitlisted
from capcli.domain.parts import mode_in, slots_in
from capcli.domain.places import check_request
from capcli.domain.plans import Clock, Job, PlanRow, Problem, TypedRow
from capcli.domain.records import REGISTRATIONS, SESSIONS, Mode, Registration, Session
from capcli.domain.rosters import Roster
from capcli.domain.strangers import stranger
from capcli.errors import Refused
from capcli.services.import_answers import RowAnswers, Taken
from capcli.services.import_elsewhere import refuse_elsewhere
from capcli.services.import_people import Newcomers
from capcli.services.indexed import Indexed
from capcli.services.purging import is_past_keeping
from capcli.services.references import known
from capcli.services.registering import Terms, register
from capcli.services.row_people import Found
from capcli.services.taking import taken

_LONG_AGO = dt.datetime(1, 1, 3, tzinfo=dt.UTC)
"""Before every closing day; the first two days of the calendar are not there in every time zone."""


class Part(Struct, frozen=True, kw_only=True):
    """How a row says that somebody takes part, and the values of it that the session does not have."""

    mode: Mode | None = None
    slots: tuple[int, ...] = ()
    problems: list[Problem] = []


class RegistrationRows:
    """Does the rows of one session, one after the other."""

    def __init__(self, tx: Indexed, job: Job, clock: Clock) -> None:
        assert job.session is not None
        session = known(tx, SESSIONS, job.session)
        self._tx, self._job, self._clock, self._session = tx, job, clock, session
        self._people = Newcomers(tx, job, clock)
        keeps = not is_past_keeping(tx, session, clock.today)
        self._answers = RowAnswers(tx, self._people.told, is_ours=job.source.is_ours, keeps=keeps)
        self._seen: dict[int, int] = {}
        self._roster = Roster(tx.find(REGISTRATIONS, "session", session.id))
        tx.follow(REGISTRATIONS, self._follow)
        self._american = job.source.is_american
        self._lifted = job.lifted & {"closed"}
        self._has_attendees = False

    def all(self) -> list[PlanRow]:
        """Every row done or held back, by line. Raises what stops the whole session."""
        self._tx.hold(SESSIONS, self._session.id)
        read = [(row, self._applicant(row)) for row in self._job.rows]
        if "duplicate" not in self._job.lifted and not self._job.source.is_ours:  # a list may serve the next session
            counting = [(row, who) for row, who in read if left_out(row) is None]
            refuse_elsewhere(self._tx, self._session, counting, self._job.origin)
        self._has_attendees = not all(nobody(who) for _row, who in read)
        asked = sorted(read, key=lambda one: (one[1].requested_at or self._clock.now, one[0].line))
        done = [taken(row, self._clock, partial(self._judged, who)) for row, who in asked]
        return sorted(self._answers.settled(done), key=lambda row: row.line)

    def _applicant(self, row: TypedRow) -> Applicant:
        who = applicant(row, self._job.timezone, self._clock.now, american=self._american)
        waited = None if self._job.source.is_ours else waitlisted(row)
        return replace(who, problems=[*who.problems, waited]) if waited else who

    def _judged(self, who: Applicant, row: TypedRow) -> PlanRow:
        if not self._job.source.is_ours and names_several(row):
            return PlanRow(line=row.line, action="error", problems=[Problem("row_several")])
        if nobody(who) and self._has_attendees and is_unattended(row):
            return PlanRow(line=row.line, action="skip", problems=[Problem("row_unattended")])
        if nobody(who):
            return PlanRow(line=row.line, action="error", problems=[*who.problems, Problem("row_nobody")])
        found = self._people.found(row, who)
        if found.match.is_left_out:
            return self._people.ignored(found)
        if found.match.is_unclear:
            return self._people.unclear(found)
        if found.match.person is None and not who.family_name:
            return replace(self._people.row(found), action="error", problems=[*found.problems, Problem("row_nameless")])
        return self._registered(found)

    def _registered(self, found: Found) -> PlanRow:
        person, part = found.match.person, self._part(found.row)
        if found.stops and self._job.strict:
            return replace(self._people.row(found), action="error")
        held = self._roster.live_of(person.id) if person else None
        if held is not None:
            return self._known(found, held, part)
        if part.problems and self._job.strict:
            return replace(self._people.row(found), action="error", problems=[*found.problems, *part.problems])
        theirs = self._roster.of_person(person.id) if person else []
        if theirs and not _is_newer(found.who, theirs[-1]):
            ended = Problem("row_ended", {"registration": REGISTRATIONS.ref(theirs[-1].id), "state": theirs[-1].state})
            return replace(self._people.row(found), action="skip", problems=[ended])
        if not self._seen:
            _refuse_session(self._session, self._clock, self._lifted)
        refusal = self._refusal(found)
        if refusal is not None:
            return replace(self._people.row(found), action="skip", problems=[refusal])
        return self._made(replace(found, problems=[*found.problems, *part.problems]), part)

    def _known(self, found: Found, registration: Registration, part: Part) -> PlanRow:
        """Somebody who is registered already, maybe by another row; what is new is added."""
        first = self._seen.setdefault(registration.person, found.row.line)
        stays = self._differing(found, registration, part)
        taken, others = self._answers.compared(registration, found.row)
        unkept = [] if self._job.source.is_ours else found.untold(registration.note)
        changes = bool(found.fills or found.joins or taken.added or taken.replaced or unkept)
        person, effects = self._people.kept(found, self._where(found))
        if unkept:
            held = self._roster[registration.id]
            self._tx.put(REGISTRATIONS, replace(held, note=note_of(unkept, held.note)))
        told = _said_of_it(first if first != found.row.line else None, taken, used=changes)
        problems = found.problems if changes else []
        action = "change" if changes else "same" if first == found.row.line else "skip"
        now = self._roster[registration.id]
        return replace(
            self._people.row(found, person),
            action=action,
            resulting_state=now.state,
            waits_for=now.waits_for,
            position=self._roster.position(now.id),
            problems=[*problems, *stays, *others, *told],
            effects=effects,
        )

    def _part(self, row: TypedRow) -> Part:
        """How the row says that somebody takes part; what the session does not have is a problem of the value."""
        texts = {field: row.values[field] for field in ("mode", "slots") if row.values.get(field)}
        mode = mode_in(texts["mode"], self._session) if "mode" in texts else None
        slots = slots_in(texts["slots"], self._session) if "slots" in texts else None
        unread = [field for field, read in (("mode", mode), ("slots", slots)) if field in texts and not read]
        return Part(
            mode=mode if self._session.mode in (None, "hybrid") else None,
            slots=slots or (),
            problems=[problem_of(row, field, f"{field}_unknown") for field in unread],
        )

    def _differing(self, found: Found, registration: Registration, part: Part) -> list[Problem]:
        """What the row says otherwise of how somebody takes part: that is moved by hand; told once of a form."""
        every = len(self._session.slots)
        slots = () if len(part.slots) == every else part.slots
        others = {
            "mode": part.mode is not None and registration.mode not in (None, part.mode),
            "slots": bool(part.slots) and slots != tuple(registration.slots),
        }
        return [
            problem_of(found.row, field, "differs")
            for field, differs in others.items()
            if differs and not self._people.told.is_old(registration.person, field, found.row.values[field])
        ]

    def _refusal(self, found: Found) -> Problem | None:
        """The rule that refuses this row alone, before anything is written for it."""
        try:
            check_request(
                self._session,
                found.match.person or stranger(self._clock.now),
                self._roster,
                found.who.requested_at or self._clock.now,
                today=self._clock.today,
                lifted=self._lifted,
            )
        except Refused as refused:
            return Problem(refused.code, refused.values)
        return None

    def _made(self, found: Found, part: Part) -> PlanRow:
        clock = self._clock
        person, effects = self._people.kept(found, self._where(found))
        answering = self._answers.kept(found.row)
        terms = Terms(
            requested_at=found.who.requested_at,
            note=found.note,
            lifted=self._lifted,
            reason=self._job.reason,
            mode=part.mode,
            slots=part.slots,
            answers=answering.answers,
            sensitive=answering.sensitive,
        )
        done = register(
            self._tx,
            self._session.id,
            [person.id],
            terms,
            today=clock.today,
            now=clock.now,
            by=clock.by,
            roster=self._roster,
        )
        made = done.made[0]
        self._answers.made(made.registration, found.row)
        self._seen[person.id] = found.row.line
        return replace(
            self._people.row(found, person),
            action="create",
            resulting_state=made.registration.state,
            waits_for=made.registration.waits_for,
            position=made.position,
            effects=[*effects, *done.effects],
        )

    def _follow(self, put: Registration) -> None:
        """Whoever puts a registration, and why: the roster stays that of the transaction."""
        if put.session == self._session.id:
            self._roster.keep(put)

    def _where(self, found: Found) -> str:
        return f"{self._job.source.file}:{found.row.line}"


def _said_of_it(first: int | None, taken: Taken, *, used: bool) -> list[Problem]:
    """The word on a row that comes a second time for somebody, or that answers more or anew."""
    if first is None:
        said = {"answers_added": taken.added, "answers_changed": taken.replaced}
        return [Problem(code, {"questions": questions}) for code, questions in said.items() if questions]
    if taken.replaced:
        return [Problem("row_twice_answers", {"line": first, "questions": taken.replaced})]
    return [Problem("row_twice_used" if used else "row_twice", {"line": first})]


def _is_newer(who: Applicant, ended: Registration) -> bool:
    """Whether the request came after the registration ended: somebody comes back, it is not the old row again."""
    last = ended.history[-1].at if ended.history else ended.entered_at
    return who.requested_at is not None and who.requested_at > last


def _refuse_session(session: Session, clock: Clock, lifted: frozenset[str]) -> None:
    """Stop everything when nobody new could be registered: the session is cancelled, undated or over.

    Raises:
        Refused: `registering_cancelled`, `registering_undated`; `import_past`, lifted by `closed`.
    """
    try:
        check_request(session, stranger(clock.now), Roster(), _LONG_AGO, today=clock.today, lifted=lifted)
    except Refused as refused:
        if refused.code != "registering_past":
            raise
        raise Refused("import_past", **refused.values) from refused
