"""The grammar of places: "Maison du Parc, 12 rue de l'Exemple, 26400 Val-Fictif", "à la salle des fêtes de Couddes"."""

import re
from unicodedata import category

from msgspec import Struct

from capcli.domain.folding import fold
from capcli.domain.records import Place
from capcli.pages.tokens import Gap, Passage
from capcli.pages.towns import LARGER, TOWNS

VENUES = frozenset(
    "salle salles maison mairie hotel centre espace foyer mediatheque bibliotheque halle theatre cinema chateau ferme lycee college ecole "
    "universite campus iut faculte gymnase auditorium amphitheatre amphi locaux siege tiers cafe restaurant auberge gite domaine "
    "abbaye prieure moulin palais parc pole cite prefecture sous conseil chambre mjc cci msa office musee eglise chapelle couvent grange "
    "atelier bourse complexe pavillon peniche jardin jardins station gare stade casa villa fondation institut residence manoir "
    "batiment bat tour village hall library community town pub room building museum school fabrique friche usine agora "
    "hostellerie presbytere caserne maisons ateliers".split()
)
"""Words that open the name of a house where people meet."""

_MUNICIPAL = re.compile(
    r"^(?:salle (?:des fetes|polyvalente|communale|municipale|du conseil(?: municipal)?|des mariages|du foyer|d ?animations?|socio ?culturelle|paroissiale|du temps libre)|"
    r"foyer (?:rural|municipal|communal)|mediatheque|bibliotheque|gymnase|mairie(?: annexe)?|hotel de ville|espace culturel|village hall|town hall|office de tourisme|maison des associations|maison pour tous|"
    r"theatre municipal|complexe sportif|centre social|centre culturel|ecole primaire|salle)$"
)
"""Kinds of houses that every town has: what follows "de" is the town, not the house's name."""

_STREETS = frozenset(
    "rue avenue av ave boulevard bd bvd blvd place chemin route rte impasse allee allees quai cours square montee passage faubourg "
    "esplanade parvis lotissement za zi zac zae bp cs sentier voie promenade traverse chaussee ruelle venelle street road lane "
    "parking domaine lieu cite".split()
)
_STREETS_WITHOUT_NUMBER = _STREETS - {
    "cours",
    "passage",
    "place",
    "route",
    "domaine",
    "lieu",
    "parking",
    "cite",
    "voie",
    "bp",
    "cs",
}
_LINKS = frozenset("de du des la le les l d sur sous en lès les lez aux et saint".split())
_NAME_LINKS = _LINKS | {"a", "au", "pour", "of", "the", "'", "-", ".", "&", "n", "°", "dite", "dit"}
_ARTICLES = frozenset({"le", "la", "les", "l"})
_STOPS = frozenset(
    "ou avec pour puis avant apres dont qui que sur de a en et une un par entre dans jusqu inscription lien ainsi via plus or with for and "
    "online visio zoom presentiel distanciel uniquement seulement demi journee".split()
)
_UNSAID = frozenset("preciser definir confirmer venir determiner communiquer".split())
_EVENTS = frozenset(
    "rencontre rencontres festival salon congres assises journee journees semaine universite forum sommet occasion programme suite fin "
    "issue intention tous toutes nos vos ceux celles distance partir destination debut printemps automne ete hiver midi".split()
)


class Found(Struct):
    """What has been found of a place so far."""

    name: str | None = None
    address: str | None = None
    postcode: str | None = None
    city: str | None = None
    sure: bool = False

    def place(self) -> Place | None:
        """The place, None when nothing of it is known."""
        if not (self.name or self.address or self.postcode or self.city):
            return None
        return Place(name=self.name, address=self.address, postcode=self.postcode, city=self.city)


def place_in(passage: Passage, start: int, end: int, *, labelled: bool) -> Place | None:
    """The place said between these tokens of one block.

    `labelled` when the line is about nothing else ("Lieu : …"); otherwise a
    name needs a sign of being one: a preposition after a day, a kind of house,
    a street or a postcode beside it.
    """
    found = Found()
    for piece_start, piece_end, opened in _pieces(passage, start, end):
        _read(passage, piece_start, piece_end, found, labelled=labelled, opened=opened, first=piece_start == start)
    if not (labelled or found.sure):
        return None
    return found.place()


