"""How the half-days of a session are laid out in tables."""

from hypothesis import given
from hypothesis import strategies as st

from capcli.documents.sheets import MOST_COLUMNS, in_tables


def test_ten_half_days_stay_together_and_eleven_do_not():
    assert in_tables([2] * 5) == [range(5)]
    assert in_tables([2] * 5 + [1]) == [range(3), range(3, 6)]


def test_tables_are_about_as_wide_as_each_other():
    """Twelve are six and six, not ten and two."""
    assert in_tables([2] * 6) == [range(3), range(3, 6)]


@given(st.lists(st.integers(1, 3), min_size=1, max_size=60))
def test_every_day_is_in_one_table_that_holds_it(spans):
    tables = in_tables(spans)
    assert [day for table in tables for day in table] == list(range(len(spans)))
    assert all(sum(spans[day] for day in table) <= MOST_COLUMNS for table in tables)
