"""Whom to remind, whom to call today, and who is left out and why."""

import datetime as dt

import pytest
from desk_making import DAY, TODAY, Bench
from msgspec.structs import replace

from capcli.domain.lateness import due_call, last_paid_year, lateness
from capcli.domain.records import DUES, ORGANISATIONS, SESSIONS, Dues, Exemption
from capcli.services.books import books
from capcli.services.cards import OrganisationCard
from capcli.services.late import late, late_views, left_out_views
from capcli.services.session_late import late_for_session
from capcli.settings import choose
from capcli.store.memory import MemoryReader
from capcli.texts.dues_lists import with_reminder_messages

D = dt.date
YEAR = {"since": D(2023, 1, 1), "until": D(2023, 12, 31)}


def bench_with(**settings: str) -> Bench:
    made = Bench()
    for key, value in settings.items():
        made.change(lambda tx, key=key, value=value: choose(tx, key.replace("_", ".", 1), value))
    return made


def note(bench: Bench, kind: str, *, on: D = TODAY, **fields) -> None:
    bench.put(DUES, Dues(**{"kind": kind, "paid_on": on, "cents": 2000, "rate": "base"} | YEAR | fields))


def change(bench: Bench, organisation: int, **fields) -> None:
    bench.put(ORGANISATIONS, replace(bench.store.read().get(ORGANISATIONS, organisation), **fields))


def reminded(bench: Bench, today: D = TODAY, **asked) -> list[str]:
    return [row.who.ref for row in late_views(late(bench.store.read(), today, **asked))]


def left_out(bench: Bench, today: D = TODAY, **asked) -> dict[str, str]:
    rows = left_out_views(late(bench.store.read(), today, **asked))
    return {row.who.ref: row.reason.code for row in rows}


def test_whom_to_remind():
    """Those whose own dues or exemption ended or are unfinished; not those an organisation covers, nor its staff."""
    bench = Bench()
    die, gap = bench.organisation("Die"), bench.organisation("Gap")
    lapsed, staff, moved, paid, begun, never = (
        bench.person(name) for name in ("Ana A", "Bob B", "Cyd C", "Dan D", "Eve E", "Fox F")
    )
    bench.dues(year=2022, organisation=die)
    bench.dues(year=2023, organisation=gap)
    bench.dues(year=2021, person=lapsed)
    bench.dues(year=2022, person=moved)
    bench.dues(year=2023, person=paid)
    note(bench, "payment", person=begun, cents=500, due_cents=2000, part=True)
    bench.join(staff, die)
    bench.join(moved, gap)
    found = late(bench.store.read(), TODAY)
    rows = late_views(found)
    assert [(row.who.name, row.until) for row in rows] == [
        ("Die", D(2022, 12, 31)),
        ("Ana A", D(2021, 12, 31)),
        ("Eve E", None),
    ]
    assert found.counts() == {"covered": 1, "through": 1, "never": 1}
    assert rows[2].remains
    assert rows[2].remains.cents == 1500
    assert left_out(bench) == {f"P{moved}": "covered", f"P{staff}": "through", f"P{never}": "never"}


def test_the_order_is_the_latest_to_lapse_then_organisations_then_the_french_names():
    bench = Bench()
    people = [bench.person(name) for name in ("Zoé ÉLAN", "Ali de Albret", "Eve Zed")]
    die = bench.organisation("Die")
    for person in people:
        bench.dues(year=2022, person=person)
    bench.dues(year=2022, organisation=die)
    bench.dues(year=2021, person=bench.person("Ana Ancienne"))
    assert reminded(bench) == ["O1", "P2", "P1", "P3", "P4"]


