"""The grammar of prices: "Gratuit pour les adhérents, 30 € pour les autres", "50 € / journée", "1 250,50 €"."""

import re
from collections.abc import Iterator

from msgspec import Struct

from capcli.domain.records import Amount, Price
from capcli.pages.tokens import Gap, Passage

_CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "chf": "CHF", "£": "GBP", "gbp": "GBP", "usd": "USD", "$": "USD",
}  # fmt: skip
_FREE = re.compile(r"gratuite?s?|gratuitement|free")
_NOT_THE_FEE = frozenset(
    "repas dejeuner dejeuners diner buffet buvette hebergement nuit nuitee transport parking stationnement caution arrhes acompte "
    "subvention subventions budget financement chiffre garderie cotisation adhesion bourse salaire capital remboursement "
    "remboursee meal lunch accommodation deposit membership grant replay essai wifi acces entretien newsletter don livre ouvrage "
    "frais dossier abonnement".split()
)
_SALE = frozenset({"frais", "acces"})
"""Of those, words that are about the session itself when they open a price: "Frais : 20 €", "Accès gratuit"."""
_UNITS = re.compile(
    r"^(?:\s*(?:/|par|la|le|l ?'|per|a|each)\s*(?:personnes?|participants?|participantes?|pers|stagiaires?|journ[ée]es?|jours?|"
    r"demi-journ[ée]es?|s[ée]ances?|sessions?|semaines?|heures?|modules?|person|day|session|week|an|head)\b\.?)+"
)
_TAX = re.compile(
    r"^\s*(?:net(?:s|te)? de taxes?|ttc|ht|h\.t\.?|t\.t\.c\.?|net(?:te)?s?|tva .{0,20}|excl .{0,10}|incl .{0,10})\b"
)
_FOR = re.compile(r"^[\s:(,–—-]*(?:pour|for|aux?)\s+(?:(?:les?|la|l['’]|the|tous les|toutes les|une?|des?)\s*)?")
_MARKS = frozenset({",", ";", "/", "+", "|", "•"})


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
    symbol_first = (
        _CURRENCIES.get(passage.low(at))
        if passage.text[passage.tokens[at].start] in "€£$" or passage.low(at) == "chf"
        else None
    )
    number_at = at + 1 if symbol_first else at
    if passage.kind(number_at) != "num" or (symbol_first and passage.gap(number_at) > Gap.SPACE):
        return None
    if not symbol_first and passage.gap(at) is Gap.GLUED and passage.kind(at - 1) in ("word", "num", "url", "email"):
        return None
    whole, after = _whole(passage, number_at)
    cents, after = _cents(passage, after)
    currency = symbol_first
    if not currency and passage.gap(after) < Gap.BREAK:
        currency = _CURRENCIES.get(passage.low(after))
        after += 1
    if not currency or len(whole) > 9:
        return None
    if (
        not symbol_first
        and not cents
        and passage.gap(after) is Gap.GLUED
        and passage.kind(after) == "num"
        and len(passage.low(after)) == 2
    ):
        cents, after = int(passage.low(after)), after + 1
    return Money(int(whole) * 100 + cents, currency, at, after)


def _lowest(passage: Passage, highest: Money) -> Money | None:
    """The other end of "de 10 à 30 €"."""
    at = highest.start - 2
    number = passage.low(at)
    between = passage.low(at + 1) in ("a", "et", "-", "to", "and") and passage.low(at - 1) in (
        "de",
        "entre",
        "from",
        "between",
    )
    if at < 1 or highest.word or not between or passage.kind(at) != "num" or len(number) > 6:
        return None
    return Money(int(number) * 100, highest.currency, at, highest.start)


def _whole(passage: Passage, at: int) -> tuple[str, int]:
    """The digits before the decimals, thousands apart or not."""
    whole, after = passage.low(at), at + 1
    while len(whole) <= 9 and (len(passage.low(at)) <= 3):
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


def _free(passage: Passage, at: int) -> Money | None:
    if passage.kind(at) != "word" or not _FREE.fullmatch(passage.low(at)):
        return None
    before = [passage.low(at - back) for back in (3, 2, 1)]
    if (
        before[2] in ("non", "pas", "not", "feel", "barrier")
        or passage.low(at + 1) == "-"
        and passage.low(at + 2) == "lance"
    ):
        return None
    end = at + 1
    if passage.low(at) == "free" and passage.low(end) == "of" and passage.low(end + 1) == "charge":
        end += 2
    return Money(0, "EUR", at, end, word=True)


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
    """The price that these amounts make."""
    if all(amount.cents == 0 for amount in amounts):
        told = [amount for amount in amounts if amount.audience]
        return Price(kind="free", amounts=told)
    tiered = len(amounts) > 1 and any(amount.audience for amount in amounts)
    if len(amounts) > 1 and any(amount.cents == 0 for amount in amounts):
        tiered = True
    return Price(kind="tiered" if tiered else "paid", amounts=amounts)