def _pieces(passage: Passage, start: int, end: int) -> list[tuple[int, int, str]]:
    """The tokens cut at commas, brackets, spaced dashes and what other rules have read, each with what opened it."""
    pieces: list[tuple[int, int, str]] = []
    begin, opened = start, ""
    for at in range(start, end + 1):
        mark = "end" if at == end else _mark(passage, at)
        if mark:
            if at > begin:
                pieces.append((begin, at, opened))
            if at > begin or opened not in ("day", "hour"):
                opened = mark
            begin = at + 1
    return [cut for piece in pieces for cut in _cut_at_prepositions(passage, *piece)]


def _mark(passage: Passage, at: int) -> str:
    low = passage.low(at)
    if passage.taken[at]:
        return passage.taken[at]
    if low == "," and passage.kind(at - 1) == "num" and len(passage.low(at - 1)) <= 4 and passage.low(at + 1) in _STREETS:
        return ""
    if low in (",", ";", "(", ")", "[", "]", "|", "•", "...", ":", "!", "?", "\ue0c0", "«", "»", '"', "“", "”"):
        return low
    if low == "-" and passage.gap(at) is not Gap.GLUED and passage.gap(at + 1) is not Gap.GLUED:
        return "-"
    if low == "/" and (passage.gap(at) is not Gap.GLUED or passage.gap(at + 1) is not Gap.GLUED):
        return "/"
    if category(passage.tokens[at].text[0]) == "So":
        return "sign"
    if low == "." and passage.gap(at + 1) is not Gap.GLUED and len(passage.low(at - 1)) > 3:
        return "."
    return ""


def _cut_at_prepositions(passage: Passage, start: int, end: int, opened: str) -> list[tuple[int, int, str]]:
    """ "Castelsec à Pézenas" in two, "Rue Pierreuse 23 à 4000 Liège" too; "ou en ligne" apart.

    A piece cut off is opened by "a" soon after a day or an hour, else by "then".
    """
    cuts, opens = [start], [opened]
    for at in range(start + 1, end):
        if (
            passage.gap(at) is Gap.BLOCK
            or passage.gap(at) is Gap.BREAK
            and passage.lines[passage.tokens[at].line].text[:1].isupper()
        ):
            cuts.append(at)
            opens.append(",")
        elif passage.gap(at) is not Gap.GLUED and _is_preposition(passage, at, end):
            cuts.append(at)
            joined = passage.low(at - 1) in ("ou", "et", "or", "and", "presentiel", "person")
            near = opened in ("day", "hour", "aside") and at - start <= 6
            opens.append("a" if joined or near else "then")
    return [cut for cut in zip(cuts, [*cuts[1:], end], opens, strict=True) if cut[1] > cut[0]]


def _is_preposition(passage: Passage, at: int, end: int) -> bool:
    low, written = passage.low(at), passage.tokens[at].text
    if low == "ou" and written.lower() == "ou":
        return True
    if (
        low not in ("a", "au", "aux", "in", "at", "dans")
        or written.lower() not in ("à", "au", "aux", "in", "at", "dans")
        or at + 1 >= end
    ):
        return False
    after = at + 1
    while (
        after < end - 1
        and passage.low(after) in ("la", "le", "l", "les", "the", "'", "locaux", "de")
        and not passage.tokens[after].text[0].isupper()
    ):
        after += 1
    token = passage.tokens[after]
    if low == "a" and token.kind == "num":
        return len(token.low) in (4, 5)
    return token.text[0].isupper() or token.low in VENUES


def _read(passage: Passage, start: int, end: int, found: Found, *, labelled: bool, opened: str, first: bool) -> None:
    """Fit one piece into what is known of the place."""
    begin, preposition, article = _opening(passage, start, end)
    if begin >= end:
        return
    if _read_postcode(passage, begin, end, found, opened) or found.postcode and found.city and opened == ")":
        return
    street = _street_end(passage, begin, end)
    if street and not found.address:
        found.address = passage.written(begin, street)
        found.sure = True
        if street < end:
            _read_town_tail(passage, street, end, found)
        return
    near = labelled or preposition or opened in ("day", "hour", ",", "-", ":", "/", "|", "sign") or first
    if passage.low(begin) in VENUES and near:
        _read_venue(passage, begin, end, found, sure=bool(preposition) or opened in ("day", "hour", ",", "sign"))
        return
    if not passage.tokens[begin].text[0].isupper() or passage.low(begin) in _EVENTS:
        return
    _read_proper(passage, begin, end, found, preposition=preposition, article=article, opened=opened, labelled=labelled)


