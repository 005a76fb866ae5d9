"""What a heading or a label announces: "Une session pour qui ?", "Intervenant·e·s", "Infos pratiques", "Tarif :"."""

import re
from functools import cache

from capcli.domain.folding import fold

_NUMBERED = re.compile(r"^(?:\d{1,2}|[ivx]{1,4})(?:\s*[.)/°]|\s+-)?\s+", re.IGNORECASE)
LONGEST = 70
"""Characters of a heading that names a section; a longer one is a title."""

_TOPICS: tuple[tuple[str, str], ...] = (
    (
        "other",
        r"(voir|lire) aussi.*|a lire.*|(les )?autres (sessions?|dates|formations?|evenements|rendez vous|webinaires).*",
    ),
    (
        "other",
        r"(nos |les )?(prochain(e)?s|ancien(ne)?s) (sessions?|dates|formations?|evenements|rendez vous|webinaires).*",
    ),
    (
        "other",
        r"related.*|see also.*|other (sessions|events|dates).*|actualites.*|news.*|partenaires.*|en partenariat.*",
    ),
    ("other", r"archives?.*|replays?.*|ressources.*|resources.*|bibliographie.*|pour aller plus loin.*|documents?.*"),
    (
        "other",
        r"pre ?requis.*|methodes?.*|modalites (pedagogiques|d ?evaluation|d ?acces).*|evaluation.*|moyens.*|"
        r"accessibilite.*",
    ),
    (
        "other",
        r".*handicap.*|.*\bpresse|mentions legales.*|newsletter.*|lettre d ?info.*|conditions? (generales?|"
        r"d ?annulation).*|"
        r"annulations?.*",
    ),
    (
        "other",
        r"(comment venir|acces|transports?).*|hebergements?.*|restauration|repas|acces et transports?|duree.*|"
        r"duration|suivez nous.*|partager.*|organisateurs?|mise a jour.*|publication.*",
    ),
    (
        "deadline",
        r"(date )?limite.*|cloture.*|fin des inscriptions.*|inscriptions? avant.*|deadline.*|closing date.*|"
        r"dernier (jour|delai).*",
    ),
    ("minimum", r"effectif mini(mum|mal)?|minimum|nombre mini(mum|mal)?( de participants)?|seuil"),
    (
        "capacity",
        r"(effectifs?|capacite|jauge|(nombre de )?places|(nombre de )?participants|capacity|seats|taille du groupe|"
        r"group size)( maxi?(mum|mal)?| limitee?s?)?",
    ),
    (
        "practical",
        r"en pratiques?|.*infos? pratiques?|.*informations? pratiques?|modalites( pratiques| de participation)?|"
        r"pratique",
    ),
    (
        "practical",
        r"practical( information| details)?|in practice|logistique|organisation( pratique)?|practicalities|details|"
        r"quand et ou|en bref",
    ),
    ("mode", r"mode|format|modalite|type de session|how"),
    (
        "date",
        r"(les )?dates?( s)?( et (lieux?|horaires?|heures?))?|quand|dates? (de|des|du) .{3,30}|calendrier|when|"
        r"date and time|dates? and .{3,12}|le(s)? jour(s)?|creneaux?",
    ),
    ("hours", r"horaires?|heures?|hours?|time|times"),
    (
        "place",
        r"(les )?lieux?( (de|du|des) .{3,30})?|ou|ou ca se passe|adresse|where|venue|location|place|lieu et (acces|"
        r"adresse)|salle",
    ),
    (
        "price",
        r"(le |les )?(tarifs?|prix|couts?|frais|participation( financiere| aux frais)?|tarification)( .{2,30})?|"
        r"conditions financieres|prices?|fees?|costs?",
    ),
    (
        "registration",
        r"(les )?inscriptions?( .{2,40})?|(comment |pour )?(vous |s ?)inscrire( .{2,30})?|je m ?inscris.*|"
        r"modalites dinscription|registrations?|register|how to register|sign up|booking|reservations?|"
        r"comment participer|formulaire.*",
    ),
    (
        "registration",
        r"(bulletin|lien) d ?inscription|pour (participer|vous inscrire)|(information|"
        r"renseignement)s? et inscriptions?",
    ),
    (
        "contact",
        r"(vos |votre |nos |notre )?contacts?( .{2,30})?|renseignements?( .{2,20})?|(plus d ?|"
        r"pour plus d ?)?informations?|infos?|plus dinfos?|questions|contact us|further information|referente?|"
        r"referent e",
    ),
    (
        "speakers",
        r"(les |nos |vos )?(intervenante?s?|intervenant e s|intervenant es|intervention|interventions|animation|"
        r"animateurs?|animatrices?|formateurs?|formatrices?|conferenciers?|conferencieres?|temoins)( .{2,30})?",
    ),
    (
        "speakers",
        r"avec (la participation|l ?intervention|les interventions|les temoignages) de.*|animee? par|anime e par|"
        r"avec|qui intervient.*|(guest )?speakers?|trainers?|facilitators?|panel|intervenants et intervenantes",
    ),
    (
        "audience",
        r".*pour qui.*|(le |les )?publics?( .{2,30})?|a qui .*|participants? vises|destinataires?|pour tous|"
        r"who is it for|who should attend|for whom|target audience|audience|a destination de|public",
    ),
    ("both", r"(objectifs? et (programme|contenus?)|(programme|contenus?) et objectifs?)( .{2,20})?"),
    (
        "objectives",
        r"(les |nos )?objectifs?( .{2,40})?|.*vous (allez|saurez|serez).*|competences visees|objectives|goals|"
        r"learning (outcomes|objectives)|a lissue.*|buts?",
    ),
    (
        "programme",
        r"(le |au )?(programmes?|contenus?|deroules?|deroulement)( .{2,40})?|ordre du jour|programme and .*|program|"
        r"agenda|schedule|contents?|outline",
    ),
    (
        "why",
        r"pourquoi.*|(le )?contexte.*|presentation.*|description.*|de quoi s agit il.*|(les )?enjeux.*|introduction|"
        r"why.*|about.*|background|context|en quelques mots|resume",
    ),
)


def topic_of(text: str) -> str:
    """What a heading or a label announces; nothing when it is not one of ours."""
    folded = fold(_NUMBERED.sub("", text.strip()))
    if not folded or len(folded) > LONGEST:
        return ""
    return next((topic for topic, pattern in _patterns() if pattern.fullmatch(folded)), "")


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """One pattern a topic, compiled on first use, in the order in which the topics first appear."""
    told: dict[str, list[str]] = {}
    for topic, pattern in _TOPICS:
        told.setdefault(topic, []).append(f"(?:{pattern})")
    return [(topic, re.compile("|".join(patterns))) for topic, patterns in told.items()]
