"""Tables fit their screen, whatever is in them."""

import re
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from capcli.output.shapes import REGISTRATIONS, SHAPES
from capcli.output.showing import show
from capcli.output.table import NARROW, printed, table_of
from capcli.output.words import Words

WORDS = Words(ZoneInfo("Europe/Paris"))
NAMES = st.text(max_size=40) | st.sampled_from(
    ["محمد بن عبد الله", "山田太郎", "L'HOSTIS", "🇫🇷 👩‍🌾", "é" * 60, "a\nb\t\x1b[2Jc"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=5), st.integers(1, 130))
def test_no_row_breaks_and_none_is_wider_than_the_screen(pairs, width):
    """One line a record, at any width, with any writing, and no terminal code gets through."""
    rows = [{"given_name": one, "family_name": two, "organisation": one, "state": "confirmed"} for one, two in pairs]
    columns = [column for column in REGISTRATIONS.columns if column.rank is not None]
    text = printed(table_of(rows, columns, WORDS, width), coloured=False)
    lines = text.split("\n")[:-1]
    assert len(lines) == len(rows) + 1
    assert all(cell_len(line) <= width for line in lines)
    assert "\x1b" not in text


def test_texts_measured_without_rich_are_as_wide_as_rich_says():
    assert {cell_len(letter) for letter in NARROW} == {1}


def test_the_least_important_columns_go_first(make_desk, make_registration, monkeypatch):
    rows = [make_registration(function="Mayor", note="Late")]
    headings = {}
    for width in (40, 80, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        desk = make_desk()
        show(desk, rows, "registrations")
        headings[width] = desk.terminal.shown.splitlines()[0].split("  ")
    assert "Name" in headings[40][0]
    assert "Organisation" in " ".join(headings[80])
    assert "Organisation" not in " ".join(headings[40])
    assert "Note" in " ".join(headings[200])


def test_news_go_on_below_and_are_never_cut():
    """What is read out to somebody; the other columns keep their cells on the first line."""
    message = "Postponed from Tuesday 28 November 2023 to Tuesday 5 December 2023. A place came free: confirmed."
    row = {"given_name": "Zoé", "family_name": "ROCHE", "session": "S1", "changes": [{"message": message}]}
    columns = [column for column in SHAPES["tell"].columns if column.rank is not None]
    lines = printed(table_of([row, row], columns, WORDS, 60), coloured=False).splitlines()
    assert all(cell_len(line) <= 60 for line in lines)
    assert sum("Zoé ROCHE" in line for line in lines) == 2
    told = " ".join(line.removeprefix("S1").replace("Zoé ROCHE", "").strip() for line in lines[1:])
    assert told == f"{message} {message}"
    assert printed(table_of([row], columns, WORDS, 60), coloured=True).count("\n") == len(lines) // 2 + 1


def test_columns_that_were_asked_for_are_cut_not_dropped(make_desk, make_registration, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    desk = make_desk()
    show(desk, [make_registration()], "registrations", columns="email,organisation,requested_at")
    line = desk.terminal.shown.splitlines()[1]
    assert cell_len(line) <= 40
    assert line.count("…") >= 1
    assert "eloise" in line


def test_a_place_in_the_queue_is_read_whole_on_a_narrow_screen(make_desk, make_registration, monkeypatch):
    """What tells one waiting person from the next stands at the end of the state: the name gives way first."""
    monkeypatch.setenv("COLUMNS", "36")
    desk = make_desk()
    rows = [make_registration(state="waiting", position=12, family_name="de La Bretonnière-Montgolfier")]
    show(desk, rows, "registrations")
    line = desk.terminal.shown.splitlines()[1]
    assert line.endswith("waiting list, no. 12")
    assert "…" in line


def test_a_column_with_nothing_in_it_is_left_out(make_desk, make_registration, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    desk = make_desk()
    show(desk, [make_registration()], "registrations")
    assert "Function" not in desk.terminal.shown


@pytest.mark.parametrize("columns", ["", "nonsense", "0"])
def test_off_a_terminal_the_width_is_eighty(make_desk, make_registration, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    desk = make_desk()
    show(desk, [make_registration(function="x" * 60, note="y" * 60)], "registrations")
    assert max(map(len, desk.terminal.shown.splitlines())) <= 80


def test_colour_is_for_terminals(make_desk, make_registration, monkeypatch):
    """None off a terminal, none with NO_COLOR."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    rows = [make_registration()]
    desks = [make_desk(), make_desk(tty=True)]
    for desk in desks:
        show(desk, rows, "registrations")
    monkeypatch.setenv("NO_COLOR", "1")
    desks.append(make_desk(tty=True))
    show(desks[2], rows, "registrations")
    plain, coloured, silenced = (desk.terminal.shown for desk in desks)
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain + silenced
    assert [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()] == silenced.splitlines()


def test_totals_go_below(make_desk, make_registration):
    desk = make_desk()
    show(desk, [make_registration()], "registrations", footer=["1/25: 1 confirmed"])
    assert desk.terminal.shown.endswith("\n1/25: 1 confirmed\n")


def test_a_file_holds_the_table_as_wide_as_it_is(make_desk, make_registration, tmp_path):
    """A file has no edge: nothing is cut and nothing is left out."""
    desk = make_desk()
    show(desk, [make_registration(note="y" * 300)], "registrations", output=tmp_path / "list.txt")
    assert "y" * 300 in (tmp_path / "list.txt").read_text(encoding="utf-8")


def test_a_session_in_a_row(make_desk, make_session):
    desk = make_desk()
    show(desk, [make_session(), make_session(slots=[], capacity=None, counts={})], "sessions")
    first, second = desk.terminal.shown.splitlines()[1:]
    assert first.split() == ["S7", "28/11/2023", "10:30–12:00", "Changement", "d'échelle", "open", "21/25", "3"]
    assert second.split()[0] == "S7"


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_the_first_columns_fit_forty(shape):
    """What never goes is short enough to leave room for what is in it; counts take little."""
    assert len([one for one in SHAPES[shape].columns if one.rank == 0 and one.kind != "number"]) <= 3
