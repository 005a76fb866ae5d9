"""Whether the days of a file have the day or the month first, decided from whole columns and from what stands around.

Nothing is decided by one trait that a spreadsheet or another country may share:
semicolons tell that French Excel saved the file, not who wrote its days.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from capcli.domain.names import fold
from capcli.domain.plans import Column
from capcli.imports.day_figures import Figures, figures_in
from capcli.imports.layouts import tool_of
from capcli.imports.own_exports import own_kind
from capcli.imports.tables import Sheet

Order = Literal["iso", "day_first", "month_first", "unclear"]
_Told = Literal["day_first", "month_first"]

_HAPPENED = ("requested_at", "paid_on", "received_on", "deposited_on")
"""Fields of days that lie behind whoever imports them."""
DAYS = (*_HAPPENED, "from", "until", "exempt.until", "exempt.from", "years")
_WRITTEN = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|.*[^\W\d]{3,}", re.DOTALL)
_HABITS: dict[str, _Told] = {"Zoom": "month_first", "HelloAsso": "day_first"}
"""Programs that write days one way in every language."""
_FRENCH = frozenset(
    str.split(
        "nom prenom courriel adresse heure montant tarif statut horodateur payeur adherent cotisation cotis debut fin "
        "societe votre vous etes le la de du des une jour annee regle reglement moyen paiement versement envoi saisie "
        "inscription dinscription dadhesion dentree soumission reponse structure commune"
    )
)
_ENGLISH = frozenset(
    str.split(
        "timestamp time submitted submission created completed completion start end paid payment registration "
        "registered entry order ordered received updated on at of from until since expires membership year"
    )
)
_STEPS, _STEPS_OF_A_FORM = 5, 3
"""Different days whose order tells something: the rows of a form come in as they were sent, those of a list may not."""
_TYPED_WRONG = 20
"""So many times as many days that can be read one way only outweigh those that can be read the other way only."""
_ZONES = dt.timedelta(days=1)
"""What is tomorrow elsewhere."""


class Around(Struct, frozen=True, kw_only=True):
    """What is known beside the file: the day, the last day of its session, and the order said of such a file before."""

    today: dt.date | None = None
    last_day: dt.date | None = None
    said: str | None = None


class _Days(Struct, frozen=True):
    """The days of a file written in figures: all, those that have happened, and requests as they stand."""

    all: list[Figures]
    happened: list[Figures]
    requests: list[Figures]
    places: list[int]


_NOTHING_KNOWN = Around()


def date_order(sheet: Sheet, columns: Sequence[Column], around: Around = _NOTHING_KNOWN) -> Order | None:
    """How the days of the file are written; None without a column of days, `unclear` when nothing surely tells.

    A figure above 12 proves it, then a weekday, then a day that would lie ahead of today. What was said last time
    comes next, then the program's habit. Else traits that agree tell: the order in which a form's rows came in, an
    American clock, the language of the headings; failing these the session's last day and the dots between figures.
    """
    texts = [row.cells[place] for place in _places(columns, DAYS) for row in sheet.rows if row.cells[place]]
    days = _days(sheet, columns)
    if not days.all:
        return ("iso" if any(_WRITTEN.match(text) for text in texts) else None) if texts else None
    proof = _by_figures(days.all) or _by_weekdays(days.all) or _by_today(days.happened, around.today)
    if proof is not None:
        return proof
    if around.said in ("day_first", "month_first"):
        return "day_first" if around.said == "day_first" else "month_first"
    if all(one.says_twice for one in days.all):
        return "day_first"
    return _habit(sheet) or _by_traits(sheet, days, around)


def unclear_text(sheet: Sheet, columns: Sequence[Column]) -> str:
    """The first cell that may be two days, else the first day in figures: what a question shows."""
    cells = (row.cells[place] for row in sheet.rows for place in _places(columns, DAYS))
    found = [cell for cell in cells if (day := figures_in(cell)) and day.is_day]
    return next((cell for cell in found if (day := figures_in(cell)) and day.is_unclear), found[0] if found else "")


def _places(columns: Sequence[Column], fields: Sequence[str]) -> list[int]:
    return [place for place, column in enumerate(columns) if column.field in fields]


def _days(sheet: Sheet, columns: Sequence[Column]) -> _Days:
    by_place = {
        place: [day for row in sheet.rows if (day := figures_in(row.cells[place])) and day.is_day]
        for place in _places(columns, DAYS)
    }
    happened = [day for place in _places(columns, _HAPPENED) for day in by_place[place]]
    sent = _places(columns, ["requested_at"])[:1]
    return _Days(
        [day for days in by_place.values() for day in days],
        happened,
        [day for place in sent for day in by_place[place]],
        [place for place, days in by_place.items() if days],
    )


def _by_figures(days: Sequence[Figures]) -> Order | None:
    """What figures above 12 prove; both ways nothing, unless one of them is an odd mistake."""
    day_first = sum(day.first > 12 for day in days)
    month_first = sum(day.second > 12 for day in days)
    if not day_first and not month_first:
        return None
    if min(day_first, month_first) * _TYPED_WRONG > max(day_first, month_first):
        return "unclear"
    return "day_first" if day_first > month_first else "month_first"


def _by_weekdays(days: Sequence[Figures]) -> _Told | None:
    """What the weekdays beside the days prove, when they fit one reading only."""
    named = [day for day in days if day.weekday is not None]
    return _only(named, lambda day, read: read is not None and read.weekday() == day.weekday)


def _by_today(days: Sequence[Figures], today: dt.date | None) -> _Told | None:
    """The reading by which nothing that has happened lies ahead, when some would by the other."""
    return _behind(days, today + _ZONES) if today else None


def _behind(days: Sequence[Figures], last: dt.date) -> _Told | None:
    """The reading by which no day is after `last`, but for those that are so by both."""
    unlike = [day for day in days if len({_is_after(day.read(month_first=way), last) for way in (True, False)}) == 2]
    return _only(unlike, lambda _day, read: not _is_after(read, last))


def _is_after(day: dt.date | None, last: dt.date) -> bool:
    return day is not None and day > last


def _only(days: Sequence[Figures], fits: Callable[[Figures, dt.date | None], bool]) -> _Told | None:
    """The one reading by which all of `days` fit; None when both or neither do, or there are none."""
    day_first = all(fits(day, day.read(month_first=False)) for day in days)
    month_first = all(fits(day, day.read(month_first=True)) for day in days)
    return None if day_first == month_first else "day_first" if day_first else "month_first"


def _habit(sheet: Sheet) -> _Told | None:
    if own_kind(sheet.headings):
        return "day_first"
    tool = tool_of(sheet)
    return _HABITS.get(tool.name) if tool is not None else None


def _by_traits(sheet: Sheet, days: _Days, around: Around) -> Order:
    """What the stronger traits agree upon, else the weaker ones; traits that disagree leave it unclear."""
    before = _behind(days.requests, around.last_day) if around.last_day else None
    strong = (_by_rows(sheet, days.requests), _by_clock(days.all), _by_language(sheet, days))
    for traits in (strong, (before, _by_dots(days.all))):
        told = {trait for trait in traits if trait is not None}
        if told:
            return told.pop() if len(told) == 1 else "unclear"
    return "unclear"


def _by_rows(sheet: Sheet, requests: Sequence[Figures]) -> _Told | None:
    """The reading by which the requests stand one after the other, when only one does."""
    enough = _STEPS_OF_A_FORM if tool_of(sheet) is not None else _STEPS
    if len({day[:3] for day in requests}) < enough:
        return None
    day_first = _in_time(day.read(month_first=False) for day in requests)
    month_first = _in_time(day.read(month_first=True) for day in requests)
    return None if day_first == month_first else "day_first" if day_first else "month_first"


def _in_time(days: Iterable[dt.date | None]) -> bool:
    """Whether days stand one after the other, the earliest or the latest first."""
    told = [day for day in days if day is not None]
    return all(here <= after for here, after in pairwise(told)) or all(here >= after for here, after in pairwise(told))


def _by_clock(days: Sequence[Figures]) -> _Told | None:
    return "month_first" if any(day.is_of_american_clock for day in days) else None


def _by_language(sheet: Sheet, days: _Days) -> _Told | None:
    """French headings stand above days with the day first, unless that of the days itself is English.

    Nor do they tell of Microsoft Forms: its workbooks show "2/12/24" in every
    language, and so does the CSV that a French spreadsheet makes of one.
    """
    own = [sheet.headings[place] for place in days.places]
    tool = tool_of(sheet)
    if tool is not None and tool.name == "Microsoft Forms" and all(len(day.year) == 2 for day in days.all):
        return None
    if any(map(_is_french, own)):
        return "day_first"
    if any(_ENGLISH & set(fold(heading).split()) for heading in own):
        return None
    return "day_first" if any(map(_is_french, sheet.headings)) else None


def _is_french(heading: str) -> bool:
    return bool(_FRENCH & set(fold(heading).split())) or re.search("[éèêàçôùï]", heading) is not None


def _by_dots(days: Sequence[Figures]) -> _Told | None:
    """No country puts dots behind a month."""
    return "day_first" if all(day.sign == "." for day in days) else None
