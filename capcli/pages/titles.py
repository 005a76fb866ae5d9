"""The title of a page: its first heading, or what its head says, without the day at its end."""

import re
from collections.abc import Sequence

from capcli.domain.folding import fold
from capcli.pages.days import day_group_at
from capcli.pages.headings import topic_of
from capcli.pages.lines import CODE, Kind, Line, Page
from capcli.pages.tokens import Passage

CANCELLED = re.compile(
    r"^\W*(?:annul(?:é|e|ée|ee|és|ées)\b|cancell?ed\b)|[(\[–—-]\s*(?:annul(?:é|ée)|cancell?ed)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
POSTPONED = re.compile(
    r"^\W*(?:report(?:é|ée|és|ées|e|ee)\b|postponed\b|rescheduled\b)|[(\[–—-]\s*(?:report(?:é|ée)|"
    r"postponed)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"^\W*(?:annul(?:é|e|ée|ee)s?|cancell?ed|report(?:é|e|ée|ee)s?|postponed|rescheduled|complete?|"
    r"full)\b\s*[\])!]*\s*[:–—|-]*\s+|\s*[(\[]\s*(?:annul[ée]e?|report[ée]e?|complete?|cancell?ed|"
    r"postponed)\s*[)\]]\s*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{3,60})[)\]]\s*$")
_NUMBERED = re.compile(
    r"^(?:(?:session|webinaire|webinar|atelier|rencontre|séance|seance|rendez-vous|journée|journee|module|épisode|"
    r"episode|visio)\s*)?(?:n\s*[°o]\s*)?#?\d{1,2}\s*(?:[:.)/–—-]+|\s)\s*",
    re.IGNORECASE,
)


def title_line(page: Page) -> Line | None:
    """The heading that is the page's title; None when its headings only name sections."""
    headings = [line for line in page.lines if line.kind is Kind.HEADING]
    if not headings:
        return None
    for told in page.titles:
        for line in headings:
            if fold(line.text) == fold(told):
                return line
    first, others = headings[0], headings[1:]
    top = [line for line in headings if line.level == 1]
    if len(top) == 1 and (not topic_of(top[0].text) or len(top[0].text.split()) > 3):
        return top[0]
    if topic_of(first.text):
        return None
    alone = all(line.level > first.level or topic_of(line.text) for line in others)
    return first if alone and (not top or first.level == 1) else None


def title_of(page: Page, line: Line | None) -> str | None:
    """The words of the title."""
    if line is not None:
        return literal(line) or tidy(line.text)
    return next((tidy(title) for title in page.titles if tidy(title)), None)


def literal(line: Line) -> str | None:
    """The text of a line that is nothing but one code span."""
    return line.codes[0] if line.text == CODE and len(line.codes) == 1 else None


def tidy(title: str) -> str:
    """A title without "ANNULÉ" before it and the day in brackets after it."""
    title = _MARK.sub("", title.strip()).strip()
    found = _BRACKETS.search(title)
    if found and _is_day(found[1]):
        title = title[: found.start()].rstrip()
    return title


def _is_day(text: str) -> bool:
    passage = Passage([Line(text=text)])
    begin = 0
    while passage.low(begin) in ("le", "les", "du", "on"):
        begin += 1
    group = day_group_at(passage, begin) if begin < len(passage) else None
    return group is not None and (group.end == len(passage) or passage.low(group.end) in (",", "-", "a", "de"))


def unnumbered(title: str) -> str:
    """The heading of one session of several without its number."""
    shorter = _NUMBERED.sub("", title, count=1).strip()
    return shorter or title


def is_cancelled(lines: Sequence[Line]) -> Line | None:
    """The line that says the session is cancelled, if one does."""
    return _says(
        lines,
        CANCELLED,
        r"\b(?:la |cette |le |ce |l['’])?(?:session|formation|webinaire|atelier|rencontre|journée|événement|"
        r"evenement|séminaire|visioconférence)s? (?:est |a été |sont )?annulée?s?\b(?! (?:moins|plus|dans|par le))|"
        r"\b(?:session|event|workshop|webinar) (?:is |has been )?cancell?ed\b",
    )


def is_postponed(lines: Sequence[Line]) -> Line | None:
    """The line that says the session is moved to another day, if one does."""
    return _says(
        lines,
        POSTPONED,
        r"\b(?:session|formation|webinaire|atelier|rencontre|journée|événement|evenement|séminaire|"
        r"visioconférence)s? (?:est |a été |initialement .{0,40})?reportée?s?\b|\breportée?s? au\b|\b(?:session|"
        r"event|workshop|webinar) (?:is |has been )?(?:postponed|rescheduled)\b",
    )


def _says(lines: Sequence[Line], opening: re.Pattern[str], anywhere: str) -> Line | None:
    told = re.compile(anywhere, re.IGNORECASE)
    for line in lines:
        if opening.search(line.text[:200]) or told.search(line.text[:2000]):
            return line
    return None
