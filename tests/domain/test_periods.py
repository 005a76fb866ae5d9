"""Which days a payment covers, in calendar and in rolling mode."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.affiliations import END
from capcli.domain.dues_years import dues_year_of
from capcli.domain.payments import Paid
from capcli.domain.periods import Period, period_for
from capcli.domain.policies import DuesPolicy
from capcli.domain.records import Rate
from capcli.errors import Usage

D = dt.date
CALENDAR = DuesPolicy()
ROLLING = DuesPolicy(period="rolling")
CARRIED = DuesPolicy(carry_over_from="09-01")


def rate(cents: int = 2400, **fields) -> Rate:
    return Rate(name="Individual", cents=cents, payer="person", **fields)


def held(since: D, until: D, *, cents: int = 2400, due: int = 2400, dues: int = 1) -> Paid:
    return Paid(
        since=since,
        until=until,
        rate="Individual",
        cents=cents,
        due_cents=due,
        currency="EUR",
        seats=None,
        paid_on=since,
        dues=[dues],
    )


def asked(policy: DuesPolicy, joined: D, of: Rate | None = None, **fields) -> Period:
    return period_for(of or rate(), policy, joined=joined, **fields)


def days(period: Period) -> tuple[D, D]:
    return period.since, period.until


def why(period: Period) -> list[str]:
    return [reason.code for reason in period.reasons]


class TestCalendar:
    """Whole dues years."""

    def test_the_whole_year_whenever_paid(self):
        """Nothing special: no reason to give."""
        period = asked(CALENDAR, D(2023, 5, 12))
        assert (days(period), period.due_cents, why(period)) == ((D(2023, 1, 1), D(2023, 12, 31)), 2400, [])

    @pytest.mark.parametrize(
        ("start", "carry", "years", "joined", "since", "until"),
        [
            ("11-01", "01-01", 5, D(2015, 1, 28), D(2014, 11, 1), D(2020, 10, 31)),
            ("01-01", "11-01", 5, D(2015, 1, 28), D(2015, 1, 1), D(2019, 12, 31)),
            ("03-01", "11-11", 5, D(2009, 1, 21), D(2008, 3, 1), D(2014, 2, 28)),
            ("09-01", "06-01", 1, D(2023, 6, 1), D(2022, 9, 1), D(2024, 8, 31)),
            ("09-01", "06-01", 1, D(2023, 5, 31), D(2022, 9, 1), D(2023, 8, 31)),
            ("09-01", "06-01", 1, D(2023, 9, 1), D(2023, 9, 1), D(2024, 8, 31)),
            ("01-01", "12-31", 1, D(2023, 12, 31), D(2023, 1, 1), D(2024, 12, 31)),
            ("03-01", "12-01", 1, D(2024, 2, 29), D(2023, 3, 1), D(2025, 2, 28)),
        ],
    )
    def test_from_the_carry_over_day_on(self, start, carry, years, joined, since, until):
        """That day included, taken inside the same dues year; several years go one further."""
        policy = DuesPolicy(year_start=start, carry_over_from=carry)
        assert days(asked(policy, joined, rate(months=12 * years))) == (since, until)

    def test_the_last_months_offered(self):
        """Two months before a year that starts on 1 July: from 1 May on, that day included."""
        policy = DuesPolicy(year_start="07-01", offered_months=2)
        period = asked(policy, D(2025, 6, 15))
        assert (period.until, why(period)) == (D(2026, 6, 30), ["offered_months"])
        assert asked(policy, D(2025, 5, 1)).until == D(2026, 6, 30)
        assert asked(policy, D(2025, 4, 30)).until == D(2025, 6, 30)

    def test_a_start_by_hand_does_not_move_the_end(self):
        """It is the joining day too, judged for the carry-over."""
        assert days(asked(CARRIED, D(2023, 9, 12), start=D(2023, 3, 15))) == (D(2023, 3, 15), D(2023, 12, 31))
        assert days(asked(CARRIED, D(2023, 9, 12), start=D(2023, 9, 2))) == (D(2023, 9, 2), D(2024, 12, 31))

    def test_a_year_named_is_that_year_alone(self):
        """Also after the carry-over day."""
        assert days(asked(CARRIED, D(2023, 9, 12), year=2023)) == (D(2023, 1, 1), D(2023, 12, 31))
        assert days(asked(CARRIED, D(2023, 9, 12), year=2024)) == (D(2024, 1, 1), D(2024, 12, 31))

    def test_who_paid_this_year_gets_the_next_one_only(self):
        """Nobody is asked; before the carry-over day it is the same year, which the payer has already."""
        paid = [held(D(2023, 1, 1), D(2023, 12, 31))]
        period = asked(CARRIED, D(2023, 9, 1), held=paid)
        assert (days(period), why(period)) == ((D(2024, 1, 1), D(2024, 12, 31)), ["this_year_paid"])
        assert asked(CARRIED, D(2023, 8, 31), held=paid).since == D(2023, 1, 1)

    def test_who_paid_the_next_year_gets_this_one_only(self):
        """Nothing is covered twice."""
        period = asked(CARRIED, D(2023, 9, 1), held=[held(D(2024, 1, 1), D(2024, 12, 31))])
        assert (days(period), why(period)) == ((D(2023, 1, 1), D(2023, 12, 31)), ["next_year_paid"])

    def test_in_the_last_days_somebody_must_say_which_year(self):
        """Unless a carry-over, a start, a year or what is paid decides it."""
        day = D(2023, 12, 12)
        with pytest.raises(Usage, match="which_year") as error:
            asked(CALENDAR, day)
        assert (error.value.values["this"], error.value.values["next"]) == (2023, 2024)
        assert asked(CARRIED, day).until == D(2024, 12, 31)
        assert asked(CALENDAR, day, start=day).since == day
        assert asked(CALENDAR, day, held=[held(D(2023, 1, 1), D(2023, 12, 31))]).since == D(2024, 1, 1)
        begun = held(D(2023, 1, 1), D(2023, 12, 31), cents=400)
        assert asked(CALENDAR, day, held=[begun]).begun == begun

    def test_a_part_is_completed_as_it_was_begun(self):
        """Over both years, if it was carried over; what is due is what was due then."""
        begun = held(D(2023, 1, 1), D(2024, 12, 31), cents=400, due=2000)
        for fields in ({"joined": D(2024, 2, 3)}, {"joined": D(2023, 12, 3)}, {"joined": D(2025, 1, 2), "year": 2023}):
            period = period_for(rate(), CARRIED, held=[begun], **fields)
            assert (days(period), period.due_cents) == ((D(2023, 1, 1), D(2024, 12, 31)), 2000)

    def test_several_years_at_once(self):
        """So many amounts; a carry-over adds its year to the last."""
        period = asked(CARRIED, D(2023, 3, 1), periods=3)
        assert (days(period), period.due_cents) == ((D(2023, 1, 1), D(2025, 12, 31)), 7200)
        assert asked(CARRIED, D(2023, 9, 1), periods=3).until == D(2026, 12, 31)

    @pytest.mark.parametrize("count", [0, -1, 51])
    def test_a_number_of_periods_nobody_pays(self, count: int):
        """None, or half a century."""
        with pytest.raises(Usage, match="periods"):
            asked(CALENDAR, D(2023, 3, 1), periods=count)

    def test_a_start_outside_the_year_named_is_refused(self):
        """One of the two is a slip."""
        with pytest.raises(Usage, match="from_outside"):
            asked(CALENDAR, D(2023, 3, 1), start=D(2023, 3, 1), year=2024)

    def test_an_end_by_hand(self):
        """It must be later than the start."""
        day = D(2025, 1, 1)
        assert days(asked(CALENDAR, day, start=day, until=D(2025, 6, 30))) == (day, D(2025, 6, 30))
        for until in (day, D(2024, 12, 31)):
            with pytest.raises(Usage, match="until_before"):
                asked(CALENDAR, day, start=day, until=until)


class TestProRata:
    """By the months left of the year, that of the joining day counted."""

    @pytest.mark.parametrize(
        ("joined", "cents", "due"),
        [
            (D(2023, 1, 1), 2400, 2400),
            (D(2023, 1, 31), 2400, 2400),
            (D(2023, 2, 1), 2400, 2200),
            (D(2023, 10, 31), 2400, 600),
            (D(2023, 12, 31), 2400, 200),
            (D(2023, 12, 1), 1000, 83),
            (D(2023, 7, 1), 1001, 501),
            (D(2023, 2, 1), 0, 0),
        ],
    )
    def test_by_the_months_left(self, joined, cents, due):
        """Half a cent is rounded up."""
        period = asked(CALENDAR, joined, rate(cents, pro_rata=True), start=joined)
        assert period.due_cents == due

    def test_a_year_that_does_not_begin_with_a_month(self):
        """A month begins on the day of the year's first: from the 15th to the 14th."""
        policy = DuesPolicy(year_start="09-15")
        assert asked(policy, D(2023, 10, 14), rate(pro_rata=True)).due_cents == 2400
        assert asked(policy, D(2023, 10, 15), rate(pro_rata=True)).due_cents == 2200

    def test_not_when_more_than_the_year_is_paid(self):
        """Carried over, several years, or another year than that of the day: the whole amount."""
        of = rate(pro_rata=True)
        assert asked(CARRIED, D(2023, 9, 1), of).due_cents == 2400
        assert asked(CALENDAR, D(2023, 9, 1), of, periods=2).due_cents == 4800
        assert asked(CALENDAR, D(2023, 9, 1), of, year=2022).due_cents == 2400
        assert asked(CALENDAR, D(2023, 9, 1), of, year=2024).due_cents == 2400
        assert asked(CALENDAR, D(2023, 9, 1), of, year=2023).due_cents == 800
        assert asked(ROLLING, D(2023, 9, 1), of).due_cents == 2400

    def test_it_says_why(self):
        """How many months of twelve, and of what."""
        period = asked(CALENDAR, D(2023, 9, 1), rate(pro_rata=True))
        assert why(period) == ["pro_rata"]
        assert period.reasons[0].args["left"] == 4


