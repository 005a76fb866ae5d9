"""A journal of dues that cap wrote comes back: each operation as it was, refunds, cancellations and promises too.

Periods are facts (rule 4): what the journal says of days, sums and rates is
kept, not worked out again from the rates and settings of today.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from capcli.domain.dues import begun_period, is_same_reference, refuse_twice
from capcli.domain.lengths import nearest_in
from capcli.domain.names import clean, fold
from capcli.domain.own_journals import due_cents, signed_cents
from capcli.domain.payment_words import KINDS
from capcli.domain.payments import Ledger, paid_periods, span_of
from capcli.domain.plans import Action, Clock, Job, PlanRow, Problem, TypedRow
from capcli.domain.records import DUES, RATES, Dues, Organisation, Person, Rate
from capcli.domain.row_days import day_in
from capcli.domain.worn_cells import is_worn
from capcli.errors import CapError, NotFound, Refused, Usage
from capcli.services import dues
from capcli.services.import_own_payers import own_payer
from capcli.services.keeping import keep
from capcli.services.rates import in_force
from capcli.store.protocol import Transaction

_COMPARED = ("kind", "since", "until", "paid_on", "received_on", "deposited_on", "cents", "of")


def is_own(row: TypedRow) -> bool:
    """Whether the row is an operation of a journal of ours."""
    ref, kind = row.values.get("ref", ""), fold(row.values.get("kind", ""))
    return DUES.number_in(ref) > 0 and "who.ref" in row.values and kind in KINDS


class JournalRows:
    """Does the operations of one journal, in the order in which they were typed: their numbers are those of a desk."""

    def __init__(self, tx: Transaction, job: Job, clock: Clock) -> None:
        self._tx, self._job, self._clock = tx, job, clock
        self._american = job.source.is_american
        self._due: dict[int, int | None] = {}
        self._here: dict[int, int] = {}
        self._taken: set[int] = set()

    def all(self, rows: Sequence[TypedRow]) -> list[PlanRow]:
        """Every operation kept, found again or left out."""
        self._due = due_cents(rows, self._job.currency)
        return [self._one(row) for row in sorted(rows, key=lambda row: DUES.number_in(row.values["ref"]))]

    def _one(self, row: TypedRow) -> PlanRow:
        self._clock.tick()
        payer = own_payer(self._tx, row, self._job)
        planned = PlanRow(
            line=row.line, action="skip", person=payer.person, organisation=payer.organisation, values=dict(row.values)
        )
        if payer.who is None:
            return replace(planned, action=payer.action, problems=[payer.problem], candidates=payer.candidates)
        try:
            read = self._read(row, payer.who)
            planned = replace(planned, values=_values(read))
            twin = self._twin(row, read, payer.who)
            if twin is not None:
                self._here[DUES.number_in(row.values["ref"])] = twin.id
                return replace(planned, action="same")
            if payer.namesakes:
                return replace(planned, action="ambiguous", problems=[payer.problem], candidates=payer.namesakes)
            self._check(read, payer.who)
        except CapError as error:
            action: Action = "error" if self._job.strict else "skip"
            return replace(planned, action=action, problems=[Problem(error.code, error.values)])
        clock = self._clock
        kept = keep(self._tx, read, today=clock.today, now=clock.now, by=clock.by)
        self._here[DUES.number_in(row.values["ref"])] = kept.dues.id
        self._taken.add(kept.dues.id)
        return replace(planned, action="create", effects=kept.effects)

    def _read(self, row: TypedRow, who: Person | Organisation) -> Dues:
        """The record that the row stands for. Raises `import_day`, `amount`, `import_of`, and `rate`."""
        kind = KINDS[fold(row.values["kind"])]
        paid_on = self._day(row, "paid_on")
        if paid_on is None:
            raise Usage("import_paid_on", text="")
        made = Dues(
            kind=kind,
            of=self._of(row),
            since=self._day(row, "from"),
            until=self._day(row, "until"),
            paid_on=paid_on,
            received_on=self._day(row, "received_on"),
            deposited_on=self._day(row, "deposited_on"),
            cents=signed_cents(row, self._job.currency),
            due_cents=self._due[DUES.number_in(row.values["ref"])] or 0,
            currency=row.values.get("currency", self._job.currency),
            rate=_text(row, "rate"),
            method=_text(row, "method"),
            reference=_text(row, "reference"),
            reason=_text(row, "reason"),
            person=who.id if isinstance(who, Person) else None,
            organisation=who.id if isinstance(who, Organisation) else None,
        )
        rate = self._rate(made)
        if self._due[DUES.number_in(row.values["ref"])] is None:  # of what was taken back whole, the rate says it
            made = replace(made, due_cents=max(made.cents, rate.cents if rate else 0))
        part = kind == "payment" and made.cents < made.due_cents
        return replace(made, part=part, seats=rate.seats if rate else None)

    def _day(self, row: TypedRow, field: str) -> dt.date | None:
        return day_in(row, field, american=self._american)

    def _of(self, row: TypedRow) -> int | None:
        """The number here of the record that this one takes back."""
        text = row.values.get("of")
        if text is None:
            return None
        here = self._here.get(DUES.number_in(text))
        if here is None:
            raise Usage("import_of", dues=text)
        return here

    def _rate(self, made: Dues) -> Rate | None:
        """The rate of its days, which says how many people it covers: the journal does not."""
        if made.rate is None:
            return None
        every = [rate for rate in self._tx.scan(RATES) if fold(rate.name) == fold(made.rate)]
        if not every:
            raise NotFound("no_rate", rate=made.rate, day=made.paid_on)
        rates = in_force(every, nearest_in(*span_of(made), made.paid_on))
        return (rates or every)[0]

    def _twin(self, row: TypedRow, read: Dues, who: Person | Organisation) -> Dues | None:
        """The very record here, by its own number first; each is one row's at most."""
        number = DUES.number_in(row.values["ref"])
        alike = [held for held in dues.payments_of(self._tx, who) if _is_same(held, read)]
        free = [held for held in alike if held.id not in self._taken]
        found = next((held for held in free if held.id == number), free[0] if free else None)
        if found is not None:
            self._taken.add(found.id)
        return found

    def _check(self, read: Dues, who: Person | Organisation) -> None:
        """Hold a record that is not here yet against those that are.

        Raises:
            Usage: `paid_later`.
            Refused: what `capcli.domain.dues` refuses; `dues_cancelled` or `dues_refund_above`.
        """
        for day in (read.paid_on, read.received_on, read.deposited_on):
            dues.refuse_later(day or read.paid_on, self._clock.today)
        ledger = Ledger(dues.payments_of(self._tx, who))
        refuse_twice(
            ledger, read.reference if read.kind in ("payment", "donation", "promise") else None, kind=read.kind
        )
        if read.kind == "payment":
            begun_period(paid_periods(ledger), *span_of(read))
        taken_back = next((held for held in ledger.dues if held.id == read.of), None)
        if taken_back is not None:
            _refuse_second(taken_back, read, ledger)


