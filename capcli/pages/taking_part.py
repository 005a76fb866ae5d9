"""How people take part: online or on site, with or without registering, with or without dues."""

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from capcli.domain.calendar_words import bare
from capcli.domain.records import Mode
from capcli.pages.lines import Line

_NOT_ABOUT_PLACE = (
    r"(?:formulaires?|inscriptions?|bulletins?|paiements?|adhesions?|reservations?|billetteries?|s ?'?inscrire|"
    r"inscrivez - vous|payer|regler|"
    r"catalogues?|programmes?|documents?|supports?|ressources?|replays?|questionnaires?|enquetes?|adherer|"
    r"consultables?|disponibles?|"
    r"mis(?:e|es)?|mettre|cours|articles?|boutiques?|sites?|outils?|plateformes?|registration|register|forms?|"
    r"available|publies?|publiee?s?|"
    r"demarches?|services?|dossiers?|candidatures?|s'inscrire|preinscriptions?|pre - inscriptions?|cagnottes?|dons?)"
)
_ONLINE = re.compile(
    r"\b(?:en ligne|entierement (?:en ligne|sur internet)|sur internet|on ?-? ?line|visio ?-? ?conferences?|visios?|"
    r"visio-?conf\w*|webinaires?|webinars?|web ?-? ?conferences?|webconferences?|"
    r"web ?-? ?ateliers?|a distance|en distanciel|distanciel(?:le)?|distance learning|(?:via|sur|par|on|reunion|lien|"
    r"salle) (?:zoom|teams|jitsi|bbb|meet|google meet|microsoft teams|livestorm|webex|big ?blue ?button)|"
    r"zoom|google meet|microsoft teams|jitsi|big ?blue ?button|livestorm|classes? virtuelles?|virtuel(?:le)?|visio|"
    r"remote(?:ly)?|live ?-? ?stream\w*|videoconferences?|audioconferences?|"
    r"en direct sur (?:youtube|internet|facebook)|mooc|e ?-? ?learning)\b"
)
_ONSITE = re.compile(
    r"\b(?:en presentiel|presentiel(?:le)?|sur place uniquement|in person|on ?- ?site|face a face|en salle|sur site)\b"
)
_HYBRID = re.compile(
    r"\b(?:hybrides?|bimodale?s?|comodale?s?|hybrid|presentiel (?:et|ou|/|&) (?:a |en )?(?:distanciel|distance|"
    r"visio\w*|ligne)|distanciel (?:et|ou|/|&) (?:en )?presentiel)\b"
)
_NEGATED = re.compile(
    r"\b(?:pas|aucune?|sans|ni|not?) (?:de |d ?'? ?|en |a |possible )*(?:visio\w*|webinaires?|ligne|distance|"
    r"distanciel|presentiel|retransmission\w*|online|zoom)"
)
_OTHER_PAGES = re.compile(
    _NOT_ABOUT_PLACE
    + r"(?: \w+){0,2} (?:en ligne|on ?-? ?line|sur internet|virtuel\w*)\b|\b(?:en ligne|online) (?:sur le site|"
    r"ici)\b|\bmis\w* en ligne\b|\bonline (?:form|registration)\b|\bregister online\b"
)
_PAST_ONES = re.compile(
    r"\b(?:suite|apres|replay|rediffusion|revoir|lien de connexion|precedents?)[^.]{0,40}\b(?:webinaires?|webinars?|"
    r"visio\w*)\b"
)


def plain(text: str) -> str:
    """The text as the patterns of this module read it."""
    return " ".join(bare(text).replace("’", "'").replace("–", "-").replace("—", "-").split())


def mode_in(texts: Sequence[str], *, placed: bool) -> Mode | None:
    """How people take part as these lines say it; `placed` when they name a place."""
    online = onsite = False
    for text in texts:
        said = _PAST_ONES.sub(" ", _NEGATED.sub(" ", _OTHER_PAGES.sub(" ", plain(text))))
        if _HYBRID.search(said):
            return "hybrid"
        online = online or _ONLINE.search(said) is not None
        onsite = onsite or _ONSITE.search(said) is not None
    if online:
        return "hybrid" if onsite or placed else "online"
    return "onsite" if onsite or placed else None


