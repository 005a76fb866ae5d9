"""Addresses as they are pasted from a message or an address book."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.errors import OtherFileError
from capcli.imports.reading import opened


def found(text):
    """The names and e-mails of a list of addresses; None where it is something else, or nothing."""
    try:
        book = opened(text.encode(), "list.txt")
    except OtherFileError:
        return None
    return [tuple(row.cells) for row in book.tables[0].rows] if book.format == "text" else None


@pytest.mark.parametrize(
    "text",
    [
        "Zoé Martineau <z@parc.example>, Paul Brunel <p@parc.example>",
        "Zoé Martineau <z@parc.example>; Paul Brunel <p@parc.example>;\n",
        "Zoé Martineau <z@parc.example>\r\nPaul Brunel <p@parc.example>\r\n",
        "À : Zoé Martineau <z@parc.example>;\n Paul Brunel <mailto:p@parc.example>",
        "To: \"Zoé Martineau\" <z@parc.example>,\n\t'Paul Brunel' <p@parc.example>\n\n",
        "\ufeffZoé Martineau <z@parc.example>,,\nCc: Paul Brunel<p@parc.example>\n",
    ],
)
def test_each_address_is_a_row(text):
    assert found(text) == [("Zoé Martineau", "z@parc.example"), ("Paul Brunel", "p@parc.example")]


def test_they_are_numbered_though_they_share_a_line():
    rows = opened(b"a@parc.example; b@parc.example\nc@parc.example;", "list.txt").tables[0].rows
    assert [(row.line, row.cells[1][0]) for row in rows] == [(1, "a"), (2, "b"), (3, "c")]


def test_a_comma_may_stand_before_a_given_name():
    text = "de la Tour, Anne <a@parc.example>; ROUX, Éléonore <e@parc.example>, Luc <l@parc.example>"
    assert [name for name, _email in found(text)] == ["de la Tour, Anne", "ROUX, Éléonore", "Luc"]


@pytest.mark.parametrize(
    "text",
    [
        "Éléonore Roux, Paul Serre Brunel <p@parc.example>",  # whose address is it
        "Zoé Martineau <z@parc.example>, Paul Brunel",
        "Nom;Courriel\nZoé;z@parc.example\n",
        "Participants\nZoé Martineau <z@parc.example>\n",
        "z@parc.example\np@parc.example\n",  # a column
        "z@parc.example\tZoé Martineau\n",
        "Zoé <z@parc.example>(Die)",
        "Zoé <z@parc.example>Paul <p@parc.example>",
        "<>",
    ],
)
def test_what_is_something_else_is_left_to_others(text):
    assert found(text) is None


@given(st.text(alphabet="<>@;,\"' :aé\n", max_size=60))
def test_nothing_makes_it_fail(text):
    """What it reads, it reads once: as many rows as there are addresses."""
    rows = found(text)
    assert rows is None or len(rows) == text.count("@")


@pytest.mark.parametrize(
    "text", ["a" * 900_000, "<" * 900_000, "a <" * 300_000, " " * 900_000 + "x", "a@b;" * 200_000 + "!"]
)
def test_a_long_line_is_refused_as_fast_as_it_is_read(text):
    assert found(text) is None
