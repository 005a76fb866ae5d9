"""Who is promised or in grace, on one's own or through an organisation, and what that counts for."""

import datetime as dt
from collections.abc import Sequence

import pytest

from capcli.domain import membership
from capcli.domain.coverage import Account, Tie, account_of
from capcli.domain.membership import Standing
from capcli.domain.policies import DuesPolicy
from capcli.domain.records import Affiliation, Dues, Exemption

D = dt.date
ZOE = 7
GRACE = DuesPolicy(grace_days=30)
TOLERANCE = DuesPolicy(tolerance_until="03-31")


def standing(on: D, own: Account, ties: Sequence[Tie] = (), policy: DuesPolicy = DuesPolicy()) -> Standing:
    return membership.standing(on, own, ties, policy)


def dues(number: int = 41, year: int = 2023, *, cents: int = 2000, due: int = 2000, **fields) -> Dues:
    paid = {"since": D(year, 1, 1), "until": D(year, 12, 31), "paid_on": D(year, 2, 3), "rate": "base"}
    return Dues(id=number, cents=cents, due_cents=due, **{**paid, **fields})


def promise(number: int = 51, year: int = 2023, **fields) -> Dues:
    return dues(number, year, kind="promise", reference="BC-12", **fields)


def account(*records: Dues, exempt: Exemption | None = None) -> Account:
    return account_of(records, [exempt] if exempt else [])


def tie(*records: Dues, organisation: int = 3, colleagues=None, exempt=None, **days) -> Tie:
    own = Affiliation(id=organisation * 10, person=ZOE, organisation=organisation, **days)
    held = account(*records, exempt=exempt)
    return Tie(affiliation=own, name=f"O {organisation}", account=held, colleagues=colleagues or [own])


def codes(known: Standing) -> list[str]:
    return [reason.code for reason in known.reasons]


def facts(known: Standing) -> tuple[str, bool, bool]:
    return known.status, known.up_to_date, known.votes


@pytest.mark.parametrize(("setting", "counts"), [("nothing", False), ("registration", True)])
def test_promised_counts_by_its_setting_and_never_votes(setting: str, counts: bool):
    """The period of the promise bounds it; the reason says which promise and whether it counts."""
    known = standing(D(2023, 6, 1), account(promise()), policy=DuesPolicy(promise_counts=setting))
    assert facts(known) == ("promised", counts, False)
    assert (known.since, known.until) == (D(2023, 1, 1), D(2023, 12, 31))
    assert (known.reasons[0].args["dues"], known.reasons[0].args["counts"]) == (["D51"], counts)


def test_a_promise_counts_until_it_is_paid():
    """A part leaves it promised; the rest makes it current."""
    half, rest = dues(1, cents=1000), dues(2, cents=1000)
    assert codes(standing(D(2023, 6, 1), account(promise(), half))) == ["promised", "part_paid"]
    assert standing(D(2023, 6, 1), account(promise(), half, rest)).status == "current"


def test_covered_comes_before_promised_and_promised_before_grace():
    """Somebody whose organisation paid needs no promise of their own."""
    assert standing(D(2023, 6, 1), account(promise()), [tie(dues())]).status == "covered"
    known = standing(D(2024, 1, 15), account(dues(), promise(year=2024)), policy=GRACE)
    assert facts(known) == ("promised", True, False)
    assert codes(known) == ["promised", "grace"]


def test_staff_of_an_organisation_that_promised():
    """One's own promise is told before theirs; a seat is needed as for what is paid."""
    known = standing(D(2023, 6, 1), account(), [tie(promise(), since=D(2023, 3, 1))])
    assert (known.status, known.through, known.since) == ("promised", 3, D(2023, 3, 1))
    assert standing(D(2023, 6, 1), account(promise(52)), [tie(promise())]).through is None
    other = Affiliation(id=1, person=1, organisation=3)
    mine = tie(promise(seats=1), since=D(2020, 1, 1))
    full = Tie(affiliation=mine.affiliation, name="O", account=mine.account, colleagues=[other, mine.affiliation])
    assert codes(standing(D(2023, 6, 1), account(), [full])) == ["never", "no_seat"]


def test_a_payment_of_fewer_seats_keeps_the_promise_no_longer():
    """What was paid is what covers, once it counts for the promised period."""
    other, mine = Affiliation(id=1, person=1, organisation=3), Affiliation(id=2, person=ZOE, organisation=3)
    held = account(promise(), dues(seats=1))
    known = Tie(affiliation=mine, name="O", account=held, colleagues=[other, mine])
    assert codes(standing(D(2023, 6, 1), account(), [known])) == ["never", "no_seat"]


