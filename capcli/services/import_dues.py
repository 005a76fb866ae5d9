"""The rows of a list of payments become dues of people and organisations."""

from contextlib import suppress

from msgspec.structs import replace

from capcli.domain.applicants import Applicant, applicant, names_several, nobody
from capcli.domain.dues_years import dues_year
from capcli.domain.membership_ends import with_own_ends
from capcli.domain.money import typed_cents
from capcli.domain.name_remarks import without_remarks
from capcli.domain.names import clean, fold
from capcli.domain.payer_names import may_be_somebodys, payer_names
from capcli.domain.payment_words import nature_of, unpaid, without_amount
from capcli.domain.plans import Action, Clock, Job, PlanRow, Problem, TypedRow
from capcli.domain.records import DUES, ORGANISATIONS, PEOPLE, RATES, Organisation, Payer, Person, Rate
from capcli.domain.strangers import stranger
from capcli.errors import CapError, Usage
from capcli.services import dues
from capcli.services.import_identities import has_faults
from capcli.services.import_journals import JournalRows, is_own
from capcli.services.import_payers import PayingOrganisations
from capcli.services.import_people import Newcomers
from capcli.services.import_terms import (
    names_in_one_cell,
    other_payer,
    paid_on_of,
    problem_of,
    terms_of,
    values_of,
    whole_name,
    with_name,
    with_payer,
)
from capcli.services.import_twins import Twins
from capcli.services.rates import in_force
from capcli.services.taking import taken
from capcli.store.protocol import Transaction


