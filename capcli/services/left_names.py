"""Where a family name stands by itself in what was typed about others: it may be anybody's, and stays."""

from collections.abc import Iterator

from capcli.domain.folding import squash
from capcli.domain.forgetting import Scrubber, Traces
from capcli.domain.masks import stands_in
from capcli.domain.records import DUES, REGISTRATIONS, Registration
from capcli.store.protocol import Reader

_FEWEST = 3
"""Letters of a name: fewer are found in anything."""


def left_names(read: Reader, traces: Traces) -> list[str]:
    """The records of others whose texts say a family name of theirs, apart from where they are masked."""
    words = {word for _given, family in traces.names if len(word := squash(family)) >= _FEWEST}
    mask = Scrubber(traces).mask
    if not words:
        return []
    texts = [(one.person, REGISTRATIONS.ref(one.id), _of_registration(one)) for one in read.scan(REGISTRATIONS)]
    texts += [(one.person, DUES.ref(one.id), iter((one.reference, one.reason))) for one in read.scan(DUES)]
    return [
        ref
        for person, ref, typed in texts
        if person not in traces.numbers and any(stands_in(words, mask(text)) for text in typed if text)
    ]


def _of_registration(record: Registration) -> Iterator[str | None]:
    yield record.note
    yield from (turn.reason for turn in record.history)
    yield from (lift.reason for lift in record.allowed)
    yield from (*record.answers.values(), *record.sensitive.values())
