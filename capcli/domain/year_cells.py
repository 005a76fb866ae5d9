"""What a cell below "Cotis. 2023" says: "20 €", "x", "ok 15/03", "chq 12/01/2023", "exonéré", "don 50", "-"."""

import datetime as dt
import re
from typing import Literal

from msgspec import Struct

from capcli.domain.calendar_words import MONTHS, bare
from capcli.domain.dues_years import DuesYear
from capcli.domain.methods import METHODS
from capcli.domain.money import typed_cents
from capcli.domain.names import fold
from capcli.errors import Usage

Said = Literal["nothing", "paid", "exempt", "donation", "unclear"]


class YearCell(Struct, frozen=True, kw_only=True):
    """What was paid or granted for a year; a tick names no amount, most cells no day."""

    said: Said
    cents: int | None = None
    day: dt.date | None = None
    method: str | None = None
    reference: str | None = None


_NOTHING = frozenset(
    str.split(
        "non no n 0 false faux neant rien impaye impayee impayes relance relancee relances relancer retard attente "
        "demission demissionne parti partie absent nr nc na so sans aucune aucun unpaid none nothing pending due "
        "jamais arret arrete resilie radie payer regler verser"
    )
)
_NOT = frozenset({"pas", "non", "not", "no"})
_PAID = frozenset(
    str.split(
        "x xx o oui ok yes y v 1 paye payee payes regle reglee verse versee recu recue encaisse encaissee adherent "
        "adherente adhesion cotisation cotis cotise membre jour true vrai paid received fait done renouvele renouvelee"
    )
)
_EXEMPT = frozenset(
    str.split(
        "exonere exoneree exoneration exempt exempte exemptee exemption gratuit gratuite gratuitement offert offerte "
        "dispense dispensee honneur dhonneur honoraire free waived gracieux"
    )
)
_DONATION = frozenset({"don", "dons", "donation", "gift", "mecenat", "soutien"})
_FILLING = frozenset(str.split("le la du de des d par en a au pour euro euros eur membre no n num numero on the by in"))
_SIGNS = frozenset("✓✔☑✅")
_METHODS = {word.strip(): method for method, words in METHODS.items() for word in words.split(",")} | {
    "esp": "espèces",
    "ch": "chèque",
    "chqs": "chèque",
    "virt": "virement",
    "prelvt": "prélèvement",
    "ha": "helloasso",
}

_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}|\d{2}))?(?![\d/€])(?!\s?€)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:[ T][\d:]+)?(?!\d)")
_WORDED = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:er)?\s+({'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?(?:\s+(\d{{4}}))?"
)
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,/-]|\s?€|\s?eur)")
_NUMBER = re.compile(r"(?:n°|nº|no|num\.?|numero)\s*:?\s*(\d[\w-]*)|(?<![\d.,])(\d{5,})(?![\d.,]|\s?€)")
_AMOUNT = re.compile(
    r"€?\s?\d{1,3}(?:[ .]\d{3})+(?:[.,]\d{1,2})?\s?(?:€|euros?|eur)?|€?\s?\d+(?:[.,]\d{1,2})?\s?(?:€|euros?\b|eur\b)?"
)


def year_cell(text: str, year: DuesYear, currency: str = "EUR", *, american: bool = False) -> YearCell:
    """What the cell says of `year`; a day without its own year is one of that year's."""
    rest = " ".join(bare(text).split())
    if rest.strip("-–—_./?* ") == "" or rest.startswith("#"):
        return YearCell(said="unclear" if "?" in rest or rest.startswith("#") else "nothing")
    if rest in _SIGNS:
        return YearCell(said="paid")
    if fold(rest) in _NOTHING | _PAID:  # "1" and "0" are a yes and a no, not amounts
        return YearCell(said="nothing" if fold(rest) in _NOTHING else "paid")
    rest, day, misread = _day_in(rest, year, american=american)
    rest, is_named = _without_year(rest, year)
    rest, reference = _reference_in(rest)
    rest, amounts = _amounts_in(rest, currency)
    words = fold(re.sub(r"[^\w\s'’-]", " ", rest)).split()
    said = _said(words, bool(amounts) or day is not None or reference is not None or is_named)
    if misread or len(amounts) > 1 or said == "unclear":
        return YearCell(said="unclear")
    cents = amounts[0] if amounts else None
    if cents is not None and _YEAR.fullmatch(text.strip()):  # another year's number, and no amount
        return YearCell(said="unclear")
    if cents == 0:
        return YearCell(said="nothing" if said == "paid" else said)
    if said == "donation" and cents is None:
        return YearCell(said="unclear")
    method = next((_METHODS[word] for word in words if word in _METHODS), None)
    return YearCell(said=said, cents=cents, day=day, method=method, reference=reference)


