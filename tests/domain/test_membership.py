"""Membership status on any day: the first that applies, both ends of everything included."""

import datetime as dt
from collections.abc import Sequence

from capcli.domain import membership
from capcli.domain.coverage import Account, Tie, account_of
from capcli.domain.membership import Standing
from capcli.domain.policies import DuesPolicy
from capcli.domain.records import Affiliation, Dues, Exemption

D = dt.date
ZOE = 7


def standing(on: D, own: Account, ties: Sequence[Tie] = (), policy: DuesPolicy | None = None) -> Standing:
    """The standing under the settings' defaults, unless others are given."""
    return membership.standing(on, own, ties, policy or DuesPolicy())


def dues(number: int = 41, year: int = 2023, *, cents: int = 2000, due: int = 2000, **fields) -> Dues:
    """A payment for a calendar year, made on 3 February of it."""
    paid = {"since": D(year, 1, 1), "until": D(year, 12, 31), "paid_on": D(year, 2, 3), "rate": "base"}
    return Dues(id=number, cents=cents, due_cents=due, **{**paid, **fields})


def account(*payments: Dues, exempt: Exemption | None = None) -> Account:
    return account_of(payments, [exempt] if exempt else [])


def tie(organisation: int = 3, held: Account | None = None, *, colleagues=None, **days) -> Tie:
    own = Affiliation(id=organisation * 10, person=ZOE, organisation=organisation, **days)
    return Tie(
        affiliation=own, name=f"Organisation {organisation}", account=held or account(), colleagues=colleagues or [own]
    )


def codes(known: Standing) -> list[str]:
    return [reason.code for reason in known.reasons]


def test_own_dues_cover_the_whole_year_on_both_ends():
    """31 December of the year before and 1 January of the year after are outside, the ends inside."""
    own = account(dues())
    found = {day: standing(day, own).status for day in (D(2022, 12, 31), D(2023, 1, 1), D(2023, 12, 31), D(2024, 1, 1))}
    assert list(found.values()) == ["never", "current", "current", "lapsed"]


def test_a_payment_covers_days_before_it_was_made():
    """Valid that day, given what is known now: paid in November, current in March."""
    known = standing(D(2023, 3, 1), account(dues(paid_on=D(2023, 11, 20))))
    assert (known.status, known.since, known.until) == ("current", D(2023, 1, 1), D(2023, 12, 31))


def test_an_unpaid_year_is_a_visible_gap():
    """2022 and 2024 paid, 2023 not: lapsed within it, and what comes later is said."""
    known = standing(D(2023, 6, 1), account(dues(1, 2022), dues(2, 2024)))
    assert (known.status, known.until) == ("lapsed", D(2022, 12, 31))
    assert codes(known) == ["dues_ended", "dues_later"]


def test_a_year_that_ends_on_29_february():
    """A dues year from 1 March to 29 February: the leap day is inside, 1 March is not."""
    own = account(dues(since=D(2023, 3, 1), until=D(2024, 2, 29)))
    assert standing(D(2024, 2, 29), own).status == "current"
    assert standing(D(2024, 3, 1), own).status == "lapsed"


def test_paid_before_the_year_begins():
    """Dues paid in December for the next year do not cover December."""
    own = account(dues(year=2024, paid_on=D(2023, 12, 12)))
    assert standing(D(2023, 12, 31), own).status == "never"
    assert codes(standing(D(2023, 12, 31), own)) == ["never", "dues_later"]
    assert standing(D(2024, 1, 1), own).status == "current"


def test_parts_count_together_when_they_reach_what_is_due():
    """Until then the status says what remains; then both payments are named."""
    first, second = dues(1, cents=1500, part=True), dues(2, cents=500, part=True, paid_on=D(2023, 5, 2))
    waiting, done = standing(D(2023, 6, 1), account(first)), standing(D(2023, 6, 1), account(first, second))
    assert codes(waiting) == ["never", "part_paid"]
    assert waiting.reasons[1].args["remains"].cents == 500
    assert done.status == "current"
    assert done.reasons[0].args["dues"] == ["D1", "D2"]


def test_parts_at_different_rates_do_not_add_up():
    """Half of one rate and half of another are two unfinished payments."""
    own = account(dues(1, cents=1000, rate="base"), dues(2, cents=1000, rate="reduced"))
    assert standing(D(2023, 6, 1), own).status == "never"


def test_a_cancelled_payment_counts_for_nothing_and_is_said():
    """The record stays: the reason names it."""
    taken_back = dues(42, kind="cancellation", of=41, cents=-2000, paid_on=D(2023, 5, 1), reason="Bounced")
    known = standing(D(2023, 6, 1), account(dues(), taken_back))
    assert codes(known) == ["never", "dues_cancelled"]


