"""Whom the rows of files mean, as was answered or worked out once, so that the same rows ask nothing again.

It is remembered by what a row says of who it is. Where rows that say the same
of it mean different people, namesakes without an e-mail, all that each of them
says tells them apart, and a row that says anything else is asked about. Those
whom only sensitive answers tell apart, of which nothing is remembered, are held
against the answers of their registrations.

Two rows of a form that say nothing of who they are but one name, and answer a
question in two ways, may be of two people: that is asked too, until it was said
that they are of one.
"""

import hashlib
from collections.abc import Sequence

from msgspec import json

from capcli.domain.applicants import Applicant
from capcli.domain.names import squash
from capcli.domain.plans import Answer, TypedRow
from capcli.domain.records import REGISTRATIONS, Memory, Person
from capcli.services.memories import keep_memory, memory_of
from capcli.services.remembering import ROW
from capcli.services.told_values import form_of, question_field
from capcli.store.protocol import Transaction

_APART = "apart"
"""Marks a memory of who rows are as one of several: the rows are told apart by all that they say."""
_ONE = "one"
"""Marks one that was said to hold for rows that answer in several ways."""
_ASK = "ask"
"""In the place of an answer, where rows that mean several people say the same of all that may be remembered."""


class RememberedRows:
    """What is remembered of the rows of one file, and what they teach; `session` is that of a form."""

    def __init__(self, tx: Transaction, session: int | None) -> None:
        self._tx, self._session = tx, session
        self._met: dict[str, list[tuple[TypedRow, Answer]]] = {}

    def answer_for(self, row: TypedRow, who: Applicant) -> Answer | None:
        """What was answered before of such a row."""
        for key in dict.fromkeys((who.identity, f"{who.identity}{squash(who.organisation or '')}")):
            memory = memory_of(self._tx, ROW, key)
            if memory is not None and _APART in memory.value:
                memory = memory_of(self._tx, ROW, _key(row, who))
            elif memory is not None and _ONE not in memory.value and self._differs(row, who):
                return None
            if memory is not None and memory.value["answer"] == _ASK:
                return None
            if memory is not None:
                return Answer(kind=memory.value["answer"], person=memory.value["person"])
        return None

    def registered(self, row: TypedRow, who: Applicant, people: Sequence[Person]) -> Person | None:
        """The one of namesakes, told apart before, whose registration has the sensitive answers of the row."""
        memory = memory_of(self._tx, ROW, _key(row, who))
        if memory is None or memory.value["answer"] != _ASK or not row.sensitive:
            return None
        fitting = {
            one.person
            for one in self._tx.find_any(REGISTRATIONS, "person", [person.id for person in people])
            if one.session == self._session and row.sensitive.items() <= one.sensitive.items()
        }
        return next(person for person in people if person.id in fitting) if len(fitting) == 1 else None

    def meet(self, row: TypedRow, who: Applicant, person: int) -> None:
        """Take in whom a row means that needs no memory of its own, unless another row like it means somebody else."""
        self._met.setdefault(who.identity, []).append((row, Answer(kind="same", person=person)))

    def keep(self, row: TypedRow, who: Applicant, answer: Answer) -> None:
        """Remember whom the row means, for the next file that holds it.

        Somebody said so when it means whom an earlier row does that answers otherwise.
        """
        met = self._met.setdefault(who.identity, [])
        met.append((row, answer))
        known = memory_of(self._tx, ROW, who.identity)
        if known is not None and _APART in known.value:
            held = memory_of(self._tx, ROW, _key(row, who))
            if held is None or held.value["answer"] != _ASK:
                keep_memory(self._tx, ROW, _key(row, who), _value(answer))
        elif all(one == answer for _row, one in met):
            are_one = (known is not None and _ONE in known.value) or self._differs(row, who)
            keep_memory(self._tx, ROW, who.identity, _value(answer) | ({_ONE: True} if are_one else {}))
        else:
            self._tell_apart(who, known, met)

    def _tell_apart(self, who: Applicant, known: Memory | None, met: list[tuple[TypedRow, Answer]]) -> None:
        """Rows that say the same of who they are mean different people: keep each by all that it says."""
        value = known.value if known else _value(met[0][1])
        keep_memory(self._tx, ROW, who.identity, {**value, _APART: True})
        answers: dict[str, list[Answer]] = {}
        for row, answer in {row.line: (row, answer) for row, answer in met}.values():
            answers.setdefault(_key(row, who), []).append(answer)
        for key, several in answers.items():
            value = _value(several[0])  # of one of them, with whom it is forgotten
            is_one = all(answer == several[0] for answer in several)
            keep_memory(self._tx, ROW, key, value if is_one else {**value, "answer": _ASK})

    def _differs(self, row: TypedRow, who: Applicant) -> bool:
        """Whether nothing but the name tells whose the row is, and a row before it answers a question otherwise."""
        if self._session is None or who.email or who.phone or who.organisation:
            return False
        asked = _answers(row)
        before = (_answers(one) for one, _answer in self._met.get(who.identity, ()))
        return any(asked[question] != said[question] for said in before for question in asked.keys() & said.keys())


def _answers(row: TypedRow) -> dict[str, str]:
    """What the row answers to each question, as it is compared."""
    both = {**row.answers, **row.sensitive}
    return {question: form_of(question_field(question), text) for question, text in both.items()}


def _value(answer: Answer) -> dict[str, object]:
    return {"answer": answer.kind, "person": answer.person}


def _key(row: TypedRow, who: Applicant) -> str:
    """The key of a row by all that it says; sensitive answers leave no trace, which a digest of few words would be."""
    said = json.encode((sorted(row.values.items()), sorted(row.answers.items())))
    return f"{who.identity}#{hashlib.sha256(said).hexdigest()[:24]}"
