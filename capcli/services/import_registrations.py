"""The rows of a form become registrations of a session, in the order of the requests."""

import datetime as dt

from msgspec.structs import replace

from capcli.domain.applicants import Applicant, applicant, left_out, names_several, nobody
from capcli.domain.moments import month_first
from capcli.domain.places import check_request
from capcli.domain.plans import Clock, Job, PlanRow, Problem, TypedRow
from capcli.domain.records import LIVE, REGISTRATIONS, SESSIONS, Person, Registration, Session
from capcli.domain.rosters import Roster
from capcli.errors import Refused
from capcli.services.import_people import Found, Newcomers
from capcli.services.indexed import Indexed
from capcli.services.references import known
from capcli.services.registering import Terms, register
from capcli.store.protocol import Transaction


class RegistrationRows:
    """Does the rows of one session, one after the other."""

    def __init__(self, tx: Indexed, job: Job, clock: Clock) -> None:
        assert job.session is not None
        session = known(tx, SESSIONS, job.session)
        self._tx, self._job, self._clock, self._session = tx, job, clock, session
        self._people = Newcomers(tx, job, clock)
        self._seen: dict[int, int] = {}
        self._roster = Roster(tx.find(REGISTRATIONS, "session", session.id))
        tx.follow(REGISTRATIONS, self._follow)
        self._american = month_first(row.values.get("requested_at", "") for row in job.rows)

    def all(self) -> list[PlanRow]:
        """Every row done or held back, by line. Raises what stops the whole session."""
        _refuse_session(self._tx, self._session, self._clock)
        read = [(row, self._applicant(row)) for row in self._job.rows]
        asked = sorted(read, key=lambda one: (one[1].requested_at or self._clock.now, one[0].line))
        return sorted((self._one(row, who) for row, who in asked), key=lambda row: row.line)

    def _applicant(self, row: TypedRow) -> Applicant:
        return applicant(row, self._job.timezone, self._clock.now, american=self._american)

    def _one(self, row: TypedRow, who: Applicant) -> PlanRow:
        out = left_out(row)
        if out is not None:
            return PlanRow(line=row.line, action="skip", problems=[out])
        code = "row_several" if names_several(row) else "row_nobody" if nobody(who) else ""
        if code:
            return PlanRow(line=row.line, action="error", problems=[*who.problems, Problem(code)])
        found = self._people.found(row, who)
        if found.match.why in ("ignored", "later"):
            return self._people.ignored(found)
        if found.match.candidates:
            return self._people.unclear(found)
        if found.match.person is None and not who.family_name:
            return replace(self._people.row(found), action="error", problems=[*found.problems, Problem("row_nameless")])
        return self._registered(found)

    def _registered(self, found: Found) -> PlanRow:
        person = found.match.person
        if person is not None and person.id in self._seen:
            twice = Problem("row_twice", {"line": self._seen[person.id]})
            return replace(self._people.row(found), action="skip", problems=[twice])
        if found.problems and self._job.strict:
            return replace(self._people.row(found), action="error")
        theirs = self._roster.of_person(person.id) if person else []
        if any(registration.state in LIVE for registration in theirs):
            return self._known(found, theirs[-1])
        if theirs and not _is_newer(found.who, theirs[-1]):
            ended = Problem("row_ended", {"registration": REGISTRATIONS.ref(theirs[-1].id), "state": theirs[-1].state})
            return replace(self._people.row(found), action="skip", problems=[ended])
        refusal = self._refusal(found)
        if refusal is not None:
            return replace(self._people.row(found), action="skip", problems=[*found.problems, refusal])
        return self._made(found)

    def _known(self, found: Found, registration: Registration) -> PlanRow:
        """Somebody who is registered already; what the record lacked is added."""
        self._seen[registration.person] = found.row.line
        changes = bool(found.fills or found.joins)
        person, effects = self._people.kept(found, self._where(found))
        row = self._people.row(found, person)
        action = "change" if changes else "same"
        problems = found.problems if changes else []
        return replace(
            row,
            action=action,
            resulting_state=registration.state,
            position=self._roster.position(registration.id),
            problems=problems,
            effects=effects,
        )

    def _refusal(self, found: Found) -> Problem | None:
        """The rule that refuses this row alone, before anything is written for it."""
        nobody_yet = Person(given_name="", family_name="", name_key="", search_key="", created_at=self._clock.now)
        try:
            check_request(
                self._session,
                found.match.person or nobody_yet,
                self._roster,
                found.who.requested_at or self._clock.now,
                today=self._clock.today,
            )
        except Refused as refused:
            return Problem(refused.code, refused.values)
        return None

    def _made(self, found: Found) -> PlanRow:
        clock = self._clock
        person, effects = self._people.kept(found, self._where(found))
        terms = Terms(requested_at=found.who.requested_at, note=found.note)
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
        if found.row.answers:
            self._tx.put(REGISTRATIONS, replace(made.registration, answers=found.row.answers))
        self._seen[person.id] = found.row.line
        return replace(
            self._people.row(found, person),
            action="create",
            resulting_state=made.registration.state,
            position=made.position,
            effects=[*effects, *done.effects],
        )

    def _follow(self, put: Registration) -> None:
        """Whoever puts a registration, and why: the roster stays that of the transaction."""
        if put.session == self._session.id:
            self._roster.keep(put)

    def _where(self, found: Found) -> str:
        return f"{self._job.source.file}:{found.row.line}"


def _is_newer(who: Applicant, ended: Registration) -> bool:
    """Whether the request came after the registration ended: somebody comes back, it is not the old row again."""
    last = ended.history[-1].at if ended.history else ended.entered_at
    return who.requested_at is not None and who.requested_at > last


def _refuse_session(tx: Transaction, session: Session, clock: Clock) -> None:
    """Stop at once when no row could be registered: the session is cancelled, undated or over.

    Raises:
        Refused: `registering_cancelled`, `registering_undated`, `registering_past`.
    """
    anybody = Person(given_name="", family_name="", name_key="", search_key="", created_at=clock.now)
    begun = dt.datetime.min.replace(tzinfo=dt.UTC) + dt.timedelta(days=2)
    tx.hold(SESSIONS, session.id)
    check_request(session, anybody, Roster(), begun, today=clock.today)