def test_an_exemption_comes_first_and_its_last_day_is_included():
    """Exempt until 30 June: exempt that day although dues are paid too, lapsed after it when they are not."""
    exempt = Exemption(reason="founder", until=D(2023, 6, 30))
    assert standing(D(2023, 6, 30), account(dues(), exempt=exempt)).status == "exempt"
    assert standing(D(2023, 7, 1), account(dues(), exempt=exempt)).status == "current"
    ended = standing(D(2023, 7, 1), account(exempt=exempt))
    assert (ended.status, ended.until, codes(ended)) == ("lapsed", D(2023, 6, 30), ["exempt_ended"])


def test_covered_through_an_organisation_says_which():
    """Through its dues, within the affiliation; those it covers do not vote."""
    known = standing(D(2023, 6, 1), account(), [tie(3, account(dues()), since=D(2023, 5, 1))])
    assert (known.status, known.through, known.through_name) == ("covered", 3, "Organisation 3")
    assert (known.since, known.until) == (D(2023, 5, 1), D(2023, 12, 31))
    assert (known.up_to_date, known.votes) == (True, False)
    assert codes(known) == ["covered_by_dues", "affiliated"]


def test_the_last_day_at_the_organisation_is_covered():
    """Affiliated until 30 June: covered that day, lapsed the next, and the reason is the departure."""
    left = [tie(3, account(dues()), until=D(2023, 6, 30))]
    assert standing(D(2023, 6, 30), account(), left).status == "covered"
    after = standing(D(2023, 7, 1), account(), left)
    assert (after.status, after.until, codes(after)) == ("lapsed", D(2023, 6, 30), ["affiliation_ended"])


def test_two_organisations_one_lapsed():
    """The one that paid covers; when neither did, the other one is told too."""
    town, community = tie(3, account(dues(1, 2022))), tie(4, account(dues(2, 2023)))
    assert standing(D(2023, 6, 1), account(), [town, community]).through == 4
    neither = standing(D(2024, 6, 1), account(), [town, community])
    assert codes(neither) == ["organisation_dues_ended", "organisation_lapsed"]
    assert neither.until == D(2023, 12, 31)


def test_of_two_that_cover_the_one_that_lasts_longest_is_stated():
    """Then the lowest number; the other one follows in the reasons."""
    until_june = tie(3, account(dues(1)), until=D(2023, 6, 30))
    whole = tie(4, account(dues(2)))
    known = standing(D(2023, 6, 1), account(), [until_june, whole])
    assert known.through == 4
    assert codes(known) == ["covered_by_dues", "affiliated", "covered_by_dues"]
    assert standing(D(2023, 6, 1), account(), [tie(10, account(dues(1))), tie(9, account(dues(2)))]).through == 9


def test_an_exempt_organisation_covers():
    """A founding commune owes nothing, and its agents are up to date."""
    known = standing(D(2023, 6, 1), account(), [tie(3, account(exempt=Exemption(reason="founder")))])
    assert (known.status, known.until, codes(known)) == ("covered", None, ["covered_by_exempt", "affiliated"])


def test_seats_go_to_those_who_came_first():
    """Two seats: the third affiliated is not covered, and is told her place; a departure frees one."""
    staff = [
        Affiliation(id=1, person=1, organisation=3, since=D(2020, 1, 1), until=D(2023, 8, 31)),
        Affiliation(id=2, person=2, organisation=3),
        Affiliation(id=3, person=ZOE, organisation=3, since=D(2021, 1, 1)),
        Affiliation(id=4, person=9, organisation=3, since=D(2021, 1, 1)),
    ]
    mine = Tie(affiliation=staff[2], name="Organisation 3", account=account(dues(seats=2)), colleagues=staff)
    before, after = standing(D(2023, 8, 31), account(), [mine]), standing(D(2023, 9, 1), account(), [mine])
    assert codes(before) == ["never", "no_seat"]
    assert before.reasons[1].args["position"] == 3
    assert after.status == "covered"
    assert standing(D(2024, 1, 1), account(), [mine]).until == D(2023, 12, 31)


def test_no_seat_covers_nobody():
    """A rate of 0 seats covers the organisation alone."""
    assert standing(D(2023, 6, 1), account(), [tie(3, account(dues(seats=0)))]).status == "never"


def test_an_organisation_that_paid_in_part_covers_nobody_yet():
    """The person is told what remains."""
    known = standing(D(2023, 6, 1), account(), [tie(3, account(dues(cents=500)))])
    assert codes(known) == ["never", "organisation_part_paid"]


def test_the_first_day_there_is():
    """A day at the end of the calendar raises nothing."""
    known = [tie(3, account(dues()))]
    assert standing(D.min, account(dues()), known).status == "never"
    assert standing(D.max, account(dues()), known).status == "lapsed"


def test_what_was_due_at_the_first_part_is_due():
    """A rate that changed between two parts does not change what the first one promised."""
    parts = [dues(41, cents=500, due=2000, part=True), dues(42, cents=1500, due=2500, part=True)]
    assert standing(D(2023, 11, 28), account(*parts)).status == "current"