class TestRolling:
    """From the day after the last period, or from the joining day."""

    @pytest.mark.parametrize(
        ("joined", "fields", "until"),
        [
            (D(2025, 6, 15), {}, D(2026, 6, 14)),
            (D(2021, 2, 1), {"months": 1}, D(2021, 2, 28)),
            (D(2021, 2, 28), {"months": 1}, D(2021, 3, 27)),
            (D(2021, 2, 1), {"months": 1, "days": 2}, D(2021, 3, 2)),
            (D(2023, 1, 31), {"months": 1}, D(2023, 2, 28)),
            (D(2024, 1, 31), {"months": 1}, D(2024, 2, 29)),
            (D(2023, 1, 31), {"months": 1, "days": 2}, D(2023, 3, 2)),
            (D(2024, 2, 29), {"months": 12}, D(2025, 2, 28)),
            (D(2024, 2, 29), {"months": 48}, D(2028, 2, 28)),
            (D(2023, 12, 31), {"months": 2}, D(2024, 2, 29)),
            (D(2023, 12, 31), {"days": 1}, D(2023, 12, 31)),
            (D(2023, 12, 31), {"days": 10}, D(2024, 1, 9)),
            (D(2023, 5, 12), {"lifetime": True}, END),
        ],
    )
    def test_the_last_day(self, joined, fields, until):
        """The eve of the anniversary, or the last day of a month that has no such day."""
        assert days(asked(ROLLING, joined, rate(**fields))) == (joined, until)

    def test_renewed_early(self):
        """On the last day too: the day after what is paid, nothing lost."""
        paid = [held(D(2024, 10, 1), D(2025, 9, 30))]
        for joined in (D(2025, 6, 15), D(2025, 9, 30)):
            period = asked(ROLLING, joined, held=paid)
            assert (days(period), why(period)) == ((D(2025, 10, 1), D(2026, 9, 30)), ["chained"])

    @pytest.mark.parametrize(
        ("joined", "following"),
        [
            (D(2023, 4, 2), D(2023, 4, 1)),
            (D(2024, 3, 31), D(2023, 4, 1)),
            (D(2024, 4, 1), None),
            (D(2025, 6, 15), None),
        ],
    )
    def test_renewed_late(self, joined: D, following: D | None):
        """From the day of payment, however late; what would leave no gap is said while a period from it still runs."""
        period = asked(ROLLING, joined, held=[held(D(2022, 4, 1), D(2023, 3, 31))])
        assert (period.since, period.until) == (joined, asked(ROLLING, joined).until)
        said = period.reasons[0]
        assert (said.code, said.args["next"]) == ("gap", following)

    def test_renewed_the_day_after(self):
        """Nothing is left out, and nothing is to be said."""
        period = asked(ROLLING, D(2023, 4, 1), held=[held(D(2022, 4, 1), D(2023, 3, 31))])
        assert (period.since, why(period)) == (D(2023, 4, 1), [])

    def test_a_start_by_hand_is_respected(self):
        """Back to the day after the last period, or anywhere."""
        paid = [held(D(2022, 4, 1), D(2023, 3, 31))]
        period = asked(ROLLING, D(2023, 11, 30), held=paid, start=D(2023, 4, 1))
        assert (days(period), why(period)) == ((D(2023, 4, 1), D(2024, 3, 31)), [])

    def test_the_length_of_the_setting_yields_to_that_of_the_rate(self):
        """Six months by the setting, a year by the rate."""
        policy = DuesPolicy(period="rolling", length_months=6)
        assert asked(policy, D(2023, 1, 1)).until == D(2023, 6, 30)
        assert asked(policy, D(2023, 1, 1), rate(months=12)).until == D(2023, 12, 31)
        assert asked(policy, D(2023, 1, 31), periods=2).until == D(2024, 1, 30)

    def test_a_year_cannot_be_named(self):
        """The first day can; so it is for a rate of months in calendar mode."""
        for policy, of in ((ROLLING, rate()), (CALENDAR, rate(months=6)), (CALENDAR, rate(lifetime=True))):
            with pytest.raises(Usage, match="year_length"):
                asked(policy, D(2023, 5, 12), of, year=2023)

    def test_a_rate_of_months_runs_from_its_day_in_calendar_mode_too(self):
        """And asks for no year near the end of one."""
        assert days(asked(CARRIED, D(2023, 12, 12), rate(months=6))) == (D(2023, 12, 12), D(2024, 6, 11))
        later = asked(CALENDAR, D(2023, 5, 12), rate(days=10), held=[held(D(2023, 1, 1), D(2023, 12, 31))])
        assert days(later) == (D(2024, 1, 1), D(2024, 1, 10))

    def test_a_lifetime_is_paid_once(self):
        """Not twice at once, and with no end by hand."""
        for fields in ({"periods": 2}, {"until": D(2030, 1, 1)}):
            with pytest.raises(Usage, match="lifetime_once"):
                asked(ROLLING, D(2023, 5, 12), rate(lifetime=True), **fields)

    def test_a_period_ends_while_there_is_a_calendar(self):
        """Fifty centuries after fifty others are a slip, not a defect."""
        far = held(D(2023, 1, 1), D(7022, 12, 31))
        for of in (rate(months=1200), rate(days=36600)):
            with pytest.raises(Usage, match="period_far"):
                asked(ROLLING, D(2023, 6, 1), of, held=[far], periods=50)

    def test_a_part_is_completed(self):
        """While it runs, or when its first day is named."""
        begun = held(D(2023, 2, 3), D(2024, 2, 2), cents=1000)
        assert asked(ROLLING, D(2023, 6, 1), held=[begun]).begun == begun
        assert asked(ROLLING, D(2024, 6, 1), held=[begun]).since == D(2024, 6, 1)
        assert asked(ROLLING, D(2024, 6, 1), held=[begun], start=D(2023, 2, 3)).begun == begun