def _is_other_fee(passage: Passage, start: int, end: int, money: Money) -> bool:
    """A meal, a deposit, the dues themselves: amounts that are not the price of the session."""
    words = []
    for at in range(money.start - 1, max(start, money.start - 7) - 1, -1):
        if passage.low(at) in _MARKS or passage.low(at) in (".", "(", ")") or passage.taken[at] == "price":
            break
        words.append(passage.low(at))
    opening = {word for word in words if word in _NOT_THE_FEE}
    if opening - _SALE:
        return True
    after = [passage.low(at) for at in range(money.end, min(end, money.end + 3))]
    if money.word and after and after[0] in _NOT_THE_FEE:
        return True
    return len(after) > 1 and after[0] in ("le", "pour", "de", "d") and after[1] in _NOT_THE_FEE


def _audience(passage: Passage, start: int, end: int, found: list[Money], index: int) -> str | None:
    """Whom an amount is for: words after it, in brackets or after "pour", or a label before it."""
    money = found[index]
    last = found[index + 1].start if index + 1 < len(found) else end
    after = _after(passage, money.end, last)
    if after:
        return after
    first = found[index - 1].end if index else start
    return _before(passage, first, money.start)


def _after(passage: Passage, start: int, end: int) -> str | None:
    while start < end and passage.tokens[start].low in ("(", ")"):
        if passage.low(start) == "(":
            break
        start += 1
    stop, depth = start, 0
    while stop < end:
        low = passage.low(stop)
        depth += (low in "([") - (low in ")]") if len(low) == 1 else 0
        if (
            depth < 0
            or (depth == 0 and (low in _MARKS or low == "." or _is_dash(passage, stop)))
            and not _is_unit_slash(passage, start, stop)
        ):
            break
        if (
            depth == 0
            and stop > start
            and low in ("(", "et", "and", "puis", "ou")
            and low != "("
            and stop + 1 >= end - 1
        ):
            break
        stop += 1
    words = passage.written(start, stop)
    words = _strip(words)
    if not words:
        return None
    if words.startswith("("):
        inner = words[1:].partition(")")[0].strip()
        return None if _NOT_PEOPLE.search(inner) else _people(_FOR.sub("", inner))
    pour = _FOR.match(words)
    if pour and pour.end():
        return _people(words[pour.end() :])
    return _people(words) if _is_people(words) else None


def _is_dash(passage: Passage, at: int) -> bool:
    return passage.low(at) == "-" and passage.gap(at) is not Gap.GLUED and passage.gap(at + 1) is not Gap.GLUED


def _is_unit_slash(passage: Passage, start: int, at: int) -> bool:
    return passage.low(at) == "/" and at == start and _UNITS.match(passage.lows(at, at + 2)) is not None


def _strip(words: str) -> str:
    """What remains once units and taxes are passed over."""
    while True:
        low = words.lower()
        for pattern in (_UNITS, _TAX):
            found = pattern.match(low)
            if found and found.end():
                words = words[found.end() :].strip()
                break
        else:
            return words.strip(" :–—-")


_PEOPLE = re.compile(
    r"^(?:tarifs? )?(?:non[- ]?)?(?:adh[ée]rent|membre|cotisant|b[ée]n[ée]vole|[ée]lu|salari|[ée]tudiant|demandeur|autre|particulier|"
    r"association|collectivit|entreprise|structure|r[ée]duit|plein|normal|solidaire|soutien|ext[ée]rieur|professionnel|priv[ée]|"
    r"member|non[- ]member|student|other|reduced|full|agent|stagiaire|individuel|institution|partenaire|tout public|public|"
    r"habitant|minima|jeune|enfant|adulte|groupe)",
    re.IGNORECASE,
)


_NOT_PEOPLE = re.compile(
    r"\d|\b(?:inscription|r[ée]servation|obligatoire|sur|repas|d[ée]jeuner|inclus|compris|ttc|ht|taxes?|tva|ch[èe]que|esp[èe]ces|par|per|sur place|unique|euros?|jours?|journ[ée]e|hors|"
    r"r[ée]gler|lunch|included|vat|cash|forfait|total|soit|net|acompte|cotisation annuelle|adh[ée]sion)\b",
    re.IGNORECASE,
)


def _is_people(words: str) -> bool:
    return len(words.split()) <= 8 and _PEOPLE.match(words) is not None


def _before(passage: Passage, start: int, end: int) -> str | None:
    """The label before an amount: "Adhérents : 50 €", "tarif réduit 10 €"."""
    stop = end
    while stop > start and passage.low(stop - 1) in (":", "(", "-", "="):
        stop -= 1
    begin = stop
    while (
        begin > start
        and passage.low(begin - 1) not in _MARKS
        and passage.low(begin - 1) not in (".", ":", "(", ")", "et")
        and not _is_dash(passage, begin - 1)
    ):
        begin -= 1
    words = passage.written(begin, stop)
    words = re.sub(
        r"^(?:c'est\s+)?(?:pour\s+(?:les?|l['’]|la)\s*|for\s+(?:the\s+)?)", "", words, flags=re.IGNORECASE
    ).strip()
    return _people(words) if _is_people(words) else None


def _people(words: str) -> str | None:
    """The words of an audience as they are kept."""
    words = re.sub(r"\((?:bulletin|formulaire|[^)]{0,40}t[ée]l[ée]charg[^)]{0,40})\)", "", words)
    words = " ".join(words.split()).strip(" ,;:.–—-/")
    words = words.removesuffix("(").strip()
    known = re.match(r"^tarifs?\s+(?!r[ée]duit|plein|normal|solidaire|soutien)", words, re.IGNORECASE)
    words = words[known.end() :] if known else words
    return words if words and len(words) <= 120 else None
