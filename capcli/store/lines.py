"""One table of the file, undecoded: a document a line, in slices of the file's bytes, with the changes made over them.

A line is `"12":{…},` and the last one has no comma. Only canonical bytes
(`capcli.store.canonical`) come here: numbers ascend, no space is put anywhere,
so that a line is found by bisecting and a value by searching its encoded form.
"""

import re
from collections.abc import Iterator

Piece = bytes | memoryview

_ANY_VALUE = rb'\d+|"(?:[^"\\]|\\.)*"|-\d+|true|false'
_FEW = 4
"""Up to so many encoded forms, searching for each is quicker than passing every line once."""
_SEVERAL = 300
"""Up to so many values, the scanner tries each at every line quicker than Python looks at what it finds there."""
_DENSE = 1_000
"""From so many hits on, decoding a whole table in runs may cost less than picking out a quarter of its lines."""
_RUN = 64_000
"""Bytes of lines that are decoded at once: more saves nothing, and every run would be fresh memory from the system."""
_COMMA = 44


class Lines:
    """The documents of one table by number, each one the bytes of a JSON object."""

    __slots__ = ("_changed", "_data", "_end", "_highest", "_start")

    def __init__(self, data: bytes = b"", start: int = 0, end: int | None = None) -> None:
        self._data = data
        self._start = start
        self._end = len(data) if end is None else end
        self._changed: dict[int, bytes | None] = {}
        self._highest = 0

    def fork(self) -> "Lines":
        """The same documents, to be changed apart."""
        twin = Lines(self._data, self._start, self._end)
        twin._changed = dict(self._changed)
        twin._highest = self._highest
        return twin

    def get(self, number: int) -> bytes | None:
        """The document with this number."""
        if number in self._changed:
            return self._changed[number]
        return self._original(number)

    def put(self, number: int, document: bytes | None) -> None:
        """Keep `document` under `number`; None keeps nothing there."""
        self._changed[number] = document
        self._highest = max(self._highest, number)

    def __len__(self) -> int:
        count = self._data.count(b"\n", self._start, self._end)
        for number, document in self._changed.items():
            count += (document is not None) - (self._original(number) is not None)
        return count

    def last(self) -> int:
        """The highest number there is or was before the changes; 0 when there is none."""
        if self._start == self._end:
            return self._highest
        return max(self._number(self._line_start(self._end - 1)), self._highest)

    def items(self) -> Iterator[tuple[int, bytes]]:
        """Every document by number, as they are when the iteration begins."""
        changed = sorted(self._changed.items(), reverse=True)
        position = self._start
        while position < self._end:
            number, original, stop = self._line_at(position)
            while changed and changed[-1][0] < number:
                added, document = changed.pop()
                if document is not None:
                    yield added, document
            if changed and changed[-1][0] == number:
                _, document = changed.pop()
                if document is not None:
                    yield number, document
            else:
                yield number, original
            position = stop + 1
        for number, document in reversed(changed):
            if document is not None:
                yield number, document

    def runs(self) -> Iterator[bytes]:
        """The lines of a table without changes, in pieces that end with a line: to be decoded many at once."""
        position = self._start
        while position < self._end:
            stop = self._data.find(b"\n", min(position + _RUN, self._end - 1), self._end)
            yield self._data[position : self._text_end(stop + 1)]
            position = stop + 1

    @property
    def is_changed(self) -> bool:
        """Whether changes were made over the file's lines."""
        return bool(self._changed)

    def holding(self, needle: bytes) -> list[tuple[int, bytes]]:
        """The documents whose bytes contain `needle`: a coarse sieve, by number."""
        return self._with_changed(list(self._hits(needle)), [needle])

    def with_value(self, key: bytes, values: set[bytes], followers: bytes = b",}") -> list[tuple[int, bytes]] | None:
        """The documents in which `key`, colon included, goes before one of `values`; None when a good part of them.

        `followers` are the bytes that may come after the value.
        """
        spelled = [key + value for value in values]
        if len(values) * len(followers) <= _FEW:
            needles = (b"%b%b%c" % (key, value, follower) for value in values for follower in followers)
            return self._with_changed(sorted({hit for needle in needles for hit in self._hits(needle)}), spelled)
        wanted = _one_of(values) if len(values) <= _SEVERAL else _ANY_VALUE
        scanner = re.compile(b"%b(%b)[%b]" % (re.escape(key), wanted, followers))
        matches = scanner.finditer(self._data, self._start, self._end)
        places = [match.start() for match in matches if match[1] in values]
        if len(places) > _DENSE and len(places) * 4 > len(self):
            return None
        found = dict(self._line_at(place)[:2] for place in places)
        return self._with_changed(list(found.items()), spelled)

    def pieces(self) -> Iterator[Piece]:
        """The table's lines as they are written, unchanged runs in one piece."""
        view = memoryview(self._data)
        separator = b""
        for piece in self._elements(view):
            yield separator
            yield piece
            separator = b",\n"
        if separator:
            yield b"\n"

    def _elements(self, view: memoryview) -> Iterator[Piece]:
        """Runs of unchanged lines and changed lines, by number, without what separates them."""
        position = self._start
        for number in sorted(self._changed):
            begin, stop = self._locate(number)
            if begin > position:
                yield view[position : self._text_end(begin)]
            position = stop
            document = self._changed[number]
            if document is not None:
                yield b'"%d":%b' % (number, document)
        if position < self._end:
            yield view[position : self._text_end(self._end)]

    def _text_end(self, line_end: int) -> int:
        """Where the text of the line that ends before `line_end` stops, its comma and line break left out."""
        return line_end - 2 if self._data[line_end - 2] == _COMMA else line_end - 1

    def _hits(self, needle: bytes) -> Iterator[tuple[int, bytes]]:
        """The unchanged documents whose bytes contain `needle`, by number."""
        end, find = self._end, self._data.find
        position = find(needle, self._start, end)
        while position != -1:
            number, document, stop = self._line_at(position)
            yield number, document
            position = find(needle, stop, end)

    def _with_changed(self, found: list[tuple[int, bytes]], needles: list[bytes]) -> list[tuple[int, bytes]]:
        """What was found of the unchanged documents, with the changed ones that contain one of `needles`."""
        if not self._changed:
            return found
        kept = {hit for hit in found if hit[0] not in self._changed}
        for needle in needles:
            kept.update((number, held) for number, held in self._changed.items() if held is not None and needle in held)
        return sorted(kept)

    def _original(self, number: int) -> bytes | None:
        begin, stop = self._locate(number)
        return None if begin == stop else self._line_at(begin)[1]

    def _locate(self, number: int) -> tuple[int, int]:
        """Where the line with this number begins and ends, its line break included; an empty span where it would go."""
        low, high = self._start, self._end
        while low < high:
            begin = self._line_start((low + high) // 2)
            here = self._number(begin)
            if here < number:
                low = self._data.index(b"\n", begin) + 1
            elif here > number:
                high = begin
            else:
                return begin, self._data.index(b"\n", begin) + 1
        return low, low

    def _line_at(self, position: int) -> tuple[int, bytes, int]:
        """The number and the document of the line around `position`, and where the line stops; run for every hit."""
        data = self._data
        begin = data.rfind(b"\n", self._start, position) + 1 or self._start
        quote = data.index(b'"', begin + 1)
        stop = data.index(b"\n", position)
        last = stop - 1 if data[stop - 1] == _COMMA else stop
        return int(data[begin + 1 : quote]), data[quote + 2 : last], stop

    def _line_start(self, position: int) -> int:
        before = self._data.rfind(b"\n", self._start, position)
        return self._start if before == -1 else before + 1

    def _number(self, begin: int) -> int:
        return int(self._data[begin + 1 : self._data.index(b'"', begin + 1)])


def _one_of(values: set[bytes]) -> bytes:
    """A pattern of these values; numbers by the digits they begin with, so that a line is not compared with each."""
    return _numbers(sorted(values)) if all(map(bytes.isdigit, values)) else b"|".join(map(re.escape, values))


def _numbers(tails: list[bytes]) -> bytes:
    """A pattern of what may follow the digits read so far."""
    followers: dict[bytes, list[bytes]] = {}
    for tail in tails:
        followers.setdefault(tail[:1], []).append(tail[1:])
    may_end = followers.pop(b"", None) is not None
    branches = [digit + _numbers(rest) for digit, rest in followers.items()]
    if not branches:
        return b""
    return b"(?:%b)%b" % (b"|".join(branches), b"?" if may_end else b"")
