"""The few names that no rule tells apart: towns whose name begins with an article, and what is larger than a town.

"à La Rochelle" is a town and "à La Marlagne" a house; only a list knows. Towns
are those of some size, folded, without their tail ("la roche" is not here).
"""

from capcli.domain.folding import fold

_LA = (
    "baule|bourboule|bresse|celle saint cloud|chaise dieu|chapelle en vercors|chapelle sur erdre|charite sur loire|chataigneraie|"
    "chatre|chaux de fonds|ciotat|clayette|clusaz|cote saint andre|courneuve|couronne|crau|crèche|ferte bernard|ferte mace|ferte milon|"
    "fleche|fouillouse|garde|garenne colombes|grand combe|grande motte|guerche|haye|hulpe|londe les maures|louviere|madeleine|"
    "mothe saint heray|motte servolex|mure|pommeraye|possession|reole|ricamarie|riche|roche bernard|roche chalais|"
    "roche guyon|roche posay|roche sur foron|roche sur yon|rochefoucauld|rochelle|rochette|salvetat|seyne|seyne sur mer|"
    "souterraine|suze sur sarthe|talaudiere|teste de buch|tour du pin|tranche sur mer|tremblade|trinite|tronche|turballe|"
    "valette du var|verpilliere|verriere|ville aux dames|voulte|voulte sur rhone|wantzenau|walck|louvesc|mulatiere"
)
_LE = (
    "barp|beausset|blanc|blanc mesnil|bouscat|bourg d oisans|bourget|bourget du lac|bugue|cannet|cateau cambresis|chambon sur lignon|"
    "chambon feugerolles|chesnay|cheylard|conquet|coteau|creusot|crotoy|croisic|dorat|faou|faouet|grand bornand|grand lemps|"
    "grand quevilly|havre|kremlin bicetre|lamentin|lion d angers|lude|malzieu|mans|mont dore|monetier les bains|monastier|"
    "monastier sur gazeille|muy|neubourg|palais|passage|pellerin|perreux|petit quevilly|plessis robinson|poire sur vie|pontet|"
    "port|portel|pouliguen|pouzin|pre saint gervais|puy|puy en velay|puy sainte reparade|raincy|relecq kerhuon|rove|sappey|"
    "sappey en chartreuse|tampon|teil|teich|thillot|thor|touquet|touvet|trait|treport|val|vaudreuil|vesinet|vigan"
)
_LES = (
    "abymes|ancizes comps|andelys|angles|arcs|avirons|aix d angillon|clayes sous bois|contamines montjoie|echelles|epesses|"
    "essarts|eyzies|gets|herbiers|houches|issambres|lilas|lucs sur boulogne|mees|mureaux|ollieres sur eyrieux|pavillons sous bois|"
    "pennes mirabeau|pieux|ponts de ce|ranc ey|riceys|rousses|sables d olonne|salles sur verdon|sorinieres|ulis|vans|vignes"
)
_L = "arbresle|aigle|haÿ les roses|hay les roses|horme|ile rousse|isle adam|isle jourdain|isle sur la sorgue|isle sur le doubs|union|absie|argentiere la bessee"

TOWNS = frozenset(
    [fold(f"la {name}") for name in _LA.split("|")]
    + [fold(f"le {name}") for name in _LE.split("|")]
    + [fold(f"les {name}") for name in _LES.split("|")]
    + [fold(f"l'{name}") for name in _L.split("|")]
)
"""Folded names of towns that begin with an article."""

LARGER = frozenset(
    fold(name)
    for name in (
        "Ain|Aisne|Allier|Alpes-de-Haute-Provence|Hautes-Alpes|Alpes-Maritimes|Ardèche|Ardennes|Ariège|Aube|Aude|Aveyron|"
        "Bouches-du-Rhône|Calvados|Cantal|Charente|Charente-Maritime|Cher|Corrèze|Corse|Côte-d'Or|Côtes-d'Armor|Creuse|Dordogne|"
        "Doubs|Drôme|Eure|Eure-et-Loir|Finistère|Gard|Haute-Garonne|Gers|Gironde|Hérault|Ille-et-Vilaine|Indre|Indre-et-Loire|"
        "Isère|Jura|Landes|Loir-et-Cher|Loire|Haute-Loire|Loire-Atlantique|Loiret|Lot|Lot-et-Garonne|Lozère|Maine-et-Loire|"
        "Manche|Marne|Haute-Marne|Mayenne|Meurthe-et-Moselle|Meuse|Morbihan|Moselle|Nièvre|Nord|Oise|Orne|Pas-de-Calais|"
        "Puy-de-Dôme|Pyrénées-Atlantiques|Hautes-Pyrénées|Pyrénées-Orientales|Bas-Rhin|Haut-Rhin|Rhône|Haute-Saône|"
        "Saône-et-Loire|Sarthe|Savoie|Haute-Savoie|Seine-Maritime|Seine-et-Marne|Yvelines|Deux-Sèvres|Somme|Tarn|"
        "Tarn-et-Garonne|Var|Vaucluse|Vendée|Vienne|Haute-Vienne|Vosges|Yonne|Essonne|Hauts-de-Seine|Seine-Saint-Denis|"
        "Val-de-Marne|Val-d'Oise|Guadeloupe|Martinique|Guyane|La Réunion|Mayotte|Auvergne-Rhône-Alpes|Auvergne|Rhône-Alpes|"
        "Bourgogne-Franche-Comté|Bourgogne|Bretagne|Centre-Val de Loire|Grand Est|Hauts-de-France|Île-de-France|Normandie|"
        "Nouvelle-Aquitaine|Occitanie|Pays de la Loire|Provence|Provence-Alpes-Côte d'Azur|PACA|France|Belgique|Suisse|"
        "Luxembourg|Wallonie|Québec|Canada|Europe|Vercors|Cévennes|Massif central|Livradois-Forez|Pilat|Chartreuse|Vaud"
    ).split("|")
)
"""Folded names of départements, regions and countries: where a town is, never the town."""
