"""Ways of paying: one word for each, however it is typed."""

import pytest

from capcli.domain.methods import METHODS, canonical_method


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("cheque", "chèque"),
        ("CHÈQUE", "chèque"),
        ("check", "chèque"),
        ("transfer", "virement"),
        ("Virement bancaire", "virement"),
        ("mandat administratif", "mandat"),
        ("especes", "espèces"),
        ("cash", "espèces"),
        ("Hello Asso", "helloasso"),
        ("CB", "carte"),
        ("carte-bancaire", "carte"),
        ("prelevement", "prélèvement"),
        ("direct debit", "prélèvement"),
    ],
)
def test_usual_ways_have_one_word(typed: str, kept: str):
    """With accents or without, in French or in English."""
    assert canonical_method(typed) == kept


def test_others_stay_as_typed():
    """Only the spaces are tidied; nothing is nothing."""
    assert canonical_method("  Bons  CAF ") == "Bons CAF"
    assert canonical_method("  ") is None


def test_each_word_means_itself():
    """What is kept can be typed again."""
    assert [canonical_method(method) for method in METHODS] == list(METHODS)