def _opening(passage: Passage, start: int, end: int) -> tuple[int, str, str]:
    """Where the name begins, after its preposition and article."""
    at, preposition, article = start, "", ""
    if passage.low(at) in ("rdv", "rendez") or (passage.low(at) == "lieu" and passage.low(at + 1) != "-"):
        at += 3 if passage.low(at + 1) == "-" else 1
    if passage.low(at) in ("a", "au", "aux", "dans", "chez", "en", "in", "at") and passage.kind(at) == "word":
        preposition, at = passage.low(at), at + 1
    if preposition in ("dans", "a", "aux", "au") and (passage.low(at), passage.low(at + 1)) in (
        ("les", "locaux"),
        ("locaux", "de"),
        ("locaux", "du"),
    ):
        at += 1 if passage.low(at) == "les" else 0
        at += 1
        preposition = "locaux"
        if passage.low(at) in ("de", "du", "des", "d"):
            at += 1
        while passage.low(at) in ("'",):
            at += 1
    if (
        at < end
        and passage.low(at) in _ARTICLES
        and not passage.tokens[at].text[0].isupper()
        or passage.low(at) == "the"
    ):
        article = passage.text[passage.tokens[at].start : passage.tokens[at].end]
        at += 1
        if passage.low(at) == "'":
            article, at = article + "'", at + 1
    return at, preposition, article


def _read_postcode(passage: Passage, start: int, end: int, found: Found, opened: str) -> bool:
    """ "26400 Val-Fictif", "à 4000 Liège", "Le Sappey en Chartreuse 38700", "(07400)"."""
    for at in range(start, end):
        digits = passage.low(at)
        if passage.kind(at) != "num" or found.postcode:
            continue
        if passage.gap(at) is Gap.GLUED and at > start and passage.kind(at - 1) in ("num", "word"):
            continue
        town_end = _town_end(passage, at + 1, end)
        french = len(digits) == 5 and "01000" <= digits <= "98999"
        abroad = len(digits) == 4 and digits >= "1000" and town_end > at + 1
        if abroad and not (found.address or opened in ("a", ",") or passage.low(at - 1) in ("a", "-")):
            continue
        if abroad and 1990 <= int(digits) <= 2099 and not found.address:
            continue
        if not (french or abroad):
            continue
        if town_end > at + 1:
            return _town_after(passage, start, at, town_end, found, digits)
        if french and _town_before(passage, start, at, found, digits, opened):
            return True
    return False


def _town_after(passage: Passage, start: int, at: int, town_end: int, found: Found, digits: str) -> bool:
    found.postcode, found.city, found.sure = digits, passage.written(at + 1, town_end), True
    stop = at - (2 if passage.low(at - 1) == "-" and passage.low(at - 2) in ("f", "fr", "b", "be", "ch") else 0)
    while stop > start and passage.low(stop - 1) in ("a", "-", ","):
        stop -= 1
    if stop > start:
        street = _street_end(passage, start, stop)
        if street and not found.address:
            found.address = passage.written(start, stop)
        elif not found.name and (passage.low(start) in VENUES or passage.tokens[start].text[0].isupper()):
            found.name = passage.written(start, stop)
        elif found.name and not found.address:
            found.address = passage.written(start, stop)
    return True


def _town_before(passage: Passage, start: int, at: int, found: Found, digits: str, opened: str) -> bool:
    town_end = _town_end(passage, start, at)
    if town_end == at > start:
        found.city = passage.written(start, at)
    elif not (at == start and opened == "(" and found.city):
        return False
    found.postcode, found.sure = digits, True
    return True


def _town_end(passage: Passage, start: int, end: int) -> int:
    """Where a town's name that begins at `start` ends; `start` when none begins."""
    at = start
    while at < end:
        token = passage.tokens[at]
        if token.kind == "word" and token.text[0].isupper():
            if token.low == "cedex":
                break
            at += 1
        elif (
            token.low in ("-", "'")
            and at > start
            and token.gap is Gap.GLUED
            and passage.gap(at + 1) is Gap.GLUED
            and passage.kind(at + 1) == "word"
        ):
            at += 2
        elif token.low in _LINKS and token.kind == "word" and at > start and _leads_to_capital(passage, at, end):
            at += 1
        else:
            break
    return min(at, end)


