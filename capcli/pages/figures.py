"""What a session costs and how many people it takes, over all the lines that say so."""

import re
from collections.abc import Callable, Iterable

from capcli.domain.records import Price
from capcli.pages.limits import Limits, limits_in
from capcli.pages.prices import price_in, priced
from capcli.pages.sections import PRACTICAL, Topic
from capcli.pages.taking_part import plain
from capcli.pages.tokens import Passage

Blocks = Callable[..., Iterable[tuple[int, int, Topic]]]
"""Gives the blocks about some topics: first token, end (excluded), topic."""

_COSTS = ("tarif", "prix", "cout", "participation", "frais", "fee", "price")
_FREE = ("gratuit", "free")
_SUBJECTS = (
    "session", "formation", "webinaire", "entree", "evenement", "atelier", "journee", "rencontre", "acces",
    "inscription", "ouvert",
)  # fmt: skip
_COUNTED = ("place", "participant", "seats", "inscrit")
SHORT = 6
"""Words of a line that is about one thing."""
NEAR = 4
"""Words between "gratuit" and what is free."""
READ = 2000
"""Characters of a block that are looked at for what it is about."""


def prices_of(passage: Passage, blocks: Blocks) -> list[Price]:
    """The prices of the practical lines; without any, the first that a sentence elsewhere states as such."""
    found = [
        price for start, end, _topic in blocks(*PRACTICAL - {"contact"}) if (price := price_in(passage, start, end))
    ]
    if found:
        return found
    for start, end, _topic in blocks("title", "lead", "body", "why", "both", "programme"):
        if _speaks_of_price(plain(passage.written(start, end)[:READ])):
            price = price_in(passage, start, end)
            if price:
                return [price]
    return []


def price_over(prices: list[Price]) -> Price | None:
    """One price made of several lines."""
    if not prices:
        return None
    amounts = list(dict.fromkeys(amount for price in prices for amount in price.amounts))
    if all(price.kind == "free" for price in prices):
        return Price(kind="free", amounts=amounts)
    return priced(amounts)


def _speaks_of_price(text: str) -> bool:
    """Whether a text states the price of the session: "gratuit" alone may be about anything."""
    return any(_states_price([word.strip(":,.()!") for word in part.split()]) for part in re.split(r"[.!?;]\s", text))


def _states_price(said: list[str]) -> bool:
    if any(word.startswith(_COSTS) for word in said):
        return True
    free = [at for at, word in enumerate(said) if word.startswith(_FREE)]
    near = [word for at in free for word in said[max(at - NEAR, 0) : at + NEAR + 1]]
    return bool(free) and (len(said) <= SHORT or any(word.startswith(_SUBJECTS) for word in near))


def limits_of(passage: Passage, blocks: Blocks) -> Limits:
    """The limits of the practical lines, else those that the lead or the text states."""
    found = _merged(
        limits_in(passage, start, end, told=topic.kind if topic.kind in ("capacity", "minimum") else "")
        for start, end, topic in blocks(*PRACTICAL - {"contact"})
    )
    if found == Limits():
        found = _merged(
            limits_in(passage, start, end)
            for start, end, _topic in blocks("title", "lead", "body", "why")
            if any(word in plain(passage.written(start, end)[:READ]) for word in _COUNTED)
        )
    crossed = found.most and found.least and found.least > found.most
    return Limits(found.most, None) if crossed else found


def _merged(several: Iterable[Limits]) -> Limits:
    """The first of each that is said."""
    most = least = None
    for limits in several:
        most, least = most or limits.most, least or limits.least
    return Limits(most, least)
