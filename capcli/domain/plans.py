"""The plan of an import: what each row of a file would do, before anything is done."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any, Literal

from msgspec import Struct

from capcli.domain.attendances import Connection
from capcli.domain.effects import Effect
from capcli.domain.records import State, WaitsFor
from capcli.domain.views import Named

Action = Literal["create", "change", "same", "skip", "ambiguous", "error"]
ACTIONS: tuple[Action, ...] = ("create", "change", "same", "skip", "ambiguous", "error")


OURS = "cap"
"""The tool of our own exports."""


By = Literal["heading", "near", "values", "map", "memory", "tool"]
"""What a column was recognised by."""


class Column(Struct, frozen=True, kw_only=True):
    """What a column of a file is taken for, how surely (0 to 100), and by what it was recognised.

    `field` is a field of the kind, `answer`, `sensitive` or `ignore`.
    """

    heading: str
    field: str
    confidence: int
    by: By


class TypedRow(Struct, frozen=True, kw_only=True):
    """A row as it was typed: cells by field, with the heading of each, and the answers to other questions.

    `states` are the cells that say whether the row counts. `has_given_name`:
    a column of the file holds given names, so that a family name is only that.
    `beyond` are cells without a heading. `unfinished`: a form that was never sent.
    `remarks` stood in brackets behind the name, `device` in its place: that of whatever the form was filled in on.
    `sensitive` are answers that only those concerned should read. `years` are
    the cells of columns that hold one year of dues each.
    """

    line: int
    values: dict[str, str]
    headings: dict[str, str] = {}
    answers: dict[str, str] = {}
    sensitive: dict[str, str] = {}
    years: dict[int, str] = {}
    states: list[str] = []
    has_given_name: bool = True
    beyond: list[str] = []
    remarks: list[str] = []
    device: str = ""
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
    """What a row does. An ambiguous one may mean the people numbered `candidates`, or those of `candidate_lines`.

    `organisation_candidates` are numbers of organisations that an unknown name may mean.
    """

    line: int
    action: Action
    person: PlanPerson | None = None
    organisation: Named | None = None
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    resulting_state: State | None = None
    waits_for: WaitsFor | None = None
    position: int | None = None
    effects: list[Effect] = []
    candidates: list[int] = []
    candidate_lines: list[int] = []
    organisation_candidates: list[int] = []


class Source(Struct, frozen=True, kw_only=True):
    """Where the rows come from, and how the file was read.

    `encoding` and `delimiter` are None where a format has none; `header_row` is
    0 without headings. `title` is what the file says it is about, `tool` the
    program that wrote it, as far as its layout tells; `dates` how a column of
    days was read: `day_first`, `month_first` or `iso`.
    """

    file: str
    kind: str
    format: str
    encoding: str | None
    delimiter: str | None
    header_row: int
    sheet: str | None = None
    title: str | None = None
    tool: str | None = None
    dates: str | None = None
    columns: list[Column] = []

    @property
    def is_ours(self) -> bool:
        """Whether it is an export of ours, in which each row is one person."""
        return self.tool == OURS

    @property
    def is_american(self) -> bool:
        """Whether the days of the file have the month first."""
        return self.dates == "month_first"


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
    """What was said of an ambiguous row: `same` as `person` or that of `line`, `other` than all; or its `year`.

    `form` and `kept` decide between a value that the form changed and one that was corrected here.
    """

    kind: Literal["same", "other", "ignore", "later", "year", "form", "kept"]
    person: int | None = None
    line: int | None = None
    year: int | None = None


class OrganisationAnswer(Struct, frozen=True, kw_only=True):
    """What was said of an organisation that is not known: the `same` as a known one, a `new` one, or none."""

    kind: Literal["same", "new", "none"]
    organisation: int | None = None


class Job(Struct, frozen=True, kw_only=True):
    """An import to do: the rows, what for, and what was said of them.

    `answers` are by line, `organisations` by `organisation_key`; `set_aside` are
    rows that are nobody's, already decided. `former` is what was ever known of
    people, for an export of ours: None where nobody can tell. `origin` names the form or the tool
    for what is remembered of its rows. `form` is remembered to be about the
    session, `headings` to be mapped as typed. `hold` keeps errors and ambiguous rows back and does
    the others; `strict` makes every problem an error. `timezone` is that of the
    hours in the file, `year_start` that of the dues (`MM-DD`). `lifted` are
    rules that are lifted for it, for the `reason`: `duplicate` takes rows that are in another session,
    `closed` requests after the last day to register, and those for a session that is over.
    """

    source: Source
    rows: list[TypedRow]
    session: int | None = None
    answers: dict[int, Answer] = {}
    organisations: dict[str, OrganisationAnswer] = {}
    set_aside: list[PlanRow] = []
    connections: list[Connection] = []
    former: dict[int, dict[str, list[str]]] | None = None
    origin: str = ""
    form: str | None = None
    headings: str | None = None
    maps: dict[str, str] = {}
    hold: bool = False
    strict: bool = False
    lifted: frozenset[str] = frozenset()
    reason: str | None = None
    timezone: str = "Europe/Paris"
    year_start: str = "01-01"
    currency: str = "EUR"


def _unheard() -> None:
    """Nobody waits at a screen."""


class Clock(Struct, frozen=True):
    """When and by whom an import is done; `tick` is called as each row begins, for whoever waits."""

    today: dt.date
    now: dt.datetime
    by: str
    tick: Callable[[], None] = _unheard
