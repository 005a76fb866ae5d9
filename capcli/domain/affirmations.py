"""Yes and no as forms, spreadsheets and programs write them, in French and English."""

from capcli.domain.names import fold

_YES = frozenset(
    str.split(
        "oui o yes y true vrai 1 x xx v ok coche cochee checked on present presente paye payee regle reglee verse "
        "versee valide validee accepte acceptee daccord si ja sim volontiers"
    )
)
_NO = frozenset(
    str.split(
        "non n no nope false faux 0 off decoche decochee unchecked absent absente aucun aucune jamais impaye "
        "impayee nein nan"
    )
)
_SIGNS = {
    **dict.fromkeys("✓✔☑✅☒√×✕", True),
    **dict.fromkeys("✗✘☐❌", False),
}
_NEITHER = tuple(
    str.split(
        "peut etre|maybe|a confirmer|sans reponse|no answer|non renseigne|non concerne|non precise|non applicable|n a",
        "|",
    )
)
_AGREED = frozenset({"bien sur", "tout a fait", "pas de probleme", "of course"})


def is_yes(text: str) -> bool | None:
    """Whether `text` is a yes; None when it is neither a yes nor a no ("peut-être", "N/A", nothing).

    "Oui, à jour", "Non merci" and "OUI !" are what their first word says.
    """
    bare = text.strip().rstrip("\ufe0f.!")
    if bare[:1] in _SIGNS:
        return _SIGNS[bare[:1]]
    folded = fold(bare)
    if not folded or folded.startswith(_NEITHER):
        return None
    first, _space, rest = folded.partition(" ")
    if not rest or first in ("oui", "yes", "non", "no"):
        return True if first in _YES else False if first in _NO else None
    if folded in _AGREED:
        return True
    return False if first in ("pas", "not") else None


def is_no(text: str) -> bool:
    """Whether `text` is a no; an empty cell says nothing."""
    return is_yes(text) is False
