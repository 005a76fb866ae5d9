"""A data file that is no JSON as a whole, read record by record: whatever can be read, and each place that cannot.

After a place that cannot be read the scan goes on where the next record or
table seems to begin.
"""

import json
import re
from typing import Any

from msgspec import Struct

from capcli.domain.records import TABLES
from capcli.store.canonical import META
from capcli.store.faults import Fault, Places

_SPACE = re.compile(r"[ \t\r\n]*")
_KEY = re.compile(r'"((?:[^"\\\n]|\\.)*)"[ \t\r\n]*:[ \t\r\n]*')
_NAMES = "|".join([META, *(table.name for table in TABLES)])
_START = re.compile(rf'"([1-9][0-9]{{0,17}}|{_NAMES})"[ \t\r\n]*:[ \t\r\n]*\{{')
_MARK = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$", re.MULTILINE)


MOST_FAULTS = 500
"""What has more faults than that is not read any further."""


class Found(Struct, frozen=True):
    """A document that was read: its table and its number as they are written, and where it stands.

    `part` counts the whole files that stand behind one another, from 0.
    """

    table: str
    number: str
    document: Any
    line: int
    column: int
    part: int


class _NotOnceError(ValueError):
    """A key stands twice in one object."""


class Scan:
    """What `text` holds: `found`, and `faults` in the order of the text."""

    def __init__(self, text: str) -> None:
        self.found: list[Found] = []
        self.faults: list[Fault] = []
        self._places = Places(text)
        self._is_over = False
        self._text = self._without_marks(text)
        self._decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refuse)
        self._table: str | None = None
        self._tables: set[str] = set()
        self._before = "{"
        """What stood last: an opening brace, a comma or a value."""
        self._is_closed = False
        self._part = 0
        self._read()

    def _without_marks(self, text: str) -> str:
        """The text with the lines blank that mark two versions, as git and its like leave them."""
        for mark in _MARK.finditer(text):
            if mark[1][0] == "<":
                self._fault("conflict", mark.start())
        return _MARK.sub(lambda mark: " " * len(mark[0]), text)

    def _fault(self, code: str, at: int, **values: Any) -> None:
        if self.faults and self.faults[-1].code == code == "comma":
            return
        if len(self.faults) == MOST_FAULTS:
            self.faults.append(Fault("many", *self._places.of(at)))
            self._is_over = True
        elif not self._is_over:
            line, column = self._places.of(at)
            self.faults.append(Fault(code, line, column, values))

    def _read(self) -> None:
        position = self._skip(0)
        if not self._text.startswith("{", position):
            position = self._resumed("syntax", position)
        else:
            position += 1
        while 0 <= position < len(self._text) and not self._is_over:
            position = self._skip(self._step(position))
        if not (self._is_closed or self._is_over):
            self._fault("cut", len(self._text))

    def _skip(self, position: int) -> int:
        space = _SPACE.match(self._text, position) if position >= 0 else None
        return space.end() if space else position

    def _step(self, position: int) -> int:
        """Read what stands at `position`; where the next thing may stand, -1 at the end."""
        sign = self._text[position]
        if self._is_closed:
            return self._after_end(position)
        if sign == ",":
            if self._before != "value":
                self._fault("comma", position)
            self._before = ","
            return position + 1
        if sign == "}":
            return self._close(position)
        key = _KEY.match(self._text, position)
        if key is None or (self._table is None and key.end() >= len(self._text)):
            return self._resumed("syntax", position)
        if self._before == "value":
            self._fault("comma", position)
        return self._open(key) if self._table is None else self._document(key)

    def _close(self, position: int) -> int:
        if self._before == ",":
            self._fault("comma", position)
        self._before = "value"
        if self._table is None:
            self._is_closed = True
        self._table = None
        return position + 1

    def _after_end(self, position: int) -> int:
        """What follows the end of the file: the file again, or something else."""
        if self._text.startswith("{", position):
            self._fault("again", position)
            self._is_closed, self._before, self._part = False, "{", self._part + 1
            self._tables.clear()
            return position + 1
        self._fault("after_end", position)
        return -1

    def _open(self, key: re.Match[str]) -> int:
        """Begin a table."""
        name = _unescaped(key[1])
        if not self._text.startswith("{", key.end()):
            self._fault("table", key.start(), table=name)
            return self._past(key.end())
        if name in self._tables:
            self._fault("table_twice", key.start(), table=name)
        self._tables.add(name)
        self._table, self._before = name, "{"
        return key.end() + 1

    def _document(self, key: re.Match[str]) -> int:
        """Read one document of the table."""
        about = {"table": self._table, "number": _unescaped(key[1])}
        try:
            document, end = self._decoder.raw_decode(self._text, key.end())
        except _NotOnceError as error:
            self._fault("field_twice", key.start(), field=str(error), **about)
            return self._past(key.end())
        except json.JSONDecodeError as error:
            return self._resumed("document", min(error.pos, len(self._text)), after=key.end(), **about)
        except (ValueError, RecursionError):
            self._fault("document", key.start(), **about)
            return self._past(key.end())
        line, column = self._places.of(key.start())
        self.found.append(Found(about["table"] or "", about["number"] or "", document, line, column, self._part))
        self._before = "value"
        return end

    def _past(self, position: int) -> int:
        """Where the value ends that cannot be used; where the next record begins when it cannot be read either."""
        self._before = "value"
        try:
            return json.JSONDecoder(parse_int=len, parse_constant=str).raw_decode(self._text, position)[1]
        except (ValueError, RecursionError):
            return self._next(position)

    def _resumed(self, code: str, position: int, after: int | None = None, **values: Any) -> int:
        """Note the fault and find where the next record or table begins."""
        start = self._start_after(position if after is None else after)
        is_cut = start is None and not self._text.rstrip("\0 \t\r\n").endswith("}")
        self._fault(
            {"syntax": "cut", "document": "document_cut"}.get(code, code) if is_cut else code, position, **values
        )
        return self._go_on(start)

    def _next(self, position: int) -> int:
        return self._go_on(self._start_after(position))

    def _go_on(self, start: re.Match[str] | None) -> int:
        self._before = "{"
        if start is None:
            self._is_over = True  # nothing else is to be found
            return -1
        if not start[1].isdigit():
            self._table = None
        return start.start()

    def _start_after(self, position: int) -> re.Match[str] | None:
        """The next thing that looks like the beginning of a table, or of a record when the table is known."""
        starts = _START.finditer(self._text, position)
        return next((one for one in starts if self._table is not None or not one[1].isdigit()), None)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _value in pairs]
        raise _NotOnceError(next(key for place, key in enumerate(keys) if key in keys[:place]))
    return made


def _refuse(_name: str) -> None:
    raise ValueError


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text
