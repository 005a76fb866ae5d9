"""What a day on a page is: of the session, a deadline, a session before it, or of something else."""

import re
from enum import Enum

from capcli.pages.days import DayGroup
from capcli.pages.tokens import Gap, Passage


class Role(Enum):
    """Whose days they are."""

    SLOT = "slot"
    DEADLINE = "deadline"
    """The last day, included."""
    EVE = "eve"
    """The day before is the last: "avant le"."""
    FOLLOWS = "follows"
    POSTPONED = "postponed"
    """Where the session was moved to."""
    OTHER = "other"


_FOLLOWS = re.compile(
    r"\b(?:fait|faire|faisant|font|donne|vient en|est la|en|dans la|a la) (?:suite|continuite|prolongement)\b"
    r"|\b(?:suite|continuite) (?:du|de|des|aux?|a) (?:(?:la|l '|les|nos|notre) ?)?"
    r"(?:premiere? |precedente?s? )?(?:sessions?|journees?|webinaires?|rencontres?|ateliers?|formations?|seances?|"
    r"visio\w*|seminaires?)\b"
    r"|\b(?:apres|prolonge|prolongeant|complete|completant) (?:[\w']+ ){1,3}(?:sessions?|journees?|webinaires?|"
    r"rencontres?|ateliers?|formations?|seances?|visio\w*|seminaires?)\b"
    r"|\b(?:follows?|following|follow - up|sequel to|builds on|continues)\b"
    r"|\b(?:premier|premiere|1 ere?|1 er|precedents?|precedentes?) (?:sessions?|journees?|webinaires?|volets?|"
    r"rencontres?|ateliers?|seances?|modules?)\b[^.]{0,40}\bd(?:u|es)$"
)
_OTHER = re.compile(
    r"\b(?:publie\w*|poste|mise? (?:a jour|en ligne)|modifie\w*|actualise\w*|depuis|lois?|decrets?|arretes?|"
    r"deliberations?|circulaires?|conventions?|nee?|"
    r"ouverture des inscriptions|inscriptions? (?:ouvertes?|possibles?|en ligne)? ?(?:a partir|a compter|des)|"
    r"inscriptions? ouvertes? le|ouvriront|ouvrent|"
    r"compte(?:s)? ?- ?rendus?|replay|rediffusion|revoir|retour sur|lors d|avait eu lieu|a eu lieu|ont eu lieu|"
    r"s ' est (?:tenue?|deroulee?)|"
    r"se sont (?:tenue?s|deroulee?s)|initialement|au lieu d|annulations?|annuler|desistements?|desister|rembours\w+|"
    r"factur\w+|reglements?|regler|paiements?|"
    r"payer|verser|acompte|articles?|rapport|edition|ordonnance|assemblee generale|copyright|date de naissance|"
    r"agrement|certifi\w+|declaration|"
    r"published|posted|updated|since|law of|refunds?|cancellations?|payment|opens? on|last modified|version|numero|"
    r"hebergement|hotel|repas|"
    r"succes|bilan|synthese|prochaine? (?:session|date|rencontre|journee|edition)s?|autres? (?:session|date)s?|"
    r"sessions? suivantes?|suivra|suivie? d)\b"
)
_STILL_OURS = re.compile(
    r"\b(?:aura lieu|auront lieu|se tiendr\w+|se derouler\w+|est prevue?|sera prevue?|rendez - vous|rdv|takes? place|"
    r"will be held)\b"
)
_EVE = re.compile(r"\b(?:avant|before|prior to)(?: (?:le|les|du|la date du|the))?$")
_DEADLINE = re.compile(
    r"\b(?:jusqu ' (?:au|a|en)(?: la date du| le)?|jusque|au plus tard(?: le| pour le| :)?|until|till|no later than|"
    r"d ' ici(?: le| au| la)?|\bby(?: the)?)$"
)
_LIMIT = re.compile(
    r"\b(?:dates? (?:limites?|butoirs?)|dernier (?:delai|jour)|derniers? jours?|limites? d|clotur\w+|closes? (?:on|"
    r"the|le)|close le|closes?|fermeture des inscriptions|fin des inscriptions|deadline|"
    r"closing date|last day|echeance|inscriptions? closes?|retour (?:du|des) (?:bulletin|formulaire|inscription)s?)\b"
)
_LIMIT_AFTER = re.compile(
    r"^[\s,:(-]*(?:dernier delai|date limite|au plus tard|delai de rigueur|last day to register|deadline)\b"
)
_INCLUDED = re.compile(r"^[\s,(]*(?:inclus|compris|included|inclusive)\b")
_ASIDE = re.compile(
    r"\b(?:tarif|prix|€|euros?|reduit|early|preferentiel|hebergement|repas|annul\w*|regl\w*|paiement|vente|"
    r"questions?|besoins?)\b"
)
_SIGNED_UP = re.compile(
    r"\b(?:inscri\w+|reserv\w+|candidat\w+|repons\w+|confirm\w+|bulletins?|formulaires?|regist\w+|sign|rsvp|apply|"
    r"participation|places?)\b"
)
_NOT_OURS = re.compile(
    r"\b(?:annul\w*|desist\w*|rembours\w*|repas|dejeuners?|hebergements?|hotels?|chambres?|nuit\w*|paniers?)\b"
)
_SIGN_UP_SPAN = re.compile(
    r"\b(?:inscriptions?|candidatures?|registrations?)(?: ouvertes?| possibles?| en ligne| open)? ?:?(?: du| from)?$"
)
_POSTPONED = re.compile(
    r"\b(?:reporte\w*|decale\w*|deplace\w*|repousse\w*|postponed|moved|rescheduled)(?: (?:est|sera))? (?:au|a|to|"
    r"until|du)?(?: (?:le|the))?$"
)


