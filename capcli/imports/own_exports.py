"""cap's own exports, known by headings that hardly anybody else writes, as keys or in either language."""

import re
from collections.abc import Sequence

from capcli.domain.names import fold

_SIGNS: tuple[tuple[str, tuple[frozenset[str], ...]], ...] = (
    ("dues", (frozenset({"who ref", "whos ref", "ref qui"}), frozenset({"who name", "who", "qui"}))),
    (
        "registrations",
        (frozenset({"entered at", "entered", "saisie le"}), frozenset({"requested at", "requested", "demandee le"})),
    ),
    (
        "people",
        (
            frozenset({"created at", "known since", "fiche creee le"}),
            frozenset({"exempt reason", "exempt because", "motif de dispense", "exempt"}),
        ),
    ),
    ("organisations", (frozenset({"aliases", "also called", "autres noms"}), frozenset({"siret"}))),
    ("attendance", (frozenset({"presence 1"}), frozenset({"walk in", "walked in", "venu sans place"}))),
)
_WORKED_OUT: tuple[tuple[frozenset[str], ...], ...] = (
    (frozenset({"pro rata", "au prorata"}), frozenset({"payer", "paye par"})),
    (
        frozenset({"up to date", "a jour"}),
        frozenset({"counts for vote", "counts for a vote", "compte pour voter"}),
    ),
    (
        frozenset({"threshold", "days since", "jours depuis lecheance"}),
        frozenset({"called on", "last call", "dernier appel"}),
    ),
    (
        frozenset({"votes", "votant", "representative name"}),
        frozenset({"proxy given to", "pouvoir donne a", "representative ref"}),
    ),
    (frozenset({"operations", "count"}), frozenset({"amount", "montant", "amount cents"})),
    (frozenset({"resulting state"}), frozenset({"problems"})),
)
"""Headings of lists that are of no records: rates, statuses, reminders, voters, sums, a plan."""
_EVERYWHERE = "id|number|numero"
_DERIVED: dict[str, frozenset[str]] = {
    "registrations": frozenset(
        str.split(
            _EVERYWHERE
            + (
                "|ref|waits for|attend|held until|gardee jusqua|position|rang|person given name|"
                "person family name|persons given name|persons family name|prenom de la personne|"
                "nom de la personne|entered at|entered|saisie le|dues status|dues|cotisation|through|"
                "covered by|a jour par|party|together|groupe|price|price cents|prix|prix centimes|paid|"
                "paid cents|paye|paye centimes|told at|told|prevenue le|allowed|rules lifted|"
                "regles levees|name|presence|attendance|present|share|part presente"
            ),
            "|",
        )
    ),
    "dues": frozenset(
        str.split(
            _EVERYWHERE + "|remains cents|reste du centimes|cancelled reason|cancelled because|motif dannulation",
            "|",
        )
    ),
    "people": frozenset(
        str.split(
            _EVERYWHERE
            + (
                "|organisation ref|organisations ref|ref de la structure|created at|known since|fiche creee le|name|nom"
            ),
            "|",
        )
    ),
    "organisations": frozenset(str.split(_EVERYWHERE, "|")),
    "attendance": frozenset(str.split(_EVERYWHERE + "|ref|name|waits for|attend|state|etat", "|")),
}
"""What cap computes again, or says in another column of the same row, folded."""
_MARK = re.compile(r"(?:presence|minutes) \d+")
"""Who was there is told by another kind of import."""


def own_kind(headings: Sequence[str]) -> str | None:
    """The kind of records that cap wrote under these headings; None when it did not write them."""
    there = {_plain(heading) for heading in headings}
    return next((kind for kind, groups in _SIGNS if all(group & there for group in groups)), None)


def is_worked_out(headings: Sequence[str]) -> bool:
    """Whether cap worked the list out of its records, so that nothing of it is read back."""
    there = {_plain(heading) for heading in headings}
    return any(all(group & there for group in groups) for groups in _WORKED_OUT)


def is_derived(heading: str, kind: str) -> bool:
    """Whether a column of cap's own export of this kind says nothing that is read back."""
    plain = _plain(heading)
    return plain in _DERIVED[kind] or (kind == "registrations" and _MARK.fullmatch(plain) is not None)


def _plain(heading: str) -> str:
    return fold(re.sub(r"[._]", " ", heading))
