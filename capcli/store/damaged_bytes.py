"""The bytes of a damaged data file as text, as far as they are text, and what is wrong with them as bytes."""

import re

from capcli.store.faults import Fault
from capcli.store.reading import SQLITE

_ELSE = (
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"7z\xbc\xaf", "7z"),
)
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|head|body)", re.IGNORECASE)
_WIDE = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MOST_TOLD = 20
"""So many lines in another encoding are told one by one."""


def as_text(data: bytes) -> tuple[str, list[Fault]]:
    """The text in `data`, empty when there is none, and what is wrong with the bytes."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return "", [Fault("zeros", 1, 1) if b"\x00" in data else Fault("empty")]
    if data.startswith(SQLITE):
        return "", [Fault("sqlite")]
    for start, kind in _ELSE:
        if data.startswith(start):
            return "", [Fault("other_kind", values={"kind": kind})]
    if _PAGE.match(data):
        return "", [Fault("other_kind", values={"kind": "HTML"})]
    wide = _wide(data)
    if wide:
        text, encoding = wide
        return text, [Fault("wide", values={"encoding": encoding.upper()})]
    return _mixed(data)


def _wide(data: bytes) -> tuple[str, str] | None:
    """The text in UTF-16 or UTF-32, with a mark or without, and which; None when it is in neither."""
    found = [encoding for start, encoding in _WIDE if data.startswith(start)]
    if not found and len(data) > 3:
        found = ["utf-16-le"] if data[1:4:2] == b"\0\0" else ["utf-16-be"] if data[0:3:2] == b"\0\0" else []
    for encoding in found:
        text = data[: len(data) // 2 * 2].decode(encoding, "replace").removeprefix("\ufeff")
        if text.lstrip().startswith("{"):
            return text, encoding[:6]
    return None


def _mixed(data: bytes) -> tuple[str, list[Fault]]:
    """UTF-8, with the lines that are not read as an office program writes them; zeros stay where they are."""
    body = data.removeprefix(b"\xef\xbb\xbf")
    faults: list[Fault] = []
    texts, others = [], []
    lines = body.split(b"\n")
    for number, line in enumerate(lines, 1):
        try:
            texts.append(line.decode())
            continue
        except UnicodeDecodeError as error:
            is_cut = number == len(lines) and error.reason == "unexpected end of data"
            texts.append(line[: error.start].decode() if is_cut else line.decode("cp1252", "replace"))
            if not is_cut:
                others.append((number, error.start + 1))
    faults += [Fault("encoding", line, column) for line, column in others[:_MOST_TOLD]]
    if len(others) > _MOST_TOLD:
        faults.append(Fault("encoding_more", *others[_MOST_TOLD], {"count": len(others) - _MOST_TOLD}))
    text = "\n".join(texts)
    zeros = re.search("\0+", text)
    if zeros:
        before = text[: zeros.start()]
        faults.append(Fault("zeros", before.count("\n") + 1, zeros.start() - before.rfind("\n")))
    return text, faults
