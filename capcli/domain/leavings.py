"""Rows of a file that stand for nobody: totals, rows numbered in advance, what was cancelled or never finished."""

import re

from capcli.domain.affirmations import is_yes
from capcli.domain.names import atoms, clean, fold
from capcli.domain.plans import Problem, TypedRow

_OUT = frozenset(
    str.split(
        "annule annulee annules annulees annulation annulations cancelled canceled cancel cancellation "
        "cancellations refuse refusee refuses refusees refused decline declinee declined declines rejete rejetee "
        "rejected denied withdrawn retire retiree desiste desistee desistes desistees desistement desistements "
        "desinscrit desinscrite desinscrits desinscrites expired expire expiree perime perimee brouillon draft "
        "rembourse remboursee refunded reimbursed chargeback incomplete incomplet incompletee abandonne abandonnee "
        "abandoned abandon deleted supprime supprimee trash trashed corbeille spam indesirable failed failure echec "
        "echoue echouee void voided"
    )
)
_OUT_PHRASES = tuple(
    str.split(
        "not attending|will not attend|wont attend|no longer attending|ne participe pas|ne participe plus|"
        "ne participera pas|ne viendra pas|ne vient pas|ne vient plus",
        "|",
    )
)
_NOT = frozenset({"non", "not", "pas", "no", "jamais", "never", "sans"})
_IN_PART = re.compile(r"\b(?:partiel\w*|partial\w*|partly|en partie)\b")
_TOTALS = frozenset(str.split("total totaux totals somme sum nombre nb nbre count effectif solde soldes balance"))
_TOTAL_WORDS = _TOTALS | frozenset(
    str.split(
        "sous sub grand general generale generaux de des du d l le la les of the inscrits inscrit dinscrits dinscrit "
        "inscriptions dinscriptions participants participant participantes personnes presents registrations attendees "
        "people adherents dadherents cotisants cotisations paye payes regle regles recu encaisse ttc ht euros eur "
        "lignes reponses rows answers number initial final au fin debut mois annee precedent report a nouveau "
        "contacts structures organismes associations membres members janvier fevrier mars avril mai juin juillet aout "
        "septembre octobre novembre decembre trimestre semestre exercice saison"
    )
)
_ANONYMOUS = frozenset({"anonymous", "anonyme", "anonymes", "anonymous user", "utilisateur anonyme",
                        "info requested", "information requested", "informations demandees"})  # fmt: skip
"""What programs write where nobody has said their name, or not yet."""
CARD_OF_A_GROUP = "card of a group"
"""The kind of a contact card that only lists others."""
_WAITLIST = re.compile(r"\bliste d ?attente\b|\bwait ?list(?:ed)?\b|\bwaiting list\b|\bstand ?by\b")
_TESTS = frozenset({"test", "tests"})
_FORMULA = re.compile(r"'*[=+][A-Za-z][\w.]*\(.*\)?\s*$", re.DOTALL)
_FIGURE = re.compile(r"[-+]?[\d\s\u00a0\u202f.,]*\d[\d\s\u00a0\u202f.,]*\s*(?:€|eur|euros|%)?", re.IGNORECASE)
_NAMES = ("name", "family_name", "given_name")
_ORDER = re.compile(
    r"(?:(?:code|numero|num|no|n|ref|reference|id) (?:de )?(?:la )?)?(?:order|commande|booking|reservation)"
    r"(?: (?:code|id|no|n|number|num|numero|ref|reference))?"
)
"""What the column of the reference of an order is called, folded."""


