"""What each line of a page is about: sections by their headings, labels such as "Public :", and the rest."""

import re
from collections.abc import Sequence
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from capcli.pages.headings import topic_of
from capcli.pages.lines import Kind, Line, Link
from capcli.pages.speakers import opens_with_speaker

PRACTICAL = frozenset(
    {
        "practical",
        "date",
        "hours",
        "place",
        "price",
        "registration",
        "contact",
        "deadline",
        "capacity",
        "minimum",
        "mode",
    }
)
"""Topics that say how to take part; the others say what it is about."""
SILENT = frozenset({"speakers", "audience", "objectives", "other"})
"""Topics in which days, hours and prices are about something else."""
PSEUDO = 7
"""The level of a line that is a heading by its look, below all real ones."""

_LABEL = re.compile(r"([^\W\d_][^:.!?;,]{1,48}?)\s*[:?](?!//|\d)\s*", re.UNICODE)
_LOUD = 0.9
_TOLD = frozenset({"programme", "objectives", "both", "speakers", "audience"})


class Topic(Struct, frozen=True):
    """A line, what it is about, and where that was said: `label` is the length of its own "Public :".

    `heading` is the index of the heading above, -1 before the first.
    """

    line: Line
    kind: str
    heading: int
    label: int = 0


class Section(Struct, frozen=True, kw_only=True):
    """A heading with its topic (empty when it is none of ours) and the lines up to the next heading."""

    title: str
    kind: str
    level: int
    number: int | None
    lines: list[Line]

    @property
    def is_heading(self) -> bool:
        """Whether a real heading opens it."""
        return 0 < self.level < PSEUDO


def sections_of(lines: Sequence[Line], title: Line | None) -> list[Section]:
    """The lines cut at the headings; the first section, without a title, is what stands before them.

    A short bold, capital or colon-ended line that announces one of our topics
    is a heading too, below the real ones. A heading that says nothing of itself
    goes on with the programme it is under, or with what is not about the session.
    """
    found = [Section(title="", kind="", level=0, number=None, lines=[])]
    above = list(found)
    for index, line in enumerate(lines):
        if line is title:
            continue
        if line.kind is Kind.HEADING or _announces(line, lines, index):
            level = line.level if line.kind is Kind.HEADING else PSEUDO
            words = line.text.rstrip(" :")
            while above[-1].level >= level:
                above.pop()
            kind = topic_of(words) or (above[-1].kind if above[-1].kind in ("other", "programme") else "")
            found.append(Section(title=words, kind=kind, level=level, number=line.number, lines=[]))
            above.append(found[-1])
        elif _is_past_list(found[-1], line):
            base = above[-1] if above[-1].level < PSEUDO else above[-2]
            kind = base.kind or ("lead" if base.level == 0 else "body")
            found.append(Section(title="", kind=kind, level=0, number=None, lines=[line]))
        else:
            found[-1].lines.append(line)
    return found


def _is_past_list(section: Section, line: Line) -> bool:
    """Whether the list that a line such as "Au programme :" announced is over, and with it what it announced."""
    if section.level != PSEUDO or line.kind is not Kind.TEXT:
        return False
    return bool(section.lines) and all(known.kind is Kind.ITEM for known in section.lines)


def _announces(line: Line, lines: Sequence[Line], index: int) -> bool:
    words = line.text.rstrip()
    if line.kind is Kind.ITEM or len(words) > 60 or words.endswith((".", ",", ";")) or line.links:
        return False
    after = lines[index + 1] if index + 1 < len(lines) else None
    letters = [char for char in words if char.isalpha()]
    loud = len(letters) > 5 and sum(char.isupper() for char in letters) / len(letters) > _LOUD
    introduces = words.endswith(":") and after is not None and after.kind is not Kind.HEADING
    return (line.bold or loud or introduces) and bool(topic_of(words.rstrip(" :")))


def label_of(line: Line) -> tuple[str, int]:
    """The topic that the line's own label announces, and the label's length; nothing without one."""
    found = _LABEL.match(line.text)
    if found is None:
        return "", 0
    kind = topic_of(found[1])
    return (kind, found.end()) if kind else ("", 0)


def without_label(line: Line, length: int) -> Line:
    """The line as it goes on after its label."""
    lead = len(line.text[length:]) - len(line.text[length:].lstrip())
    cut = length + lead
    links = [Link(link.start - cut, link.end - cut, link.target) for link in line.links if link.end > cut]
    return replace(line, text=line.text[cut:], links=links)


def topics_of(sections: Sequence[Section]) -> list[Topic]:
    """Every line with what it is about.

    A labelled line stands for itself, whatever paragraph it is in; the lines
    after the label of a place or a contact go on with it. A heading that holds
    a date is read too.
    """
    topics: list[Topic] = []
    blocks = count()
    for index, section in enumerate(sections):
        default = section.kind or ("lead" if index == 0 else "body")
        if section.level and not section.kind and has_digits(section.title):
            topics.append(Topic(Line(text=section.title, number=section.number, block=next(blocks)), "lead", index - 1))
        previous, going_on, block = -1, "", next(blocks)
        for line in section.lines:
            kind, label = _label_in(line, section.kind)
            if line.block != previous or label:
                going_on, block = "", next(blocks)
            if label:
                going_on = kind if kind in ("place", "contact") else ""
            previous = line.block
            topics.append(Topic(replace(line, block=block), kind or going_on or default, index - 1, label))
    return topics


def _label_in(line: Line, kind_above: str) -> tuple[str, int]:
    """The label of a line, where its section lets it have one."""
    kind, label = label_of(line)
    if not kind and opens_with_speaker(line.text):
        return "speakers", line.text.index(" ")
    if kind_above == "other" or kind == "why":
        return "", 0
    if kind_above in _TOLD and kind not in PRACTICAL and kind not in _TOLD:
        return "", 0
    return kind, label


def has_digits(text: str) -> bool:
    """Whether a heading may hold a date."""
    return any(char.isdigit() for char in text)