class DuesRows:
    """Does the payments of one file, one after the other; those of a journal of ours as the journal has them."""

    def __init__(self, tx: Transaction, job: Job, clock: Clock) -> None:
        self._tx, self._job, self._clock = tx, job, clock
        self._people = Newcomers(tx, job, clock)
        self._organisations = PayingOrganisations(tx, job, clock)
        self._twins = Twins(tx, job, clock)
        self._american = job.source.is_american
        self._told = frozenset(field for row in job.rows for field in row.values)
        self._every_rate = list(tx.scan(RATES))
        others = [with_payer(row) for row in job.rows if not is_own(row)]
        known = self._organisations.knows
        self._others = [row if known(row.values.get("organisation", "")) else with_name(row) for row in others]
        self._names = payer_names(names_in_one_cell(self._others))
        self._rates = frozenset(fold(rate.name) for rate in self._every_rate)

    def all(self) -> list[PlanRow]:
        """Every row done or held back."""
        own = [row for row in self._job.rows if is_own(row)]
        done = JournalRows(self._tx, self._job, self._clock).all(own) if own else []
        return [
            *done,
            *(taken(row, self._clock, self._judged) for row in with_own_ends(self._others, american=self._american)),
        ]

    def _judged(self, row: TypedRow) -> PlanRow:
        out = unpaid(row) or self._other_kind(row) or self._without_amount(row)
        if out is not None:
            return PlanRow(line=row.line, action="skip", problems=[out])
        try:
            terms = self._read(row)
        except CapError as error:
            return self._stopped(row, self._refused, Problem(error.code, error.values))
        if self._payer(row, terms) == "organisation":
            return self._by_organisation(row, terms)
        return self._by_person(row, terms)

    def _by_organisation(self, row: TypedRow, terms: dues.Terms) -> PlanRow:
        text = row.values.get("organisation") or whole_name(row)
        planned = PlanRow(line=row.line, action="error", values=values_of(terms))
        if not text:
            return replace(planned, problems=[Problem("row_nobody")])
        found = self._organisations.found(text)
        if found.organisation is None:
            return replace(planned, problems=[found.problem], organisation_candidates=found.candidates)
        return self._paid(replace(planned, organisation=found.named), row, found.organisation, terms)

    def _by_person(self, row: TypedRow, terms: dues.Terms) -> PlanRow:
        typed = self._without_remarks(row)
        row = self._with_names(typed, terms)
        who = applicant(row, self._job.timezone, self._clock.now)
        if names_several(row):
            return self._stopped(row, "error", Problem("row_several"))
        if nobody(who):
            return self._stopped(row, "error", *who.problems, Problem("row_nobody"))
        found = self._people.found(row, who)
        planned = replace(self._people.row(found), values=values_of(terms))
        if found.match.is_left_out:
            return replace(self._people.ignored(found), values=planned.values)
        if found.match.is_unclear:
            return replace(self._people.unclear(found), values=planned.values)
        if found.match.person is None and not _may_add(row, who, terms):
            unknown = Problem("payer_unknown", {"name": who.name or who.email})
            return replace(planned, action="error", problems=[unknown])
        if self._job.strict and has_faults(found.problems):
            return replace(planned, action="error")
        person = found.match.person
        refusal = None if person else self._refusal(terms)
        if refusal is not None:
            return self._left(planned, *found.problems, refusal)
        if person is None:
            person, _effects = self._people.kept(found, f"{self._job.source.file}:{row.line}")
            added = [Problem("payer_added", {"name": who.name, "rate": terms.rate})] if row is not typed else []
            planned = replace(planned, problems=[*planned.problems, *added])
        return self._paid(replace(planned, person=self._people.row(found, person).person), row, person, terms)

    def _without_remarks(self, row: TypedRow) -> TypedRow:
        """With the brackets behind a person's name kept apart; behind an organisation's they hold its sigle."""
        bare = without_remarks(row)
        is_persons = "given_name" in row.values or may_be_somebodys(whole_name(bare))
        return bare if is_persons and not self._organisations.knows(whole_name(row)) else row

    def _with_names(self, row: TypedRow, terms: dues.Terms) -> TypedRow:
        """With the parts of a name that is surely somebody's, who pays what one rate of people asks for."""
        text = whole_name(row)
        if "given_name" in row.values or terms.rate is None or self._organisations.knows(text):
            return row
        parts = self._names.person(text)
        if parts is None:
            return row
        return replace(row, values={**row.values, "given_name": parts[0], "family_name": parts[1]})

    def _paid(self, planned: PlanRow, row: TypedRow, who: Person | Organisation, terms: dues.Terms) -> PlanRow:
        """The payment kept, unless it is there already, was cancelled since, or is refused."""
        clock = self._clock
        twin = self._twins.of(who, terms, dated="paid_on" in row.values)
        if twin is not None:
            is_cancelled = self._twins.books(who).cancellation(twin) is not None
            problems = [Problem("dues_ended", {"dues": DUES.ref(twin.id)})] if is_cancelled else []
            return replace(planned, action="skip" if is_cancelled else "same", problems=problems)
        try:
            payment = dues.pay(self._tx, who, terms, today=clock.today, now=clock.now, by=clock.by)
        except CapError as error:
            ref = PEOPLE.ref(who.id) if isinstance(who, Person) else ORGANISATIONS.ref(who.id)
            return self._left(planned, *planned.problems, problem_of(error, terms, ref))
        covered = {"from": payment.dues.since, "until": payment.dues.until} if payment.dues.since else {}
        return replace(
            planned,
            action="create",
            effects=payment.effects,
            values={**planned.values, **covered},
            problems=[*planned.problems, *_told(row, terms)],
        )

    def _read(self, row: TypedRow) -> dues.Terms:
        """The payment of a row, its year as it was answered. Raises what `terms_of` raises."""
        answer = self._job.answers.get(row.line)
        terms = terms_of(
            row,
            today=self._clock.today,
            american=self._american,
            currency=self._job.currency,
            year=answer.year if answer else None,
            rates=self._rates,
        )
        return self._at_rate(terms)

    def _at_rate(self, terms: dues.Terms) -> dues.Terms:
        """The payment at a rate of ours: other programs call rates otherwise, and the amount tells which one it is."""
        if terms.donation or terms.cents is None or (terms.rate and fold(terms.rate) in self._rates):
            return terms
        fitting = [rate for rate in self._in_force(terms) if rate.cents == terms.cents]
        if len(fitting) == 1:
            return replace(terms, rate=fitting[0].name)
        return terms

    def _payer(self, row: TypedRow, terms: dues.Terms) -> Payer:
        """Who pays: what the rate says, else what the amount does, else an organisation of that name, else a person."""
        rates = [] if terms.donation else self._in_force(terms)
        kinds = {rate.payer for rate in rates if terms.rate and fold(rate.name) == fold(terms.rate)}
        if len(kinds) != 1:
            kinds = {rate.payer for rate in rates if rate.cents == terms.cents}
        if len(kinds) == 1:
            return kinds.pop()
        text = row.values.get("organisation") or whole_name(row)
        is_organisation = "given_name" not in row.values and text and self._organisations.knows(text)
        return "organisation" if is_organisation else "person"

    def _in_force(self, terms: dues.Terms) -> list[Rate]:
        """The rates of the day of payment, or of the nearest day of the year that the row names."""
        year = dues_year(terms.year, self._job.year_start) if terms.year is not None else None
        return in_force(self._every_rate, year.nearest(terms.paid_on) if year else terms.paid_on)

    def _other_kind(self, row: TypedRow) -> Problem | None:
        """Why a row of a journal is no money received for dues: a refund, a promise, a ticket."""
        if nature_of(row.values.get("kind", ""), self._rates) != "other":
            return None
        return Problem("row_state", {"text": clean(row.values["kind"])})

    def _without_amount(self, row: TypedRow) -> Problem | None:
        """Nothing stands where the other rows have an amount: they have not paid."""
        return Problem("row_no_amount") if without_amount(row, self._told) else None

    def _refusal(self, terms: dues.Terms) -> Problem | None:
        """What refuses the payment of somebody new, before anybody is added."""
        try:
            for day in filter(None, (terms.paid_on, terms.received_on, terms.deposited_on)):
                dues.refuse_later(day, self._clock.today)
            dues.decided(self._tx, stranger(self._clock.now), terms)
        except CapError as error:
            return problem_of(error, terms)
        return None

    @property
    def _refused(self) -> Action:
        """What becomes of a payment that a rule refuses."""
        return "error" if self._job.strict else "skip"

    def _left(self, planned: PlanRow, *problems: Problem) -> PlanRow:
        """The row refused; or unclear, when its year must be said."""
        unclear = problems[-1].code == "which_year"
        return replace(planned, action="ambiguous" if unclear else self._refused, problems=list(problems))

    def _stopped(self, row: TypedRow, action: Action, *problems: Problem) -> PlanRow:
        """A row that goes no further, with the values that could be understood."""
        values: dict[str, object] = {
            field: text for field, text in row.values.items() if field not in ("amount", "paid_on")
        }
        with suppress(Usage):
            values["paid_on"] = paid_on_of(row, self._clock.today, american=self._american)
        with suppress(Usage):
            values["amount"] = typed_cents(row.values.get("amount", ""), self._job.currency)
        return PlanRow(line=row.line, action=action, values=values, problems=list(problems))


def _may_add(row: TypedRow, who: Applicant, terms: dues.Terms) -> bool:
    """Whether an unknown payer is surely a person: the row names a rate of theirs, or the parts of the name."""
    is_whole = "given_name" in row.values or bool(who.email and who.given_name)
    return bool(who.family_name) and (is_whole or ("rate" in row.values and terms.rate is not None))


def _told(row: TypedRow, terms: dues.Terms) -> list[Problem]:
    """What is worth a word of a payment that goes in: who paid for somebody else, a rate that is called otherwise."""
    payer, rate = other_payer(row), row.values.get("rate", "")
    told = [Problem("payer_other", {"name": payer})] if payer else []
    if rate and terms.rate and fold(rate) != fold(terms.rate):
        told.append(Problem("rate_taken", {"text": clean(rate), "rate": terms.rate}))
    return told
