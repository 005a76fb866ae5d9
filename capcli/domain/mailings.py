"""Rows of lists of people that must not come in: unsubscribed, bounced, left, deceased."""

from collections.abc import Iterator

from capcli.domain.affirmations import is_no, is_yes
from capcli.domain.names import clean, fold
from capcli.domain.plans import Problem, TypedRow

_OFF = frozenset(
    str.split(
        "unsubscribed unsubscribe desabonne desabonnee desabonnement desinscrit desinscrite cleaned nettoye nettoyee "
        "bounced bounce bounces hardbounce softbounce rebond rebonds optout blacklisted blacklist blackliste "
        "blacklistee blocked bloque bloquee complained plainte archived archive archivee inactif inactive demissionne "
        "demissionnaire resilie resiliee resigned radie radiee exclu exclue decede decedee deceased"
    )
)
_PHRASES = ("opt out", "opted out", "non abonne", "non abonnee", "non subscribed", "not subscribed", "nonsubscribed",
            "hard bounce", "soft bounce", "ancien membre", "ancienne membre", "ancien adherent", "ancienne adherente",
            "former member")  # fmt: skip
_SINCE = frozenset({"unsub time", "clean time", "unsubscribed at", "unsubscribe date", "unsubscribed on", "bounced at",
                    "date desinscription", "date de desinscription", "date desabonnement", "date de desabonnement",
                    "desinscrit le", "desabonne le", "date de radiation", "date radiation", "date de demission",
                    "date demission", "date de deces", "deleted at"})  # fmt: skip
_ACTIVE = frozenset({"compte", "compte actif", "account", "actif", "active", "is active", "abonne", "subscribed",
                     "abonnee", "opt in", "optin", "membre actif"})  # fmt: skip
_STATES = frozenset({"statut", "status", "etat", "state", "subscription", "abonnement", "reception", "bounce",
                     "bounce status", "member status", "statut dabonnement", "subscriber status"})  # fmt: skip


def off_list(row: TypedRow) -> Problem | None:
    """Why somebody on the list is not to be written to any more, or has left; None for everybody else."""
    for heading, text in _cells(row):
        if _is_off(fold(heading), text):
            return Problem("row_off", {"text": clean(f"{heading}: {text}")})
    return None


def _cells(row: TypedRow) -> Iterator[tuple[str, str]]:
    for state in row.states:
        heading, _colon, value = state.rpartition(": ")
        yield heading or "state", value
    yield from row.answers.items()


def _is_off(heading: str, text: str) -> bool:
    said = fold(text)
    if not said:
        return False
    if heading in _SINCE:
        return True
    if heading in _ACTIVE and is_no(text):
        return True
    if is_yes(text):
        return bool(_OFF & set(heading.split())) or any(phrase in heading for phrase in _PHRASES)
    return _is_state(heading) and (bool(_OFF & set(said.split())) or any(phrase in said for phrase in _PHRASES))


def _is_state(heading: str) -> bool:
    return heading in _STATES or "statut" in heading or "status" in heading
