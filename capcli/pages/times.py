"""Every day and hour of a page, where they stand, and which hours are not the session's."""

from collections.abc import Callable

from msgspec import Struct

from capcli.pages.clock import NOT_THE_SESSION, Hours, hours_at
from capcli.pages.days import DayGroup, day_group_at
from capcli.pages.roles import Role, clause_start, role_of
from capcli.pages.tokens import Gap, Passage
from capcli.pages.vocabulary import words

MOST = 400
"""Days, and hours, that are read of a page; more would be a calendar of the year."""
_JOINS = words(", et puis & and le les du / ou ainsi que des au enfin")
_BETWEEN = words(", - ( : / | · • a et puis")
"""Signs that may stand between a day and its hour."""
_PASSED = words(": - le la un du")


class Dated(Struct, frozen=True, kw_only=True):
    """Days as they stand on the page; `line` is the index of their line, `role` None when no word gives one."""

    group: DayGroup
    role: Role | None
    line: int


class Timed(Struct, frozen=True, kw_only=True):
    """Hours as they stand on the page."""

    hours: Hours
    line: int


class Times(Struct):
    """The days and hours of a page, in the order in which they are read."""

    days: list[Dated]
    hours: list[Timed]


def times_in(passage: Passage, topic: Callable[[int], str], *, practical: Callable[[int], bool]) -> Times:
    """Every day and hour of the page; `topic` and `practical` tell of a line by its index."""
    times = Times([], [])
    at, previous_end = 0, 0
    while at < len(passage) and len(times.days) < MOST:
        if passage.gap(at) is Gap.BLOCK:
            previous_end = at
        group = None if passage.taken[at] else day_group_at(passage, at)
        if group is None or not passage.is_free(group.start, group.end):
            at += 1
            continue
        line = passage.tokens[at].line
        role = role_of(passage, group, previous_end, practical=practical(line), topic=topic(line))
        if (
            role is None
            and times.days
            and previous_end > passage.block_start(at)
            and only_joins(passage, previous_end, at)
        ):
            role = times.days[-1].role
        times.days.append(Dated(group=group, role=role, line=line))
        passage.take(group.start, group.end, "day")
        at = previous_end = group.end
    _read_hours(passage, times)
    return times


def only_joins(passage: Passage, start: int, end: int) -> bool:
    """Whether nothing but words that join stands between two days."""
    return end - start < 5 and all(passage.low(at) in _JOINS for at in range(start, end))


def _read_hours(passage: Passage, times: Times) -> None:
    at = 0
    while at < len(passage) and len(times.hours) < MOST:
        after_day = at > 0 and passage.taken[_last_told(passage, at)] == "day"
        hours = None if passage.taken[at] else hours_at(passage, at, after_day=after_day)
        if hours is None or not passage.is_free(hours.start, hours.end):
            at += 1
            continue
        beside = _beside_the_session(passage, hours)
        passage.take(hours.start, hours.end, "aside" if beside else "hour")
        if not beside and not _is_rough(passage, hours):
            times.hours.append(Timed(hours=hours, line=passage.tokens[at].line))
        at = hours.end


def _last_told(passage: Passage, at: int) -> int:
    """The token before, over the signs that may stand between a day and its hour."""
    back = at - 1
    while back > 0 and at - back < 4 and passage.low(back) in _BETWEEN and not passage.taken[back]:
        back -= 1
    return back if passage.gap(at) < Gap.BLOCK else at


def _beside_the_session(passage: Passage, hours: Hours) -> bool:
    """Whether the hours are those of the welcome, the lunch, the office."""
    before = _words_before(passage, hours.start)
    if NOT_THE_SESSION & before or ("au" in before and before & words("lundi jeudi vendredi samedi")):
        return True
    ahead = range(hours.end, hours.end + 3)
    after = [passage.low(at) for at in ahead if passage.gap(at) < Gap.BLOCK and not passage.taken[at]]
    opening = next((word for word in after if word not in _PASSED), "")
    return opening in (NOT_THE_SESSION if hours.ends is None else ("pause", "dejeuner", "repas"))


def _words_before(passage: Passage, start: int) -> set[str]:
    """The words that lead to the hours, six at most."""
    found: set[str] = set()
    for at in range(start - 1, clause_start(passage, start, max(start - 6, 0)) - 1, -1):
        low = passage.low(at)
        if passage.taken[at] in ("hour", "day") or low == "," or (low in (")", "-") and found):
            break
        found.add(low)
    return found


def _is_rough(passage: Passage, hours: Hours) -> bool:
    """ "Vers 17 h" is no hour to be at."""
    return passage.low(hours.start - 1) in ("vers", "environ", "around", "about")
