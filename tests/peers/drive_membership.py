"""Cases on membership: status on a day, coverage through an organisation, exemptions, periods and renewals."""

import datetime as dt

from dateutil.relativedelta import relativedelta
from peer_cases import Case, drives
from peer_world import World, day

from capcli.domain.records import AFFILIATIONS, DUES, Affiliation, Dues, Exemption
from capcli.services.standings import organisation_standing, standing_of

STATUSES = {
    "New": "current",
    "Current": "current",
    "Grace": "grace",
    "Expired": "lapsed",
    "Exempt": "exempt",
    "Never": "never",
}
GRACE = {"civicrm default": relativedelta(months=1)}
"""How long the rules of a peer let somebody stay after the end."""


def paid(bench, since: dt.date, until: dt.date | None, **payer) -> int:
    """A payment for a period, made on its first day."""
    return bench.put(
        DUES, Dues(since=since, until=until, paid_on=since, rate="Base", cents=2000, due_cents=2000, **payer)
    ).id


def grace_days(until: dt.date | None, length: relativedelta) -> int:
    """The days of grace that stand for `length` after `until`."""
    return ((until + length) - until).days if until else 0


@drives("membership.status", given="join start end rules", when="status_on")
def status_on_a_day(case: Case, world: World) -> None:
    """`start` to `end` is what was paid; a peer's "new" is current here."""
    start, end = day(case.given["start"]), case.given["end"] and day(case.given["end"])
    assert day(case.given["join"]) <= start, "nobody joins after the period begins"
    bench = world.bench(dues_grace_days=str(grace_days(end, GRACE[case.given["rules"]])))
    person = bench.person()
    paid(bench, start, end, person=person)
    asked = day(case.when["status_on"])
    assert asked >= start, "the days before the paid period are not paid (rule 4)"
    assert standing_of(bench.store.read(), person, asked).status == STATUSES[case.then["status"]]


@drives("membership.org", given="employee_membership stored dates_say", when="run")
def inherited_status_follows_the_days(case: Case, world: World) -> None:
    """No status is stored, so that what a job would have to put right is never wrong."""
    assert (case.given["employee_membership"], case.when["run"]) == ("inherited from employer", "nightly status job")
    assert case.given["stored"] != case.given["dates_say"]
    ends = {"Current": 5, "Grace": -20, "Expired": -40}[case.given["dates_say"]]
    bench = world.bench(dues_grace_days="30")
    town = bench.organisation()
    until = bench.today + dt.timedelta(days=ends)
    paid(bench, until - dt.timedelta(days=364), until, organisation=town)
    employee = bench.person(organisation=town)
    known = standing_of(bench.store.read(), employee, bench.today)
    assert organisation_standing(bench.store.read(), town, bench.today).status == STATUSES[case.then["status"]]
    expected = STATUSES[case.then["status"]]
    assert known.status == ("covered" if expected == "current" else expected)
    if expected == "grace":
        assert known.through == town


@drives("membership.org", given="organisation_membership employees", when="create", known="max_covered")
def an_organisation_covers_its_people(case: Case, world: World) -> None:
    """As many as its payment reaches: all of them unless the rate has a number of seats."""
    covers = {"type that covers employees": None, "type that covers nobody": 0}[case.given["organisation_membership"]]
    assert case.when["create"] == "organisation membership"
    seats = case.given.get("max_covered", covers)
    bench = world.bench()
    town = bench.organisation()
    people = [bench.person(f"Camille PERSONNE{number}", town) for number in range(case.given["employees"])]
    paid(bench, dt.date(2023, 1, 1), dt.date(2023, 12, 31), organisation=town, seats=seats)
    known = [standing_of(bench.store.read(), person, bench.today).status for person in people]
    assert known.count("covered") == case.then["covered_people"]


@drives("membership.org", given="max_covered covered new_employee", when="recompute")
def who_left_frees_a_seat(case: Case, world: World) -> None:
    """Past employees, the dead among them, use no seat; those covered keep theirs before a newcomer."""
    assert case.when["recompute"] == "coverage"
    bench = world.bench()
    town, people = bench.organisation(), {}
    names = [*case.given["covered"], case.given["new_employee"]]
    for place, name in enumerate(names):
        letter, _, gone = name.partition(" (")
        people[letter] = bench.person(f"Camille {letter}")
        joined = bench.today - dt.timedelta(days=100 - place)
        until = bench.today - dt.timedelta(days=1) if gone else None
        tie = Affiliation(person=people[letter], organisation=town, since=joined, until=until, entered_on=joined)
        bench.put(AFFILIATIONS, tie)
    paid(bench, dt.date(2023, 1, 1), dt.date(2023, 12, 31), organisation=town, seats=case.given["max_covered"])
    read = bench.store.read()
    covered = [letter for letter, person in people.items() if standing_of(read, person, bench.today).up_to_date]
    assert covered == case.then["covered"]


