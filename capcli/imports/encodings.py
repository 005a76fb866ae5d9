"""The encoding of a text, found out from its bytes."""

import codecs

from msgspec import Struct

_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Encoding(Struct, frozen=True):
    """The name of an encoding, where the text begins after a byte order mark, and whether its UTF-8 was saved twice."""

    name: str
    start: int = 0
    twice: bool = False


def encoding_of(content: bytes) -> Encoding | None:
    """How `content` is written; None when it is no text."""
    for mark, name in _MARKS:
        if content.startswith(mark) and _is(content, name):
            return Encoding(name, len(mark))
    if b"\x00" in content:
        return None
    if _is(content, "utf-8"):
        return Encoding("utf-8")
    return Encoding("cp1252") if _is(content, "cp1252") else None


def _is(content: bytes, name: str) -> bool:
    """Whether all of `content` decodes; chunk by chunk, since the text of it is several times as large."""
    decoder = codecs.getincrementaldecoder(name)()
    view = memoryview(content)
    try:
        for start in range(0, len(content), _CHUNK):
            decoder.decode(view[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
