"""Names of towns: where one ends in a sentence, and the few that no rule tells apart.

"à La Rochelle" is a town and "à La Marlagne" a house; only a list knows.
"""

from capcli.domain.folding import fold
from capcli.pages.tokens import Gap, Passage
from capcli.pages.vocabulary import words

_LA = (
    "baule|bourboule|bresse|celle saint cloud|chaise dieu|chapelle en vercors|chapelle sur erdre|"
    "charite sur loire|chataigneraie|chatre|chaux de fonds|ciotat|clayette|clusaz|cote saint andre|courneuve|"
    "couronne|crau|ferte bernard|ferte mace|ferte milon|fleche|garde|garenne colombes|grand combe|"
    "grande motte|guerche|haye|hulpe|londe les maures|louviere|madeleine|mothe saint heray|motte servolex|"
    "mure|pommeraye|reole|ricamarie|riche|roche bernard|roche chalais|roche guyon|roche posay|"
    "roche sur foron|roche sur yon|rochefoucauld|rochelle|rochette|salvetat|seyne|seyne sur mer|souterraine|"
    "suze sur sarthe|talaudiere|teste de buch|tour du pin|tranche sur mer|tremblade|trinite|tronche|turballe|"
    "valette du var|verpilliere|verriere|ville aux dames|voulte|voulte sur rhone|louvesc|mulatiere"
)
_LE = (
    "barp|beausset|blanc|blanc mesnil|bouscat|bourg d oisans|bourget|bourget du lac|bugue|cannet|"
    "cateau cambresis|chambon sur lignon|chambon feugerolles|chesnay|cheylard|conquet|coteau|creusot|crotoy|"
    "croisic|dorat|faou|faouet|grand bornand|grand lemps|grand quevilly|havre|kremlin bicetre|lamentin|"
    "lion d angers|lude|malzieu|mans|mont dore|monetier les bains|monastier|monastier sur gazeille|muy|"
    "neubourg|perreux|petit quevilly|plessis robinson|poire sur vie|pontet|portel|pouliguen|pouzin|"
    "pre saint gervais|puy|puy en velay|puy sainte reparade|raincy|relecq kerhuon|rove|sappey|"
    "sappey en chartreuse|tampon|teil|teich|thillot|thor|touquet|touvet|treport|vaudreuil|vesinet|vigan"
)
_LES = (
    "abymes|ancizes comps|andelys|angles|arcs|avirons|aix d angillon|clayes sous bois|contamines montjoie|"
    "echelles|epesses|essarts|eyzies|gets|herbiers|houches|issambres|lilas|lucs sur boulogne|mureaux|"
    "ollieres sur eyrieux|pavillons sous bois|pennes mirabeau|pieux|ponts de ce|riceys|rousses|"
    "sables d olonne|sorinieres|ulis|vans|vignes"
)
_L = (
    "arbresle|aigle|haÿ les roses|hay les roses|horme|ile rousse|isle adam|isle jourdain|isle sur la sorgue|"
    "isle sur le doubs|union|absie|argentiere la bessee"
)
TOWNS = frozenset(
    fold(f"{article}{name}")
    for article, names in (("la ", _LA), ("le ", _LE), ("les ", _LES), ("l'", _L))
    for name in names.split("|")
)
"""Folded names of towns of some size that begin with an article."""

