"""The plan of an import: what each row of a file would do, before anything is done."""

import datetime as dt
from collections import Counter
from typing import Any, Literal

from msgspec import Struct

from capcli.domain.effects import Effect
from capcli.domain.records import State
from capcli.domain.views import Named

Action = Literal["create", "change", "same", "skip", "ambiguous", "error"]
ACTIONS: tuple[Action, ...] = ("create", "change", "same", "skip", "ambiguous", "error")


class TypedRow(Struct, frozen=True, kw_only=True):
    """A row as it was typed: cells by field, with the heading of each, and the answers to other questions.

    `states` are the cells that say whether the row counts. `has_given_name`:
    a column of the file holds given names, so that a family name is only that.
    `beyond` are cells without a heading. `unfinished`: a form that was never sent.
    """

    line: int
    values: dict[str, str]
    headings: dict[str, str] = {}
    answers: dict[str, str] = {}
    states: list[str] = []
    has_given_name: bool = True
    beyond: list[str] = []
    unfinished: bool = False


class Problem(Struct, frozen=True):
    """A value that cannot be used, or a rule that stops the row: the code of a sentence and its values."""

    code: str
    args: dict[str, Any] = {}


class PlanPerson(Struct, frozen=True, kw_only=True):
    """Whom a row is about; `ref` is None while the person is only planned."""

    ref: str | None
    given_name: str
    family_name: str
    email: str | None
    phone: str | None
    organisation: str | None


class PlanRow(Struct, frozen=True, kw_only=True):
    """What a row does. An ambiguous one may mean the people numbered `candidates`, or those of `candidate_lines`."""

    line: int
    action: Action
    person: PlanPerson | None = None
    organisation: Named | None = None
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    resulting_state: State | None = None
    position: int | None = None
    effects: list[Effect] = []
    candidates: list[int] = []
    candidate_lines: list[int] = []


class Source(Struct, frozen=True, kw_only=True):
    """Where the rows come from, and how the file was read."""

    file: str
    kind: str
    format: str
    encoding: str
    delimiter: str
    header_row: int


class Plan(Struct, frozen=True, kw_only=True):
    """The rows, by line."""

    source: Source
    rows: list[PlanRow]

    @property
    def summary(self) -> dict[str, int]:
        """How many rows do what; every action is there."""
        counts = Counter(row.action for row in self.rows)
        return {action: counts[action] for action in ACTIONS}

    def of(self, *actions: Action) -> list[PlanRow]:
        """The rows that do one of `actions`."""
        return [row for row in self.rows if row.action in actions]


class Answer(Struct, frozen=True, kw_only=True):
    """What was said of an ambiguous row: `same` as `person` or that of `line`, `other` than all; or its `year`."""

    kind: Literal["same", "other", "ignore", "later", "year"]
    person: int | None = None
    line: int | None = None
    year: int | None = None


class Job(Struct, frozen=True, kw_only=True):
    """An import to do: the rows, what for, and what was said of them.

    `answers` are by line. `hold` keeps errors and ambiguous rows back and does
    the others; `strict` makes every problem an error. `timezone` is that of the
    hours in the file, `year_start` that of the dues (`MM-DD`).
    """

    source: Source
    rows: list[TypedRow]
    session: int | None = None
    answers: dict[int, Answer] = {}
    hold: bool = False
    strict: bool = False
    timezone: str = "Europe/Paris"
    year_start: str = "01-01"
    currency: str = "EUR"


class Clock(Struct, frozen=True):
    """When and by whom an import is done."""

    today: dt.date
    now: dt.datetime
    by: str
