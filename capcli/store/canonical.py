"""The file's bytes as `cap` writes them: a TinyDB file with one document a line.

::

    {"_meta":{
    "1":{"format":1,"entry":57,"checksum":"…","last_ids":{…}}
    },
    "sessions":{
    "1":{…},
    "2":{…}
    }}

Text is UTF-8, not escaped; tables stand in the order of `records.TABLES`, those
of other programs after them.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, json
from msgspec.structs import replace

from capcli.domain.records import TABLES
from capcli.store.lines import Lines, Piece
from capcli.store.notes import Spans

META = "_meta"
HEAD = b'{"_meta":{\n"1":{'
TAIL = b"\n}}\n"

_MODULUS = 1 << 64


class Meta(Struct, frozen=True, kw_only=True):
    """Document 1 of table `_meta`.

    `entry` is the last committed entry of the history. `checksum` is the sum,
    modulo 2 to the 64th, of the hash of every line, in hexadecimal digits.
    `last_ids` holds the highest number ever used in each table.
    """

    format: int
    entry: int
    checksum: str
    last_ids: dict[str, int]


def file_pieces(meta: Meta, tables: Mapping[str, Lines]) -> Iterator[tuple[str | None, Piece]]:
    """The file from its first byte to its last; lines go with the name of their table."""
    yield None, b"{" + _opening(META)
    last_ids = {name: meta.last_ids[name] for name in ordered(meta.last_ids) if name in meta.last_ids}
    yield META, b'"1":' + json.encode(replace(meta, last_ids=last_ids)) + b"\n"
    for name in ordered(tables):
        yield None, b"},\n" + _opening(name)
        for piece in tables[name].pieces():
            yield name, piece
    yield None, b"}}\n"


def spans_of(pieces: Iterable[tuple[str | None, Piece]], spans: Spans) -> Iterator[Piece]:
    """The pieces alone; once they are all taken, `spans` says where each table's lines begin and end."""
    position, current = 0, None
    for name, piece in pieces:
        if name is not None:
            begin = spans[name][0] if name == current else position
            spans[name] = (begin, position + len(piece))
        position += len(piece)
        current = name
        yield piece


def ordered(tables: Iterable[str]) -> list[str]:
    """The names of the tables in the order in which the file holds them; ours are always there."""
    ours = [table.name for table in TABLES]
    return ours + sorted(set(tables) - set(ours))


def line_hash(table: str, number: int, document: bytes) -> int:
    """What one line adds to the checksum."""
    return next(_hashes(table, [(number, document)]))


def shifted(checksum: str, difference: int) -> str:
    """The checksum after lines that differ by `difference`."""
    return f"{(int(checksum, 16) + difference) % _MODULUS:016x}"


def whole_checksum(tables: Mapping[str, Lines]) -> str:
    """The checksum of every line there is."""
    return shifted("0", sum(sum(_hashes(name, tables[name].items())) for name in tables))


def _hashes(table: str, lines: Iterable[tuple[int, bytes]]) -> Iterator[int]:
    try:
        from _blake2 import blake2b  # private, and the same: `hashlib` loads OpenSSL on its way, four milliseconds
    except ImportError:
        from hashlib import blake2b

    start = blake2b(b"%b\n" % table.encode(), digest_size=8)
    for number, document in lines:
        one = start.copy()
        one.update(b'"%d":%b' % (number, document))
        yield int.from_bytes(one.digest(), "big")


def _opening(name: str) -> bytes:
    return json.encode(name) + b":{\n"
