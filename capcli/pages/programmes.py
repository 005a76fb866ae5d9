"""What a session is about: its programme, objectives and audience."""

import re
from collections.abc import Iterable, Sequence

from capcli.domain.records import Step
from capcli.pages.clock import hours_at
from capcli.pages.lines import Kind, Line
from capcli.pages.sections import Topic
from capcli.pages.tokens import Gap, Passage

LONGEST = 600
"""Characters of a line that can be a step, an objective or a public; longer is prose."""

_INTRO = re.compile(
    r"\bobjectifs?\b|\bobjectives?\b|\bgoals?\b|\bvous (?:serez capables?|saurez|pourrez)\b|\baims? (?:to|at)\b|"
    r"\bviser? [àa]\b",
    re.IGNORECASE,
)
_STEP_MARK = re.compile(r"^\s*(?:[:>–—-]|\.\s)\s*")
_AUDIENCE_LEAD = re.compile(
    r"^.{0,80}?\b(?:destin[ée]e?s?|ouverte?s?|propos[ée]e?s?|r[ée]serv[ée]e?s?|s['’]adressent?|adress[ée]e?s?|"
    r"pens[ée]e?s?|con[çc]ue?s?|(?:[àa] )?destination|pour|accessible)\b\s+"
    r"(?:notamment |en priorit[ée] |plus particuli[èe]rement |prioritairement |d['’]abord |principalement )?"
    r"(?:[àa]u?x?\s+|de\s+|des\s+|d['’]|pour\s+)?(?:tou(?:te)?s\s+)?(?:les\s+|la\s+|le\s+|l['’]|des\s+|d['’])?",
    re.IGNORECASE,
)
_AUDIENCE_ENGLISH = re.compile(
    r"^.{0,60}?\b(?:aimed at|intended for|open to|designed for|for)\s+(?:the\s+|all\s+)?", re.IGNORECASE
)
_ARTICLE = re.compile(
    r"^(?:et |and |ou |ainsi que )?(?:aux |les |le |la |l['’]|des |d['’]|de |à |the )?", re.IGNORECASE
)
_AND = re.compile(r"\s+(?:et|and|ainsi que)\s+(?!(?:de|d['’]|du|des|of)\b)", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,;]\s+(?![^()]*\))")


def step_of(text: str) -> Step | None:
    """A line of programme that begins with its hour: "14h05 : Grand angle"."""
    if len(text) > LONGEST or not text[:1].isalnum():
        return None
    passage = Passage([Line(text=text)])
    hours = hours_at(passage, 0, after_day=True) if len(passage) > 1 else None
    if hours is None or hours.begins is None or hours.end >= len(passage) or passage.gap(hours.end) >= Gap.BREAK:
        return None
    rest = text[passage.tokens[hours.end - 1].end :]
    title = _STEP_MARK.sub("", rest, count=1).strip()
    marked = (
        (_STEP_MARK.match(rest) is not None and not rest.startswith(" -")) or " – " in rest[:4] or " - " in rest[:4]
    )
    if not any(char.isalpha() for char in title) or not (marked or title[:1].isupper()):
        return None
    return Step(title=title, time=hours.begins)


def steps_of(line: Line) -> list[Step]:
    """The steps of a line; several may stand on one, between spaced slashes."""
    if " / " in line.text:
        parts = [step_of(part.strip()) for part in line.text.split(" / ")]
        if len(parts) > 1 and all(parts):
            return [part for part in parts if part]
    step = step_of(line.text)
    return [step] if step else []


def timed_lines(topics: Sequence[Topic]) -> dict[int, list[Step]]:
    """The lines that are steps with an hour, by their index: those of the programme, or two at least elsewhere."""
    found = {
        index: steps
        for index, topic in enumerate(topics)
        if topic.kind != "other" and not topic.label and (steps := steps_of(topic.line))
    }
    inside = {index: steps for index, steps in found.items() if topics[index].kind in ("programme", "both")}
    if inside:
        return inside
    return found if sum(len(steps) for steps in found.values()) > 1 else {}


