"""What a spreadsheet would compute, it does not; what went out comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.guards import guard, guard_for_programs, unguard

CELLS = st.text() | st.text(alphabet="'=+-@\t\r\n1a", max_size=6)


@given(CELLS)
def test_a_guarded_text_comes_back(text):
    """`unguard` undoes both guards, whatever the text."""
    assert unguard(guard(text)) == text
    assert unguard(guard_for_programs(text)) == text


@given(CELLS)
def test_no_cell_starts_as_a_formula(text):
    """A cell that office programs receive never starts as a formula does."""
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize(
    ("text", "for_people", "for_programs"),
    [
        ("=1+1", "'=1+1", "'=1+1"),
        ("'=1+1", "''=1+1", "''=1+1"),
        ("-5", "'-5", "-5"),
        ("-5.25", "'-5.25", "-5.25"),
        ("+33475781715", "'+33475781715", "+33475781715"),
        ("+33 4 75", "'+33 4 75", "'+33 4 75"),
        ("-5\n", "'-5\n", "'-5\n"),
        ("@cap", "'@cap", "'@cap"),
        ("'quoted'", "'quoted'", "'quoted'"),
        ("07400", "07400", "07400"),
        ("", "", ""),
    ],
)
def test_the_guard_of_each_csv(text, for_people, for_programs):
    """Numbers and E.164 phones stay bare in the CSV of programs only."""
    assert guard(text) == for_people
    assert guard_for_programs(text) == for_programs
