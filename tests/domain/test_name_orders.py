"""The order of names in one cell, from the row and from its column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.name_orders import family_first, row_order, split_in_order


@pytest.mark.parametrize(
    ("name", "email", "first"),
    [
        ("ROCHE Jeanne", None, True),
        ("Jeanne ROCHE", None, False),
        ("DE LA BRETONNIÈRE Inès", None, True),
        ("de La Bretonnière Inès", None, True),
        ("Le Goff Anne", None, True),
        ("Inès de La Bretonnière", None, False),
        ("Maria de la Cruz", None, False),
        ("Dupont de Nemours Pierre", None, True),
        ("Roche Jeanne", None, True),
        ("ROCHE JEANNE", None, True),
        ("Brun Tom", "tom.brun@marche.example", True),
        ("Tom Brun", "tom.brun@marche.example", False),
        ("Brun Tom", "contact@marche.example", None),
        ("Martin Thomas", None, None),
        ("Roche, Jeanne", None, None),
        ("Roche", None, None),
    ],
)
def test_what_one_row_tells(name, email, first):
    """Capitals, a particle, an address of two words, a given name that hardly any family bears."""
    assert row_order(name, email) is first


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Martin Thomas", ("Thomas", "Martin")),
        ("Duval Pons Marie Claire", ("Marie Claire", "Duval Pons")),
        ("de La Bretonnière Inès", ("Inès", "de La Bretonnière")),
        ("Van Damme Jean", ("Jean", "Van Damme")),
        ("Roche, Jeanne", ("Jeanne", "Roche")),
        ("Jeanne ROCHE", ("Jeanne", "ROCHE")),
        ("Roche", ("", "Roche")),
    ],
)
def test_family_name_first(name, parts):
    """What a row tells by itself stands, whatever its column says."""
    assert split_in_order(name, first=True) == parts


def test_most_rows_decide_for_those_that_tell_nothing():
    assert family_first([True, True, False, None])
    assert not family_first([True, False, False, None], heading=True)
    assert not family_first([None])
    assert family_first([None], heading=True)


@given(st.lists(st.text("abcÉé-' ", min_size=1, max_size=8), min_size=1, max_size=5).map(" ".join))
def test_no_word_is_lost_or_rewritten(name):
    parts = split_in_order(name, first=True)
    assert sorted(" ".join(parts).split()) == sorted(name.split())
