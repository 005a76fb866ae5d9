"""The text of a page file: which encoding, and whether it is Markdown or HTML."""

import codecs
import re
import sys
from pathlib import Path

from msgspec import Struct

from capcli.errors import OtherFileError

LARGEST = 8_000_000
"""Bytes of a page saved from a browser, scripts and all; most are a few hundred thousand."""
LARGEST_MARKDOWN = 500_000
"""Bytes of a Markdown page; most are a few thousand."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<\?xml|<html|<head|<body|<main|<article|<div|<section|<p\b|<h[1-6]\b|"
    r"<table|<ul)",
    re.IGNORECASE | re.DOTALL,
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Source(Struct, frozen=True):
    """A page as text; `name` is what an error calls it."""

    name: str
    text: str
    is_html: bool


def load(path: str) -> Source:
    """The page in a file, or on standard input for `-`.

    Raises:
        OtherFileError: `page_absent`, `page_directory`, `page_unreadable`, `page_too_large`, or as `source_of`.
    """
    name = "stdin" if path == "-" else path
    try:
        if path == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise OtherFileError("page_absent", path=name) from None
    except IsADirectoryError:
        raise OtherFileError("page_directory", path=name) from None
    except (OSError, ValueError):
        raise OtherFileError("page_unreadable", path=name) from None
    if len(data) > LARGEST:
        raise OtherFileError("page_too_large", path=name, kilobytes=LARGEST // 1000)
    return source_of(data, name)


def source_of(data: bytes, name: str) -> Source:
    """The page that these bytes hold.

    Raises:
        OtherFileError: `page_binary`, `page_empty`, `page_too_large`.
    """
    text = decoded(data)
    if text is None:
        raise OtherFileError("page_binary", path=name)
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if not any(char.isalnum() for char in text):
        raise OtherFileError("page_empty", path=name)
    is_html = looks_like_html(text, name)
    if not is_html and len(data) > LARGEST_MARKDOWN:
        raise OtherFileError("page_too_large", path=name, kilobytes=LARGEST_MARKDOWN // 1000)
    return Source(name, text, is_html)


def decoded(data: bytes) -> str | None:
    """The text of `data`; None for binary.

    By its byte order mark, as UTF-8, as it declares itself, else as Windows wrote it.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if _BINARY.search(data):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data[:4096]) or _XML.match(data[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else "cp1252"
    if encoding in ("utf-8", "utf8"):
        # Cut in the middle of a letter, or one bad byte: most of it is what it says.
        return data.decode("utf-8", errors="replace")
    if encoding in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        encoding = "cp1252"  # as browsers do: its quotes, dashes and euro sign are what people mean
    try:
        return data.decode(encoding, errors="replace")
    except (LookupError, ValueError):
        return data.decode("cp1252", errors="replace")


def looks_like_html(text: str, name: str = "") -> bool:
    """Whether a page is HTML: its suffix says so, or it opens with a tag of a whole page or block."""
    suffix = Path(name).suffix.lower()
    if suffix in (".html", ".htm", ".xhtml"):
        return True
    return suffix not in (".md", ".markdown") and _HTML.match(text[:20000]) is not None
