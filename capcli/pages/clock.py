"""The grammar of hours: "10h30-12h", "de 9 à 17 h", "18h-minuit", "from 2 to 4:30 pm", "à partir de 18h".

An hour of the day needs a sign of being one, since "7 heures" alone is a
duration and "48h" a delay: a range, or a word before it, or a day just before.
"""

from msgspec import Struct

from capcli.pages.tokens import Gap, Passage
from capcli.pages.vocabulary import words


class Hours(Struct, frozen=True, kw_only=True):
    """A start, with an end when one is said; `rough` when the page only says about. Tokens as in `DayGroup`."""

    begins: str | None
    ends: str | None
    start: int
    end: int
    opened: bool
    """Whether a word such as "de" or "à" came before it."""


class _Atom(Struct, frozen=True):
    minutes: int | None
    """Minutes since midnight; None when the clock has no such hour."""
    end: int
    bare: bool = False
    """A number alone, an hour only because the other end of a range is one."""
    half: str = ""
    long: bool = False
    """Written "heures", as durations are."""


EARLIEST = 7 * 60
"""Minutes; "(3h)" after a day is how long it lasts, "(18h)" when it starts."""

_MARKS = frozenset({"h", "heures", "heure", "hrs", "hr", "hs"})
_NAMED = {"midi": 720, "noon": 720, "minuit": 0, "midnight": 0}
_OPENERS = frozenset({"de", "entre", "from", "between", "des"})
_LABELS = frozenset(
    {"heure", "heures", "horaire", "horaires", "rdv", "vous", "quand", "debut", "time", "when", "demarrage"}
)
_TO = frozenset({"a", "-", ">", "/", "au", "to", "until", "till", "jusqu", "et", "and", "->", "jusque"})
_LOW_BEFORE = frozenset(
    {"duree", "pendant", "d", "durant", "total", "soit", "environ", "vers", "sous", "dans", "preavis"}
)
_DURATION_AFTER = words(
    "de avant max maximum minimum environ hebdomadaires consecutives consecutifs par soit au sur chacune",
    "chacun heures en theoriques d",
)
NOT_THE_SESSION = words(
    "accueil cafe pause pauses dejeuner dejeuners repas buffet aperitif apero pot collation diner brunch",
    "connexion ouverture portes depart train trains bus navette covoiturage gare permanence permanences",
    "standard joignable joignables secretariat bureau bureaux gouter petit welcome lunch break doors coffee",
    "registration",
)
"""What stands beside hours that are not those of the session."""


def hours_at(passage: Passage, at: int, *, after_day: bool) -> Hours | None:
    """The hours that begin at token `at`; `after_day` when a day, or another range, ends just before."""
    start, opener = at, ""
    if passage.low(at) in _OPENERS and passage.kind(at) == "word":
        opener, at = passage.low(at), at + 1
    first = _atom(passage, at)
    if first is None or _is_glued(passage, at):
        return None
    second, end = _second(passage, first, opener)
    if second is not None:
        if _is_span_of_time(passage, start, end, first, second):
            return None
        return _range(first, second, Hours(begins=None, ends=None, start=start, end=end, opened=bool(opener)))
    if first.bare or opener in ("de", "entre", "between") or not _is_moment(passage, at, first, after_day=after_day):
        return None
    begins = _text(first.minutes)
    return Hours(begins=begins, ends=None, start=start, end=first.end, opened=True) if begins else None


def _is_glued(passage: Passage, at: int) -> bool:
    before = passage.tokens[at - 1] if at else None
    if before is None or passage.gap(at) is not Gap.GLUED:
        return False
    return (before.kind in ("num", "word", "url") and before.low != "t") or (
        before.text in ".,:+/" and passage.kind(at - 2) == "num" and passage.taken[at - 2] != "hour"
    )


def _atom(passage: Passage, at: int) -> _Atom | None:
    low = passage.low(at)
    if low in _NAMED:
        if low == "midi" and passage.low(at - 1) in ("-", "apres", "le", "ce", "du"):
            return None
        return _Atom(_NAMED[low], at + 1)
    if passage.kind(at) != "num" or len(low) > 2:
        return None
    hours, minutes, end = int(low), 0, at + 1
    mark = passage.low(end)
    if mark in _MARKS and passage.gap(end) < Gap.BREAK:
        end += 1
        if mark == "h" and passage.low(end) == "." and passage.gap(end) is Gap.GLUED and _is_minutes(passage, end + 1):
            end += 1
        if _is_minutes(passage, end) and not (passage.gap(end) is not Gap.GLUED and _counts_people(passage, end + 1)):
            minutes, end = int(passage.low(end)), end + 1
            end += passage.low(end) in ("min", "mn", "minutes") and passage.gap(end) < Gap.BREAK
        return _Atom(_clock(hours, minutes), end, long=mark.startswith("heure"))
    colon = mark == ":" and passage.gap(end) is Gap.GLUED
    if colon and _is_minutes(passage, end + 1) and passage.gap(end + 1) is Gap.GLUED and len(passage.low(end + 1)) == 2:
        minutes, end = int(passage.low(end + 1)), end + 2
        if passage.low(end) == ":" and _is_minutes(passage, end + 1) and passage.gap(end + 1) is Gap.GLUED:
            end += 2
        half, end = _half(passage, end)
        end += passage.low(end) == "h" and passage.gap(end) < Gap.BREAK
        return _Atom(_clock(hours, minutes, half), end, half=half)
    if (
        mark == "."
        and _is_minutes(passage, end + 1)
        and passage.gap(end + 1) is Gap.GLUED
        and _half(passage, end + 2)[0]
    ):
        half, after = _half(passage, end + 2)
        return _Atom(_clock(hours, int(passage.low(end + 1)), half), after, half=half)
    half, after = _half(passage, end)
    if half:
        return _Atom(_clock(hours, 0, half), after, half=half)
    return _Atom(_clock(hours, 0), end, bare=True) if hours <= 24 else None


