"""Which organisation the text of a row means: a name or an alias, a sigle written out, or one that is nearly so."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from capcli.domain.names import organisation_key
from capcli.domain.organisation_names import alike, expanded_key, is_sigle, names_none, sigle_keys, telling, tokens
from capcli.domain.records import ORGANISATIONS, Organisation
from capcli.services.duplicates import organisation_called
from capcli.services.indexed import Indexed
from capcli.store.protocol import Reader

MOST = 5
"""How many organisations are worth a question."""
_ENOUGH = 82
"""How alike two names must be, out of 100, to be asked about."""
_PIECE = 4
_LOOKED_AT = 300


class OrganisationMatch(Struct, frozen=True, kw_only=True):
    """The verdict: `organisation` is the one; without one, `candidates` are those that it may be.

    `by` says how: its `name`, the `words` of it once sigles are read, a `sigle`
    drawn from its words; `none` when the text says that there is none.
    """

    organisation: Organisation | None = None
    candidates: list[Organisation] = []
    by: Literal["name", "words", "sigle", "none", ""] = ""


class KnownOrganisations:
    """Looks organisations up for the rows of one file; those that are put meanwhile are found too."""

    def __init__(self, read: Reader) -> None:
        self._read = read
        self._directory: _Directory | None = None
        self._verdicts: dict[str, OrganisationMatch] = {}
        if isinstance(read, Indexed):
            read.follow(ORGANISATIONS, self._follow)

    def meant(self, text: str) -> OrganisationMatch:
        """The organisation that `text` means. Only a sure one is it: one name, the same words, or one such sigle."""
        if not isinstance(self._read, Indexed):
            return self._judged(text)
        key = organisation_key(text)
        if key not in self._verdicts:
            self._verdicts[key] = self._judged(text)
        return self._verdicts[key]

    def _judged(self, text: str) -> OrganisationMatch:
        if names_none(text):
            return OrganisationMatch(by="none")
        called = organisation_called(self._read, text)
        if called is not None:
            return OrganisationMatch(organisation=called, by="name")
        if self._directory is None:
            self._directory = _Directory(self._read.scan(ORGANISATIONS))
        return self._directory.meant(text)

    def _follow(self, put: Organisation) -> None:
        self._verdicts.clear()
        if self._directory is not None:
            self._directory.keep(put)


class _Directory:
    """Organisations by the forms of their names and by pieces of their words."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._held: dict[int, Organisation] = {}
        self._words: defaultdict[str, set[int]] = defaultdict(set)
        self._sigles: defaultdict[str, set[int]] = defaultdict(set)
        self._pieces: defaultdict[str, set[int]] = defaultdict(set)
        for organisation in organisations:
            self.keep(organisation)

    def keep(self, organisation: Organisation) -> None:
        """Know the organisation from now on, by the names that it has had in this file."""
        self._held[organisation.id] = organisation
        for name in _names(organisation):
            self._words[expanded_key(name)].add(organisation.id)
            for key in sigle_keys(name):
                self._sigles[key].add(organisation.id)
            for piece in _pieces(name):
                self._pieces[piece].add(organisation.id)

    def meant(self, text: str) -> OrganisationMatch:
        """The one whose words are those of `text`; else those that are nearly so."""
        key = expanded_key(text)
        same = self._words.get(key, set())
        if len(same) == 1 and telling(tokens(text)):
            return OrganisationMatch(organisation=self._held[next(iter(same))], by="words")
        drawn = self._sigles.get(key, set()) | {
            number for sigle in sigle_keys(text) for number in self._words.get(sigle, ())
        }
        if len(drawn) == 1 and not same and not is_sigle(text):
            only = self._held[next(iter(drawn))]
            if not all(is_sigle(name) for name in _names(only)):
                return OrganisationMatch(organisation=only, by="sigle")
        first = [self._held[number] for number in sorted(same | drawn)]
        near = [one for one in self._near(text) if one not in first]
        return OrganisationMatch(candidates=[*first, *near][:MOST])

    def _near(self, text: str) -> list[Organisation]:
        """Those nearly called so, the nearest first; the rarest pieces of its words say where to look."""
        numbers: set[int] = set()
        for piece in sorted(_pieces(text), key=lambda piece: len(self._pieces.get(piece, ()))):
            if len(numbers) < _LOOKED_AT:
                numbers |= self._pieces.get(piece, set())
        asked = tokens(text)
        likely = ((max(alike(asked, tokens(name)) for name in _names(self._held[one])), one) for one in numbers)
        best = sorted((-score, one) for score, one in likely if score >= _ENOUGH)
        return [self._held[one] for _score, one in best[:MOST]]


def _names(organisation: Organisation) -> list[str]:
    return [organisation.name, *organisation.aliases]


def _pieces(name: str) -> set[str]:
    """Beginnings and ends of the words that tell: one of the two is right when a letter is wrong."""
    words = telling(tokens(name))
    return {piece for word in words for piece in (f"{word[:_PIECE]}…", f"…{word[-_PIECE:]}")}
