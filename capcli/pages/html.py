"""HTML into lines, with an HTML5 parser: what a browser saved, without its menus, scripts and footers."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from capcli.pages.lines import Kind, Line, Link, Page, dash_before
from capcli.pages.vocabulary import words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

DROPPED = words(
    "nav footer script style noscript template aside svg button select textarea form iframe head dialog",
    "object math figure audio video canvas",
)
"""Elements that never hold what a page says of its session."""

_AROUND = words(
    "breadcrumb breadcrumbs cookie cookies menu navbar sidebar share sharing social related related-posts",
    "newsletter comments comment-list footer site-footer pagination skip-link screen-reader-text",
    "visually-hidden sr-only post-navigation widget widget-area",
)
"""Classes and identifiers of what sites put around their pages."""

_BLOCKS = words(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption h1 h2 h3 h4 h5",
    "h6 header hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul",
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def page_of(text: str) -> Page:
    """The lines of an HTML page and the titles of its head."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(text)
    main = _main(tree)
    titles = [*_headings(main), *_meta(tree, "og:title"), *_headings(tree.body)]
    if not titles:
        titles = _shortened([node.text() for node in tree.css("title")[:1]], _meta(tree, "og:site_name"))
    lines = _Walk(text).read(main) if main is not None else []
    return Page(lines=lines, titles=[found for found in titles if found], address=_address(tree))


def lines_of(fragment: str) -> list[Line]:
    """The lines of a piece of HTML."""
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(fragment).body
    return _Walk("").read(body) if body is not None else []


def _main(tree: "LexborHTMLParser") -> "LexborNode | None":
    for selector in ("main", "[role=main]", "article"):
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].text().split()) > 8:
            return found[0]
    return tree.body


def _headings(node: "LexborNode | None") -> list[str]:
    if node is None:
        return []
    found = node.css("h1")
    return [" ".join(found[0].text().split())] if len(found) == 1 else []


def _meta(tree: "LexborHTMLParser", name: str) -> list[str]:
    found = tree.css_first(f"meta[property='{name}']")
    content = found.attributes.get("content") if found is not None else None
    return [" ".join(content.split())] if content and content.strip() else []


def _shortened(titles: list[str], sites: list[str]) -> list[str]:
    """Titles of the window without the site's name at their end."""
    kept = []
    for title in titles:
        title = " ".join(title.split())
        for mark in (" | ", " • ", " – ", " — ", " - "):
            head, found, tail = title.rpartition(mark)
            if found and (mark in (" | ", " • ") or (sites and tail.strip() == sites[0])):
                title = head.strip()
                break
        kept.append(title)
    return kept


def _address(tree: "LexborHTMLParser") -> str | None:
    canonical = tree.css_first("link[rel=canonical]")
    found = canonical.attributes.get("href") if canonical is not None else next(iter(_meta(tree, "og:url")), None)
    return found if found and urlsplit(found).scheme in ("http", "https") else None


class _Walk:
    """Goes through the elements in order and keeps the line being made."""

    def __init__(self, source: str) -> None:
        self.source, self.at, self.passed = source, 0, 1
        self.lines: list[Line] = []
        self.block = 0
        self.text = self.first = ""
        self.links: list[Link] = []
        self.heading = self.depth = self.strong = self.plain = 0
        self.cells = 0
        self.label = False

    def read(self, root: "LexborNode") -> list[Line]:
        """The lines of the page, in the order of its text."""
        stack: list[tuple[Any, bool, int]] = [(root, False, 0)]
        while stack:
            node, leaving, mark = stack.pop()
            if leaving:
                self._leave(node, node.tag or "", mark)
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._say(node.text(deep=False))
            elif not tag.startswith(("-", "_", "!")) and not (node is not root and _is_around(node, tag)):
                self._enter(tag)
                stack.append((node, True, len(self.text)))
                stack.extend((child, False, 0) for child in reversed(list(node.iter(include_text=True))))
        self._end_block()
        return self.lines

    def _enter(self, tag: str) -> None:
        if tag == "br":
            self._end_line()
        elif tag in ("td", "th", "dd") and self.text.strip():
            self.text = self.text.rstrip() + (" : " if self.cells == 1 else " – ")
        elif tag in _BLOCKS and not (self.cells and tag in ("p", "div")):
            self._end_block()
        if tag in ("td", "th", "dd", "dt"):
            self.cells += 1
        self.heading = _HEADINGS.get(tag, self.heading)
        self.depth += tag == "li"
        self.strong += tag in ("strong", "b")

    def _leave(self, node: "LexborNode", tag: str, mark: int) -> None:
        if tag == "a" and len(self.text) > mark:
            lead = len(self.text[mark:]) - len(self.text[mark:].lstrip())
            self.links.append(Link(mark + lead, len(self.text.rstrip()), node.attributes.get("href") or ""))
        if tag in _BLOCKS and tag not in ("td", "th", "dt") and not (self.cells and tag in ("p", "div")):
            self._end_block()
            self.cells = 0
        if tag in _HEADINGS:
            self.heading = 0
        self.depth -= tag == "li"
        self.strong -= tag in ("strong", "b")

    def _say(self, text: str) -> None:
        if not self.strong:
            self.plain += len(text.strip())
        words = " ".join(text.split())
        if not words:
            self.text += " " if self.text and not self.text.endswith(" ") and text else ""
            return
        self.first = self.first or text.strip().partition("\n")[0]
        before = " " if text[0].isspace() and self.text and not self.text.endswith(" ") else ""
        after = " " if text[-1].isspace() else ""
        self.text += before + words + after

    def _end_line(self) -> None:
        text, links, bold, first = self.text, self.links, self.plain == 0, self.first
        self.text, self.links, self.plain, self.first = "", [], 0, ""
        lead = len(text) - len(text.lstrip())
        text = text.strip().removesuffix(" :").strip() if text.rstrip().endswith(" :") and self.cells else text.strip()
        if not text:
            return
        kind, level = (Kind.HEADING, self.heading) if self.heading else (Kind.TEXT, 0)
        dash = 0 if self.heading else dash_before(text)
        if dash:
            self.block += 1
        if not self.heading and (self.depth or dash):
            kind, level = Kind.ITEM, max(self.depth, 1)
        text, lead = text[dash:], lead + dash
        shifted = [Link(max(link.start - lead, 0), max(link.end - lead, 0), link.target) for link in links]
        number = self._number(first)
        line = Line(text=text, number=number, kind=kind, level=level, block=self.block, bold=bold, links=shifted)
        self.lines.append(line)

    def _end_block(self) -> None:
        self._end_line()
        self.block += 1

    def _number(self, text: str) -> int | None:
        """The line of the source where `text` stands, looked for a little way ahead of the last one."""
        for length in (24, 8, 3):
            found = self.source.find(text[:length], self.at, self.at + 20_000)
            if found >= 0:
                self.passed += self.source.count("\n", self.at, found)
                self.at = found + 1
                return self.passed
        return None


def _is_around(node: "LexborNode", tag: str) -> bool:
    if tag in DROPPED:
        return True
    if tag in ("body", "main", "article", "html"):
        return False
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower().split()
    if any(name in _AROUND for name in names) or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    role = attributes.get("role")
    return role in ("navigation", "banner", "contentinfo", "complementary", "search", "menu")