def _leads_to_capital(passage: Passage, at: int, end: int) -> bool:
    """Whether links such as "en", "sur le", "de l'" come before a capital: they belong to the name."""
    if passage.low(at) == "et":
        return False
    for ahead in range(at + 1, min(at + 4, end)):
        token = passage.tokens[ahead]
        if token.text[0].isupper() and token.kind == "word":
            return True
        if token.low not in _LINKS and token.low != "'":
            return False
    return False


def _street_end(passage: Passage, start: int, end: int) -> int:
    """Where a street that begins at `start` ends; 0 when none does."""
    at = start
    numbered = (
        passage.kind(at) == "num"
        and len(passage.low(at)) <= 4
        and not (passage.gap(at + 1) is Gap.GLUED and passage.low(at + 1) in ("h", "%"))
    )
    if numbered:
        at += 1
        at += passage.low(at) == ","
        if passage.low(at) in ("bis", "ter", "quater", "b", "a") and at + 1 < end:
            at += 1
        elif passage.low(at) in ("-", "/") and passage.kind(at + 1) == "num":
            at += 2
    kind = passage.low(at)
    if (
        numbered
        and not (kind in _STREETS)
        and any(
            passage.low(i) in ("street", "road", "lane", "square", "avenue") for i in range(at + 1, min(end, at + 4))
        )
    ):
        return _name_end(passage, at, end, street=True)
    known = kind in (_STREETS if numbered else _STREETS_WITHOUT_NUMBER) and passage.kind(at) == "word"
    named = at + 1 < end
    capital = (
        named and not numbered and any(passage.tokens[i].text[0].isupper() for i in range(at + 1, min(end, at + 5)))
    )
    if kind in ("place", "cours", "route", "voie", "cs", "bp") and not numbered:
        known = capital or (kind in ("bp", "cs") and passage.kind(at + 1) == "num")
    if kind == "lieu" and not (passage.low(at + 1) == "-" and passage.low(at + 2) == "dit"):
        known = False
    if not known or not (named or numbered) or (not numbered and not capital and kind not in ("bp", "cs")):
        return 0
    return _name_end(passage, at, end, street=True)


def _name_end(passage: Passage, start: int, end: int, *, street: bool = False) -> int:
    """Where a name that begins at `start` ends: before a word that goes on with the sentence."""
    at = start + 1
    while at < end:
        token = passage.tokens[at]
        if token.kind == "num":
            if (
                not street
                and passage.low(at - 1) not in ("n", "°", "no", "salle", "batiment", "amphi")
                and len(token.low) > 3
            ):
                break
        elif len(token.text) == 1 and token.text.isupper() and passage.kind(at + 1) != "word":
            pass
        elif token.kind == "word" and token.low in _STOPS - _NAME_LINKS:
            break
        elif token.low == "et" and (at + 1 >= end or passage.low(at + 1) in ("en", "a", "sur", "par", "visio", "au")):
            break
        elif (
            token.low in ("en", "sur", "a", "par") and token.kind == "word" and not _leads_to_capital(passage, at, end)
        ):
            break
        elif token.low == "pour" and passage.low(at + 1) != "tous":
            break
        at += 1
    while at > start + 1 and passage.low(at - 1) in (".", "-", "et", "de", "le", "la", "du", "au", "a"):
        at -= 1
    return at


def _read_town_tail(passage: Passage, start: int, end: int, found: Found) -> None:
    """A town right after a street: "rue de l'Exemple Valence" is left alone, "- Valence" is read."""
    begin, preposition, _article = _opening(passage, start, end)
    stop = _town_end(passage, begin, end)
    if preposition and stop > begin and not found.city:
        found.city = passage.written(begin, stop)


def _read_venue(passage: Passage, start: int, end: int, found: Found, *, sure: bool) -> None:
    """A house by its kind; the town after "de" when every town has one."""
    stop = _name_end(passage, start, end)
    if passage.low(stop) == "a" and passage.low(stop + 1) in _UNSAID:
        return
    written = passage.written(start, stop)
    for at in range(start + 1, stop):
        if passage.low(at) in ("de", "d", "du", "a") and _MUNICIPAL.match(fold(passage.written(start, at))):
            town = at + (2 if passage.low(at + 1) == "'" else 1)
            if passage.low(at) == "du":
                break
            if passage.low(town) in ("la", "le", "les") and not passage.tokens[town].text[0].isupper():
                break
            town_stop = _town_end(passage, town, stop)
            if town_stop > town and not found.city and fold(passage.written(town, town_stop)) not in LARGER:
                written = passage.written(start, at)
                found.city = passage.written(town, town_stop)
                sure = True
            break
    if found.name is None and not _is_any_house(written, found):
        found.name = written
        found.sure = found.sure or sure


