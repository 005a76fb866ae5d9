"""Who speaks: "Pascale Vincent, chargée de mission, de recherche et de formation, Ciedel (Centre …)"."""

import re
from collections.abc import Sequence

from capcli.domain.records import Speaker
from capcli.pages.contacts import is_name
from capcli.pages.lines import Kind, Line

_COMMA = re.compile(r",\s+(?![^()]*\))|,(?=\S)(?![^()]*\))")
_TWO = re.compile(r"(?:,\s+|\s+)(?:et|and|&|ainsi que)\s+(?=[^\W\d_][^,]{2,60}(?:,|$|\s\())")
_PENDING = re.compile(
    r"\s*[(\[]?\s*\b(?:sous r[ée]serve(?: de (?:confirmation|disponibilit[ée]))?|[àa] confirmer|"
    r"en attente de confirmation|"
    r"en cours de confirmation|pressentie?|to be confirmed|tbc|unconfirmed)\b\s*[)\]]?",
    re.IGNORECASE,
)
_STARS = re.compile(r"\s*\*+\s*$|(?<=\w)\*+(?=[\s,])")
_FOOTNOTE = re.compile(
    r"^\*+\s*(?:\(?)(?:en attente|sous r[ée]serve|[àa] confirmer|en cours|pressenti|to be confirmed|tbc|unconfirmed|"
    r"intervention)",
    re.IGNORECASE,
)
_CIVILITY = re.compile(r"^(?:M\.|Mr\.?|Mme\.?|Madame|Monsieur|Mlle|Dr\.?|Pr\.?|Ms\.?|Mrs\.?)\s+")
_LEAD = re.compile(
    r"^(?:avec|anim[ée]e? par|with|par|intervenante?s?|animation|formatrice|formateur)\s*:?\s+", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?:une?|un[·.]e|des|les|le|la|plusieurs|deux|a|an|the)\s", re.IGNORECASE)
_WITH = re.compile(r"(?:avec|with)\s+(.+)", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:anim[ée]e?s?|facilitated|led|hosted|pr[ée]sent[ée]e?s?|co-?anim[ée]e?s?)\s+(?:par|by)\s+([^.;:!?\n]{5,200})",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:co-?)?(?:directeur|directrice|charg[ée]|chef|cheffe|pr[ée]sident|vice|maire|adjoint|conseill|"
    r"d[ée]l[ée]gu[ée]|responsable|coordinat|animat|"
    r"format|fondat|g[ée]rant|professeur|enseignant|chercheu|doctorant|ma[iî]tre|ing[ée]nieur|consultant|agent|"
    r"secr[ée]taire|tr[ée]sori|[ée]lue?|"
    r"sociologue|g[ée]ographe|[ée]conomiste|juriste|avocat|architecte|urbaniste|paysagiste|philosophe|psycholog|"
    r"m[ée]decin|infirmi|artiste|com[ée]dien|"
    r"auteur|autrice|journaliste|d[ée]put|s[ée]nat|pr[ée]fet|agricult|paysan|mara[iî]ch|artisan|membre|"
    r"b[ée]n[ée]vole|administrat|permanent|m[ée]diat|"
    r"facilitat|expert|technicien|assistant|stagiaire|habitante?|[ée]tudiant|post-?doc|co-?g[ée]rant|associ[ée]|"
    r"entrepreneu|porteu|director|manager|"
    r"officer|head|chair|mayor|teacher|researcher|lecturer|founder|coordinator|facilitator|trainer|adviser|advisor|"
    r"lead|ancien)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:l['’]|la |le |les )?(?:association|collectif|r[ée]seau|mairie|commune|communaut[ée]|ville|m[ée]tropole|"
    r"d[ée]partement|r[ée]gion|parc|pays|maison|centre|"
    r"universit[ée]|institut|f[ée]d[ée]ration|union|office|syndicat|service|p[ôo]le|banque|caisse|chambre|agence|"
    r"cabinet|bureau d|soci[ée]t[ée]|fondation|conseil|"
    r"comit[ée]|coop[ée]rative|direction|minist[èe]re|pr[ée]fecture|laboratoire|lyc[ée]e|[ée]cole|foyer|network|"
    r"council|university)",
    re.IGNORECASE,
)


def has_pending_note(lines: Sequence[Line]) -> bool:
    """Whether a footnote says that an asterisk marks those who have not confirmed."""
    return any(_FOOTNOTE.match(line.text) for line in lines)


def speakers_in(lines: Sequence[Line], *, stars_pend: bool, certain: bool) -> list[Speaker]:
    """The speakers of these lines, one or several a line.

    `stars_pend` when an asterisk marks those who have not confirmed; `certain`
    when the lines stand in the section of speakers, where a single word may be
    a name.
    """
    found: list[Speaker] = []
    for line in lines:
        if _FOOTNOTE.match(line.text) or line.kind is Kind.HEADING:
            continue
        found += [
            speaker
            for speaker in speakers_of(line.text, stars_pend=stars_pend, certain=certain)
            if speaker not in found
        ]
    return found


