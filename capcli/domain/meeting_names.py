"""Names as meetings show them: what they are of, and the names of people that they may hold.

They are cleaned for comparing only: "MARTINEAU Zoé (PNR)", "Mme Zoé Martineau -
Mairie de Die" and "Zoé Martineau (Invité)" are all Zoé Martineau. What a
telephone, a room or a note-taking program shows names nobody for sure, unless
it is the very name of somebody ("Anne Salles").
"""

import re
import unicodedata
from typing import Literal

from msgspec import Struct

from capcli.domain.device_names import owner_of, sounds_like_device
from capcli.domain.names import atoms, fold
from capcli.domain.organisation_names import names_a_kind

Nature = Literal["person", "device", "room", "bot", "phone"]

_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_PARTS = re.compile(r"\s+[-–—]\s+|\s*[|•·/#]\s*|\s+@\s*|(?<=\w)@(?=[A-Z]{2})|\s+chez\s+")
_BESIDE = re.compile(rf"{_PARTS.pattern}|\s+(?i:et|and)\s+|\s*[&+]\s*")
_CIVILITY = re.compile(
    r"^(?:m(?:me|lle|rs?|s|essieurs|adame|onsieur|ademoiselle)?|dr|pr|docteur|maître|me)\.?\s+(?=\S)", re.I
)
_TAGS = frozenset(
    str.split(
        "invite invitee guest externe external ext hote host cohote cohost organisateur organizer presentateur "
        "presenter animation animateur animatrice moderateur moderatrice moderator vous you moi me unverified absent "
        "intervenant intervenante stagiaire participant participante elu elue elle il iel she he they her him them"
    )
)
_TAG_PHRASES = frozenset({"non verifie", "non verifiee", "she her", "he him", "they them", "elle", "il lui"})
_HOSTING = frozenset(
    str.split(
        "hote host cohote cohost organisateur organizer animation animateur animatrice moderator moderateur moderatrice"
    )
)
_BOT = re.compile(
    r"\b(?:otter|otterai|read\.?ai|fireflies|notetakers?|note takers?|fathom|tl;?dv|sembly|avoma|meetgeek|recall\.ai|"
    r"noota|modjo|leexi|spinach|supernormal|airgram|laxis|transcriptions?|transcript|bots?|chorus\.?ai|gong\.?io|"
    r"recorder|enregistreur|copilot|krisp|jamie|granola|circleback|livestorm recorder)\b",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"\b(?:salles?|rooms?|polycom|poly studio|visio(?:conf[eé]rence)?s?|board ?room|amphi(?:th[eé][aâ]tre)?|rally bar|"
    r"logitech|cisco|webex|h\.?323|codec|auditorium|meetup|owl|rallybar|tandberg|lifesize|yealink)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:\+|00)?[\d\s.()*x•-]{6,}", re.IGNORECASE)


class Shown(Struct, frozen=True, kw_only=True):
    """What a name shown in a meeting is of, and the names of people that it may hold, the likeliest first.

    `names` are whole; `together` are those of several people whom one connection
    may hold; `owner` is part of one: that of a device, or a given name alone.
    `hosting`: the name says itself that its bearer ran the meeting.
    """

    nature: Nature
    names: list[str]
    owner: str = ""
    together: list[str] = []
    hosting: bool = False


def shown(text: str) -> Shown:
    """What a name as a meeting shows it tells."""
    if _ADDRESS.fullmatch(text.strip()):
        return Shown(nature="person", names=[])
    plain = _plain(text)
    asides = [" ".join(found.split()) for found in _BRACKETS.findall(plain)]
    bare = " ".join(_BRACKETS.sub(" ", plain).split())
    hosting = any(_HOSTING & set(fold(aside).split()) for aside in asides)
    nature = _nature(bare or plain)
    asides = [aside for aside in asides if not _is_tag(aside)]
    if nature != "person":
        names = [name for name in [*asides, bare] if _is_whole(name)] if nature != "phone" else []
        owner = _without_civility(owner_of(bare)) or " ".join(asides[:1]) if nature == "device" else ""
        return Shown(nature=nature, names=names, owner=owner, hosting=hosting)
    parts = [_without_civility(part) for part in _PARTS.split(bare) if part.strip()]
    names = [name for part in parts for name in _around_comma(part)] + [aside for aside in asides if _is_whole(aside)]
    whole = _without_civility(bare)
    if _is_whole(whole) and whole not in names:
        names.append(whole)
    first = parts[0] if parts else ""
    together = [_without_civility(part) for part in _BESIDE.split(bare)]
    return Shown(
        nature="person",
        names=list(dict.fromkeys(names)),
        owner="" if _is_whole(first) else first,
        together=[part for part in together if _is_whole(part)] if len(together) > 1 else [],
        hosting=hosting,
    )


def untagged(text: str) -> str:
    """A name without what programs and people write behind it in brackets: "Zoé Martineau (Invité)", "(elle)"."""
    return " ".join(_BRACKETS.sub(lambda found: "" if _is_tag(found[1]) else found[0], text).split())


def phone_fits(shown_number: str, phone: str | None) -> bool:
    """Whether a number of which some digits may be hidden (`+33 6 39 ** ** 98`) is that of `phone`, an E.164 one."""
    if phone is None:
        return False
    digits = re.sub(r"[^\d*x•]", "", shown_number.lower().removeprefix("00"))
    if not shown_number.strip().startswith(("+", "00")) and digits.startswith("0"):
        digits = digits[1:]
    held = phone.lstrip("+")[-len(digits) :]
    known = [(one, other) for one, other in zip(digits, held, strict=False) if one.isdigit()]
    return len(held) == len(digits) and len(known) > 4 and all(one == other for one, other in known)


def _plain(text: str) -> str:
    """Without emoji and marks that no reader speaks; one space between words."""
    kept = (
        " " if unicodedata.category(sign) in ("So", "Cs", "Co", "Cf", "Sk") and sign != "`" else sign for sign in text
    )
    return " ".join("".join(kept).replace("_", " ").replace("\ufe0f", "").split())


def _nature(text: str) -> Nature:
    if _BOT.search(text):
        return "bot"
    if _PHONE.fullmatch(text) and sum(sign.isdigit() for sign in text) > 3:
        return "phone"
    if sounds_like_device(text):
        return "device"
    return "room" if _ROOM.search(text) else "person"


def _around_comma(part: str) -> list[str]:
    """The whole names of a part: "Martineau, Zoé" is one, and before what is no given name stands another."""
    head, _comma, rest = part.partition(",")
    if not _is_whole(head) or not rest.strip():
        return [part] if _is_whole(part) else []
    is_place = names_a_kind(rest) or (rest.isupper() and not head.isupper())
    return [head, part] if is_place else [part, head]


def _without_civility(text: str) -> str:
    return _CIVILITY.sub("", text.strip()).strip(" ,;-")


def _is_tag(text: str) -> bool:
    words = fold(text).split()
    return not words or fold(text) in _TAG_PHRASES or all(word in _TAGS for word in words)


def _is_whole(text: str) -> bool:
    """Whether a text has the words of a given and a family name."""
    return len(fold(text).split()) > 1 or len([atom for atom in atoms(text) if len(atom) > 1]) > 1
