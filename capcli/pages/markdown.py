"""Markdown into lines, with a CommonMark parser."""

import re
from typing import TYPE_CHECKING, Any

from capcli.pages.lines import CODE, Kind, Line, Link, Page, dash_before

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\n(.{0,4000}?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
LONGEST_LINE = 20_000
"""Characters of a line of Markdown: the parser takes its time over thousands of open brackets."""
_LIKE_HTML = re.compile(r"<(?!!--)[a-zA-Z/]")


def page_of(text: str) -> Page:
    """The lines of a Markdown page; raw HTML inside is read as HTML, comments are dropped."""
    from markdown_it import MarkdownIt

    titles: list[str] = []
    front = _FRONT.match(text)
    if front:
        titles = [value.strip("\"' ") for key, value in _pairs(front[1]) if key == "title" and value.strip("\"' ")]
        text = "\n" * text[: front.end()].count("\n") + text[front.end() :]
    text = "\n".join(line[:LONGEST_LINE] for line in text.split("\n"))
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
    return Page(lines=_Reader().read(parser.parse(text)), titles=titles)


def _pairs(front: str) -> list[tuple[str, str]]:
    cut = (line.partition(":") for line in front.splitlines())
    return [(key.strip().lower(), value.strip()) for key, _, value in cut]


class _Reader:
    """Walks the parser's tokens and keeps where it is."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.block = 0
        self.depth = 0
        self.heading = 0
        self.row: int | None = None
        self.cells: list[tuple[str, list[Link], list[str]]] | None = None

    def read(self, tokens: "list[Token]") -> list[Line]:
        for token in tokens:
            step = getattr(self, f"_{token.type}", None)
            if step is not None:
                step(token)
        return self.lines

    def _heading_open(self, token: "Token") -> None:
        self.heading = int(token.tag[1:])

    def _heading_close(self, _token: "Token") -> None:
        self.heading = 0

    def _list_item_open(self, _token: "Token") -> None:
        self.depth += 1

    def _list_item_close(self, _token: "Token") -> None:
        self.depth -= 1

    def _tr_open(self, token: "Token") -> None:
        self.cells = []
        self.row = token.map[0] + 1 if token.map else None

    def _tr_close(self, _token: "Token") -> None:
        cells, self.cells = self.cells or [], None
        self.block += 1
        text, links, codes = "", list[Link](), list[str]()
        for number, (cell, cell_links, cell_codes) in enumerate(cells):
            if number and text and cell:
                text += " : " if number == 1 else " – "
            links += [Link(link.start + len(text), link.end + len(text), link.target) for link in cell_links]
            text, codes = text + cell, codes + cell_codes
        self._add(text, links, codes, self.row, bold=False)

    def _inline(self, token: "Token") -> None:
        first = token.map[0] + 1 if token.map else None
        rows = inline_rows(token.children or [])
        if self.cells is not None:
            self.cells.append(
                (" ".join(row[0] for row in rows), rows[0][1] if rows else [], rows[0][2] if rows else [])
            )
            return
        self.block += 1
        if self.heading:
            rows = _one(rows)
        for number, (text, links, codes, bold) in enumerate(rows):
            self._add(text, links, codes, first + number if first else None, bold=bold)

    def _code_block(self, token: "Token") -> None:
        """Indented text is a paragraph that somebody moved to the right, never a program."""
        self.block += 1
        for number, text in enumerate(token.content.splitlines()):
            self._add(text.strip(), [], [], token.map[0] + 1 + number if token.map else None, bold=False)

    def _html_block(self, token: "Token") -> None:
        if not _LIKE_HTML.search(token.content):
            return
        from capcli.pages.html import lines_of

        self.block += 1
        first = token.map[0] + 1 if token.map else None
        for line in lines_of(token.content):
            block = self.block + line.block
            self.lines.append(Line(**{**_fields(line), "block": block, "number": first}))
        self.block = max((line.block for line in self.lines), default=self.block)

    def _add(self, text: str, links: list[Link], codes: list[str], number: int | None, *, bold: bool) -> None:
        lead = len(text) - len(text.lstrip())
        text = text.strip()
        kind, level = (Kind.HEADING, self.heading) if self.heading else (Kind.TEXT, 0)
        if not self.heading:
            dashed = dash_before(text)
            if dashed:
                lead, text = lead + dashed, text[dashed:]
                self.block += 1
            if self.depth or dashed:
                kind, level = Kind.ITEM, max(self.depth, 1)
        if text:
            links = [Link(max(link.start - lead, 0), link.end - lead, link.target) for link in links]
            self.lines.append(
                Line(
                    text=text,
                    number=number,
                    kind=kind,
                    level=level,
                    block=self.block,
                    bold=bold,
                    links=links,
                    codes=codes,
                )
            )


def _fields(line: Line) -> dict[str, Any]:
    return {name: getattr(line, name) for name in line.__struct_fields__}


Row = tuple[str, list[Link], list[str], bool]


def inline_rows(children: "list[Token]") -> list[Row]:
    """The rows of an inline run: text, links, code spans, and whether all of it is bold."""
    rows: list[Row] = []
    text, links, codes = "", list[Link](), list[str]()
    opened: list[tuple[int, str]] = []
    strong = plain = 0
    for token in children:
        if token.type in ("softbreak", "hardbreak"):
            rows.append((text, links, codes, plain == 0 and bool(text.strip())))
            text, links, codes, plain = "", [], [], 0
            opened = [(0, target) for _, target in opened]
        elif token.type == "link_open":
            opened.append((len(text), str(token.attrs.get("href", ""))))
        elif token.type == "link_close" and opened:
            start, target = opened.pop()
            links.append(Link(start, len(text), target))
        elif token.type in ("strong_open", "strong_close"):
            strong += 1 if token.type == "strong_open" else -1
        elif token.type == "code_inline":
            text, codes = text + CODE, [*codes, token.content]
        elif token.type in ("text", "text_special"):
            text += token.content
            plain += len(token.content.strip()) if not strong else 0
    rows.append((text, links, codes, plain == 0 and bool(text.strip())))
    return rows


def _one(rows: list[Row]) -> list[Row]:
    """A heading in one row."""
    text, links, codes = "", list[Link](), list[str]()
    for row_text, row_links, row_codes, _bold in rows:
        text += " " if text else ""
        links += [Link(link.start + len(text), link.end + len(text), link.target) for link in row_links]
        text, codes = text + row_text, codes + row_codes
    return [(text, links, codes, False)]