def programme_in(topics: Sequence[Topic], timed: dict[int, list[Step]], aims: Iterable[int]) -> list[Step]:
    """The steps: those with an hour, else the items of the programme that are no objectives."""
    if timed:
        return [step for steps in timed.values() for step in steps]
    passed = set(aims)
    items = [
        topic for index, topic in enumerate(topics)
        if topic.kind == "programme" and index not in passed and (topic.line.kind is Kind.ITEM or topic.label)
    ]  # fmt: skip
    top = min((topic.line.level for topic in items), default=1)
    texts = [tidy(topic.line.text[topic.label :]) for topic in items if topic.line.level <= top]
    return [Step(title=text) for text in texts if text and len(text) <= LONGEST]


def objectives_in(topics: Sequence[Topic]) -> dict[int, list[str]]:
    """The objectives, by the index of their line: those of their section, or of a list that a line announces."""
    found: dict[int, list[str]] = {}
    has_items = any(topic.kind == "objectives" and topic.line.kind is Kind.ITEM for topic in topics)
    announced, section = False, -1
    for index, topic in enumerate(topics):
        line, is_item = topic.line, topic.line.kind is Kind.ITEM
        introduces = line.text.rstrip().endswith(":")
        if topic.heading != section or not is_item:
            announced, section = not is_item and introduces and _INTRO.search(line.text) is not None, topic.heading
        if topic.kind == "objectives":
            if topic.label:
                found[index] = _parted(line.text[topic.label :], r"\s*;\s+|\s+/\s+")
            elif is_item or not (has_items or introduces):
                found[index] = _several(line)
        elif announced and is_item and topic.kind in ("programme", "both", "why", "lead", "body"):
            found[index] = [tidy(line.text)]
    return {index: texts for index, texts in found.items() if texts and len(texts[0]) <= LONGEST}


def _parted(text: str, by: str) -> list[str]:
    return [part for piece in re.split(by, text) if (part := tidy(piece))]


def _several(line: Line) -> list[str]:
    """The objectives of a line: several where semicolons part them."""
    parts = _parted(line.text, r"\s*;\s+") if line.kind is not Kind.ITEM else []
    return parts if len(parts) > 1 else [tidy(line.text)]


def tidy(text: str) -> str:
    """An item without the sign that only separates it from the next one."""
    return text.strip().rstrip(";,").rstrip()


def audience_in(lines: Sequence[tuple[Line, int]]) -> list[str]:
    """For whom it is: the items, or the enumeration of a sentence. Each line comes with the length of its label."""
    items = [tidy(line.text) for line, label in lines if line.kind is Kind.ITEM and not label]
    if items:
        return list(dict.fromkeys(item for item in items if len(item) <= LONGEST))
    found: list[str] = []
    blocks: dict[int, str] = {}
    for line, label in lines:
        text = line.text[label:].strip()
        blocks[line.block] = f"{blocks[line.block]} {text}" if line.block in blocks else text
    for text in blocks.values():
        if len(text) <= LONGEST:
            found += [one for one in _enumerated(text) if one not in found]
    return found


def _enumerated(text: str) -> list[str]:
    """ "aux élus, techniciens et bénévoles" one by one; a sentence that enumerates nothing as it is."""
    text = re.split(r"(?<=[^\W\d_]{2})[.!?]\s+(?=[A-ZÀ-Ý])", text.strip(), maxsplit=1)[0]
    text = re.sub(r"(?:\s*(?:…|\.{2,}|etc\.?))+\s*$", "", text).rstrip(" .;:,")
    lead = _AUDIENCE_LEAD.match(text) or _AUDIENCE_ENGLISH.match(text)
    text = text[lead.end() :] if lead and lead.end() < len(text) else text
    head, colon, tail = text.partition(" : ")
    parts = [head.strip()] if colon else []
    rest = tail if colon else text
    pieces = _COMMA.split(rest)
    last = pieces.pop()
    halves = _AND.split(last)
    pieces += halves if pieces or all(len(half.split()) <= 2 for half in halves) else [last]
    parts += [_ARTICLE.sub("", piece.strip(), count=1).strip(" .…") for piece in pieces]
    return [part for part in parts if part]
