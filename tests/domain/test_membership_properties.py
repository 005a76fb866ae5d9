"""What always holds of a membership status, whatever was paid and whoever belongs where."""

import datetime as dt
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain import membership
from capcli.domain.coverage import Account, Tie, account_of, seat_order
from capcli.domain.membership import STATUSES, Standing
from capcli.domain.policies import DuesPolicy
from capcli.domain.records import Affiliation, Dues, Exemption

D = dt.date
ZOE = 7
YEARS = st.integers(2021, 2025)
DAYS = st.dates(D(2020, 6, 1), D(2026, 6, 30))
MAYBE = st.none() | DAYS
EXEMPT = st.none() | st.builds(Exemption, reason=st.just("r"), until=MAYBE)
SEATS = st.none() | st.integers(0, 2)


def standing(on: D, own: Account, ties: Sequence[Tie] = (), policy: DuesPolicy | None = None) -> Standing:
    """The standing under the settings' defaults, unless others are given."""
    return membership.standing(on, own, ties, policy or DuesPolicy())


def dues(number: int = 41, year: int = 2023, *, cents: int = 2000, due: int = 2000, **fields) -> Dues:
    """A payment for a calendar year, made on 3 February of it."""
    paid = {"since": D(year, 1, 1), "until": D(year, 12, 31), "paid_on": D(year, 2, 3), "rate": "base"}
    return Dues(id=number, cents=cents, due_cents=due, **{**paid, **fields})


def account(*payments: Dues, exempt: Exemption | None = None) -> Account:
    return account_of(payments, [exempt] if exempt else [])


@st.composite
def payments(draw: st.DrawFn, most: int = 4) -> list[Dues]:
    """Payments of one payer, in full or in part, some cancelled, never twice for a year."""
    years = draw(st.lists(YEARS, unique=True, max_size=most))
    paid = [
        dues(n, year, cents=draw(st.sampled_from([0, 1000, 2000])), seats=draw(SEATS)) for n, year in enumerate(years, 1)
    ]
    gone = [one for one in paid if draw(st.booleans())]
    return [*paid, *(dues(50 + one.id, kind="cancellation", of=one.id, cents=-one.cents) for one in gone)]


@st.composite
def ties(draw: st.DrawFn) -> list[Tie]:
    """Affiliations to some organisations, each with a colleague."""
    made = []
    for organisation in draw(st.lists(st.integers(1, 3), unique=True, max_size=3)):
        mine = Affiliation(id=organisation, person=ZOE, organisation=organisation, since=draw(MAYBE), until=draw(MAYBE))
        other = Affiliation(
            id=organisation + 10, person=1, organisation=organisation, since=draw(MAYBE), until=draw(MAYBE)
        )
        held = account(*draw(payments()), exempt=draw(EXEMPT))
        made.append(Tie(affiliation=mine, name="O", account=held, colleagues=[mine, other]))
    return made


@settings(max_examples=150)
@given(payments(), EXEMPT, ties(), DAYS)
def test_there_is_always_exactly_one_status_and_a_reason(paid, exempt, known, day):
    """Whatever the facts: one status of the table, with its last day when it lapsed."""
    found = standing(day, account(*paid, exempt=exempt), known)
    assert found.status in STATUSES
    assert found.reasons
    assert (found.status == "covered") == (found.through is not None)
    if found.status == "lapsed":
        assert found.until is not None
        assert found.until < day
        assert standing(found.until, account(*paid, exempt=exempt), known).up_to_date
    if found.up_to_date:
        assert (found.since or D.min) <= day <= (found.until or D.max)


@settings(max_examples=100)
@given(payments(), ties(), DAYS)
def test_every_day_of_a_paid_period_is_current(paid, known, day):
    """And no day outside one is."""
    own = account(*paid)
    inside = any(paid_period.counts and paid_period.includes(day) for paid_period in own.periods)
    assert (standing(day, own, known).status == "current") == inside


@settings(max_examples=100)
@given(payments(3), EXEMPT, ties(), DAYS, YEARS, st.sampled_from([500, 2000]))
def test_a_payment_makes_nobody_less_up_to_date(paid, exempt, known, day, year, cents):
    """Whatever is paid besides, whoever was up to date that day still is."""
    more = [*paid, dues(99, year, cents=cents, paid_on=D(2026, 1, 1))]
    before = standing(day, account(*paid, exempt=exempt), known)
    after = standing(day, account(*more, exempt=exempt), known)
    assert after.up_to_date >= before.up_to_date
    assert STATUSES.index(after.status) <= STATUSES.index(before.status)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(1, 6), MAYBE, MAYBE), max_size=8), DAYS, st.integers(0, 3))
def test_nobody_covered_is_displaced_by_a_newcomer(staff, day, seats):
    """Somebody who joins on the day, with a later number, changes nothing for those there before."""
    there = [Affiliation(id=n, person=p, organisation=3, since=s, until=u) for n, (p, s, u) in enumerate(staff, 1)]
    newcomer = Affiliation(id=99, person=7, organisation=3, since=day)
    assert seat_order([*there, newcomer], day)[: len(seat_order(there, day))] == seat_order(there, day)
