"""Standings read from the store: many people cost what one costs."""

import datetime as dt

from desk_making import DAY, TODAY, Bench

from capcli import settings
from capcli.domain.records import DUES, ORGANISATIONS, PEOPLE, Dues, Exemption
from capcli.services.standings import organisation_standing, standing_of, standings_of
from capcli.services.statuses import board, status_of
from capcli.store.memory import MemoryReader

D = dt.date


class Counting(MemoryReader):
    """A reader that counts what is asked of it."""

    def __init__(self, bench: Bench) -> None:
        read = bench.store.read()
        assert isinstance(read, MemoryReader)
        super().__init__(read._tables)
        self.finds = self.scans = 0

    def find_any(self, *args):
        self.finds += 1
        return super().find_any(*args)

    def scan(self, *args):
        self.scans += 1
        return super().scan(*args)


def test_all_statuses_at_once():
    """Each person by their own facts: exempt, current, covered, lapsed, never."""
    bench = Bench()
    die = bench.organisation()
    exempt = bench.person("Ana A", exempt=Exemption(reason="founder"))
    paid, staff, former, nobody = (bench.person(name) for name in ("Bob B", "Cyd C", "Dan D", "Eve E"))
    bench.join(staff, die)
    bench.dues(person=paid)
    bench.dues(person=former, year=2022)
    bench.dues(organisation=die)
    found = standings_of(bench.store.read(), [exempt, paid, staff, former, nobody], TODAY)
    assert [one.status for one in found.values()] == ["exempt", "current", "covered", "lapsed", "never"]
    assert organisation_standing(bench.store.read(), die, TODAY).status == "current"


def test_a_hundred_people_cost_no_more_questions_than_one():
    """No query a person: as many for a hundred as for one."""
    bench = Bench()
    die = bench.organisation()
    people = bench.people(100)
    for person in people:
        bench.join(person, die)
    bench.put(
        DUES,
        Dues(
            organisation=die,
            since=D(2023, 1, 1),
            until=D(2023, 12, 31),
            paid_on=TODAY,
            rate="r",
            cents=1,
            due_cents=1,
            seats=40,
        ),
    )
    one, many = Counting(bench), Counting(bench)
    standing_of(one, people[0], DAY)
    found = standings_of(many, people, DAY)
    assert many.finds == one.finds
    assert sum(standing.up_to_date for standing in found.values()) == 40
    everybody = Counting(bench)
    assert len(board(everybody, DAY)) == 101
    assert (everybody.finds, everybody.scans <= 8) == (0, True)


def test_seats_count_colleagues_who_were_not_asked_about():
    """One seat: the second person asked about alone is not covered."""
    bench = Bench()
    die = bench.organisation()
    first, second = bench.person("Ana A", die), bench.person("Bob B", die)
    bench.put(
        DUES,
        Dues(
            organisation=die,
            since=D(2023, 1, 1),
            until=D(2023, 12, 31),
            paid_on=TODAY,
            rate="r",
            cents=1,
            due_cents=1,
            seats=1,
        ),
    )
    read = bench.store.read()
    assert (standing_of(read, first, DAY).status, standing_of(read, second, DAY).status) == ("covered", "never")


def test_a_status_in_the_shape_of_the_contract():
    """Covered people count for a registration and not for a vote."""
    bench = Bench()
    die = bench.organisation()
    zoe = bench.person(organisation=die)
    bench.dues(organisation=die)
    read = bench.store.read()
    person, organisation = read.get(PEOPLE, zoe), read.get(ORGANISATIONS, die)
    assert person
    assert organisation
    shown = status_of(read, person, DAY)
    assert (shown.who.ref, shown.who.name, shown.on) == ("P1", "Zoé MARTINEAU", DAY)
    assert shown.through
    assert (shown.through.ref, shown.through.name) == ("O1", "Mairie de Die")
    assert shown.counts_for == {"registration": True, "vote": False}
    assert status_of(read, organisation, DAY).counts_for == {"registration": True, "vote": True}


def test_the_board_is_in_the_french_order():
    """Organisations, then people; "de" is passed over."""
    bench = Bench()
    bench.organisation("Étoile")
    bench.organisation("Atelier")
    for name in ("Zoé MARTINEAU", "Inès de Albret", "Ali ÉLAN", "Eve Durand"):
        bench.person(name)
    shown = [one.who.name for one in board(bench.store.read(), TODAY)]
    assert shown == ["Atelier", "Étoile", "Inès de Albret", "Eve Durand", "Ali ÉLAN", "Zoé MARTINEAU"]


def test_statuses_of_everybody_are_one_pass_whatever_was_promised_and_given_back():
    """Promises, refunds, exemptions and grace cost no question a person: each table is read once."""
    bench = Bench()
    bench.change(lambda tx: settings.choose(tx, "dues.grace_days", "30"))
    for number in range(20):
        employer = bench.organisation(f"Structure {number}")
        zoe = bench.person(f"Zoé M{number}", employer, exempt=Exemption(reason="r", until=D(2022, 12, 31)))
        for payer in ({"person": zoe}, {"organisation": employer}):
            paid = bench.dues(**payer)
            year = {"since": D(2023, 1, 1), "until": D(2023, 12, 31), "paid_on": TODAY, "rate": "base", **payer}
            bench.put(DUES, Dues(kind="refund", of=paid, cents=-500, **year))
            bench.put(DUES, Dues(kind="promise", cents=2000, due_cents=2000, seats=1, **year))
    everybody = Counting(bench)
    assert {one.status for one in board(everybody, DAY)} == {"promised"}
    assert (everybody.finds, everybody.scans <= 8) == (0, True)
    several, one = Counting(bench), Counting(bench)
    standings_of(several, range(1, 21), DAY)
    standing_of(one, 1, DAY)
    assert (several.finds, several.scans) == (one.finds, one.scans)