_REQUIRED = re.compile(
    r"\b(?:inscriptions?|reservations?|enregistrement|registration|booking)(?: \w+){0,3}? (?:obligatoires?|"
    r"prealables?|requises?|necessaires?|indispensables?|imperatives?|exigees?|demandees?|required|mandatory|"
    r"compulsory|essential)\b"
    r"|\b(?:obligatoire|prealable) (?:inscription|reservation)\b"
    r"|\bsur (?:inscription|reservation)s?\b|\bsous reserve d ?' ?inscription\b|\b(?:uniquement|"
    r"seulement) sur inscription\b"
    r"|\bmerci de (?:vous|bien vouloir vous) (?:pre ?- ?)?inscrire\b|\b(?:il faut|doivent|devez|doit|priere de|"
    r"veuillez)[^.]{0,20} (?:s ?' ?|vous )inscrire\b|\bs ?'inscrire (?:avant|jusqu|au plus tard|sur|via|par|"
    r"aupres)\b|\binscrivez - vous (?:avant|jusqu|sur|via|par|aupres|des|ici|"
    r"en ligne|a)\b|\bvous inscrire (?:avant|jusqu)"
    r"|\binscriptions? (?:obligatoires? )?(?:en ligne )?(?:sur|via|par|avant|jusqu ?'|aupres|au plus tard|"
    r"a l ?'? ?adresse|a l ?' ?aide|au moyen|possibles? jusqu|a effectuer|a faire|a envoyer|d ?' ?ici)\b"
    r"|(?<!')\binscriptions?(?: en ligne| ici)? : (?:jusqu|avant|sur|via|par|aupres|formulaire|https?:|www|"
    r"au plus tard|en ligne|obligatoire|par)"
    r"|\b(?:registration|places) (?:is |are )?(?:by|via|through|until|before|on)\b|\b(?:please |must |"
    r"to )(?:register|sign up|book)(?: \w+){0,2} (?:by|before|until|at|on|via|using)\b|\bplease register\b|"
    r"\bby registration only\b|\bregister (?:by|before)\b"
)
_SOME_REQUIRED = re.compile(
    r"\b(?:repas|dejeuners?|diner|buffet|buvette|hebergements?|garderie|navette|covoiturage|restauration|panier|"
    r"visite|atelier)s?(?: \w+){0,4} sur (?:inscription|reservation)"
    r"|\b(?:inscription|reservation)s?(?: \w+){0,2} (?:pour|au|aux|du|de|des) (?:le |la |les )?(?:repas|dejeuners?|"
    r"diner|buffet|hebergements?|garderie|navette)"
)
_NOT_REQUIRED = re.compile(
    r"\b(?:sans (?:inscription|reservation)s?|(?:inscription|reservation)s? (?:non |pas |n ?'? ?est pas |"
    r"facultatives?|optionnelles?)(?:obligatoires?|necessaires?|requises?)?|pas (?:d ?' ?|besoin d ?' ?)inscription|"
    r"aucune inscription|no registration|without registration|registration (?:is )?not (?:required|needed|necessary)|"
    r"no booking)\b"
)


def registration_in(texts: Sequence[str]) -> bool | None:
    """Whether one must register; None when the page does not say."""
    told = [plain(text) for text in texts]
    if any(_NOT_REQUIRED.search(text) for text in told):
        return False
    meals = [_SOME_REQUIRED.search(text) is not None for text in told]
    rest = [_SOME_REQUIRED.sub(" ", text) for text in told]
    if any(_REQUIRED.search(text) for text in rest):
        return True
    return False if any(meals) else None


_DUES = re.compile(
    r"\b(?:soumise?s?|conditionnee?s?|subordonnee?s?|assujettie?s?|sous reserve|reservee?s?|"
    r"sous condition)(?: \w+){0,4}? (?:a|aux?|d ?'|de|du) (?:la |le |l ?' ?|une |votre |des |seuls? |"
    r"nos )?(?:paiement |acquittement |reglement )?(?:de la |de l ?' ?|d ?' ?une )?(?:cotisations?|adhesions?|"
    r"adherents?|adherentes?|membres|cotisants?)\b"
    r"|\b(?:cotisation|adhesion)(?: annuelle)?(?: [\w']+){0,4}? (?:obligatoire|requise|necessaire|indispensable|"
    r"prealable|exigee)\b"
    r"|\b(?:ouverte?s?|accessibles?) (?:aux|a tous les|seulement aux|uniquement aux) (?:adherente?s|membres|"
    r"cotisants) a jour\b"
    r"|\b(?:etre|etes|soyez) (?:adherente?s?|membres?|a jour de (?:sa |votre |la |leur )?(?:cotisation|adhesion))\b"
    r"|\b(?:exclusivement|uniquement|seulement) (?:pour |reservee?s? |ouverte?s? )?(?:aux |les |nos )?(?:adherents?|"
    r"membres|cotisants)\b|\bpour (?:les|nos) (?:adherents|membres|cotisants) (?:uniquement|seulement|exclusivement)\b"
    r"|\b(?:members only|for members only|reserved for members|restricted to members|open to members only|"
    r"subject to (?:the )?(?:payment of )?(?:the |an |your )?(?:annual )?(?:dues|membership|subscription))\b"
)
_NO_DUES = re.compile(
    r"\b(?:adherents? (?:ou|et|comme) non(?: adherents?)?|adherents? et non ?- ?adherents?|sans (?:cotisation|"
    r"adhesion)|ouverte?s? aux non ?- ?(?:adherents|membres)|(?:cotisation|adhesion) non (?:obligatoire|requise|"
    r"necessaire)|members and non ?- ?members|open to non ?- ?members|no membership (?:required|needed))\b"
)
_MEMBERS = re.compile(r"\b(?:adherent|membre|cotisant|member|a jour)")
_OTHERS = re.compile(r"\b(?:non ?- ?|autres?|exterieure?s?|others?|non$|public)")


