"""The grammar of prices: "Gratuit pour les adhérents, 30 € pour les autres", "50 € / journée", "1 250,50 €"."""

from capcli.domain.records import Amount, Price
from capcli.pages.amounts import Money, amounts_in
from capcli.pages.payers import MARKS, after_amount, before_amount
from capcli.pages.tokens import Passage
from capcli.pages.vocabulary import words

_NOT_THE_FEE = words(
    "repas dejeuner dejeuners diner buffet buvette hebergement nuit nuitee transport parking stationnement",
    "caution arrhes acompte subvention subventions budget financement chiffre garderie cotisation adhesion",
    "bourse salaire capital remboursement remboursee meal lunch accommodation deposit membership grant replay",
    "essai wifi acces entretien newsletter don livre ouvrage frais dossier abonnement",
)
_SALE = words("frais acces")
"""Of those, words that are about the session itself when they open a price: "Frais : 20 €", "Accès gratuit"."""
NEAR = 7
"""Tokens before an amount that say what it is for."""


def price_in(passage: Passage, start: int, end: int) -> Price | None:
    """What the tokens from `start` to `end` (one block) say that taking part costs; None when they do not."""
    found = [money for money in amounts_in(passage, start, end) if not _is_other_fee(passage, start, end, money)]
    for money in found:
        passage.take(money.start, money.end, "price")
    if not found:
        return None
    amounts = [
        Amount(cents=money.cents, currency=money.currency, audience=_audience(passage, start, end, found, index))
        for index, money in enumerate(found)
    ]
    return priced(list(dict.fromkeys(amounts)) if len(amounts) > 1 else amounts)


def priced(amounts: list[Amount]) -> Price:
    """The price that these amounts make: two for nobody in particular are one price with and without taxes."""
    if all(amount.cents == 0 for amount in amounts):
        return Price(kind="free", amounts=[amount for amount in amounts if amount.audience])
    tiered = len(amounts) > 1 and any(amount.audience or amount.cents == 0 for amount in amounts)
    return Price(kind="tiered" if tiered else "paid", amounts=amounts)


def _is_other_fee(passage: Passage, start: int, end: int, money: Money) -> bool:
    """A meal, a deposit, the dues themselves: amounts that are not the price of the session."""
    before: set[str] = set()
    for at in range(money.start - 1, max(start, money.start - NEAR) - 1, -1):
        if passage.low(at) == "(" and at == money.start - 1:
            continue
        if passage.low(at) in MARKS or passage.low(at) in (".", "(", ")") or passage.taken[at] == "price":
            break
        before.add(passage.low(at))
    if (before & _NOT_THE_FEE) - _SALE:
        return True
    first, second = (passage.low(at) if at < end else "" for at in (money.end, money.end + 1))
    return (money.word and first in _NOT_THE_FEE) or (first in ("le", "pour", "de", "d") and second in _NOT_THE_FEE)


def _audience(passage: Passage, start: int, end: int, found: list[Money], index: int) -> str | None:
    """Whom an amount is for: words after it, in brackets or after "pour", or a label before it."""
    money = found[index]
    stop = found[index + 1].start if index + 1 < len(found) else end
    begin = found[index - 1].end if index else start
    return after_amount(passage, money.end, stop) or before_amount(passage, begin, money.start)
