"""Amounts of money as they are written: "1 250,50 €", "€30", "CHF 50.-", "de 10 à 30 €", "gratuit"."""

from collections.abc import Iterator

from msgspec import Struct

from capcli.pages.tokens import Gap, Passage
from capcli.pages.vocabulary import words

_CURRENCIES = {
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    "chf": "CHF",
    **dict.fromkeys(("£", "gbp"), "GBP"),
    **dict.fromkeys(("$", "usd"), "USD"),
}
_FIRST = words("€ £ $ chf")
"""Signs that may stand before the number."""
_FREE = words("gratuit gratuits gratuite gratuites gratuitement free")
_NOT_FREE = words("non pas not feel barrier")
LONGEST = 9
"""Digits of an amount; more are a reference."""


class Money(Struct, frozen=True):
    """An amount, or "free", where it is written (tokens, `end` excluded)."""

    cents: int
    currency: str
    start: int
    end: int
    word: bool = False


def amounts_in(passage: Passage, start: int, end: int) -> Iterator[Money]:
    """Every amount and every "free" among these tokens that no rule has read yet."""
    at = start
    while at < end:
        found = None if passage.taken[at] else _money(passage, at) or _free(passage, at)
        if found is not None and found.end <= end:
            lowest = _lowest(passage, found)
            if lowest is not None:
                yield lowest
            yield found
            at = found.end
        else:
            at += 1


def _money(passage: Passage, at: int) -> Money | None:
    """A number with its currency, before or after."""
    currency = _CURRENCIES.get(passage.low(at)) if passage.low(at) in _FIRST else None
    number_at = at + 1 if currency else at
    if passage.kind(number_at) != "num" or (currency and passage.gap(number_at) > Gap.SPACE):
        return None
    if not currency and passage.gap(at) is Gap.GLUED and passage.kind(at - 1) in ("word", "num", "url", "email"):
        return None
    whole, after = _whole(passage, number_at)
    cents, after = _cents(passage, after)
    if len(whole) > LONGEST:
        return None
    if currency:
        return Money(int(whole) * 100 + cents, currency, at, after)
    currency = _CURRENCIES.get(passage.low(after)) if passage.gap(after) < Gap.BREAK else None
    if currency is None:
        return None
    after += 1
    if not cents and passage.kind(after) == "num" and passage.gap(after) is Gap.GLUED and len(passage.low(after)) == 2:
        cents, after = int(passage.low(after)), after + 1  # "12€50"
    return Money(int(whole) * 100 + cents, currency, at, after)


def _whole(passage: Passage, at: int) -> tuple[str, int]:
    """The digits before the decimals, thousands apart or not."""
    whole, after = passage.low(at), at + 1
    while len(whole) <= LONGEST and (len(passage.low(at)) <= 3):
        mark = passage.low(after) in (".", "'") and passage.gap(after) is Gap.GLUED
        number = after + mark
        fits = passage.kind(number) == "num" and len(passage.low(number)) == 3
        if not fits or passage.gap(number) is not (Gap.GLUED if mark else Gap.SPACE):
            break
        whole, after = whole + passage.low(number), number + 1
    return whole, after


def _cents(passage: Passage, at: int) -> tuple[int, int]:
    if passage.low(at) in (",", ".") and passage.gap(at) is Gap.GLUED:
        digits = passage.low(at + 1)
        if passage.kind(at + 1) == "num" and passage.gap(at + 1) is Gap.GLUED and len(digits) <= 2:
            return int(digits.ljust(2, "0")), at + 2
        if digits == "-":
            return 0, at + 2
    return 0, at


def _lowest(passage: Passage, highest: Money) -> Money | None:
    """The other end of "de 10 à 30 €"."""
    at = highest.start - 2
    if at < 1 or highest.word or passage.kind(at) != "num" or len(passage.low(at)) > 6:
        return None
    opened = passage.low(at - 1) in ("de", "entre", "from", "between")
    joined = passage.low(at + 1) in ("a", "et", "-", "to", "and")
    return Money(int(passage.low(at)) * 100, highest.currency, at, highest.start) if opened and joined else None


def _free(passage: Passage, at: int) -> Money | None:
    """The word that says that nothing is paid."""
    if passage.low(at) not in _FREE or passage.low(at - 1) in _NOT_FREE:
        return None
    if passage.low(at) == "free" and (passage.low(at + 1), passage.low(at + 2)) == ("of", "charge"):
        return Money(0, "EUR", at, at + 3, word=True)
    return Money(0, "EUR", at, at + 1, word=True)