def unless_unclear(*terms, **fields) -> Period | None:
    """The period; None where somebody must say which year."""
    try:
        return asked(*terms, **fields)
    except Usage as error:
        if error.code != "which_year":
            raise
        return None


DAYS = st.dates(D(1999, 1, 1), D(2060, 12, 31))
MONTH_DAYS = st.dates(D(2023, 1, 1), D(2023, 12, 31)).map(lambda day: f"{day:%m-%d}")
LENGTHS = st.fixed_dictionaries({}, optional={"months": st.integers(1, 40), "days": st.integers(1, 400)})
POLICIES = st.builds(
    DuesPolicy,
    period=st.sampled_from(["calendar", "rolling"]),
    year_start=MONTH_DAYS,
    length_months=st.integers(1, 30),
    carry_over_from=st.one_of(st.just(""), MONTH_DAYS),
    offered_months=st.integers(0, 11),
)


@settings(max_examples=80)
@given(policy=POLICIES, start=DAYS, later=st.lists(st.integers(0, 500), min_size=1, max_size=6), length=LENGTHS)
def test_in_rolling_mode_the_periods_of_a_payer_never_overlap_and_lose_no_day(policy, start, later, length):
    """Each begins after the one before; early it begins the very day after, late on the day of payment."""
    policy = DuesPolicy(period="rolling", length_months=policy.length_months)
    of, paid, day = rate(**length), [], start
    for gap in later:
        day += dt.timedelta(days=gap)
        period = asked(policy, day, of, held=paid)
        if paid:
            last = paid[-1].until
            assert period.since == (last + dt.timedelta(days=1) if last >= day else day)
        assert period.until >= period.since
        paid.append(held(period.since, period.until, dues=len(paid) + 1))