_LARGER = (
    "Ain|Aisne|Allier|Alpes-de-Haute-Provence|Hautes-Alpes|Alpes-Maritimes|Ardèche|Ardennes|Ariège|Aube|Aude|"
    "Aveyron|Bouches-du-Rhône|Calvados|Cantal|Charente|Charente-Maritime|Cher|Corrèze|Corse|Côte-d'Or|"
    "Côtes-d'Armor|Creuse|Dordogne|Doubs|Drôme|Eure|Eure-et-Loir|Finistère|Gard|Haute-Garonne|Gers|Gironde|"
    "Hérault|Ille-et-Vilaine|Indre|Indre-et-Loire|Isère|Jura|Landes|Loir-et-Cher|Loire|Haute-Loire|"
    "Loire-Atlantique|Loiret|Lot|Lot-et-Garonne|Lozère|Maine-et-Loire|Manche|Marne|Haute-Marne|Mayenne|"
    "Meurthe-et-Moselle|Meuse|Morbihan|Moselle|Nièvre|Nord|Oise|Orne|Pas-de-Calais|Puy-de-Dôme|"
    "Pyrénées-Atlantiques|Hautes-Pyrénées|Pyrénées-Orientales|Bas-Rhin|Haut-Rhin|Rhône|Haute-Saône|"
    "Saône-et-Loire|Sarthe|Savoie|Haute-Savoie|Seine-Maritime|Seine-et-Marne|Yvelines|Deux-Sèvres|Somme|Tarn|"
    "Tarn-et-Garonne|Var|Vaucluse|Vendée|Vienne|Haute-Vienne|Vosges|Yonne|Essonne|Hauts-de-Seine|"
    "Seine-Saint-Denis|Val-de-Marne|Val-d'Oise|Guadeloupe|Martinique|Guyane|La Réunion|Mayotte|"
    "Auvergne-Rhône-Alpes|Auvergne|Rhône-Alpes|Bourgogne-Franche-Comté|Bourgogne|Bretagne|"
    "Centre-Val de Loire|Grand Est|Hauts-de-France|Île-de-France|Normandie|Nouvelle-Aquitaine|Occitanie|"
    "Pays de la Loire|Provence|Provence-Alpes-Côte d'Azur|PACA|France|Belgique|Suisse|Luxembourg|Wallonie|"
    "Québec|Canada|Europe|Vercors|Cévennes|Massif central|Livradois-Forez|Pilat|Chartreuse|Vaud|"
)
LARGER = frozenset(fold(name) for name in _LARGER.split("|"))
"""Folded names of départements, regions and countries: where a town is, never the town."""

LINKS = words("de du des la le les l d sur sous en lès lez aux et saint")
"""Small words inside the name of a town or a house."""


def town_end(passage: Passage, start: int, end: int) -> int:
    """Where a town's name that begins at `start` ends; `start` when none begins."""
    at = start
    while at < end:
        token = passage.tokens[at]
        if token.kind == "word" and token.text[0].isupper() and token.low != "cedex":
            at += 1
        elif at > start and _joins(passage, at):
            at += 2
        elif at > start and token.kind == "word" and token.low in LINKS and leads_to_capital(passage, at, end):
            at += 1
        else:
            break
    return min(at, end)


def _joins(passage: Passage, at: int) -> bool:
    """A hyphen or an apostrophe inside a name."""
    glued = passage.gap(at) is Gap.GLUED and passage.gap(at + 1) is Gap.GLUED
    return glued and passage.low(at) in ("-", "'") and passage.kind(at + 1) == "word"


def leads_to_capital(passage: Passage, at: int, end: int) -> bool:
    """Whether links such as "en", "sur le", "de l'" come before a capital: they belong to the name."""
    if passage.low(at) == "et":
        return False
    for ahead in range(at + 1, min(at + 4, end)):
        token = passage.tokens[ahead]
        if token.kind == "word" and token.text[0].isupper():
            return True
        if token.low not in LINKS and token.low != "'":
            return False
    return False


def past_district(passage: Passage, at: int, end: int) -> int:
    """Over the "7e" of "Lyon 7e" and the "Cedex 9" of "Annecy Cedex 9"."""
    if at < end and passage.low(at) == "cedex":
        return at + 2 if at + 1 < end and passage.kind(at + 1) == "num" else at + 1
    ordinal = passage.low(at + 1) in ("e", "er", "eme") and passage.gap(at + 1) is Gap.GLUED
    return at + 2 if at + 1 < end and passage.kind(at) == "num" and ordinal else at


def is_plain_town(name: str) -> bool:
    """Whether a name has the look of a town's: one word, or words joined by links ("Le Sappey en Chartreuse")."""
    parts = name.split()
    own = [part for part in parts if part.lower() not in LINKS]
    if not 0 < len(own) <= 2 or any(char.isdigit() for char in name):
        return False
    return len(own) == 1 or own[0].lower() in ("sainte", "st", "ste") or len(own) != len(parts)
