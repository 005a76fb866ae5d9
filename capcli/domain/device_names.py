"""Names of telephones and computers where people's belong: "iPhone de Loïc", "Loïc’s iPad", "Galaxy S21".

Somebody joins a meeting, or fills in a form, from a device that tells its own
name. A meeting's report is held against those who have a place, so that any
such word may be one there (`sounds_like_device`). A form makes records: there a
text names a device only when it can be nobody's name (`is_device`), since
people are called Honor, Galaxy or Mac.
"""

import re

_NOBODYS = (
    r"i-?phones?|i-?pads?|ipods?|macbook|imac|chromebook|smartphones?|androids?|tablettes?|t[eé]l[eé]phones?|"
    r"ordinateurs?|desktop-\w+|laptop-\w+|pc-\w+|sm-[a-z]?\d+\w*|lm-[a-z]*\d\w*|cph\d+|m\d{4}\w+|web ?user|"
    r"utilisateur web|zoom user|utilisateur(?: de)? zoom"
)
"""Words that are in no name of a person."""
_MAKES = (
    r"samsung|huawei|xiaomi|redmi|one ?plus|oppo|realme|nokia|motorola|moto g\d*|tablets?|portable|laptop|windows|"
    r"firefox|chrome"
)
_KINDS = "pc|ordi|mobile|phone"
"""Words that are a device's when they stand alone; beside another they may be somebody's family name."""
_NAMES = "galaxy|honor|poco|pixel|safari"
"""Words that people are called too, as they are Mac."""
_MODEL_WORDS = r"pro|max|plus|mini|ultra|air|se|note|edge|fold|flip|lite|tab|book|pad|studio|ios|5g|[^\s-]*\d[^\s-]*"
_MODELS = rf"(?:[\s-]+(?:{_MAKES}|{_NAMES}|{_MODEL_WORDS}))"
_ANY = re.compile(rf"\b(?:{_NOBODYS}|{_MAKES}|{_NAMES})\b|^(?:{_KINDS}|mac)\b", re.IGNORECASE)
_SURE = re.compile(rf"(?<!\w)(?:{_NOBODYS})(?!\w)", re.IGNORECASE)
_ALONE = re.compile(
    rf"(?:{_MAKES}|{_KINDS}){_MODELS}*|(?:galaxy|mac){_MODELS}+|(?:{_NAMES})(?=.*\d){_MODELS}+", re.IGNORECASE
)
_SOMEBODYS = re.compile(
    rf"(?:{_MAKES}|{_KINDS}|galaxy|pixel|mac){_MODELS}*\s+(?:de\s+|d['’]|du\s+|of\s+)\S.*|"
    rf"\w[^|]*?['’]s?\s+(?:{_MAKES}|{_KINDS}|{_NAMES}|mac){_MODELS}*",
    re.IGNORECASE,
)
_LONGEST = 100
"""Characters; what is longer is no name of a device."""
_OWNED = re.compile(r"\b(?:de\s+|d['’]|du\s+|of\s+)(?P<owner>[^\W\d][^|]*)$", re.IGNORECASE)
_OWNERS = re.compile(r"^(?P<owner>[^\W\d].*?)['’]s?\s+(?=\S)", re.IGNORECASE)
_MODEL = re.compile(r"\S*\d\S*|\b(?:pro|max|plus|mini|ultra|air|se|note|edge|fold|lite|ios|de|d)\b", re.IGNORECASE)


def sounds_like_device(text: str) -> bool:
    """Whether a word of the text may be a device's, also where somebody may be called so."""
    return _ANY.search(text) is not None or is_device(text)


def is_device(text: str) -> bool:
    """Whether the text is the name of a device, and can be nobody's."""
    text = " ".join(text[: 2 * _LONGEST].split())
    if len(text) > _LONGEST:
        return False
    return any((_SURE.search(text), _ALONE.fullmatch(text), _SOMEBODYS.fullmatch(text)))


def owner_of(text: str) -> str:
    """Whose a device is, as far as its name tells: part of somebody's name; empty when it names nobody."""
    found = _OWNED.search(text) or _OWNERS.search(text)
    if found is not None:
        return found["owner"].strip()
    rest = _MODEL.sub(" ", _ANY.sub(" ", text))
    return " ".join(word for word in re.split(r"[\s'’-]+", rest) if len(word) > 1)