def opens_with_speaker(text: str) -> bool:
    """ "Avec Luc Exemple, Université du Nous": a line about who speaks."""
    found = _WITH.match(text[:200])
    return found is not None and is_name(_head(found[1]))


def led_by(text: str) -> list[Speaker]:
    """Who leads a session by a sentence that says so: "animé par Claire Modèle (Compost & Territoire)"."""
    found = _BY.search(text)
    return speakers_of(found[1], stars_pend=False, certain=False) if found else []


def speakers_of(text: str, *, stars_pend: bool, certain: bool) -> list[Speaker]:
    """The speakers of one line."""
    text = _LEAD.sub("", text.strip())
    parts = _people(text)
    made = [_speaker(part, stars_pend=stars_pend, certain=certain) for part in parts]
    known = [speaker for speaker in made if speaker]
    if len(known) == len(parts) > 1 and known[0].role is None and known[0].organisation is None:
        last = known[-1]
        if all(speaker.role is None and speaker.organisation is None for speaker in known[:-1]):
            known = [
                Speaker(name=s.name, role=last.role, organisation=last.organisation, confirmed=s.confirmed)
                for s in known
            ]
    return known


def _people(text: str) -> list[str]:
    """One text a person: cut at "et" where a name follows."""
    parts, start = list[str](), 0
    for link in _TWO.finditer(text):
        after = re.split(r",|\(|\s(?:et|and)\s", text[link.end() :], maxsplit=1)[0].strip(" *.")
        if is_name(after) and is_name(_head(text[start : link.start()])):
            parts.append(text[start : link.start()])
            start = link.end()
    parts.append(text[start:])
    cut = [piece for part in parts for piece in (part.split(";") if ";" in part else [part])]
    if len(cut) == 1 and cut[0].count(",") and all(is_name(piece.strip(" .")) for piece in cut[0].split(",")):
        cut = cut[0].split(",")
    return [part.strip(" ,;") for part in cut if part.strip(" ,;")]


def _head(text: str) -> str:
    return _CIVILITY.sub("", re.split(r",|\(|\s[–—-]\s|:", text, maxsplit=1)[0].strip(" *"))


def _speaker(text: str, *, stars_pend: bool, certain: bool) -> Speaker | None:
    stars, pending = _STARS.search(text), _PENDING.search(text)
    text = _PENDING.sub("", _STARS.sub("", text)).strip(" .;") + ("." if text.rstrip().endswith("etc.") else "")
    confirmed = not (pending or (stars and stars_pend))
    name, rest = _cut(text)
    name = _CIVILITY.sub("", name).strip(" *:")
    if _ARTICLE.match(name) or not (
        is_name(name) or (certain and name[:1].isupper() and len(name.split()) <= 6 and not name.endswith("."))
    ):
        return None
    role, organisation = _role_and_body(rest)
    return Speaker(name=name, role=role, organisation=organisation, confirmed=confirmed)


def _cut(text: str) -> tuple[str, list[str]]:
    """The name, and what follows it in parts."""
    parts = [part.strip() for part in _COMMA.split(text) if part.strip()]
    first = parts[0] if parts else ""
    for mark in (" – ", " — ", " - ", " : ", ": "):
        head, found, tail = first.partition(mark)
        if found and is_name(_CIVILITY.sub("", head.strip())):
            return head.strip(), [tail.strip(), *parts[1:]]
    bracket = re.fullmatch(r"([^()]+?)\s*\((.+)\)", first)
    if bracket:
        inner = [part.strip() for part in bracket[2].split(",") if part.strip()]
        return bracket[1], [*inner, *parts[1:]]
    return first, parts[1:]


def _role_and_body(parts: list[str]) -> tuple[str | None, str | None]:
    """What they do and where: the last part is the organisation unless it is one more role."""
    if not parts:
        return None, None
    if len(parts) == 1:
        head, found, tail = parts[0].partition(" chez ")
        if found:
            return head, tail
        for mark in (" – ", " — ", " - "):
            head, found, tail = parts[0].partition(mark)
            if found:
                return head.strip() or None, tail.strip() or None
        return (parts[0], None) if _is_role(parts[0]) else (None, parts[0])
    if _is_role(parts[-1]) and not _BODY.match(parts[-1]):
        return ", ".join(parts), None
    return ", ".join(parts[:-1]), parts[-1]


def _is_role(text: str) -> bool:
    if _ROLE.match(text):
        return True
    return text[:1].islower() and not _BODY.match(text)
