"""What one column of a file is taken for, by itself: its program, its heading, what its cells look like."""

from msgspec import Struct

from capcli.domain.plans import By, Column
from capcli.imports.fields import ANSWER, IGNORED, SENSITIVE, field_of, names_of, rank_of
from capcli.imports.grouped_headings import inner_headings
from capcli.imports.guesses import by_cells, confirmed, has_shape, is_counter, looks_like
from capcli.imports.heading_forms import code, forms
from capcli.imports.layouts import is_sympa, tool_of, year_of
from capcli.imports.marked_headings import marking
from capcli.imports.near import near_field
from capcli.imports.numbered_people import People, people_of
from capcli.imports.own_exports import is_derived, own_kind
from capcli.imports.sensitive import is_answered, is_asked
from capcli.imports.settling import Found
from capcli.imports.shapes import Shape
from capcli.imports.tables import Sheet
from capcli.imports.technical import is_technical
from capcli.imports.year_columns import telling

_TOOL, _EXACT, _STRIPPED, _ASKED, _ADDRESSED, _ANSWERED = 97, 95, 88, 80, 70, 60
"""How sure each way of recognising is; cells that fit add to it."""
_USUAL = 12
"""Headings of a field, the surest first, that are its usual ones."""
_PAYING = "payer_organisation"
_SYMPA = ("email", "name")
"""The columns of a list of subscribers, which has no headings."""
_ADDRESSES = 0.8
_MOSTLY = 0.5
"""Cells that may be the field of a heading that is nearly known: some people write that they have none."""
_ACCOUNTS_WITHIN = 6
"""Programs put the columns of the account before the first question."""
_BY_ACCOUNT, _NEAR = 90, 80
"""Ranks behind every heading that asks."""


class _Guess(Struct, frozen=True):
    """A field, how surely (0 to 100) and by what, and how surely the heading means it (0 the surest)."""

    field: str
    confidence: int
    by: By
    rank: int = 99
    account: bool = False


class Recogniser:
    """Recognises the columns of one file, as far as each tells it alone."""

    def __init__(self, sheet: Sheet, kind: str) -> None:
        self._headings, self._kind = sheet.headings, kind
        self._own = own_kind(sheet.headings)
        self._tool = None if self._own else tool_of(sheet)
        self._sympa = is_sympa(sheet)
        self._inner = inner_headings(sheet.headings, kind)
        self._telling = telling(sheet.headings) if kind == "contacts" else {}
        self._people = People() if self._own else people_of(sheet.headings, kind)
        self._names = frozenset(names_of(kind))
        self._marking = frozenset() if self._own else marking(sheet.headings)

    def found(self, place: int, shape: Shape) -> Found:
        """What the column at `place` is, the surest way first."""
        heading = self._headings[place]
        guess = (
            self._by_program(place)
            or (_Guess(ANSWER, _STRIPPED, "tool") if place in self._people.others else None)
            or self._noted_by_a_machine(heading, shape)
            or self._by_heading(place, shape)
            or self._asked(heading, place, shape)
            or _Guess(ANSWER, 90 if heading else 50, "heading")
        )
        column = Column(heading=heading, field=guess.field, confidence=guess.confidence, by=guess.by)
        return Found(place=place, column=column, shape=shape, rank=guess.rank, account=guess.account)

    def _by_program(self, place: int) -> _Guess | None:
        heading = self._headings[place]
        if self._own is not None and is_derived(heading, self._own):
            return _Guess(IGNORED, _TOOL, "tool")
        if self._sympa and _SYMPA[place] in self._names:
            return _Guess(_SYMPA[place], _STRIPPED, "tool", place)
        if place in self._marking:
            return _Guess(IGNORED, _TOOL, "tool")
        meant = self._tool.fields if self._tool is not None else {}
        for form in (*forms(heading), code(heading)) if meant else ():
            field = meant.get(form)
            if field == "kind" and self._kind == "dues" and self._tool is not None and self._tool.kind != "dues":
                return _Guess(ANSWER, _TOOL, "tool", 0)  # of the member there, of the operation here
            if field in self._names:
                return _Guess(self._of_whom(str(field), place), _TOOL, "tool", 0)
        return None

    def _of_whom(self, field: str, place: int) -> str:
        """Of two columns that may hold the payer's organisation the first holds that of whoever comes (pretix)."""
        later = self._headings[place + 1 :] if field == _PAYING else ()
        again = any(field_of(heading, self._kind) == field or heading == self._headings[place] for heading in later)
        return "organisation" if again else field

    def _noted_by_a_machine(self, heading: str, shape: Shape) -> _Guess | None:
        """Never kept, unless the name of an account is somebody's address."""
        if not is_technical(heading):
            return None
        if "email" in self._names and shape.share("email") > _ADDRESSES:
            return _Guess("email", _ADDRESSED, "values", _BY_ACCOUNT, account=True)
        return _Guess(IGNORED, _EXACT, "heading")

    def _by_heading(self, place: int, shape: Shape) -> _Guess | None:
        heading = self._inner.get(place) or self._people.first.get(place) or self._headings[place]
        if self._kind == "contacts" and (year_of(heading) or place in self._telling):
            return _Guess("years", _EXACT, "heading")
        field = field_of(heading, self._kind)
        if field is None:
            return None
        if self._kind == "dues":
            field = by_cells(field, shape)
        fit = 1 if self._own else confirmed(field, shape)
        if fit < 0:
            return None
        if place in self._inner and has_shape(field) and shape.filled and looks_like(field, shape) < _MOSTLY:
            return None  # "News [SMS]": Yes
        rank = rank_of(heading, field, self._kind)
        sure = (_EXACT if rank < _USUAL else _STRIPPED) + 4 * fit
        account = self._tool is not None and field in self._tool.accounts and place < _ACCOUNTS_WITHIN
        behind = account or place in self._people.sender
        return _Guess(field, sure, "heading", rank + _BY_ACCOUNT * behind, account=account)

    def _asked(self, heading: str, place: int, shape: Shape) -> _Guess | None:
        """A question that is sensitive, nearly a field, sensitive as its answers tell, or only numbers the rows."""
        if heading and is_asked(heading):
            return _Guess(SENSITIVE, _ASKED, "heading")
        known = field_of(self._inner.get(place) or heading, self._kind)  # which its cells contradict
        near = near_field(heading, self._kind) if heading and known is None else None
        if near is not None:
            field, sure = near
            fit = confirmed(field, shape)
            if fit > 0 or (fit == 0 and (not has_shape(field) or looks_like(field, shape) >= _MOSTLY)):
                return _Guess(field, sure + 10 * fit, "near", _NEAR)
        if heading and shape.share("affirmation") < 0.5 and is_answered(shape.sample):
            return _Guess(SENSITIVE, _ANSWERED, "values")
        return _Guess(IGNORED, 90, "values") if is_counter(heading, shape) else None