def _said(words: list[str], names_something: bool) -> Said:
    """What the words say, when each is known; without any the amount or the day says that it was paid."""
    if set(words) & _EXEMPT and not _NOT & set(words):
        known = _EXEMPT | _PAID | _FILLING
        return "exempt" if all(word in known for word in words) else "unclear"
    if set(words) & _NOTHING and not set(words) & (
        _PAID - {"adherent", "adherente", "adhesion", "cotisation", "membre", "cotis"}
    ):
        return "unclear" if names_something else "nothing"
    if _NOT & set(words) and set(words) & (_PAID | _EXEMPT):
        return "unclear" if names_something else "nothing"
    if any(word not in _PAID | _DONATION | _FILLING and word not in _METHODS for word in words):
        return "unclear"
    if set(words) & _DONATION:
        return "donation" if not set(words) & {"cotisation", "cotis", "adherent", "adhesion"} else "unclear"
    return "paid" if names_something or set(words) & _PAID or any(word in _METHODS for word in words) else "unclear"


def _day_in(text: str, year: DuesYear, *, american: bool) -> tuple[str, dt.date | None, bool]:
    """The text without its day, the day, and whether there is one that the calendar has not."""
    if iso := _ISO.search(text):
        return _without(text, iso), *_on_calendar(int(iso[3]), int(iso[2]), iso[1], year)
    if worded := _WORDED.search(text):
        return _without(text, worded), *_on_calendar(int(worded[1]), MONTHS[worded[2]], worded[3], year)
    if digits := _DAY.search(text):
        first, second = int(digits[1]), int(digits[2])
        is_amount = digits[3] is None and "." in digits[0]  # "20.50"
        if is_amount:
            return text, None, False
        day, month = (second, first) if american else (first, second)
        return _without(text, digits), *_on_calendar(day, month, digits[3], year)
    return text, None, False


def _on_calendar(day: int, month: int, named: str | None, year: DuesYear) -> tuple[dt.date | None, bool]:
    years = [int(named) + (2000 if len(named) == 2 else 0)] if named else [year.since.year, year.until.year]
    found = []
    for one in years:
        try:
            found.append(dt.date(one, month, day))
        except ValueError:
            continue
    inside = [one for one in found if year.includes(one)]
    return next(iter([*inside, *found]), None), not found


def _without_year(text: str, year: DuesYear) -> tuple[str, bool]:
    """The text without the name of the very year ("à jour 2023"), and whether it was there."""
    told = {year.since.year, year.until.year}
    kept = _YEAR.sub(lambda found: " " if int(found[0]) in told else found[0], text)
    return kept, kept != text


def _reference_in(text: str) -> tuple[str, str | None]:
    """The number of a cheque or a receipt; it stands beside a way of paying."""
    numbered = _NUMBER.search(text)
    if numbered is None or not (numbered[1] or any(word in _METHODS for word in fold(text).split())):
        return text, None
    return _without(text, numbered), numbered[1] or numbered[2]


def _amounts_in(text: str, currency: str) -> tuple[str, list[int]]:
    amounts = []
    for found in _AMOUNT.finditer(text):
        try:
            amounts.append(typed_cents(found[0].strip(), currency))
        except Usage:
            return text, [0, 0]
    return _AMOUNT.sub(" ", text), amounts


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
