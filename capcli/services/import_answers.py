"""The answers of a form's rows, kept with the registrations: newer ones of the form replace its own, never others."""

import re
from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.masks import hides
from capcli.domain.plans import PlanRow, Problem, TypedRow
from capcli.domain.records import PEOPLE, REGISTRATIONS, Registration
from capcli.domain.worn_cells import is_worn
from capcli.services.told_values import ToldValues, form_of, question_field
from capcli.store.protocol import Transaction


class Taken(Struct, frozen=True, kw_only=True):
    """The questions whose answers a registration takes from a row: those it lacked, and those that are new."""

    added: list[str] = []
    replaced: list[str] = []


class RowAnswers:
    """The answers of one file.

    What the form said before is remembered, but for sensitive answers, of
    which nothing is kept outside the registration: they are compared once, with
    what all the rows of a person say. `keeps` is False once they are deleted.
    """

    def __init__(self, tx: Transaction, told: ToldValues, *, is_ours: bool, keeps: bool) -> None:
        self._tx, self._told, self._is_ours, self._keeps = tx, told, is_ours, keeps
        self._sensitive: dict[int, dict[str, str]] = {}
        self._lines: dict[int, int] = {}

    def kept(self, row: TypedRow) -> TypedRow:
        """The row with the answers that may be kept."""
        return row if self._keeps else replace(row, sensitive={})

    def made(self, registration: Registration, row: TypedRow) -> None:
        """Know a new registration, which has the answers of its row."""
        self._note(registration, self.kept(row))

    def compared(self, registration: Registration, row: TypedRow) -> tuple[Taken, list[Problem]]:
        """What the registration takes of the row's answers, and those that stay as they are."""
        news, problems = {}, []
        row = _as_kept(registration, row) if self._is_ours else row
        row = self.kept(row)
        for question, text in row.answers.items():
            held, field = registration.answers.get(question), question_field(question)
            if question in {**registration.sensitive, **row.sensitive} or (
                held and form_of(field, held) == form_of(field, text)
            ):
                continue
            if self._told.is_old(registration.person, field, text):
                continue
            if held is None or self._told.is_ours(registration.person, field, held):
                news[question] = text
            else:
                problems.append(Problem("differs", {"heading": question, "text": text}))
        if news:
            self._tx.put(REGISTRATIONS, replace(registration, answers={**registration.answers, **news}))
        self._note(registration, row)
        replaced = [question for question in news if question in registration.answers]
        return Taken(added=[question for question in news if question not in replaced], replaced=replaced), problems

    def settled(self, rows: list[PlanRow]) -> list[PlanRow]:
        """The rows, once the sensitive answers of all of them are with their registrations."""
        changed: dict[int, Problem] = {}
        for number, told in self._sensitive.items():
            registration = self._tx.get(REGISTRATIONS, number)
            if registration is None:
                continue
            fresh = {
                key: text for key, text in told.items() if not self._is_held(registration.sensitive.get(key), text)
            }
            if not fresh:
                continue
            answers = {key: text for key, text in registration.answers.items() if key not in told}
            sensitive = {**registration.sensitive, **fresh}
            self._tx.put(REGISTRATIONS, replace(registration, answers=answers, sensitive=sensitive))
            changed[self._lines[number]] = Problem("answers_sensitive", {"questions": list(fresh)})
        return [
            replace(row, action="change", problems=[*row.problems, changed[row.line]]) if row.line in changed else row
            for row in rows
        ]

    def _is_held(self, held: str | None, text: str) -> bool:
        """Whether this answer is the one that is kept, out of which somebody may have been forgotten since."""
        if held is None or held == text:
            return held is not None
        refs = {ref for ref in re.findall(r"\bP[1-9][0-9]*\b", held) if self._is_forgotten(ref)}
        return bool(refs) and hides(held, text, refs)

    def _is_forgotten(self, ref: str) -> bool:
        number = PEOPLE.number_in(ref)
        person = self._tx.get(PEOPLE, number) if number else None
        return person is None or person.forgotten_on is not None

    def _note(self, registration: Registration, row: TypedRow) -> None:
        if row.sensitive:
            self._sensitive.setdefault(registration.id, {}).update(row.sensitive)
            self._lines[registration.id] = row.line
            self._told.untell(registration.person, map(question_field, row.sensitive))


def _as_kept(registration: Registration, row: TypedRow) -> TypedRow:
    """The row with each question as it is kept, and as sensitive: an export of ours does not tell."""
    held = {**registration.answers, **registration.sensitive}
    texts = {_kept_as(key, held): text for key, text in {**row.answers, **row.sensitive}.items()}
    texts = {key: held[key] if key in held and is_worn(held[key], text) else text for key, text in texts.items()}
    hidden = {key for key in texts if key in registration.sensitive}
    hidden |= {key for key in row.sensitive if key in texts and key not in registration.answers}
    return replace(
        row,
        answers={key: text for key, text in texts.items() if key not in hidden},
        sensitive={key: text for key, text in texts.items() if key in hidden},
    )


def _kept_as(question: str, held: Collection[str]) -> str:
    """The question that a spreadsheet may have made this heading of; the heading itself when there is none."""
    return question if question in held else next((one for one in held if is_worn(one, question)), question)
