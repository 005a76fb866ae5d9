"""The break at midday that a programme gives."""

import re
from collections.abc import Sequence

from msgspec import Struct

from capcli.domain.day_spans import minutes
from capcli.domain.folding import fold
from capcli.domain.records import Step

CUT = minutes("13:00")
EARLIEST, LATEST = minutes("11:30"), minutes("14:30")
"""When a midday break begins, both ends included; a breakfast or a dinner cuts nothing."""
LONGEST = 150
"""Minutes; a programme that goes on later does not say when the break ends."""
_LUNCH = re.compile(
    r"(?:(?:pause|coupure|temps|break|le|la|for|de|du|meridienne|libre|breve|shared|networking)\s+)*"
    r"(?:dejeuner|repas|meridienne|midi|lunch|buffet|pique nique|casse croute)\b"
)


class Midday(Struct, frozen=True, kw_only=True):
    """When a day is cut, and when it goes on, in minutes of the day; equal where no break is known."""

    start: int = CUT
    end: int = CUT


def midday_of(programme: Sequence[Step]) -> Midday:
    """The break of a day's programme, through the next hour that it gives; else the usual cut at 13:00."""
    for place, step in enumerate(programme):
        if step.time and EARLIEST <= minutes(step.time) <= LATEST and _LUNCH.match(fold(step.title)):
            start = minutes(step.time)
            later = [minutes(after.time) for after in programme[place + 1 :] if after.time]
            return Midday(start=start, end=later[0] if later and start < later[0] <= start + LONGEST else start)
    return Midday()
