"""The words of states, and the line of totals."""

import pytest

from capcli.domain.records import LIVE
from capcli.texts.states import session_state_words, state_words, totals


@pytest.mark.parametrize(
    ("state", "more", "words"),
    [
        ("confirmed", {}, "confirmed"),
        ("pending", {"waits_for": "dues"}, "subject to dues"),
        ("pending", {"waits_for": "approval"}, "subject to approval"),
        ("waiting", {"position": 3}, "waiting list, no. 3"),
        ("waiting", {}, "waiting list"),
        ("cancelled", {}, "cancelled"),
        ("declined", {}, "declined (by them)"),
        ("refused", {}, "refused (by us)"),
    ],
)
def test_states_are_told_in_the_words_of_the_contract(state, more, words):
    assert state_words(state, **more) == words


def test_a_session_s_state_has_its_word():
    assert [session_state_words(state) for state in ("open", "closed", "past", "cancelled")] == [
        "open",
        "closed",
        "past",
        "cancelled",
    ]


@pytest.mark.parametrize(
    ("counts", "capacity", "line"),
    [
        (
            {"confirmed": 21, "pending": 4, "waiting": 3, "cancelled": 2},
            25,
            "25/25: 21 confirmed, 4 subject to dues; waiting list: 3; 2 cancelled not shown",
        ),
        ({"confirmed": 12}, 25, "12/25: 12 confirmed"),
        ({"pending": 1, "offered": 1}, None, "2: 1 subject to dues, 1 place offered"),
        ({"pending": 3, "approval": 2}, 3, "3/3: 2 subject to approval, 1 subject to dues"),
        ({}, 25, "0/25: nobody has a place"),
        ({"cancelled": 1, "declined": 2, "refused": 3}, 5,
         "0/5: nobody has a place; 1 cancelled not shown; 2 declined not shown; 3 refused not shown"),
    ],
)  # fmt: skip
def test_the_totals_are_one_line(counts, capacity, line):
    assert totals(counts, capacity, shown=LIVE) == line


def test_what_is_shown_is_not_told_as_hidden():
    assert totals({"cancelled": 2}, 5, shown=frozenset({"cancelled"})) == "0/5: nobody has a place"
