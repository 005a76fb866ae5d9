"""Whom the rows of files mean, as was answered or worked out once, so that the same rows ask nothing again.

It is remembered by what a row says of who it is. Where rows that say the same
of it mean different people, namesakes without an e-mail, all that each of them
says tells them apart, and a row that says anything else is asked about.
"""

import hashlib

from msgspec import json

from capcli.domain.applicants import Applicant
from capcli.domain.names import squash
from capcli.domain.plans import Answer, TypedRow
from capcli.domain.records import Memory
from capcli.services.memories import keep_memory, memory_of
from capcli.services.remembering import ROW
from capcli.store.protocol import Transaction

_APART = "apart"
"""Marks a memory of who rows are as one of several: the rows are told apart by all that they say."""


class RememberedRows:
    """What is remembered of the rows of one file, and what they teach."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._met: dict[str, list[tuple[TypedRow, Answer]]] = {}

    def answer_for(self, row: TypedRow, who: Applicant) -> Answer | None:
        """What was answered before of such a row."""
        for key in dict.fromkeys((who.identity, f"{who.identity}{squash(who.organisation or '')}")):
            memory = memory_of(self._tx, ROW, key)
            if memory is not None and _APART in memory.value:
                memory = memory_of(self._tx, ROW, _key(row, who))
            if memory is not None:
                return Answer(kind=memory.value["answer"], person=memory.value["person"])
        return None

    def meet(self, row: TypedRow, who: Applicant, person: int) -> None:
        """Take in whom a row means that needs no memory of its own, unless another row like it means somebody else."""
        self._met.setdefault(who.identity, []).append((row, Answer(kind="same", person=person)))

    def keep(self, row: TypedRow, who: Applicant, answer: Answer) -> None:
        """Remember whom the row means, for the next file that holds it."""
        met = self._met.setdefault(who.identity, [])
        met.append((row, answer))
        known = memory_of(self._tx, ROW, who.identity)
        if known is not None and _APART in known.value:
            keep_memory(self._tx, ROW, _key(row, who), _value(answer))
        elif all(one == answer for _row, one in met):
            keep_memory(self._tx, ROW, who.identity, _value(answer))
        else:
            self._tell_apart(who, known, met)

    def _tell_apart(self, who: Applicant, known: Memory | None, met: list[tuple[TypedRow, Answer]]) -> None:
        """Rows that say the same of who they are mean different people: keep each by all that it says."""
        value = known.value if known else _value(met[0][1])
        keep_memory(self._tx, ROW, who.identity, {**value, _APART: True})
        for key, answer in {_key(row, who): answer for row, answer in met}.items():
            keep_memory(self._tx, ROW, key, _value(answer))


def _value(answer: Answer) -> dict[str, object]:
    return {"answer": answer.kind, "person": answer.person}


def _key(row: TypedRow, who: Applicant) -> str:
    """The key of a row by all that it says; sensitive answers leave no trace, which a digest of few words would be."""
    said = json.encode((sorted(row.values.items()), sorted(row.answers.items())))
    return f"{who.identity}#{hashlib.sha256(said).hexdigest()[:24]}"
