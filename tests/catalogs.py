"""The French catalog: find every text of the sources, bring the catalog up to them, hold its typography.

    python tests/catalogs.py update     after a text was added or changed: the catalog gets it, untranslated
    python tests/catalogs.py check      what a translator forgot
    python tests/catalogs.py compile    so that a checkout speaks French (the build does it too)

The catalog is kept sorted by file and without line numbers, so that a change of
one text is a change of a few lines. No template (`.pot`) is kept: the sources are it.
"""

import io
import re
import runpy
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FRENCH = ROOT / "capcli" / "locales" / "fr" / "LC_MESSAGES" / "cap.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
PASSING = re.compile(rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Language-Team|Last-Translator|Report-Msgid)')
FIELD = re.compile(r"\{[a-z_]*[^}]*\}")

PLAIN_SPACE = re.compile(r"(?<!^) [;:!?»€%](?!\w)|« |n° ")
"""A line could break there; a colon or a mark inside a word, an hour or an address is none."""
NO_SPACE = re.compile(r"[\w})…][;!?»](?!\w)|«\S|[\w})…](?<!^cap):(?=\s|$)")
STRAIGHT = re.compile(r"\w'\w")


def sources() -> Catalog:
    """Every text marked in the sources, with the files it stands in."""
    catalog = Catalog(locale="fr", project="cap", charset="utf-8")
    for name, _line, text, comments, _context in _marked():
        catalog.add(text, locations=[(f"capcli/{name}", 0)], auto_comments=comments)
    return catalog


@cache  # reading every source takes seconds, and they do not change meanwhile
def _marked() -> list[Any]:
    options = {"**.py": {}}
    found = extract_from_dir(ROOT / "capcli", [("**.py", "python")], options, KEYWORDS, ("Translators:",))
    return sorted(found, key=lambda one: (one[0], one[1]))


def french() -> Catalog:
    """The catalog as it is kept."""
    if not FRENCH.exists():
        return Catalog(locale="fr", project="cap", charset="utf-8")
    with FRENCH.open("rb") as kept:
        return read_po(kept, locale="fr")


def written(catalog: Catalog) -> bytes:
    """The catalog as a file, without what changes from day to day."""
    made = io.BytesIO()
    write_po(made, catalog, width=110, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    lines = made.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not PASSING.match(line))


def update() -> None:
    """Give the catalog the new texts, take the stale ones away."""
    catalog = french()
    catalog.update(sources(), no_fuzzy_matching=True)
    catalog.fuzzy, catalog.version = False, "1"
    catalog.header_comment = "# French texts of cap. See .github/CONTRIBUTING.md, “Texts”."
    FRENCH.parent.mkdir(parents=True, exist_ok=True)
    FRENCH.write_bytes(written(catalog))


def compile_stale() -> None:
    """Compile the catalogs when one is newer than its compiled form."""
    for source in ROOT.glob("capcli/locales/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            runpy.run_path(str(ROOT / "hatch_build.py"))["compile_catalogs"](ROOT)
            return


def problems() -> list[str]:
    """What is missing, stale or ill written, one line each."""
    catalog, wanted = french(), sources()
    told = [f"stale: {_first(message.id)}" for message in catalog if message.id and message.id not in wanted]
    for message in wanted:
        if message.id:
            told += [f"{problem}: {_first(message.id)}" for problem in _problems(message, catalog.get(message.id))]
    return sorted(told)


def _problems(message: Message, translated: Message | None) -> Iterator[str]:
    originals = list(message.id) if isinstance(message.id, tuple) else [message.id]
    if any(STRAIGHT.search(text) for text in originals):
        yield "straight apostrophe in the English"
    texts = [] if translated is None else translated.string
    texts = list(texts) if isinstance(texts, tuple) else [texts] if texts else []
    if len(texts) != len(originals) or not all(texts):
        yield "untranslated"
        return
    if translated is not None and translated.fuzzy:
        yield "fuzzy"
    for original, text in zip(originals, texts, strict=True):
        yield from _mismatches(original, text, strict=original is originals[-1])
        yield from typography(text)


def _mismatches(original: str, text: str, *, strict: bool) -> Iterator[str]:
    fields, said = set(FIELD.findall(original)), set(FIELD.findall(text))
    if said - fields or (strict and fields - said):
        yield f"other fields {sorted(fields ^ said)}"
    if original.count("\n") != text.count("\n"):
        yield "other number of lines"
    if original.count('"') != text.count('"'):
        yield "other quotes to type"
    if original[:1].isspace() != text[:1].isspace() or original[-1:].isspace() != text[-1:].isspace():
        yield "other space at an end"


def typography(text: str) -> Iterator[str]:
    """What French typography would refuse in `text`, whose typed examples keep their straight quotes."""
    if PLAIN_SPACE.search(text):
        yield "a plain space where a no-break one goes"
    if NO_SPACE.search(text):
        yield "a no-break space is missing"
    if STRAIGHT.search(text):
        yield "straight apostrophe"
    if "“" in text or "”" in text:
        yield "English quotes"
    if "..." in text:
        yield "three points for an ellipsis"


def _first(message_id: str | tuple[str, ...]) -> str:
    return repr(message_id if isinstance(message_id, str) else message_id[0])


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    elif sys.argv[1:] == ["compile"]:
        runpy.run_path(str(ROOT / "hatch_build.py"))["compile_catalogs"](ROOT)
    elif sys.argv[1:] == ["check"]:
        print(*problems(), sep="\n")
        sys.exit(1 if problems() else 0)
    else:
        sys.exit(__doc__)
