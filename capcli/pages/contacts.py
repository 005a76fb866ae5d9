"""Whom to ask: names, phones and e-mails of the contact lines."""

import re
from collections.abc import Sequence

from capcli.domain.emails import typed_email
from capcli.domain.phones import typed_phone
from capcli.domain.records import Contact
from capcli.errors import Usage
from capcli.pages.lines import Line
from capcli.pages.tokens import Passage
from capcli.pages.vocabulary import words

_PHONE = re.compile(r"(?<![\w/])(?:\+|00)?\(?\d[\d\s.()/\-\u2010-\u2015]{6,60}\d(?!\w)")
_MANY = re.compile(r"\s*(?:/|\s-\s|\s–\s|\sou\s|\set\s)\s*")
_LABELS = re.compile(
    r"(?:^|(?<=[\s,;:/|(–—-]))(?:contacts?|renseignements?|informations?|infos?|inscriptions?|t[ée]l[ée]phone|t[ée]l|"
    r"port(?:able)?|mobile|mail|m[ée]l|courriel|e-?mail|"
    r"adresse(?: mail| [ée]lectronique)?|phone|votre contact|r[ée]f[ée]rente?|et|ou|and|or|aupr[èe]s d[eu']|par|à|au|"
    r"chez|pour|sur|with|from|plus d['’])\b\.?\s*:?",
    re.IGNORECASE,
)
_CIVILITY = re.compile(r"^(?:M\.|Mr\.?|Mme\.?|Madame|Monsieur|Mlle|Dr\.?|Ms\.?|Mrs\.?)\s+")
_PARTICLES = words("de du des le la d van von el al ben da dos di y e")


def contact_in(lines: Sequence[Line]) -> Contact | None:
    """The contact of these lines; None when they hold no phone and no e-mail."""
    phones: list[str] = []
    emails: list[str] = []
    names: list[str] = []
    for line in lines:
        line_phones, line_emails = phones_in(line.text), emails_in(line)
        phones += [phone for phone in line_phones if phone not in phones]
        emails += [email for email in line_emails if email.lower() not in [known.lower() for known in emails]]
        name = _name_in(line)
        if name:
            names.append(name)
    if not phones and not emails:
        return None
    return Contact(name=names[0] if names else None, phones=phones, emails=emails)


def phones_in(text: str) -> list[str]:
    """The phone numbers of a line, as E.164."""
    found: list[str] = []
    for run in _PHONE.finditer(text):
        for part in _numbers(run[0]):
            if part not in found:
                found.append(part)
    return found


def phone_spans(text: str) -> list[tuple[int, int]]:
    """Where the numbers of a line stand."""
    return [run.span() for run in _PHONE.finditer(text) if _numbers(run[0])]


def _numbers(run: str) -> list[str]:
    """The numbers of a run of digits; several may stand beside each other."""
    whole = _typed(run)
    if whole:
        return [whole]
    parts = [typed for part in _MANY.split(run) if (typed := _typed(part))]
    if parts:
        return parts
    digits = re.sub(r"\D", "", run)
    if len(digits) == 20 and digits[0] == digits[10] == "0":
        return [typed for half in (digits[:10], digits[10:]) if (typed := _typed(half))]
    return []


def _typed(text: str) -> str | None:
    if not 8 <= len(re.sub(r"\D", "", text)) <= 15 or re.fullmatch(r"\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s*", text):
        return None
    try:
        return typed_phone(text.strip())
    except Usage:
        return None


def emails_in(line: Line) -> list[str]:
    """The e-mail addresses of a line, those behind its links first, unmasked."""
    written = [link.target[7:].partition("?")[0] for link in line.links if link.target.lower().startswith("mailto:")]
    written += [token.text for token in Passage([line]).tokens if token.kind == "email"]
    found: list[str] = []
    for text in written:
        try:
            email = typed_email(unmasked(text))
        except Usage:
            continue
        if email.lower() not in [known.lower() for known in found]:
            found.append(email)
    return found


def unmasked(text: str) -> str:
    """An address written against robots, as it is: "formations [at] exemple.example"."""
    text = re.sub(r"\s?[\[({]\s?(?:at|arobase|@|à|a)\s?[\])}]\s?", "@", text, flags=re.IGNORECASE)
    text = re.sub(r"\s+AT\s+", "@", re.sub(r"\s+DOT\s+", ".", text))
    return re.sub(r"\s?[\[({]\s?(?:dot|point|\.)\s?[\])}]\s?", ".", text, flags=re.IGNORECASE)


def _name_in(line: Line) -> str | None:
    """The person's name before the first number or address of a line."""
    text = line.text
    ends = [run.start() for run in _PHONE.finditer(text)] + [
        link.start for link in line.links if link.target.lower().startswith(("mailto:", "tel:"))
    ]
    ends += [token.start for token in Passage([line]).tokens if token.kind in ("email", "url")]
    head = text[: min(ends, default=len(text))]
    for part in re.split(r"[,;|(]|\s[-–—]\s|:|\baupr[èe]s d[eu'’]|\bavec\b|\bpar\b|\bet\b|\bou\b", head):
        words = _CIVILITY.sub("", " ".join(_LABELS.sub(" ", part).split()).strip(" :.-–—/"))
        if is_name(words):
            return words
    return None


def is_name(text: str) -> bool:
    """Whether a text has the look of somebody's name: two to five capitals, no digit, no kind of body."""
    words = text.replace("’", "'").split()
    if not 2 <= len(words) <= 5 or any(char.isdigit() for char in text):
        return False
    proper = [word for word in words if word.lower() not in _PARTICLES]
    if len(proper) < 2 or not all(_is_capital(word) for word in proper):
        return False
    return _ORGANISATION.match(text) is None


def _is_capital(word: str) -> bool:
    core = word.split("'")[-1] if word[:2].lower() == "d'" else word
    return core[:1].isupper() and all(char.isalpha() or char in "-'.’" for char in core)


_ORGANISATION = re.compile(
    r"(?:association|collectif|r[ée]seau|cap|mairie|commune|communaut[ée]|ville|m[ée]tropole|d[ée]partement|"
    r"r[ée]gion|parc|pays|maison|centre|"
    r"universit[ée]|institut|f[ée]d[ée]ration|union|office|syndicat|service|p[ôo]le|[ée]quipe|banque|caisse|chambre|"
    r"agence|cabinet|bureau|soci[ée]t[ée]|scop|scic|"
    r"fondation|mission|conseil|comit[ée]|coop[ée]rative|groupe|direction|secr[ée]tariat|accueil|standard|les|le|la|"
    r"l['’]|petr|cpie|mjc|cc|gal|cnfpt|crefad|foyer|[ée]cole|lyc[ée]e|"
    r"network|council|department|town|community|office)\b",
    re.IGNORECASE,
)
