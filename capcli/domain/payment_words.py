"""What a row of a list of money is: dues, a donation, no money received, or money that never came."""

import re
from collections.abc import Collection
from typing import Literal

from capcli.domain.affirmations import is_no, is_yes
from capcli.domain.methods import METHODS
from capcli.domain.names import clean, fold
from capcli.domain.plans import Problem, TypedRow
from capcli.domain.records import DuesKind

Nature = Literal["payment", "donation", "other"]

_OTHER = frozenset(
    str.split(
        "remboursement remboursements refund refunds refunded annulation annulations cancellation avoir promesse "
        "promise engagement appel call relance chargeback frais fee fees commission billet billets billetterie ticket "
        "tickets event evenement evenements boutique shop vente ventes inscription inscriptions stage formation "
        "depense debit sortie"
    )
)
_DONATIONS = frozenset(str.split("don dons donation donations gift gifts mecenat"))
_PAYMENTS = frozenset(
    str.split(
        "payment payments paiement paiements reglement reglements versement versements cotisation cotisations cotis "
        "dues adhesion adhesions membership memberships subscription abonnement renouvellement renewal credit recette "
        "encaissement entree readhesion"
    )
)
_METHODS = frozenset(word.strip() for words in METHODS.values() for word in words.split(","))
KINDS: dict[str, DuesKind] = {
    "payment": "payment", "paiement": "payment", "refund": "refund", "remboursement": "refund",
    "cancellation": "cancellation", "annulation": "cancellation", "donation": "donation", "don": "donation",
    "promise": "promise", "engagement": "promise", "call": "call", "appel": "call",
}  # fmt: skip
"""The kinds of records as cap writes them, in either language."""

_UNPAID = frozenset(
    str.split("impaye impayee impayes unpaid pending waiting awaiting contentieux conteste contestee disputed")
)
_UNPAID_PHRASES = ("en attente", "a venir", "non paye", "non payee", "non regle", "non reglee", "a regler", "a payer",
                   "pas paye", "pas regle", "not paid", "to pay", "a encaisser", "on hold", "overdue")  # fmt: skip
_TICKED = frozenset(
    str.split("regle reglee paye payee paid acquitte acquittee encaisse encaissee verse versee recu regler")
) | {"a jour", "a jour de cotisation", "cotisation payee", "cotisation reglee", "paiement effectue", "paiement recu",
     "reglement effectue", "adhesion payee", "adhesion reglee", "up to date"}  # fmt: skip
_TELLING = frozenset({"paid_on", "received_on", "deposited_on", "method", "reference", "from", "until"})
"""Fields that only a payment has."""
_BELOW = re.compile(r"'*[-–−]\s*[\d€]|\(\s*[\d€][^)]*\)\s*$")


def nature_of(text: str, rates: Collection[str] = ()) -> Nature:
    """What the word for the kind of a row means; none is dues, and so is the name of a rate, folded in `rates`."""
    said = fold(text)
    words = set(said.split())
    if not said or said in rates or said in _METHODS:
        return "payment"
    if words & _OTHER:
        return "other"
    if words & _PAYMENTS:
        return "payment"
    return "donation" if words & _DONATIONS else "other"


def unpaid(row: TypedRow) -> Problem | None:
    """Why no money came by the row: it is still to come, was given back, or the column that is ticked says no."""
    amount = row.values.get("amount", "")
    if _BELOW.match(amount.strip()):
        return Problem("row_negative", {"text": clean(amount)})
    for heading, text in _cells(row):
        said = fold(text)
        is_pending = bool(_UNPAID & set(said.split())) or any(phrase in said for phrase in _UNPAID_PHRASES)
        is_state = heading in ("", "state") or "statut" in heading or "status" in heading or "etat" in heading
        if (is_pending and (is_state or heading in _TICKED)) or (heading in _TICKED and is_no(text)):
            return Problem("row_unpaid", {"text": clean(text)})
    said = fold(amount)
    if said and not any(char.isdigit() for char in said) and (is_no(amount) or _UNPAID & set(said.split())):
        return Problem("row_unpaid", {"text": clean(amount)})
    return None


def without_amount(row: TypedRow, told: Collection[str]) -> bool:
    """Whether nothing says that a row was paid, in a list with amounts; `told` are the fields that its rows have.

    A rate alone is what somebody is to pay, where other rows have the day, the way or the period of a payment.
    """
    if "amount" not in told or {"amount", "amount.cents"} & row.values.keys():
        return False
    is_told = bool(_TELLING & row.values.keys()) or not _TELLING & set(told)
    return "rate" not in row.values or not is_told


def is_tick(text: str) -> bool:
    """Whether a cell that should hold an amount or a way of paying only says yes."""
    return bool(is_yes(text)) and not text.strip().isdigit()


def _cells(row: TypedRow) -> list[tuple[str, str]]:
    states = [state.rpartition(": ") for state in row.states]
    told = [(fold(heading), text) for heading, _colon, text in states]
    told += [(fold(heading), text) for heading, text in row.answers.items()]
    fields = ("method", "paid_on")
    return told + [(fold(row.headings.get(field, "")), row.values[field]) for field in fields if field in row.values]
