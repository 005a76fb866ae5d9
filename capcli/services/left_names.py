"""Where a family name stands by itself in what was typed about others: it may be anybody's, and stays."""

from collections.abc import Iterator

from capcli.domain.folding import squash
from capcli.domain.forgetting import Scrubber, Traces
from capcli.domain.masks import stands_in
from capcli.domain.records import DUES, REGISTRATIONS
from capcli.store.protocol import Reader

_FEWEST = 3
"""Letters of a name: fewer are found in anything."""


def left_names(read: Reader, traces: Traces) -> list[str]:
    """The records of others whose texts say a family name of theirs, apart from where they are masked."""
    words = {word for _given, family in traces.names if len(word := squash(family)) >= _FEWEST}
    if not words:
        return []
    mask = Scrubber(traces).mask
    said = (ref for person, ref, text in _typed(read) if person not in traces.numbers and stands_in(words, mask(text)))
    return list(dict.fromkeys(said))


def _typed(read: Reader) -> Iterator[tuple[int | None, str, str]]:
    """Whom each record is about, how it is called, and each text in it that somebody typed."""
    for one in read.scan(REGISTRATIONS):
        reasons = [*(turn.reason for turn in one.history), *(lift.reason for lift in one.allowed)]
        for text in (one.note, *reasons, *one.answers.values(), *one.sensitive.values()):
            if text:
                yield one.person, REGISTRATIONS.ref(one.id), text
    for dues in read.scan(DUES):
        for text in (dues.reference, dues.reason):
            if text:
                yield dues.person, DUES.ref(dues.id), text