def test_what_holds_somebody_leaves_them_out():
    """A promise awaited, days of grace, an exemption: each counted under its own word."""
    bench = bench_with(dues_grace_days="300")
    ana, bob, cyd, dan = (bench.person(name) for name in ("Ana A", "Bob B", "Cyd C", "Dan D"))
    change(bench, bench.organisation(), exempt=Exemption(reason="founder"))
    for person in (ana, bob):
        bench.dues(year=2022, person=person)
    bench.dues(year=2020, person=cyd)
    note(bench, "promise", person=cyd)
    note(bench, "promise", person=bob)
    bench.dues(year=2021, person=dan)
    assert reminded(bench) == [f"P{dan}"]
    assert left_out(bench) == {"O1": "exempt", f"P{bob}": "promised", f"P{cyd}": "promised", f"P{ana}": "grace"}


def test_an_organisation_that_paid_last_pays_again():
    """Whoever paid themselves long ago is not reminded while they still work there; once they left, they are."""
    bench = Bench()
    die, ana = bench.organisation(), bench.person("Ana A")
    bench.dues(year=2020, person=ana)
    bench.dues(year=2022, organisation=die)
    bench.join(ana, die)
    assert (reminded(bench), left_out(bench)) == (["O1"], {"P1": "through"})
    bench.dues(year=2020, person=bench.person("Bob B"))
    bench.join(2, die, until=D(2022, 12, 31))
    assert reminded(bench) == ["O1", "P2"]


def test_what_was_given_back_or_cancelled_is_late_again():
    bench = Bench()
    ana, bob = bench.person("Ana A"), bench.person("Bob B")
    for person in (ana, bob):
        bench.dues(year=2022, person=person)
        bench.dues(year=2023, person=person)
    note(bench, "cancellation", of=2, cents=-2000, person=ana, reason="typed twice")
    note(bench, "refund", of=4, cents=-2000, person=bob)
    assert reminded(bench) == ["P1", "P2"]


def test_who_was_never_up_to_date_and_why():
    """All given back, as after a cheque that bounced; paid for days to come only; never paid."""
    bench = Bench()
    bounced, ahead, never = bench.person("Ana A"), bench.person("Bob B"), bench.person("Cyd C")
    bench.dues(person=bounced)
    note(bench, "refund", of=1, cents=-2000, person=bounced)
    bench.dues(person=ahead, year=2024)
    assert left_out(bench) == {f"P{ahead}": "later", f"P{bounced}": "given_back", f"P{never}": "never"}
    for row in with_reminder_messages(left_out_views(late(bench.store.read(), TODAY))):
        assert row.reason.message in (
            "Up to date from 1 January 2024 on only (D3).",
            "Money of D1 was given back on 2 October 2023.",
            "Never up to date so far.",
        )


def test_only_those_who_last_paid_for_a_year():
    """In calendar mode the year covered last; in rolling mode the year of the last payment."""
    bench = Bench()
    for year in (2020, 2021, 2022):
        bench.dues(year=year, person=bench.person(f"Ana A{year}"))
    assert reminded(bench, last_paid=2021) == ["P2"]
    assert left_out(bench, last_paid=2021) == {}
    assert reminded(bench, last_paid=2019) == []
    rolling = bench_with(dues_period="rolling")
    fields = {"since": D(2021, 9, 1), "until": D(2022, 8, 31), "due_cents": 2000}
    note(rolling, "payment", person=rolling.person(), on=D(2021, 9, 1), **fields)
    assert reminded(rolling, last_paid=2021) == ["P1"]
    assert reminded(rolling, last_paid=2022) == []


def test_a_dues_year_from_september_is_named_by_its_start():
    bench = bench_with(dues_year_start="09-01")
    note(bench, "payment", person=bench.person(), since=D(2021, 9, 1), until=D(2022, 8, 31), due_cents=2000)
    assert reminded(bench, last_paid=2021) == ["P1"]
    known = books(bench.store.read())
    assert last_paid_year(known.account(known.people[1]), known.policy) == 2021