def role_of(passage: Passage, group: DayGroup, previous_end: int, *, practical: bool, topic: str) -> Role | None:
    """The role of a group of days by the words of its clause; None when they say nothing.

    `previous_end` is where the group before it ends; `topic` is what the line is about.
    """
    before = passage.lows(clause_start(passage, group.start, previous_end), group.start)
    after = passage.lows(group.end, min(group.end + 6, _block_end(passage, group.end)))
    if _SIGN_UP_SPAN.search(before) and group.spans[-1].last is not None:
        return Role.DEADLINE
    if _POSTPONED.search(before):
        return Role.POSTPONED
    if _FOLLOWS.search(before):
        return Role.FOLLOWS
    deadline = _deadline(before, after, practical=practical, topic=topic)
    if deadline is not None:
        return deadline
    if _OTHER.search(before) and not _STILL_OURS.search(before):
        return Role.OTHER
    return None


def _deadline(before: str, after: str, *, practical: bool, topic: str) -> Role | None:
    eve, until, limit = _EVE.search(before), _DEADLINE.search(before), _LIMIT.search(before)
    if not (eve or until or limit or topic == "deadline" or _LIMIT_AFTER.match(after)):
        return None
    about = practical or _SIGNED_UP.search(before) or limit or topic in ("deadline", "registration")
    if not about or (_ASIDE.search(before) and not _SIGNED_UP.search(before)):
        return Role.OTHER
    if _NOT_OURS.search(before):
        return Role.OTHER
    return Role.EVE if eve and not _INCLUDED.match(after) else Role.DEADLINE


def clause_start(passage: Passage, at: int, floor: int) -> int:
    """Where the clause that leads to token `at` begins, at most 16 tokens before and not before `floor`."""
    start = at
    while start > floor and at - start < 16:
        if passage.gap(start) is Gap.BLOCK:
            break
        before = passage.tokens[start - 1]
        if before.text in "!?;•" or (before.text == "." and _ends_sentence(passage, start - 1)):
            break
        if before.text == "/" and before.gap is not Gap.GLUED and passage.gap(start) is not Gap.GLUED:
            break
        start -= 1
    return start


def _ends_sentence(passage: Passage, at: int) -> bool:
    """A full stop before a capital; not that of an abbreviation or of "[...]"."""
    following = passage.tokens[at + 1] if at + 1 < len(passage) else None
    if following is None or following.gap is Gap.GLUED or not following.text[0].isupper():
        return False
    return passage.kind(at - 1) in ("word", "num") and len(passage.low(at - 1)) > 1


def _block_end(passage: Passage, at: int) -> int:
    while at < len(passage) and passage.gap(at) is not Gap.BLOCK:
        at += 1
    return at