@settings(max_examples=80)
@given(policy=POLICIES, joined=DAYS, years=st.integers(1, 4), periods=st.integers(1, 3), by_hand=st.booleans())
def test_in_calendar_mode_a_period_includes_its_joining_day(policy, joined, years, periods, by_hand):
    """And ends with a dues year; a start by hand moves nothing but the first day."""
    policy = DuesPolicy(
        year_start=policy.year_start, carry_over_from=policy.carry_over_from, offered_months=policy.offered_months
    )
    of = rate(months=12 * years)
    period = unless_unclear(policy, joined, of, periods=periods, start=joined if by_hand else None)
    if period is None:
        assert not by_hand
        return
    assert period.since <= joined <= period.until
    assert period.since == (joined if by_hand else dues_year_of(joined, policy.year_start).since)
    ends = dues_year_of(period.until, policy.year_start)
    assert ends.until == period.until
    carried = bool({"carried_over", "offered_months"} & set(why(period)))
    assert ends.name - dues_year_of(joined, policy.year_start).name == years * periods - 1 + carried


@settings(max_examples=80)
@given(policy=POLICIES, days=st.lists(DAYS, min_size=1, max_size=8))
def test_the_periods_of_a_payer_never_overlap(policy, days):
    """Each touches none of the payments before, or it is one that the checks of payments refuse: the year is paid."""
    paid: list[Paid] = []
    for day in sorted(days):
        period = unless_unclear(policy, day, held=paid)
        if period is None:
            continue
        touching = [one for one in paid if one.since <= period.until and period.since <= one.until]
        if touching:
            assert any(one.since <= period.since and period.until <= one.until for one in touching)
            continue
        paid.append(held(period.since, period.until, dues=len(paid) + 1))
