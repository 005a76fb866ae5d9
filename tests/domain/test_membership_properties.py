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
POLICIES = st.builds(
    DuesPolicy,
    grace_days=st.sampled_from([0, 30, 400]),
    tolerance_until=st.sampled_from(["", "03-31", "12-31"]),
    year_start=st.sampled_from(["01-01", "09-01"]),
    promise_counts=st.sampled_from(["nothing", "registration"]),
)


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
    """What one payer paid, in full or in part, and promised; some cancelled or given back, never twice for a year."""
    years = draw(st.lists(YEARS, unique=True, max_size=most))
    paid = [
        dues(n, year, cents=draw(st.sampled_from([0, 1000, 2000])), seats=draw(SEATS))
        for n, year in enumerate(years, 1)
    ]
    back = [(one, draw(st.sampled_from(["", "", "cancellation", "refund"]))) for one in paid]
    taken = [dues(50 + one.id, kind=kind, of=one.id, cents=-one.cents, due=0) for one, kind in back if kind]
    promised = draw(st.lists(YEARS, unique=True, max_size=2))
    seats = draw(SEATS)
    return [*paid, *taken, *(dues(70 + n, year, kind="promise", seats=seats) for n, year in enumerate(promised))]


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
@given(payments(), EXEMPT, ties(), DAYS, POLICIES)
def test_there_is_always_exactly_one_status_and_a_reason(paid, exempt, known, day, policy):
    """Whatever the facts and the settings: one status of the table, with its last day when it lapsed."""
    found = standing(day, account(*paid, exempt=exempt), known, policy)
    assert found.status in STATUSES
    assert found.reasons
    assert found.through is not None or found.status != "covered"
    assert found.through is None or found.status in ("covered", "promised", "grace")
    assert found.votes == (found.status in ("exempt", "current"))
    assert found.up_to_date or found.status in ("promised", "lapsed", "never")
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
@given(payments(3), EXEMPT, ties(), DAYS, YEARS, st.sampled_from(["500", "2000", "promise"]), POLICIES)
def test_a_payment_makes_nobody_less_up_to_date(paid, exempt, known, day, year, what, policy):
    """Whatever is paid or promised besides, whoever was up to date that day still is."""
    one = (
        dues(99, year, kind="promise") if what == "promise" else dues(99, year, cents=int(what), paid_on=D(2026, 1, 1))
    )
    before = standing(day, account(*paid, exempt=exempt), known, policy)
    after = standing(day, account(*paid, one, exempt=exempt), known, policy)
    assert after.up_to_date >= before.up_to_date
    assert STATUSES.index(after.status) <= STATUSES.index(before.status)


@settings(max_examples=100)
@given(payments(3), ties(), DAYS, POLICIES)
def test_days_of_grace_and_promises_that_count_take_nothing_away(paid, known, day, policy):
    """Compared with settings that allow nothing, nobody is less up to date."""
    strict = standing(day, account(*paid), known)
    assert standing(day, account(*paid), known, policy).up_to_date >= strict.up_to_date


STAFF = st.lists(st.tuples(st.integers(1, 6), MAYBE, MAYBE, MAYBE), max_size=8)


@settings(max_examples=200)
@given(STAFF, DAYS, MAYBE)
def test_nobody_there_is_displaced_by_somebody_typed_later(staff, day, since):
    """Whatever day the newcomer is said to belong from, those typed and there by then come first, also that day."""
    there = [
        Affiliation(id=n, person=p, organisation=3, since=s, until=u, entered_on=e)
        for n, (p, s, u, e) in enumerate(staff, 1)
        if (s or D.min) <= day and (e or D.min) <= day
    ]
    newcomer = Affiliation(id=99, person=7, organisation=3, since=since, entered_on=day)
    before = seat_order(there, day)
    assert seat_order([*there, newcomer], day)[: len(before)] == before


@settings(max_examples=200)
@given(STAFF, DAYS, DAYS)
def test_a_seat_lasts_while_those_typed_in_time_come_and_go(staff, one, other):
    """Where each was typed before the first day they are there, nobody loses a seat to somebody who joins later."""
    first, second = sorted((one, other))
    there = [
        Affiliation(id=n, person=n, organisation=3, since=s, until=u, entered_on=min(s, e) if s and e else None)
        for n, (_p, s, u, e) in enumerate(staff, 1)
    ]
    before = seat_order(there, first)
    after = [person for person in seat_order(there, second) if person in before]
    assert after == [person for person in before if person in after]
    assert all(seat_order(there, second).index(person) <= before.index(person) for person in after)