def _is_any_house(name: str, found: Found) -> bool:
    """ "à la ferme", "en salle": a kind of house, not one; every town has but one town hall, though."""
    alone = name.islower() and " " not in name
    return alone and not found.city and name not in ("mairie", "médiathèque", "bibliothèque", "préfecture")


def _read_proper(
    passage: Passage, start: int, end: int, found: Found, *, preposition: str, article: str, opened: str, labelled: bool
) -> None:
    """A proper name: a town, or a house called so."""
    if preposition == "en":
        return
    stop = _town_end(passage, start, end)
    name = passage.written(start, stop)
    folded = fold(name)
    stop = _past_district(passage, stop, end)
    if folded in LARGER or (len(folded) < 2 and not labelled):
        return
    if preposition == "locaux" or preposition == "chez":
        _take_name(found, passage.written(start, _name_end(passage, start, end)))
        return
    if opened == "(" and preposition != "a":
        if stop == end and not found.city and found.name and _is_plain_town(name):
            found.city = name
        return
    if preposition in ("au", "aux"):
        town = f"{'le' if preposition == 'au' else 'les'} {folded}"
        if town in TOWNS:
            found.city, found.sure = f"{'Le' if preposition == 'au' else 'Les'} {name}", True
        elif opened in ("day", "hour", ",") or labelled:
            _take_name(found, passage.written(start, _name_end(passage, start, end)))
        return
    if article:
        whole = f"{article}{name}" if article.endswith("'") else f"{article} {name}"
        if (opened in ("day", "hour", ",", "a", "") or labelled) and preposition == "a":
            _take_name(
                found,
                whole
                if len(name.split()) == 1 and not article.endswith("'")
                else passage.written(start, _name_end(passage, start, end)),
            )
        return
    follows = opened == "then" and (found.name or found.address)
    anchored = preposition in ("a", "in", "at") and (
        opened in ("day", "hour", "a", ",", "aside", "", "(") or follows or labelled
    )
    last = (
        opened in (",", "-", "day", "hour")
        and not found.city
        and stop == end
        and (found.name or found.address or "-" in name)
    )
    if not (anchored or last or labelled):
        return
    _place_proper(
        found,
        name if stop == end or not labelled else passage.written(start, _name_end(passage, start, end)),
        whole=stop >= end,
    )


def _past_district(passage: Passage, at: int, end: int) -> int:
    """Over the "7e" of "Lyon 7e" and the "Cedex 9" of "Annecy Cedex 9"."""
    if passage.low(at) == "cedex" and at < end:
        at += 1
        return at + 1 if at < end and passage.kind(at) == "num" else at
    if (
        at + 1 < end
        and passage.kind(at) == "num"
        and passage.low(at + 1) in ("e", "er", "eme")
        and passage.gap(at + 1) is Gap.GLUED
    ):
        return at + 2
    return at


def _place_proper(found: Found, name: str, *, whole: bool) -> None:
    """A name without any sign: a second one is the town of the first; one that begins with an article is a house unless listed."""
    folded = fold(name)
    begins_with_article = name.split()[0].lower() in ("la", "le", "les") or name.lower().startswith(("l'", "l’"))
    known = folded in TOWNS or (begins_with_article and "-" in name)
    if found.city and not found.name and _is_plain_town(found.city) and not begins_with_article:
        found.name, found.city, found.sure = found.city, name, True
    elif begins_with_article and not known:
        if not found.name:
            _take_name(found, name)
    elif not found.city and _is_plain_town(name):
        found.city, found.sure = name, True
    elif not found.name:
        _take_name(found, name)


def _is_plain_town(name: str) -> bool:
    """Whether a name has the look of a town's: one word, or words joined by hyphens and links."""
    words = [word for word in name.split() if word.lower() not in _LINKS]
    return (
        0 < len(words) <= 2
        and not any(char.isdigit() for char in name)
        and (
            len(words) == 1
            or words[0].lower() in ("saint", "sainte", "st", "ste", "le", "la", "les")
            or len(words) != len(name.split())
        )
    )


def _take_name(found: Found, name: str) -> None:
    if not found.name:
        found.name, found.sure = name, True
