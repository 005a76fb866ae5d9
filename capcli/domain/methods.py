"""How dues are paid: the usual ways under one word each, whatever the language or the accents typed."""

from capcli.domain.names import fold

METHODS: dict[str, str] = {
    "chèque": "cheque, cheques, chq, check, cheque bancaire",
    "virement": "virement, vir, virement bancaire, virement sepa, transfer, bank transfer, wire, wire transfer",
    "mandat": "mandat, mandat administratif, mandate, public mandate, administrative mandate",
    "espèces": "especes, espece, liquide, cash, numeraire",
    "helloasso": "helloasso, hello asso",
    "carte": "carte, cb, carte bancaire, carte bleue, carte de credit, card, credit card, debit card, bank card",
    "prélèvement": "prelevement, prelevements, prelevement automatique, prelevement sepa, direct debit, debit",
}
"""The word that is kept, and the folded words that mean it."""

_CANONICAL = {word.strip(): method for method, words in METHODS.items() for word in words.split(",")}


def canonical_method(text: str) -> str | None:
    """The word kept for a way of paying; one that is none of the usual stays as typed, an empty one is None."""
    return _CANONICAL.get(fold(text)) or " ".join(text.split()) or None
