"""What a form says of somebody, held against what it said at its last import: its own changes are told from ours."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from capcli.domain.names import clean, email_key
from capcli.domain.plans import Job
from capcli.services.remembering import remember_told, told_before
from capcli.store.protocol import Transaction

_Told = dict[str, list[str]]


class ToldValues:
    """The values of one file by person and field; several rows of one person may differ."""

    def __init__(self, tx: Transaction, job: Job) -> None:
        self._tx = tx
        self._origin = f"{job.origin}|S{job.session}" if job.session else job.origin
        self._before: dict[int, _Told] = {}
        self._now: defaultdict[int, _Told] = defaultdict(dict)
        self._kept: dict[int, _Told] = {}

    def is_old(self, person: int, field: str, value: str) -> bool:
        """Whether the form said so already, when it was imported before."""
        return form_of(field, value) in self._stored(person).get(field, [])

    def is_ours(self, person: int, field: str, held: str | None) -> bool:
        """Whether what is held is what the form said before, so that the form may change it."""
        last = self._stored(person).get(field) or self._now[person].get(field, [])
        return held is not None and form_of(field, held) in last

    def knows(self, person: int, field: str) -> bool:
        """Whether the form said something of the field before, in this file or at an import."""
        return bool(self._stored(person).get(field) or self._now[person].get(field))

    def tell(self, person: int, values: Mapping[str, str]) -> None:
        """Take in what a row says; what all the rows say is remembered, unless it is known so."""
        now = self._now[person]
        for field, value in values.items():
            several = now.setdefault(field, [])
            if form_of(field, value) not in several:
                several.append(form_of(field, value))
        kept = self._kept.get(person, self._stored(person))
        if any(not set(now[field]) <= set(kept.get(field, [])) for field in values):
            self._remember(person)

    def untell(self, person: int, fields: Iterable[str]) -> None:
        """Remember nothing more of these fields: they turned out to be nobody else's business."""
        stored, now = self._stored(person), self._now[person]
        gone = [field for field in fields if field in stored or field in now]
        for field in gone:
            stored.pop(field, None)
            now.pop(field, None)
        if gone:
            self._remember(person)

    def _remember(self, person: int) -> None:
        self._kept[person] = {
            field: list(several) for field, several in {**self._stored(person), **self._now[person]}.items()
        }
        remember_told(self._tx, self._origin, person, self._kept[person])

    def _stored(self, person: int) -> dict[str, list[str]]:
        if person not in self._before:
            self._before[person] = dict(told_before(self._tx, self._origin, person))
        return self._before[person]


def form_of(field: str, value: str) -> str:
    """A value as it is compared."""
    return email_key(value) if field == "email" else clean(value).casefold()


def question_field(question: str) -> str:
    """The name under which what a form answers to a question is remembered, apart from every field."""
    return f"? {question}"