def left_out(row: TypedRow) -> Problem | None:
    """Why a row stands for nobody: a total, somebody's test, or one that was cancelled, refused or never finished."""
    if _is_test(row):
        parts = [row.values[field] for field in ("given_name", "family_name") if field in row.values]
        return Problem("row_test", {"text": clean(row.values.get("name") or " ".join(parts))})
    if "@" not in row.values.get("email", ""):
        problem = _total(row) or _anonymous(row)
        if problem is not None:
            return problem
    if row.values.get("kind") == CARD_OF_A_GROUP:
        return Problem("row_group", {"text": clean(row.values.get("name") or row.values.get("family_name", ""))})
    if row.unfinished:
        return Problem("row_unfinished")
    for state in row.states:
        if is_out(state):
            return Problem("row_state", {"text": clean(state)})
    return None


def is_out(state: str) -> bool:
    """Whether "Heading: value" says that the row counts no more: "Statut: Annulé", "Annulé: oui", "Brouillon: 1"."""
    heading, _colon, value = state.rpartition(": ")
    said = fold(value)
    if is_yes(value):
        return any(word in _OUT for word in fold(heading).split())
    words = said.split()
    if any(phrase in said for phrase in _OUT_PHRASES):
        return True
    if _IN_PART.search(said):
        return False
    return any(word in _OUT and not _NOT & set(words[max(0, place - 2) : place]) for place, word in enumerate(words))


def waitlisted(row: TypedRow) -> Problem | None:
    """The word on a row that the form itself had put on a waiting list: its places are not ours."""
    for state in row.states:
        heading, _colon, value = state.rpartition(": ")
        if _says_waitlist(value) or (is_yes(value) and _says_waitlist(heading)):
            return Problem("row_waitlisted", {"heading": heading, "text": clean(value)})
    return None


def is_unattended(row: TypedRow) -> bool:
    """Whether a row is a line of an order for which nobody is named: a meal, a gift, what goes with a ticket."""
    if row.device or any(field in row.values for field in (*_NAMES, "email")):
        return False
    is_paid_for = any(field.startswith("payer_") for field in row.values)
    return is_paid_for or any(_ORDER.fullmatch(fold(heading)) for heading in row.answers)


def _says_waitlist(text: str) -> bool:
    said = fold(text)
    found = _WAITLIST.search(said)
    return found is not None and not _NOT & set(said[: found.start()].split()[-3:])


def _is_test(row: TypedRow) -> bool:
    """Whether somebody tried the form out: nothing but "test" for the name, and an e-mail that says so too, or none."""
    words = {word for field in _NAMES for word in atoms(row.values.get(field, ""))}
    local = fold(row.values.get("email", "").partition("@")[0])
    return bool(words) and words <= _TESTS and (not local or set(local.split()) <= _TESTS)


def _total(row: TypedRow) -> Problem | None:
    """A line that adds up: by what stands where the name does, or because nothing else stands in it."""
    names = [row.values[field] for field in _NAMES if field in row.values]
    worded = [name for name in names if any(not word.isdigit() for word in atoms(name))]
    if worded and all(map(_is_total, worded)):  # somebody may be called Anne Solde
        return Problem("row_total", {"text": clean(worded[0])})
    cells = [*row.values.values(), *row.answers.values(), *row.years.values(), *row.beyond]
    if any(atoms(name) for name in names) or "phone" in row.values:
        return None
    total = next((cell for cell in cells if _is_total(cell)), None)
    if total is not None:
        return Problem("row_total", {"text": clean(total)})
    if cells and all(_FIGURE.fullmatch(cell.strip()) for cell in cells):
        return Problem("row_figures", {"text": " | ".join(map(clean, cells))})
    return None


def _is_total(cell: str) -> bool:
    """Whether a cell says that its row adds others up: "TOTAL", "Nb inscrits : 12", "=SOMME(E5:E11)"."""
    if _FORMULA.match(cell.strip()):
        return True
    words = [word for word in fold(cell).split() if not word.isdigit()]
    return bool(_TOTALS & set(words)) and all(word in _TOTAL_WORDS for word in words)


def _anonymous(row: TypedRow) -> Problem | None:
    names = [fold(row.values.get(field, "")) for field in _NAMES]
    return Problem("row_anonymous") if any(name in _ANONYMOUS for name in names) else None