def dues_in(texts: Sequence[str], audiences: Sequence[str | None]) -> bool | None:
    """Whether only those whose dues are paid may come; prices for the others say that they may."""
    told = [plain(text) for text in texts]
    groups = [plain(audience) for audience in audiences if audience]
    members = [group for group in groups if _MEMBERS.search(group) and not group.startswith("non")]
    others = [group for group in groups if _OTHERS.search(group)]
    if any(_NO_DUES.search(text) for text in told) or (members and (others or len(groups) < len(audiences))):
        return False
    return True if any(_DUES.search(text) for text in told) else None


_SIGN_UP = re.compile(
    r"inscri|reserv|formulaire|billet|bulletin d ?' ?inscription|participer|register|registration|sign up|sign - up|"
    r"rsvp|\bforms?\b|book (?:a|your)|enroll?"
)
_OTHER_LINKS = re.compile(
    r"cotisation|newsletter|lettre d ?' ?info|desinscri|unsubscribe|adhesion|adherer|programme|replay|recherche"
)
_FORMS = re.compile(
    r"framaforms|forms\.gle|docs\.google\.[a-z]+/forms|forms\.office|forms\.cloud\.microsoft|limesurvey|typeform|"
    r"tally\.so|helloasso\.com/.+/evenements|eventbrite|weezevent|billetweb|"
    r"zoom\.us/(?:webinar|meeting)/register|livestorm|sondage|evento\.renater|jotform|airtable|sphinx|formulaire|"
    r"inscription|register|my\.weezevent|lime|yurplan|pretix"
)


def registration_url_in(lines: Sequence[Line], address: str | None) -> str | None:
    """Where one registers: a link whose words, line or address say so; `#` leads nowhere."""
    best: tuple[int, str] | None = None
    for line in lines:
        about_line = _SIGN_UP.search(plain(line.text)) is not None
        for words, target in _targets(line):
            url = usable(target, address)
            told = plain(words)
            if url is None or _OTHER_LINKS.search(told):
                continue
            score = 4 * bool(_SIGN_UP.search(told)) + 2 * bool(_FORMS.search(url.lower())) + about_line
            if score >= 2 or (about_line and _is_generic(told)):
                best = max(best or (0, ""), (score, url), key=lambda found: found[0])
    return best[1] if best else None


def _is_generic(words: str) -> bool:
    return (
        words
        in (
            "ici",
            "ce lien",
            "lien",
            "here",
            "cliquez ici",
            "cliquer ici",
            "en ligne",
            "en suivant ce lien",
            "sur ce lien",
            "this link",
        )
        or "://" in words
        or words.startswith("www.")
    )


def _targets(line: Line) -> list[tuple[str, str]]:
    found = [(line.text[link.start : link.end], link.target) for link in line.links]
    bare_ones = re.findall(r"(?:https?://|www\.)[^\s<>\"\[\]]+", line.text)
    linked = {target for _words, target in found}
    return found + [(url.rstrip(".,;:!?)»'"), url.rstrip(".,;:!?)»'")) for url in bare_ones if url not in linked]


def usable(target: str, address: str | None) -> str | None:
    """The web address that a link leads to; None for `#`, a mail or a place in the page."""
    target = target.strip()
    if target.startswith("www."):
        target = f"https://{target}"
    if not target or target.startswith("#") or any(char.isspace() for char in target):
        return None
    try:
        if address and not urlsplit(target).scheme:
            target = urljoin(address, target)
        parts = urlsplit(target)
    except ValueError:
        return None
    return target if parts.scheme in ("http", "https") and parts.netloc else None
