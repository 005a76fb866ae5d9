"""Which backups are kept."""

import datetime as dt

from hypothesis import example, given
from hypothesis import strategies as st

from capcli.domain.thinning import Keeping, kept

START = dt.datetime(2026, 11, 23, 8, 12, 30, tzinfo=dt.UTC)
NONE = Keeping(last=0, days=0, weeks=0, months=0)

moments = st.datetimes(dt.datetime(2024, 11, 1), dt.datetime(2027, 2, 1), timezones=st.just(dt.UTC))
backups = st.lists(st.tuples(moments, st.integers(1, 60), st.just(1)), unique=True, max_size=60)
keepings = st.builds(
    Keeping, last=st.integers(1, 5), days=st.integers(0, 5), weeks=st.integers(0, 5), months=st.integers(0, 5)
)


def one_a_day(count):
    return [(START - dt.timedelta(days=back), 1000 - back, 1) for back in range(count)]


def days_back(found):
    return sorted((START.date() - moment.date()).days for moment, _entry, _number in found)


def test_the_last_ones_are_kept():
    made = [(START + dt.timedelta(minutes=n), n, 1) for n in range(20)]
    assert sorted(kept(made, Keeping(last=3, days=0, weeks=0, months=0))) == made[-3:]


def test_of_a_day_the_newest_is_kept():
    made = [(START.replace(hour=hour), hour, 1) for hour in range(24)]
    assert kept(made, Keeping(last=0, days=2, weeks=0, months=0)) == {made[-1]}


def test_a_year_of_days():
    """Ten days, of which two are also the Sundays of weeks; a third Sunday; the last days of eleven more months."""
    found = days_back(kept(one_a_day(400), Keeping()))
    assert found == [*range(10), 15, 23, 54, 84, 115, 146, 176, 207, 237, 268, 296, 327]


def test_a_desk_that_stood_still_loses_nothing_by_its_first_write():
    made = one_a_day(5)
    later = (START + dt.timedelta(days=500), 2000, 1)
    assert kept([*made, later], Keeping(last=1, days=6, weeks=0, months=0)) == {*made, later}


def test_a_clock_that_was_a_year_ahead_costs_none_of_the_last_ones():
    ahead = [(START + dt.timedelta(days=365, minutes=n), n, 1) for n in range(20)]
    since = [(START + dt.timedelta(minutes=n), 100 + n, 1) for n in range(20)]
    assert kept([*ahead, *since], Keeping(last=3, days=0, weeks=0, months=0)) == {*ahead[-3:], *since[-3:]}


def test_around_new_year_a_week_is_one_and_a_month_is_two():
    silvester = (dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC), 1, 1)
    new_year = (dt.datetime(2027, 1, 1, 12, tzinfo=dt.UTC), 2, 1)
    assert kept([silvester, new_year], Keeping(last=0, days=0, weeks=9, months=0)) == {new_year}
    assert kept([silvester, new_year], Keeping(last=0, days=0, weeks=0, months=9)) == {silvester, new_year}


@given(backups, keepings)
@example([], Keeping())
def test_the_newest_of_each_and_the_last_and_nothing_else(made, keeping):
    """Worked out the other way round: each one says itself why it stays."""

    def is_newest_of(backup, period, count):
        same = [one for one in made if period(one[0]) == period(backup[0])]
        later = {period(one[0]) for one in made if period(one[0]) > period(backup[0])}
        return backup == max(same) and len(later) < count

    def stays(backup):
        return (
            sum(one > backup for one in made) < keeping.last
            or sum((one[1], one) > (backup[1], backup) for one in made) < keeping.last
            or is_newest_of(backup, dt.datetime.toordinal, keeping.days)
            or is_newest_of(backup, lambda moment: (moment.toordinal() - 1) // 7, keeping.weeks)
            or is_newest_of(backup, lambda moment: moment.year * 12 + moment.month, keeping.months)
        )

    assert kept(made, keeping) == {backup for backup in made if stays(backup)}


@given(backups, keepings)
def test_thinning_twice_changes_nothing(made, keeping):
    once = kept(made, keeping)
    assert kept(once, keeping) == once


@given(backups, keepings)
def test_thinning_after_each_write_keeps_what_thinning_at_the_end_does(made, keeping):
    held = set()
    for backup in sorted(made):
        held = kept(held | {backup}, keeping)
    assert held == kept(made, keeping)
