"""Lines on a terminal: whole words, whole commands, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.texts.wrapping import fitted, wrapped

LINE = (
    "  Read as given name “Marie-Françoise”, family name “de La Rochefoucauld”. To change: cap person edit P4 --given"
)


def test_words_stay_whole_and_what_follows_is_a_little_deeper():
    assert wrapped("present  R1  Zoé MARTINEAU (P1) — S1 Cycle de formation", 40) == (
        "present  R1  Zoé MARTINEAU (P1) — S1\n  Cycle de formation"
    )


def test_a_command_is_not_broken():
    assert wrapped(LINE, 50).splitlines() == [
        "  Read as given name “Marie-Françoise”, family",
        "    name “de La Rochefoucauld”. To change:",
        "    cap person edit P4 --given",
    ]
    assert "cap session list --all." in wrapped("No session is called “P9”. List them with cap session list --all.", 50)


def test_a_command_wider_than_the_terminal_breaks_as_words_do():
    command = "Undo: cap person edit P4 --given Marie-Françoise --family Rochefoucauld"
    assert max(map(len, wrapped(command, 30).splitlines())) <= 30


@given(st.text(st.sampled_from("abc é—:.\u202f"), max_size=200), st.integers(20, 90))
def test_only_spaces_become_line_breaks(line, width):
    told = wrapped(line, width)
    assert "".join(told.split()) == "".join(line.split())
    assert all(len(part) <= width or " " not in part.strip() for part in told.splitlines())


@pytest.mark.parametrize("columns", ["0", "3", "nonsense", "80"])
def test_each_line_of_a_text_is_broken_by_itself(monkeypatch, columns):
    """Terminals that tell no width, or none that a word fits in, are taken to be the usual one or a narrow one."""
    monkeypatch.setenv("COLUMNS", columns)
    text = "Short.\n" + "word " * 40 + "\n\nEnd."
    lines = fitted(text).split("\n")
    assert (lines[0], lines[-2:]) == ("Short.", ["", "End."])
    assert 15 <= max(map(len, lines)) <= 80