class TestCalls:
    def test_a_threshold_calls_before_the_end_and_after_it(self):
        bench = Bench()
        bench.dues(year=2023, person=bench.person("Ana A"))
        assert reminded(bench, D(2023, 11, 30), to_call=True) == []
        assert reminded(bench, D(2023, 12, 1), to_call=True) == ["P1"]
        assert reminded(bench, D(2024, 1, 29), to_call=True) == []
        rows = late_views(late(bench.store.read(), D(2024, 1, 30), to_call=True))
        assert [(row.who.ref, row.threshold, row.called_on) for row in rows] == [("P1", 30, None)]

    def test_a_call_sent_answers_the_threshold_until_the_next(self):
        bench = Bench()
        ana = bench.person("Ana A")
        bench.dues(year=2023, person=ana)
        note(bench, "call", person=ana, on=D(2023, 12, 2), since=D(2024, 1, 1), until=D(2024, 12, 31))
        assert reminded(bench, D(2023, 12, 3), to_call=True) == []
        assert left_out(bench, D(2023, 12, 3), to_call=True) == {"P1": "called"}
        rows = late_views(late(bench.store.read(), D(2023, 12, 24), to_call=True))
        assert [(row.threshold, row.called_on) for row in rows] == [(-7, D(2023, 12, 2))]

    def test_whoever_is_covered_or_promised_next_is_not_called(self):
        bench = Bench()
        die = bench.organisation()
        ana, bob, cyd = (bench.person(name) for name in ("Ana A", "Bob B", "Cyd C"))
        for person in (ana, bob, cyd):
            bench.dues(year=2023, person=person)
        bench.dues(year=2024, organisation=die)
        bench.join(ana, die)
        note(bench, "promise", person=bob, since=D(2024, 1, 1), until=D(2024, 12, 31))
        bench.dues(year=2024, person=cyd)
        assert reminded(bench, D(2023, 12, 20), to_call=True) == []
        assert left_out(bench, D(2023, 12, 20), to_call=True) == {"P1": "covered", "P2": "promised"}

    def test_grace_does_not_stop_a_call(self):
        bench = bench_with(dues_grace_days="90")
        bench.dues(year=2022, person=bench.person())
        assert reminded(bench, D(2023, 1, 31), to_call=True) == ["P1"]
        assert reminded(bench, D(2023, 1, 31)) == []

    def test_nobody_is_called_without_thresholds_nor_for_a_lifetime(self):
        bench = bench_with(dues_reminders="")
        ana = bench.person()
        bench.dues(year=2022, person=ana)
        assert reminded(bench, D(2023, 12, 31), to_call=True) == []
        bench = Bench()
        note(bench, "payment", person=bench.person(), until=None, due_cents=2000)
        assert reminded(bench, D(2023, 12, 31), to_call=True) == []


