"""Columns that hold a year of dues each become payments, exemptions and donations of that year."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.dues_years import DuesYear, dues_year
from capcli.domain.effects import Effect
from capcli.domain.exemptions import exemptions_of
from capcli.domain.names import clean
from capcli.domain.payments import Ledger, span_of
from capcli.domain.plans import Clock, Job, Problem, TypedRow
from capcli.domain.records import DUES, Dues, Exemption, Money, Organisation, Person
from capcli.domain.strangers import stranger
from capcli.domain.year_cells import YearCell, year_cell
from capcli.errors import CapError
from capcli.services import dues
from capcli.services.exempting import exempt
from capcli.services.policies import dues_policy
from capcli.services.rates import rates_of
from capcli.store.protocol import Transaction

Payer = Person | Organisation


class Entry(Struct, frozen=True, kw_only=True):
    """A cell of a year that says something, and what."""

    year: DuesYear
    text: str
    cell: YearCell


class Done(Struct, kw_only=True):
    """What the years of a row did, and what of them could not be used; `left` is the money that is nowhere then."""

    values: list[dict[str, Any]] = []
    left: list[Entry] = []
    problems: list[Problem] = []
    effects: list[Effect] = []

    @property
    def told(self) -> dict[str, Any]:
        """What the plan's row says of it."""
        return {"dues": self.values} if self.values else {}


