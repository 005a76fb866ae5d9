"""Whatever the bytes, a file is read or refused in one sentence; and the files of real tools are read as measured."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.errors import OtherFileError
from capcli.imports.fields import FIELDS, field_of
from capcli.imports.reading import Sheet, opened, sheet_of

SHARED = Path(__file__).parents[3] / "shared" / "exports"


def known(heading: str) -> bool:
    return any(field_of(heading, kind) is not None for kind in FIELDS)


def tried(content: bytes) -> Sheet | None:
    """What is read, None for what is refused; any other error is a defect."""
    try:
        return sheet_of(opened(content, "f"), known)
    except OtherFileError as error:
        refusal = error
    assert refusal.code.startswith("import_")
    return None


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["Nom", "E-mail"], ["Roche", "z@b.example"], [12.5, True]):
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def zipped(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("f.csv", content)
    return made.getvalue()


CSV = 'Nom;Prénom;E-mail\n"Roche";Zoé;z@b.example\n"a\nb";;\n'
SEEDS = [
    CSV.encode(),
    CSV.encode("cp1252"),
    CSV.encode("mac-roman"),
    CSV.encode("utf-16"),
    CSV.encode().decode("cp1252").encode(),
    zipped(CSV.encode()),
    workbook(),
    b'[{"Nom": "Roche", "answers": {"a": [1, null, {"b": 2.0}]}}]',
    b'{"Nom": "Roche"}\n{"Nom": "Brun"}\n',
    b"BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:Roche;Zo=C3=A9\nTEL:06\n 07\nEND:VCARD\n",
    b"<table><tr><th>Nom<th>E-mail<tr><td colspan=3>x</table>",
    b"<table><tr><th>Nom<th colspan=" + b"9" * 5000 + b">E-mail<tr><td>x</table>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
]


@pytest.mark.parametrize("content", SEEDS)
def test_whole_files_are_read_or_refused(content):
    tried(content)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    tried(content)


@given(st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"[{", b"BEGIN:VCARD\n", b"<table>", b"sep=;\n"]), st.binary())
def test_any_bytes_after_a_known_beginning_are_read_or_refused(beginning, content):
    tried(beginning + content)


@given(
    st.sampled_from(SEEDS), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), st.binary(max_size=4)), max_size=6)
)
def test_damaged_files_are_read_or_refused(content, damages):
    """Pieces are put in, taken out, written over, or the rest is cut off."""
    for where, how, piece in damages:
        place = int(where * len(content))
        rest = (content[place:], content[place + len(piece) :], content[place + len(piece) :], b"")[how]
        content = content[:place] + (b"" if how == 1 else piece) + rest
    tried(content)


@given(st.text(max_size=200))
@settings(max_examples=200)
def test_any_text_is_read_or_refused_in_every_encoding(text):
    for encoding in ("utf-8", "utf-16", "utf-16-le", "cp1252", "mac-roman"):
        tried(("Nom;E-mail\n" + text).encode(encoding, "replace"))


def measured() -> list[dict]:
    manifest = SHARED / "manifest.json"
    return json.loads(manifest.read_text(encoding="utf-8")) if manifest.is_file() else []


def number(text: object) -> int:
    """The first number of a measure such as "10 (section 2)"."""
    return text if isinstance(text, int) else int(str(text).split()[0])


@pytest.mark.parametrize("one", measured(), ids=lambda one: one["file"])
def test_real_exports_are_read_as_they_were_measured(shared, one):
    book = opened((shared / "exports" / one["file"]).read_bytes(), one["file"])
    found = sheet_of(book, known)
    assert book.encoding == one["encoding"]
    assert book.delimiter == {"TAB": "\t"}.get(one["delimiter"], one["delimiter"])
    assert not found.repaired
    if "section" in str(one["header_row"]):  # which section counts is known to those who read attendance
        assert number(one["header_row"]) in [row.line for row in book.tables[0].rows if row.cells[:1] == ["Name"]]
        return
    assert found.header_row == number(one["header_row"])
    more = 0 if isinstance(one["rows"], int) else 1
    assert len(found.rows) == number(one["rows"]) + (more if "row" in str(one["rows"]).lower() else 0)


@pytest.mark.parametrize("one", measured(), ids=lambda one: one["file"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "mac-roman"])
def test_real_exports_saved_anew_hold_the_same(shared, one, encoding):
    """By a program on another system, in another encoding: every cell is the same."""
    content = (shared / "exports" / one["file"]).read_bytes()
    text = content.decode({"utf-16-le": "utf-16", "utf-8": "utf-8-sig"}.get(one["encoding"], one["encoding"]))
    before, after = opened(content, "f"), opened(text.encode(encoding), "f")
    assert after.encoding == {"utf-16": "utf-16-le"}.get(encoding, encoding) or text.isascii()
    assert [row.cells for row in after.tables[0].rows] == [row.cells for row in before.tables[0].rows]