class TestSession:
    def test_those_whom_no_dues_cover_on_the_day(self):
        """Judged on the day of the session, whatever is true today; only those who hold or wait for a place."""
        bench = Bench()
        session = bench.session(day=D(2024, 1, 10), requires_dues=True)
        paid, next_year, gone = (bench.person(name) for name in ("Ana A", "Bob B", "Cyd C"))
        bench.dues(person=paid)
        bench.dues(person=next_year, year=2024)
        bench.register(session, paid, next_year, gone)
        bench.unregister(session, gone)
        found = late_for_session(bench.store.read(), bench.store.read().get(SESSIONS, session), TODAY)
        assert [(row.who.ref, row.payer.ref, row.until) for row in late_views(found)] == [("P1", "P1", D(2023, 12, 31))]

    def test_the_organisation_that_paid_before_is_reminded(self):
        """With its address; somebody who paid later than it did is reminded themselves, as whoever has no employer."""
        bench = Bench()
        session = bench.session(day=DAY, requires_dues=True)
        die = bench.organisation("Die")
        bench.put(
            ORGANISATIONS,
            replace(bench.store.read().get(ORGANISATIONS, die), address="1 rue Haute", email="d@d.example"),
        )
        gap = bench.organisation("Gap")
        staff, own, free, new = (bench.person(name) for name in ("Ana A", "Bob B", "Cyd C", "Dan D"))
        for person in (staff, own):
            bench.join(person, die)
        bench.join(new, gap)
        bench.dues(organisation=die, year=2021)
        bench.dues(person=own, year=2022)
        bench.register(session, staff, own, free, new)
        found = late_for_session(bench.store.read(), bench.store.read().get(SESSIONS, session), TODAY)
        rows = late_views(found)
        assert [(row.who.ref, row.payer.ref) for row in rows] == [
            ("P1", "O1"),
            ("P2", "P2"),
            ("P3", "P3"),
            ("P4", "P4"),
        ]
        assert (rows[0].address, rows[0].email, rows[0].until) == ("1 rue Haute", "d@d.example", D(2021, 12, 31))

    def test_who_is_held_otherwise_is_left_out(self):
        bench = Bench()
        session = bench.session(day=DAY, requires_dues=True)
        die = bench.organisation()
        staff, promised = bench.person("Ana A"), bench.person("Bob B", exempt=None)
        bench.join(staff, die)
        bench.dues(organisation=die)
        note(bench, "promise", person=promised)
        bench.register(session, staff, promised)
        found = late_for_session(bench.store.read(), bench.store.read().get(SESSIONS, session), TODAY)
        assert late_views(found) == []
        assert found.counts() == {"covered": 1, "promised": 1}


class Counting(MemoryReader):
    """A reader that counts what is asked of it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.store.read()._tables)
        self.asked: list[str] = []

    def find_any(self, table, *args):
        self.asked.append(f"find {table.name}")
        return super().find_any(table, *args)

    def get(self, table, number):
        self.asked.append(f"get {table.name}")
        return super().get(table, number)

    def scan(self, table):
        self.asked.append(f"scan {table.name}")
        return super().scan(table)


def test_everybody_costs_one_pass():
    """Each table is read once, however many people there are."""
    bench = Bench()
    die = bench.organisation()
    for person in bench.people(60):
        bench.join(person, die)
        bench.dues(person=person, year=2022)
    read = Counting(bench)
    assert len(late_views(late(read, TODAY))) == 60
    assert sorted(asked for asked in read.asked if "settings" not in asked) == [
        "scan affiliations",
        "scan dues",
        "scan organisations",
        "scan people",
    ]


@pytest.mark.parametrize("to_call", [False, True])
def test_passing_over_those_who_paid_changes_nothing(to_call):
    """The few comparisons that save judging leave out only those of whom the rule has nothing to say."""
    bench = Bench()
    die, gap = bench.organisation("Die"), bench.organisation("Gap")
    bench.dues(organisation=die)
    for number, person in enumerate(bench.people(24)):
        if number % 2:
            bench.join(person, die if number % 4 == 1 else gap)
        for year in range(2021, 2021 + number % 4):
            bench.dues(person=person, year=year)
    bench.put(DUES, Dues(kind="cancellation", of=5, person=2, paid_on=TODAY, cents=-2000, rate="base", **YEAR))
    rule = due_call if to_call else lateness
    for today in (TODAY, D(2023, 12, 15), D(2024, 1, 31), D(2025, 6, 1)):
        known = books(bench.store.read())
        cards = [*known.organisations.values(), *known.people.values()]
        judged = [(c, rule(today, known.account(c), known.ties_of(c), known.policy, known.calls(c))) for c in cards]
        expected = {(type(c).__name__, c.id): held for c, held in judged if not is_silent(c, held)}
        found = late(bench.store.read(), today, to_call=to_call)
        kept = {(type(c).__name__, c.id): held for c, held in [*found.remind, *found.left_out]}
        assert kept == expected


def is_silent(card, held) -> bool:
    """Nothing is said of an organisation that never had to do with dues."""
    return held is None or (
        isinstance(card, OrganisationCard) and held.reason is not None and held.reason.code == "never"
    )