def test_grace_to_the_day():
    """Thirty days: the thirtieth is in, the next is out, and the reasons say until when."""
    own = account(dues())
    inside, outside = standing(D(2024, 1, 30), own, policy=GRACE), standing(D(2024, 1, 31), own, policy=GRACE)
    assert facts(inside) == ("grace", True, False)
    assert (inside.since, inside.until) == (D(2024, 1, 1), D(2024, 1, 30))
    assert inside.reasons[0].args["after"] == D(2023, 12, 31)
    assert (outside.status, outside.until, codes(outside)) == ("lapsed", D(2023, 12, 31), ["dues_ended", "grace_ended"])
    assert outside.reasons[1].args["until"] == D(2024, 1, 30)


def test_tolerance_is_for_last_years_payers():
    """Whoever paid for 2022 only is not tolerated in 2024."""
    known = standing(D(2024, 3, 31), account(dues()), policy=TOLERANCE)
    assert (known.status, codes(known)) == ("grace", ["tolerance"])
    after = standing(D(2024, 4, 1), account(dues()), policy=TOLERANCE)
    assert codes(after) == ["dues_ended", "tolerance_ended"]
    assert standing(D(2024, 1, 1), account(dues(year=2022)), policy=TOLERANCE).status == "lapsed"


def test_grace_through_an_organisation_one_still_belongs_to():
    """Also of those who joined in the meantime; not of those who left."""
    on = D(2024, 1, 15)
    known = standing(on, account(), [tie(dues())], GRACE)
    assert (known.status, known.through, codes(known)) == ("grace", 3, ["organisation_grace", "affiliated"])
    assert standing(on, account(), [tie(dues(), since=D(2024, 1, 10))], GRACE).status == "grace"
    left = standing(on, account(), [tie(dues(), until=D(2023, 12, 31))], GRACE)
    assert (left.status, codes(left)) == ("lapsed", ["affiliation_ended"])


def test_an_exemption_that_ended_leaves_grace_too():
    """Its holder has time to pay; so have the people of an exempt organisation."""
    ended = Exemption(reason="trainee", until=D(2023, 12, 31))
    assert codes(standing(D(2024, 1, 15), account(exempt=ended), policy=GRACE)) == ["grace"]
    known = standing(D(2024, 1, 15), account(), [tie(exempt=ended)], TOLERANCE)
    assert (known.status, codes(known)) == ("grace", ["organisation_tolerance", "affiliated"])


def test_what_was_cancelled_leaves_no_grace():
    """Nor does what was given back."""
    for kind in ("cancellation", "refund"):
        taken = dues(42, kind=kind, of=41, cents=-2000, due=0)
        assert standing(D(2024, 1, 15), account(dues(), taken), policy=GRACE).status == "never"


def test_exempt_members_vote_by_a_setting():
    """They count for registrations all the same."""
    own = account(exempt=Exemption(reason="founder"))
    assert facts(standing(D(2023, 6, 1), own)) == ("exempt", True, True)
    assert facts(standing(D(2023, 6, 1), own, policy=DuesPolicy(exempt_votes=False))) == ("exempt", True, False)


def test_a_lifetime_never_ends():
    """No last day, no grace, current for ever."""
    known = standing(D.max, account(dues(until=None)), policy=GRACE)
    assert (known.status, known.until) == ("current", None)
    assert known.reasons[0].args["until"] is None


def test_a_seat_is_kept_from_those_typed_later():
    """Somebody typed in June to belong since 2020 comes after those who were there; and lost it when another came."""
    mine = Affiliation(id=2, person=ZOE, organisation=3, since=D(2021, 1, 1), entered_on=D(2023, 1, 5))
    typed_later = Affiliation(id=3, person=1, organisation=3, since=D(2020, 1, 1), entered_on=D(2023, 6, 1))
    held = account(dues(seats=1))
    for colleagues in ([mine, typed_later], [typed_later, mine]):
        known = Tie(affiliation=mine, name="O", account=held, colleagues=colleagues)
        assert standing(D(2023, 7, 1), account(), [known]).status == "covered"


def test_the_last_day_with_a_seat_is_told():
    """Covered until somebody who was expected came, who had been typed before."""
    expected = Affiliation(id=1, person=1, organisation=3, since=D(2023, 5, 1), entered_on=D(2023, 1, 1))
    mine = Affiliation(id=2, person=ZOE, organisation=3, since=D(2023, 2, 1), entered_on=D(2023, 6, 1))
    known = Tie(affiliation=mine, name="O", account=account(dues(seats=1)), colleagues=[expected, mine])
    assert standing(D(2023, 4, 30), account(), [known]).status == "covered"
    lost = standing(D(2023, 9, 1), account(), [known])
    assert (lost.status, lost.until) == ("lapsed", D(2023, 4, 30))
    assert "no_seat" in codes(lost)
