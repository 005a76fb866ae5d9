"""Questions whose answers only those concerned should read, by their words or by what was answered."""

import re
from collections.abc import Iterable

from capcli.domain.names import fold

_ASKED = re.compile(
    r"\b(?:regimes?(?! (?:fiscal|social|juridique|matrimonial|general|indemnitaire))|allerg\w*|intoleran\w*|"
    r"(?:contrainte|restriction|preference|habitude|exigence|specificite)s? alimentaires?|dietary|diet|"
    r"food (?:requirements?|preferences?|restrictions?)|vegetari\w*|vegan\w*|halal|casher|kosher|sante|medica\w*|"
    r"health|"
    r"handicap\w*|pmr|accessibilite|accessibility|access (?:needs?|requirements?)|mobilite reduite|"
    r"reduced mobility|wheelchair|"
    r"fauteuil roulant|rqth|surdite|malentendant\w*|malvoyant\w*|sourde?s?|langue des signes|lsf|boucle magnetique|"
    r"sous titr\w*|subtitl\w*|hard of hearing|hearing (?:impair\w*|loss|aids?)|visual\w* impair\w*|sign language|"
    r"disabilit\w*|disabled|grossesse|enceinte|pregnan\w*|religion|religieu\w*|religious|"
    r"cultuelles?|"
    r"d?urgence(?! climatique)|emergency|maladies?|besoins? (?:particuliers?|specifiques?|speciaux|speciales?|"
    r"daccess\w*|damenagement\w*)|"
    r"(?:special|specific|particular|additional) (?:needs?|requirements?|requests?)|contraintes? (?:particulieres?|"
    r"physiques?)|"
    r"amenagements? (?:particuliers?|necessaires?|specifiques?|speciaux)|date de naissance|birth ?date|date of birth|"
    r"birthday|anniv(?:ersaires?)?|ne e? le|numero de securite sociale|"
    r"sans (?:gluten|lactose|porc|viande)|aides? (?:particulieres?|specifiques?)|partis? politiques?|syndique\w*|"
    r"appartenance syndicale|confessions?|confession religieuse|"
    r"securite sociale|orientation sexuelle|origine ethnique|opinions? politiques?|opinions? syndicales?)\b"
)
_FREE = frozenset(
    str.split(
        "restriction|restrictions|fauteuil|remarque|remarques|commentaire|commentaires|comment|comments|message|messages|observation|observations|"
        "your message|votre message|precisions|precision|remarks|autre|autres|informations complementaires|"
        "information complementaire|notes|questions|question|autres informations|autres remarques|autre remarque|"
        "un mot|mot pour lequipe|additional information|anything else|other comments|divers|"
        "remarques particulieres|autres precisions|souhaits particuliers|demandes particulieres|"
        "demande particuliere|complement dinformation|complements dinformation|feedback|further comments|"
        "other remarks",
        "|",
    )
)
_FREELY = re.compile(
    r"\b(?:remarques?|commentaires?|(?:your|any|other|further|more|additional) comments?|comments? (?:or|and)|"
    r"remarks?|observations?|autre chose|anything (?:else|we should)|"
    r"message (?:a|pour|to|for)|(?:choses?|informations?) (?:a|que) (?:nous )?(?:signaler|savoir|preciser|porter)|"
    r"a nous (?:signaler|dire|preciser)|"
    r"quelque chose a|souhaitez vous (?:nous )?(?:ajouter|preciser|dire)|expression libre|champ libre|"
    r"texte libre|something (?:else|to)|let us know|tell us (?:more|anything))\b"
)
_ANSWERED = re.compile(
    r"\b(?:vegetari\w+|vegetal\w+|vegan\w*|sans (?:gluten|lactose|porc|viande|sel|oeufs?|arachides?)|gluten free|"
    r"lactose free|allerg\w+|intoleran\w+|fauteuil(?: roulant)?|pmr|wheelchair|handicap\w*|halal|casher|kosher|"
    r"malentendant\w*|malvoyant\w*|sourde?|surdite|boucle magnetique|langue des signes|lsf|enceinte|pregnant|"
    r"diabet\w+|epilep\w+|c[oe]+liaque|celiac|mobilite reduite|accessibilite)\b"
)


def is_asked(heading: str) -> bool:
    """Whether the question is about health, food, access, belief or an emergency, or asks for anything at all."""
    text = fold(heading.strip())
    bare = _bare(text)
    words = set(bare.split())
    return bool(_ASKED.search(text) or _FREELY.search(text)) or bare in _FREE or (bool(words) and words <= _FREE)


def is_answered(texts: Iterable[str]) -> bool:
    """Whether answers tell of health, food or access, whatever was asked."""
    return any(_ANSWERED.search(fold(text)) for text in texts)


def _bare(text: str) -> str:
    """The question without the code before it and what is said of its being optional."""
    words = re.sub(
        r"\b(?:facultati\w+|optionnel\w*|optional|eventuel\w*|vos|votre|q?\d+\w*|libres?|et|ou|and|or)\b", " ", text
    )
    return " ".join(words.split())