def _text(row: TypedRow, field: str) -> str | None:
    return clean(row.values.get(field, "")) or None


def _refuse_second(of: Dues, read: Dues, ledger: Ledger) -> None:
    """A record is taken back once, and no further than what is left of it."""
    by = ledger.cancellation(of)
    if by is not None:
        raise Refused("dues_cancelled", dues=DUES.ref(of.id), day=by.paid_on, reason=by.reason or "-")
    if read.kind == "refund" and not 0 < -read.cents <= ledger.net_cents(of):
        raise Refused("dues_refund_nothing", dues=DUES.ref(of.id))


def _is_same(held: Dues, read: Dues) -> bool:
    same = all(getattr(held, field) == getattr(read, field) for field in _COMPARED)
    one, other = held.reference, read.reference
    same_reference = is_same_reference(one, other) or is_worn(one or "", other or "")
    return same and same_reference and fold(held.rate or "") == fold(read.rate or "")


def _values(read: Dues) -> dict[str, Any]:
    """What was understood of the row, by field."""
    told = {
        "kind": read.kind,
        "paid_on": read.paid_on,
        "from": read.since,
        "until": read.until,
        "amount": read.cents,
        "rate": read.rate,
        "method": read.method,
        "reference": read.reference,
        "reason": read.reason,
    }
    return {field: value for field, value in told.items() if value is not None}