def _is_minutes(passage: Passage, at: int) -> bool:
    return (
        passage.kind(at) == "num"
        and len(passage.low(at)) == 2
        and passage.low(at) < "60"
        and passage.gap(at) < Gap.BREAK
    )


def _counts_people(passage: Passage, at: int) -> bool:
    return passage.low(at) in ("places", "place", "personnes", "participants", "€", "euros", "inscrits")


def _half(passage: Passage, at: int) -> tuple[str, int]:
    """`am` or `pm`, also with points."""
    if passage.gap(at) < Gap.BREAK:
        if passage.low(at) in ("am", "pm"):
            return passage.low(at), at + 1
        if passage.low(at) in ("a", "p") and passage.low(at + 1) == "." and passage.low(at + 2) == "m":
            return f"{passage.low(at)}m", at + 3 + (passage.low(at + 3) == ".")
    return "", at


def _clock(hours: int, minutes: int, half: str = "") -> int | None:
    if half:
        return (hours % 12 + (12 if half == "pm" else 0)) * 60 + minutes if 1 <= hours <= 12 else None
    if hours == 24 and minutes == 0:
        return 0
    return hours * 60 + minutes if hours <= 23 else None


def _second(passage: Passage, first: _Atom, opener: str) -> tuple[_Atom | None, int]:
    """The other end of a range, and where it stops."""
    at = first.end
    word = passage.low(at)
    if word not in _TO or passage.gap(at) > Gap.SPACE or (word in ("et", "and") and opener not in ("entre", "between")):
        return None, at
    at += 1
    while passage.low(at) in ("'", "a", "au", ">", "-") and passage.gap(at) <= Gap.SPACE:
        at += 1
    second = _atom(passage, at)
    if second is None or second.bare or passage.gap(at) > Gap.BREAK:
        return None, first.end
    return second, second.end


def _is_span_of_time(passage: Passage, start: int, end: int, first: _Atom, second: _Atom) -> bool:
    """ "2h à 3h par semaine", "durée : 2 à 3 h": how long, not when."""
    if passage.low(end) in ("par", "de", "maximum", "max") and passage.low(end + 1) != "l":
        return True
    before = {passage.low(at) for at in range(start - 3, start)}
    long = first.minutes is not None and second.minutes is not None and second.minutes <= 300
    return bool(before & {"duree", "pendant", "durant"}) or (
        first.bare and long and passage.low(start - 1) not in _OPENERS and passage.low(start) not in _OPENERS
    )


def _range(first: _Atom, second: _Atom, hours: Hours) -> Hours | None:
    begins = first.minutes
    if first.bare and second.half and begins is not None:
        hour = begins // 60
        begins = _clock(hour, 0, second.half)
        if begins is not None and second.minutes is not None and begins >= second.minutes and second.half == "pm":
            begins = _clock(hour, 0, "am")
    start, end = _text(begins), _text(second.minutes)
    if start is None or end is None:
        return None
    return Hours(begins=start, ends=end, start=hours.start, end=hours.end, opened=hours.opened)


def _text(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"


def _is_moment(passage: Passage, at: int, atom: _Atom, *, after_day: bool) -> bool:
    """Whether an hour alone says when, not how long."""
    if passage.low(at) in ("midi", "noon", "minuit", "midnight"):
        return passage.low(at - 1) in ("a", "at", "des")
    if passage.low(atom.end) in _DURATION_AFTER and passage.gap(atom.end) < Gap.BREAK and not after_day:
        return False
    if passage.low(atom.end) in ("de", "d") or (passage.low(at - 1) == "a" and passage.low(at - 3) == "jusqu"):
        return False
    before = passage.low(at - 1) if passage.gap(at) < Gap.BLOCK else ""
    if before in _LOW_BEFORE or (before == "'" and passage.low(at - 2) == "d"):
        return False
    if before in ("a", "at", "des", "@", "debut", "demarrage") or (before == "de" and passage.low(at - 2) == "partir"):
        return True
    if before == ":" and passage.low(at - 2) in _LABELS:
        return True
    if before == "(" and atom.minutes is not None and atom.minutes < EARLIEST:
        return False
    return after_day and not atom.long
