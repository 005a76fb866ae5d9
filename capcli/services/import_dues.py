"""The rows of a list of payments become dues of people and organisations."""

from collections import Counter
from contextlib import suppress

from msgspec.structs import replace

from capcli.domain.applicants import Applicant, applicant, left_out, names_several, nobody
from capcli.domain.dues_years import dues_year
from capcli.domain.moments import month_first
from capcli.domain.money import typed_cents
from capcli.domain.names import fold
from capcli.domain.payments import Ledger
from capcli.domain.plans import Action, Clock, Job, PlanRow, Problem, TypedRow
from capcli.domain.records import DUES, ORGANISATIONS, RATES, Dues, Organisation, Payer, Person
from capcli.domain.views import Named
from capcli.errors import CapError, Usage
from capcli.services import dues
from capcli.services.duplicates import organisation_called
from capcli.services.import_people import Newcomers
from capcli.services.import_terms import other_kind, paid_on_of, terms_of, values_of, whole_name
from capcli.services.rates import in_force
from capcli.store.protocol import Transaction


class DuesRows:
    """Does the payments of one file, one after the other."""

    def __init__(self, tx: Transaction, job: Job, clock: Clock) -> None:
        self._tx, self._job, self._clock = tx, job, clock
        self._people = Newcomers(tx, job, clock)
        self._american = month_first(row.values.get("paid_on", "") for row in job.rows)
        self._before: dict[tuple[str, int], Ledger] = {}
        self._met: Counter[tuple[object, ...]] = Counter()

    def all(self) -> list[PlanRow]:
        """Every row done or held back, by line."""
        return [self._one(row) for row in self._job.rows]

    def _one(self, row: TypedRow) -> PlanRow:
        self._clock.tick()
        out = left_out(row) or other_kind(row)
        if out is not None:
            return PlanRow(line=row.line, action="skip", problems=[out])
        try:
            terms = self._read(row)
        except CapError as error:
            return self._stopped(row, "skip", Problem(error.code, error.values))
        if self._payer(row, terms) == "organisation":
            return self._by_organisation(row, terms)
        return self._by_person(row, terms)

    def _by_organisation(self, row: TypedRow, terms: dues.Terms) -> PlanRow:
        text = row.values.get("organisation") or whole_name(row)
        organisation = organisation_called(self._tx, text) if text else None
        planned = PlanRow(line=row.line, action="error", values=values_of(terms))
        if organisation is None:
            code = "payer_unknown" if text else "row_nobody"
            return replace(planned, problems=[Problem(code, {"name": text or ""})])
        named = Named(ref=ORGANISATIONS.ref(organisation.id), name=organisation.name)
        return self._paid(replace(planned, organisation=named), organisation, terms)

    def _by_person(self, row: TypedRow, terms: dues.Terms) -> PlanRow:
        who = applicant(row, self._job.timezone, self._clock.now)
        code = "row_several" if names_several(row) else "row_nobody" if nobody(who) else ""
        if code:
            return self._stopped(row, "error", *who.problems, Problem(code))
        found = self._people.found(row, who)
        planned = replace(self._people.row(found), values=values_of(terms))
        if found.match.why in ("ignored", "later"):
            return replace(self._people.ignored(found), values=planned.values)
        if found.match.candidates:
            return replace(self._people.unclear(found), values=planned.values)
        if found.match.person is None and not self._may_add(row, who, terms):
            unknown = Problem("payer_unknown", {"name": who.name or who.email})
            return replace(planned, action="error", problems=[unknown])
        if found.problems and self._job.strict:
            return replace(planned, action="error")
        person = found.match.person
        refusal = None if person else self._refusal(terms)
        if refusal is not None:
            return _left(planned, *found.problems, refusal)
        if person is None:
            person, _effects = self._people.kept(found, f"{self._job.source.file}:{row.line}")
        return self._paid(replace(planned, person=self._people.row(found, person).person), person, terms)

    def _paid(self, planned: PlanRow, who: Person | Organisation, terms: dues.Terms) -> PlanRow:
        """The payment kept, unless it is there already, was cancelled since, or is refused."""
        clock, twin = self._clock, self._twin(who, terms)
        if twin is not None:
            is_cancelled = self._books(who).cancellation(twin) is not None
            problems = [Problem("dues_ended", {"dues": DUES.ref(twin.id)})] if is_cancelled else []
            return replace(planned, action="skip" if is_cancelled else "same", problems=problems)
        try:
            payment = dues.pay(self._tx, who, terms, today=clock.today, now=clock.now, by=clock.by)
        except CapError as error:
            return _left(planned, *planned.problems, Problem(error.code, error.values))
        covered = {"from": payment.dues.since, "until": payment.dues.until} if payment.dues.since else {}
        return replace(planned, action="create", effects=payment.effects, values={**planned.values, **covered})

    def _twin(self, who: Person | Organisation, terms: dues.Terms) -> Dues | None:
        """The payment that this very row made at another import; the second of two equal rows is another payment."""
        equal = [held for held in self._books(who).dues if self._is_same(held, terms)]
        key = (dues.payer_of(who), who.id, terms.paid_on, terms.year, terms.cents, fold(terms.reference or ""))
        self._met[key] += 1
        return equal[self._met[key] - 1] if self._met[key] <= len(equal) else None

    def _books(self, who: Person | Organisation) -> Ledger:
        """What the payer's records were before this import."""
        key = (dues.payer_of(who), who.id)
        if key not in self._before:
            self._before[key] = Ledger(dues.payments_of(self._tx, who))
        return self._before[key]

    def _is_same(self, held: Dues, terms: dues.Terms) -> bool:
        """Whether the payment is the row's: its day, its sum and its reference, and its year when the row has one."""
        if held.kind != ("donation" if terms.donation else "payment"):
            return False
        if terms.since is not None and held.since != terms.since:
            return False
        if terms.year is not None:
            year = dues_year(terms.year, self._job.year_start)
            if held.since is None or not year.includes(held.since):
                return False
        same_sum = terms.cents is None or held.cents == terms.cents
        same_reference = fold(held.reference or "") == fold(terms.reference or "")
        return same_sum and same_reference and held.paid_on == terms.paid_on

    def _read(self, row: TypedRow) -> dues.Terms:
        """The payment of a row; its year may have been answered. Raises what `terms_of` raises."""
        answer = self._job.answers.get(row.line)
        return terms_of(
            row,
            today=self._clock.today,
            american=self._american,
            currency=self._job.currency,
            year=answer.year if answer else None,
        )

    def _payer(self, row: TypedRow, terms: dues.Terms) -> Payer:
        """Who pays: what the rate says, else what the amount does, else an organisation of that name, else a person."""
        year = dues_year(terms.year, self._job.year_start) if terms.year is not None else None
        rates = in_force(self._tx.scan(RATES), year.nearest(terms.paid_on) if year else terms.paid_on)
        kinds = {rate.payer for rate in rates if terms.rate and fold(rate.name) == fold(terms.rate)}
        if len(kinds) != 1:
            kinds = {rate.payer for rate in rates if rate.cents == terms.cents}
        if len(kinds) == 1:
            return kinds.pop()
        text = row.values.get("organisation") or whole_name(row)
        is_organisation = "given_name" not in row.values and text and organisation_called(self._tx, text)
        return "organisation" if is_organisation else "person"

    def _may_add(self, row: TypedRow, who: Applicant, terms: dues.Terms) -> bool:
        """Whether an unknown payer is surely a person: the rate is theirs, or the name has its parts."""
        return bool(who.family_name) and (terms.rate is not None or "given_name" in row.values)

    def _refusal(self, terms: dues.Terms) -> Problem | None:
        """What refuses the payment of somebody new, before anybody is added."""
        nobody_yet = Person(given_name="", family_name="", name_key="", search_key="", created_at=self._clock.now)
        try:
            for day in filter(None, (terms.paid_on, terms.received_on, terms.deposited_on)):
                dues.refuse_later(day, self._clock.today)
            dues.decided(self._tx, nobody_yet, terms)
        except CapError as error:
            return Problem(error.code, error.values)
        return None

    def _stopped(self, row: TypedRow, action: Action, *problems: Problem) -> PlanRow:
        """A row that goes no further, with the values that could be understood."""
        values: dict[str, object] = {
            field: text for field, text in row.values.items() if field not in ("amount", "paid_on")
        }
        with suppress(Usage):
            values["paid_on"] = paid_on_of(row, self._clock.today, american=self._american)
            values["amount"] = typed_cents(row.values.get("amount", ""), self._job.currency)
        return PlanRow(line=row.line, action=action, values=values, problems=list(problems))


def _left(planned: PlanRow, *problems: Problem) -> PlanRow:
    """The row refused; or unclear, when its year must be said."""
    unclear = problems[-1].code == "which_year"
    return replace(planned, action="ambiguous" if unclear else "skip", problems=list(problems))
