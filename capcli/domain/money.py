"""Amounts as people type them, read into integer cents."""

import re

from capcli.errors import Usage

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_PLAIN = re.compile(r"(?P<whole>[0-9]{1,9})(?:[.,](?:(?P<cents>[0-9]{1,2})|(?P<more>[0-9]{2})00+|-+|—|–))?")
"""Programs write more decimals than there are cents ("20.00000000"), people a dash for none ("20,-")."""
_GROUPED = re.compile(
    r"(?P<whole>[0-9]{1,3}(?P<sep>[ .,'’])[0-9]{3}(?:(?P=sep)[0-9]{3})?)(?P<rest>[.,](?P<cents>[0-9]{1,2}))?"
)
_WITHIN = re.compile(r"(?P<whole>[0-9]{1,9})\s?€\s?(?P<cents>[0-9]{2})")
"""The euro where the comma stands: "20€50"."""
_TAXED = re.compile(r"\s(?:ttc|ht|net)$", re.IGNORECASE)
_SYMBOLS = {"EUR": ("€", "euros", "euro"), "GBP": ("£",), "USD": ("$",), "CHF": ("fr.", "francs", "franc")}


def typed_cents(text: str, currency: str = "EUR") -> int:
    """The cents of an amount typed as "20", "20,00", "20 €", "EUR 20.00", "1 250,50 €" or "1'250.50".

    A comma and a point both open the cents; as a thousands separator they are
    understood only beside the other one ("1.250,50"), since "1,250" alone could
    be either.

    Raises:
        Usage: `amount` when it is negative, has three decimals or is no amount of `currency`.
    """
    bare = _TAXED.sub("", _SPACES.sub(" ", text).strip().removeprefix("+")).strip()
    for symbol in (*_SYMBOLS.get(currency, ()), currency.lower()):
        if bare.casefold().endswith(symbol):
            bare = bare[: -len(symbol)].strip()
            break
        if bare.casefold().startswith(symbol):
            bare = bare[len(symbol) :].strip()
            break
    found = _PLAIN.fullmatch(bare) or _grouped(bare) or (_WITHIN.fullmatch(bare) if currency == "EUR" else None)
    if found is None:
        raise Usage("amount", text=text, currency=currency)
    whole = re.sub(r"[ .,'’]", "", found["whole"])
    cents = found["cents"] or found.groupdict().get("more") or ""
    return int(whole) * 100 + int(cents.ljust(2, "0"))


def _grouped(bare: str) -> re.Match[str] | None:
    found = _GROUPED.fullmatch(bare)
    if found is None or found["sep"] in " '’":
        return found
    return found if found["rest"] and found["rest"][0] != found["sep"] else None
