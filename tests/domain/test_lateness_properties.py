"""What saves judging somebody's lateness in full changes nothing of it, whatever was paid, promised or taken back."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.affiliations import END
from capcli.domain.coverage import Account, Tie, account_of, is_plainly_paid
from capcli.domain.lateness import due_call, last_paid_year, lateness, telling
from capcli.domain.policies import DuesPolicy
from capcli.domain.records import Affiliation, Dues

D = dt.date
ZOE = 7
DAYS = st.dates(D(2021, 6, 1), D(2026, 12, 31))
MAYBE = st.none() | DAYS
YEARS = [(D(year, 1, 1), D(year, 12, 31)) for year in range(2021, 2025)]
TODAYS = st.sampled_from([D(2024, 12, 31), D(2025, 1, 1), D(2025, 3, 1), D(2026, 2, 1)]) | DAYS
POLICIES = st.builds(
    DuesPolicy,
    grace_days=st.sampled_from([0, 0, 0, 400]),
    tolerance_until=st.sampled_from(["", "", "", "03-31"]),
    reminders=st.sampled_from([(-30, -7, 30, 60), (0,), ()]),
    period=st.sampled_from(["calendar", "rolling"]),
)


def record(number: int, span: tuple[D | None, D | None], **fields) -> Dues:
    since, until = span
    return Dues(id=number, person=ZOE, since=since, until=until, **{"cents": 2000, "due_cents": 2000} | fields)


@st.composite
def records(draw: st.DrawFn) -> list[Dues]:
    """One payer's records: years paid in full, and at times anything else besides, some of it taken back."""
    years = draw(st.lists(st.sampled_from(YEARS), unique=True, max_size=4))
    made = [record(number, year, paid_on=draw(DAYS), rate="base") for number, year in enumerate(years, 1)]
    for number in range(10, 10 + draw(st.integers(0, 2))):
        span = draw(st.sampled_from(YEARS) | st.tuples(MAYBE, MAYBE).filter(is_span))
        kind = draw(st.sampled_from(["payment", "payment", "promise", "call"]))
        cents = draw(st.sampled_from([1000, 2000]))
        rate = draw(st.sampled_from(["base", "reduced"]))
        made.append(record(number, span, kind=kind, paid_on=draw(DAYS), cents=cents, rate=rate))
    if made and draw(st.booleans()):
        one = draw(st.sampled_from(made))
        kind = draw(st.sampled_from(["cancellation", "refund"]))
        span = (one.since, one.until)
        made.append(record(20, span, kind=kind, of=one.id, paid_on=draw(DAYS), cents=-one.cents, due_cents=0))
    return made


def is_span(days: tuple[D | None, D | None]) -> bool:
    return (days[0] or D.min) <= (days[1] or END)


@st.composite
def ties(draw: st.DrawFn) -> list[Tie]:
    """None or one organisation, which paid whatever it paid."""
    if draw(st.booleans()):
        return []
    mine = Affiliation(id=1, person=ZOE, organisation=1, since=draw(MAYBE), until=draw(MAYBE))
    return [Tie(affiliation=mine, name="O", account=account_of(draw(records())), colleagues=[mine])]


@settings(max_examples=400)
@given(records(), ties(), TODAYS, POLICIES)
def test_the_records_that_tell_of_lateness_tell_it_all(dues, known, today, policy):
    """Judged by these alone, somebody is late, left out or called as by everything they paid."""
    told, whole = account_of(telling(today, dues, policy)), account_of(dues)
    assert lateness(today, told, known, policy) == lateness(today, whole, known, policy)
    assert due_call(today, told, known, policy) == due_call(today, whole, known, policy)
    assert last_paid_year(told, policy) == last_paid_year(whole, policy)


@settings(max_examples=400)
@given(records(), ties(), TODAYS, POLICIES)
def test_whoever_plainly_paid_is_neither_late_nor_called(dues, known, today, policy):
    """Nor is anybody called before the days that the first threshold reaches."""
    reached = today + dt.timedelta(days=1 + max(0, -min(policy.reminders, default=0)))
    account: Account = account_of(dues)
    if is_plainly_paid(dues, today, today):
        assert lateness(today, account, known, policy) is None
    if is_plainly_paid(dues, today, reached):
        assert due_call(today, account, known, policy) is None


def test_of_years_paid_in_full_the_last_one_tells():
    *_, first, again = paid = [
        record(number, YEARS[year], paid_on=D(2021, 2, 3)) for number, year in enumerate((0, 1, 2, 2), 1)
    ]
    assert telling(D(2025, 1, 1), paid, DuesPolicy()) == [first, again]
    assert telling(D(2023, 12, 31), paid, DuesPolicy()) == paid
    assert telling(D(2025, 1, 1), paid, DuesPolicy(grace_days=30)) == paid
