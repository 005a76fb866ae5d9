"""What taking part costs somebody: the price for members where dues cover them, else that for the others."""

from collections.abc import Iterable

from capcli.domain.folding import fold
from capcli.domain.records import Amount, Price

MEMBERS = frozenset(
    {
        "adherent",
        "adherents",
        "adherente",
        "adherentes",
        "membre",
        "membres",
        "cotisant",
        "cotisants",
        "member",
        "members",
    }
)
"""The first words of an audience that dues decide, folded."""
_OTHERS = frozenset({"autre", "autres", "other", "others"})
WORDS = {"en": ("members", "non-members"), "fr": ("adhérents", "non-adhérents")}
"""How members and the others are called in the papers of each language."""


def tiered(cents: int | None, members: int | None, currency: str, language: str) -> Price:
    """The price of a session: for everybody, or for members and the others; None is not stated, 0 is free."""
    if members is None:
        return Price(kind="free") if not cents else Price(kind="paid", amounts=[Amount(cents=cents, currency=currency)])
    ours, others = WORDS.get(language, WORDS["en"])
    amounts = [Amount(cents=members, currency=currency, audience=ours)]
    if cents is not None:
        amounts.append(Amount(cents=cents, currency=currency, audience=others))
    return Price(kind="tiered", amounts=amounts)


def depends_on_dues(price: Price | None) -> bool:
    """Whether members pay another price than the others."""
    return price is not None and any(_is_for(amount) == "members" for amount in price.amounts)


def asks(price: Price | None) -> bool:
    """Whether somebody has to pay for taking part."""
    return price is not None and any(amount.cents for amount in price.amounts)


def price_for(price: Price | None, *, member: bool) -> int | None:
    """What somebody pays, in cents; None where nothing is asked, or the page does not say it for them."""
    if price is None or not asks(price):
        return None
    theirs = [one.cents for one in price.amounts if _is_for(one) == ("members" if member else "others")]
    everybody = [one.cents for one in price.amounts if one.audience is None]
    return _only(theirs) if theirs else _only(everybody)


def members_and_others(price: Price | None) -> tuple[int | None, int | None]:
    """What members pay, where it is another price, and what the others or everybody pay, in cents."""
    if price is None:
        return None, None
    if price.kind == "free":
        return None, 0
    ours = price_for(price, member=True) if depends_on_dues(price) else None
    return ours, price_for(price, member=False)


def currency_of(price: Price | None) -> str:
    """The currency of a session's price; euro where it states none."""
    return next((amount.currency for amount in price.amounts), "EUR") if price else "EUR"


def _only(cents: Iterable[int]) -> int | None:
    """The one amount there is; of several, with and without taxes or of several tiers, none can be chosen."""
    several = set(cents)
    return several.pop() if len(several) == 1 else None


def _is_for(amount: Amount) -> str | None:
    """`members`, `others`, or None for somebody else."""
    words = fold(amount.audience or "").split()
    words = words[1:] if words[:1] in (["les"], ["the"], ["pour"], ["for"]) else words
    if not words:
        return None
    if words[0] in _OTHERS or (words[0] in ("non", "not") and words[1:2] and words[1] in MEMBERS):
        return "others"
    return "members" if words[0] in MEMBERS else None
