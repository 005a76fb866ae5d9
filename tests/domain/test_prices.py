"""What taking part costs, by what dues say of somebody."""

import pytest

from capcli.domain.prices import currency_of, depends_on_dues, members_and_others, price_for, tiered
from capcli.domain.records import Amount, Price


def a_price(*amounts: tuple[int, str | None]) -> Price:
    return Price(kind="tiered", amounts=[Amount(cents=cents, audience=audience) for cents, audience in amounts])


@pytest.mark.parametrize(
    ("price", "member", "other"),
    [
        (None, None, None),
        (Price(kind="free"), None, None),
        (a_price((2500, None)), 2500, 2500),
        (a_price((0, "adhérents"), (3000, "les autres")), 0, 3000),
        (a_price((1000, "Adhérents à jour"), (2500, "non-adhérents")), 1000, 2500),
        (a_price((1000, "members"), (2500, "others")), 1000, 2500),
        (a_price((1000, "membres"), (2500, None)), 1000, 2500),
        (a_price((1000, "adhérents")), 1000, None),
        (a_price((1000, "étudiants"), (2500, "entreprises")), None, None),
        (a_price((2500, None), (3000, None)), None, None),
    ],
)
def test_each_pays_what_the_page_says_for_them(price, member, other):
    """Of several tiers, or where nothing is said for somebody, no price is chosen."""
    assert (price_for(price, member=True), price_for(price, member=False)) == (member, other)


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_a_typed_price_reads_as_a_page_would_write_it(language):
    price = tiered(2500, 1000, "CHF", language)
    assert (price_for(price, member=True), price_for(price, member=False)) == (1000, 2500)
    assert members_and_others(price) == (1000, 2500)
    assert currency_of(price) == "CHF"
    assert depends_on_dues(price)


def test_one_price_for_everybody_and_none():
    assert tiered(2500, None, "EUR", "en").kind == "paid"
    assert tiered(0, None, "EUR", "en") == Price(kind="free")
    assert members_and_others(Price(kind="free")) == (None, 0)
    assert members_and_others(None) == (None, None)
    assert currency_of(None) == "EUR"
