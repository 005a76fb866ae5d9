"""Whether names in one cell begin with the family name: decided row by row where a row tells, else by its column."""

import re
from collections.abc import Sequence

from capcli.domain.names import PARTICLES, atoms, clean, fold, split_name, squash

_GIVEN = frozenset(
    str.split(
        "adele adrien agathe agnes aicha alain alice aline amandine amelie amina anais andrea ange angelique anita "
        "anna anne "
        "annick annie antoine antonin ariane arthur audrey aurelie aurelien aurore baptiste barbara beatrice "
        "benedicte benjamin "
        "berenice brigitte bruno camille capucine carine carole caroline catherine cecile celia celine chantal "
        "charlene "
        "charles charlotte chloe christelle christian christiane christine christophe claire clara clemence "
        "clementine coralie "
        "corinne cyril cyrille damien daniele danielle daphne delphine diane didier dominique dorothee edith elena "
        "eleonore eliane "
        "elisa elisabeth elise elodie eloise elsa emeline emilie emilien emma emmanuelle enzo eric erwan estelle "
        "esther eugenie "
        "eva eve evelyne fabien fabienne fabrice fanny fatima fatiha felix flora flore florence florian floriane "
        "francine francis "
        "francoise franck frederic frederique gabrielle gael gaelle gaetan genevieve ghislaine gilles gisele "
        "gregory guenaelle "
        "guy gwenaelle hanna helene hugo ines ingrid irene isabelle ivan jacqueline jacques jean jeanne jennifer "
        "jeremie jeremy "
        "jerome jessica joel joelle john jonathan josephine josette josiane judith julia julie julien juliette "
        "justine karen "
        "karim karine katia kevin laetitia lara laura laure laurence lea leila lena leo leonie lilia liliane lisa "
        "lise loic lola "
        "lou louise luc lucas lucie lucien lucile ludivine ludovic lydia lydie madeleine maelle magali malika manon "
        "manuel "
        "marc marcel marianne marie marie-claire marina marine marion marjorie marlene martine maryse mathilde maud "
        "maurice "
        "maxime melanie melissa michele micheline mireille mohamed monique morgane muriel myriam nadege nadia "
        "nadine naima "
        "nathalie nicolas nicole nina noemie nolwenn odette odile olivia ophelie oceane pascale patrice patricia "
        "patrick "
        "pauline perrine philippe pierre quentin rachel rachid raphaelle regine regis remi remy roland romain "
        "romane rosalie rose "
        "sabine sabrina samia samir samira samuel sandra sandrine sarah sebastien serge severine simone sofia "
        "solange solene "
        "sonia sophie stephane stephanie suzanne sylvain sylvette sylvie tatiana thierry theo thibault tiphaine "
        "tristan valentin "
        "valentine valerie vanessa veronique violaine virginie viviane xavier yannick yasmina yasmine yohan yolande "
        "youssef "
        "yves yvette yvonne yvon zoe zohra"
    )
)
"""Given names that hardly any family bears."""
_OPENING = frozenset({"de", "du", "des", "d", "la", "le", "les"})
_TOKEN = re.compile(r"[a-z]+")


def family_first(told: Sequence[bool | None], *, heading: bool | None = None) -> bool:
    """Whether the names of a column begin with the family name; `told` is what each row tells by itself.

    `heading` is what the heading says ("Nom Prénom"), and decides when no row does or as many do as do not.
    """
    first, last = told.count(True), told.count(False)
    return first > last if first != last else bool(heading)


def row_order(name: str, email: str | None = None) -> bool | None:
    """Whether this name begins with the family name: by its capitals, its e-mail, a given name; None when unclear."""
    words = name.split()
    if len(words) < 2 or "," in name:
        return None
    opens = words[0].lower().rstrip("'’") in _OPENING
    if _is_mixed(words):
        return _is_shouted(words[0]) or (opens and not _is_shouted(words[-1]))
    if opens:
        return True
    if fold(words[-2]) in PARTICLES and len(words) > 2:
        return False  # no family name ends with its particle: "Maria de la Cruz"
    by_email = _by_email(words, email) if email else None
    return by_email if by_email is not None else _by_given(words)


def shows_somebody(name: str) -> bool:
    """Whether the name itself shows that it is a person's: a family name in capitals, or a known given name."""
    words = name.split()
    return len(words) > 1 and (_is_mixed(words) or _by_given(words) is not None)


def split_in_order(name: str, *, first: bool) -> tuple[str, str]:
    """The given and the family name of a name that begins with its family name, or (not `first`) that does not."""
    text = clean(name)
    words = text.split()
    if not first or "," in text or len(words) < 2 or _is_mixed(words):
        return split_name(text)
    double = len(words) > 2 and split_name(f"{words[-2]} {words[-1]} X")[0] == f"{words[-2]} {words[-1]}"
    given = 2 if double else 1
    return " ".join(words[-given:]), " ".join(words[:-given])


def _by_email(words: list[str], email: str) -> bool | None:
    """An address of two words puts the given name first, nearly always."""
    tokens = _TOKEN.findall(email.partition("@")[0].lower())
    if len(tokens) != 2 or len(tokens[0]) < 2:
        return None
    ends = squash(words[0]), squash(words[-1])
    return bool(tokens[0] == ends[1]) if {*tokens} <= {*ends} else None


def _by_given(words: list[str]) -> bool | None:
    """A word that is hardly ever a family name, at one end only."""
    start, end = (bool(set(atoms(word)) & _GIVEN) for word in (words[0], words[-1]))
    return end if start != end else None


def _is_mixed(words: list[str]) -> bool:
    if not any(word[-2:].isupper() for word in words):
        return False
    shouted = [_is_shouted(word) for word in words]
    return any(shouted) and not all(shouted)


def _is_shouted(word: str) -> bool:
    bare = re.sub(r"^(?:[dD]['’]|Mc|Mac)", "", word)
    return bare.isupper() and sum(char.isalpha() for char in bare) > 1
