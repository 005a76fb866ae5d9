"""The votes of a general meeting: the quorum, the representative, the cut-off."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.records import Affiliation, Dues
from capcli.domain.voters import paid_by_then, quorum_votes, voting_representative

D = dt.date
ON = D(2024, 6, 15)


@pytest.mark.parametrize(
    ("votes", "percentage", "quorum"), [(25, 50, 13), (24, 50, 12), (0, 50, 0), (3, 100, 3), (10, 0, 0), (1, 1, 1)]
)
def test_a_share_of_the_votes_rounded_up(votes, percentage, quorum):
    assert quorum_votes(votes, percentage) == quorum


@given(st.integers(0, 10_000), st.integers(0, 100))
def test_the_quorum_is_the_least_number_that_reaches_the_share(votes, percentage):
    found = quorum_votes(votes, percentage)
    assert 0 <= found <= votes
    assert found * 100 >= votes * percentage
    assert found == 0 or (found - 1) * 100 < votes * percentage


def test_the_representative_belongs_there_on_the_day():
    """Whoever left is no longer one, whoever comes later not yet; the last day there still counts."""
    staff = [
        Affiliation(person=1, organisation=3, until=ON),
        Affiliation(person=2, organisation=3, since=D(2024, 6, 16)),
    ]
    assert voting_representative(1, staff, ON) == 1
    assert voting_representative(1, staff, D(2024, 6, 16)) is None
    assert voting_representative(2, staff, ON) is None
    assert voting_representative(None, staff, ON) is None


def test_what_is_paid_on_the_cut_off_counts_and_what_is_cancelled_never_was():
    paid, late = (Dues(id=n, person=1, paid_on=day, cents=2000) for n, day in ((1, ON), (2, D(2024, 6, 16))))
    refund = Dues(id=3, kind="refund", of=1, person=1, paid_on=D(2024, 6, 16), cents=-2000)
    cancellation = Dues(id=4, kind="cancellation", of=1, person=1, paid_on=D(2024, 6, 16), cents=-2000)
    assert paid_by_then([paid, late, refund, cancellation], ON) == [paid, cancellation]