@drives("membership.override", given="override", when="ask", known="asked_on until")
def set_aside_by_hand(case: Case, world: World) -> None:
    """A status that a person decides is an exemption here: for ever, or until a day."""
    assert case.when["ask"] == "is overridden"
    bench = world.bench()
    until = {"none": None, "permanent": None, "until date": bench.today + dt.timedelta(days=1)}
    until["until past date"] = bench.today - dt.timedelta(days=1)
    held = Exemption(reason="decided by the board", until=until[case.given["override"]])
    person = bench.person(exempt=None if case.given["override"] == "none" else held)
    known = standing_of(bench.store.read(), person, bench.today)
    assert (known.status == "exempt") is case.then["result"]


def _length(case: Case) -> str:
    """The length of a rate as typed."""
    units = [(name, case.given[name]) for name in ("years", "months", "days") if name in case.given]
    return " ".join(f"{number} {unit if number > 1 else unit[:-1]}" for unit, number in units)


def _joined(case: Case, world: World, joined: str, *typed: str) -> dict:
    """The payment of somebody who joins on a day at a rate of the case's length."""
    world.do("dues", "rate", "set", "Base", "--amount", "20", "--payer", "person", "--length", _length(case))
    world.person()
    world.do("dues", "pay", "P1", "--on", joined, *typed, today=joined)
    (only,) = world.json("dues", "list")
    return only


@drives("membership.dates", given="period year_starts rollover_from years join", when="compute", known="start_given")
def dates_of_a_dues_year(case: Case, world: World) -> None:
    """A start given by hand stands and does not move the end."""
    assert (case.given["period"], case.when["compute"]) == ("fixed", "start and end")
    world.config(dues_period="calendar", dues_year_start=case.given["year_starts"])
    world.config(dues_carry_over_from=case.given["rollover_from"])
    start = ("--from", case.given["start_given"]) if "start_given" in case.given else ()
    only = _joined(case, world, case.given["join"], *start)
    assert only["from"] == case.then["start"]
    assert only["until"] == case.then["end"]


@drives("membership.dates", given="period join", when="compute", known="years months days start_given")
def dates_of_a_rolling_period(case: Case, world: World) -> None:
    """From the day of payment, or the start given by hand, to the eve of the anniversary."""
    assert (case.given["period"], case.when["compute"]) == ("rolling", "start and end")
    world.config(dues_period="rolling")
    start = ("--from", case.given["start_given"]) if "start_given" in case.given else ()
    only = _joined(case, world, case.given["join"], *start)
    assert only["from"] == case.then["start"]
    assert only["until"] == case.then["end"]


@drives("membership.dates", given="start", when="compute", known="years months days")
def end_of_a_length(case: Case, world: World) -> None:
    """A length of months or days runs from its first day, whatever the dues year."""
    assert case.when["compute"] == "end"
    assert _joined(case, world, case.given["start"])["until"] == case.then["end"]


@drives("membership.renewal", given="period years start end status", when="renew")
def a_renewal_follows_the_period(case: Case, world: World) -> None:
    """A peer moves the end of its one row; here a second period follows the first."""
    assert (case.given["period"], case.given["status"]) == ("rolling", "current member")
    world.config(dues_period="rolling")
    assert _joined(case, world, case.given["start"])["until"] == case.given["end"]
    world.do("dues", "pay", "P1", "--periods", str(case.when["renew"]), today=case.given["end"])
    periods = sorted(world.json("dues", "list"), key=lambda one: one["from"])
    assert periods[0]["from"] == case.then["start"]
    assert periods[-1]["until"] == case.then["end"]
    assert day(periods[1]["from"]) == day(case.given["end"]) + dt.timedelta(days=1)


@drives("membership.renewal", given="period years join end status", when="renew_on")
def a_late_renewal_starts_over(case: Case, world: World) -> None:
    """The first period stays, and what nobody paid between the two stays visible."""
    assert (case.given["period"], case.given["status"]) == ("rolling", "Expired")
    world.config(dues_period="rolling")
    assert _joined(case, world, case.given["join"])["until"] == case.given["end"]
    world.do("dues", "pay", "P1", today=case.when["renew_on"])
    first, second = sorted(world.json("dues", "list"), key=lambda one: one["from"])
    assert first["from"] == case.then["join"]
    assert first["until"] == case.given["end"]
    assert second["from"] == case.then["start"]
    assert second["until"] == case.then["end"]
    gap = day(case.given["end"]) + dt.timedelta(days=1)
    assert world.json("status", "P1", "--on", str(gap))["status"] == "lapsed"