class Years:
    """The years of the rows of one list, as they are met.

    A cell without a day counts as paid on the first day of its year, or today
    when that is still to come. A payment of the year that is there already is
    the cell's, whatever its day.
    """

    def __init__(self, tx: Transaction, job: Job, clock: Clock) -> None:
        self._tx, self._job, self._clock = tx, job, clock
        self._rolls = dues_policy(tx).period == "rolling"
        self._nobody = stranger(clock.now)
        self._is_day_told = False

    def read(self, row: TypedRow) -> tuple[list[Entry], list[Problem]]:
        """What the cells say, the earliest year first, and those that could mean anything."""
        entries, problems = [], []
        for number, text in sorted(row.years.items()):
            year = dues_year(number, self._job.year_start)
            cell = year_cell(text, year, self._job.currency, american=self._job.source.is_american)
            if cell.said == "unclear":
                problems.append(Problem("year_cell", {"year": number, "text": clean(text)}))
            elif cell.said != "nothing":
                entries.append(Entry(year=year, text=clean(text), cell=cell))
        return entries, problems

    def refusals(self, entries: list[Entry], person: Person | None, organisation: Organisation | None) -> list[Problem]:
        """What would refuse the payments, before anything is written."""
        problems = []
        for entry, payer in zip(entries, self._payers(entries, person, organisation), strict=True):
            if entry.cell.said == "exempt" or self._standing(payer, entry.year):
                continue
            try:
                dues.decided(self._tx, payer, self._terms(entry))
            except CapError as error:
                problems.append(_refused(entry, error))
        return problems

    def kept(self, entries: list[Entry], person: Person | None, organisation: Organisation | None) -> Done:
        """Everything that is not there yet is kept, of whoever paid it; what a rule refuses is told."""
        done = Done()
        for entry, payer in zip(entries, self._payers(entries, person, organisation), strict=True):
            try:
                self._keep(entry, payer, done)
            except CapError as error:
                done.problems.append(_refused(entry, error))
                done.left.append(entry)
        return done

    def _keep(self, entry: Entry, payer: Payer, done: Done) -> None:
        if entry.cell.said == "exempt":
            self._exempt(entry, payer, done)
        elif entry.cell.said == "donation":
            self._give(entry, payer, done)
        elif not self._is_there(entry, payer, done):
            self._pay(entry, payer, done)

    def _payers(self, entries: list[Entry], person: Person | None, organisation: Organisation | None) -> list[Payer]:
        """Who paid each year; of one that names no amount whoever paid the nearest year that names one."""
        payers = [self._payer(entry, person, organisation) for entry in entries]
        sure = [place for place, one in enumerate(entries) if one.cell.said == "paid" and one.cell.cents is not None]
        if not sure:
            return payers
        nearest = (min(sure, key=lambda one: (abs(one - place), one)) for place in range(len(entries)))
        told = zip(entries, payers, nearest, strict=True)
        return [payers[near] if entry.cell.cents is None else payer for entry, payer, near in told]

    def _payer(self, entry: Entry, person: Person | None, organisation: Organisation | None) -> Payer:
        """Who paid: the only one of the row, else the one whose rate it is, else the person.

        Without either it is somebody who is not there yet.
        """
        if person is None or organisation is None:
            return person or organisation or self._nobody
        day = entry.year.nearest(entry.cell.day or entry.year.since)
        theirs, its = (rates_of(self._tx, kind, day) for kind in ("person", "organisation"))
        if entry.cell.cents is None:
            return organisation if its and not theirs else person
        cents = entry.cell.cents
        return organisation if cents in [r.cents for r in its] and cents not in [r.cents for r in theirs] else person

    def _is_there(self, entry: Entry, payer: Payer, done: Done) -> bool:
        """Whether the year is paid already, or was paid and cancelled since, which no file takes back."""
        standing = self._standing(payer, entry.year)
        if not standing:
            ended = self._of_year(payer, entry.year)
            if ended:
                done.problems.append(Problem("dues_ended", {"dues": DUES.ref(ended[-1].id)}))
            return bool(ended)
        cents = [one.cents for one in standing]
        if entry.cell.cents is not None and entry.cell.cents not in [*cents, sum(cents)]:
            paid = Money(cents=sum(cents), currency=standing[0].currency)
            done.problems.append(Problem("year_differs", {"year": entry.year.name, "text": entry.text, "amount": paid}))
        return True

    def _standing(self, payer: Payer, year: DuesYear) -> list[Dues]:
        ledger = Ledger(dues.payments_of(self._tx, payer))
        return [one for one in ledger.payments() if self._is_of(one, year)]

    def _of_year(self, payer: Payer, year: DuesYear) -> list[Dues]:
        return [one for one in dues.payments_of(self._tx, payer) if one.kind == "payment" and self._is_of(one, year)]

    def _is_of(self, one: Dues, year: DuesYear) -> bool:
        """Whether a payment is the year's: one that rolls is of the year in which it begins."""
        since, until = span_of(one)
        return year.includes(since) if self._rolls else since <= year.until and until >= year.since

    def _pay(self, entry: Entry, payer: Payer, done: Done) -> None:
        clock, terms = self._clock, self._terms(entry)
        payment = dues.pay(self._tx, payer, terms, today=clock.today, now=clock.now, by=clock.by)
        if entry.cell.day is None and not self._is_day_told:
            self._is_day_told = True
            done.problems.append(Problem("year_days"))
        done.effects.extend(payment.effects)
        done.values.append(_told(entry, payer, "payment", payment.dues))

    def _give(self, entry: Entry, payer: Payer, done: Done) -> None:
        terms, clock = self._terms(entry), self._clock
        held = Ledger(dues.payments_of(self._tx, payer)).of_kind("donation", cancelled=True)
        if any((one.paid_on, one.cents) == (terms.paid_on, terms.cents) for one in held):
            return
        payment = dues.pay(self._tx, payer, terms, today=clock.today, now=clock.now, by=clock.by)
        done.values.append(_told(entry, payer, "donation", payment.dues))

    def _exempt(self, entry: Entry, payer: Payer, done: Done) -> None:
        """The year is free for them; not said twice where an exemption has a day of it already."""
        year, clock = entry.year, self._clock
        for held in exemptions_of(payer):
            if (held.since or dt.date.min) <= year.until and (held.until or dt.date.max) >= year.since:
                return
        reason = f"{entry.text} ({self._job.source.file})"
        told = Exemption(reason=reason, since=year.since, until=year.until)
        given = exempt(self._tx, payer, told, today=clock.today, now=clock.now, by=clock.by)
        done.effects.extend(given.effects)
        done.values.append({"year": year.name, "kind": "exempt", "payer": dues.payer_of(payer)})

    def _terms(self, entry: Entry) -> dues.Terms:
        cell, year = entry.cell, entry.year
        day = cell.day or min(year.since, self._clock.today)
        terms = dues.Terms(paid_on=day, cents=cell.cents, method=cell.method, reference=cell.reference)
        if cell.said == "donation":
            return replace(terms, donation=True)
        if self._rolls:
            return replace(terms, since=day if year.includes(day) else year.since)
        return replace(terms, year=year.name)


def left_out(entries: Iterable[Entry]) -> dict[str, Any]:
    """What the plan's row says of the years whose money is not recorded: nothing where none is of money."""
    paid = [one for one in entries if one.cell.said in ("paid", "donation")]
    told = [{"year": one.year.name, "text": one.text, "cents": one.cell.cents} for one in paid]
    return {"unrecorded": told} if told else {}


def _refused(entry: Entry, error: CapError) -> Problem:
    """Why a year is left out: its amount or its rate, as a rule."""
    said = {"year": entry.year.name, "text": entry.text}
    if error.code.startswith("amount_"):
        return Problem("year_amount", {**said, "rate": error.values["rate"], "remains": error.values["remains"]})
    if error.code.startswith(("no_rate", "which_rate", "rate")):
        return Problem("year_rate", said)
    return Problem(error.code, error.values)


def _told(entry: Entry, payer: Payer, kind: str, kept: Dues) -> dict[str, Any]:
    """What the plan's row says of a payment."""
    return {
        "year": entry.year.name,
        "kind": kind,
        "payer": dues.payer_of(payer),
        "amount": Money(cents=kept.cents, currency=kept.currency),
        "paid_on": kept.paid_on,
    }
