"""The text of a page's file: which encoding, which language, and what is no page."""

import pytest

from capcli.errors import OtherFileError
from capcli.pages.decoding import LARGEST_MARKDOWN, load, source_of

TEXT = "# Été à Nîmes – 20 €, “L’Œuvre”\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_markdown_in_every_encoding_that_editors_write(encoding):
    """UTF-8 with and without its mark, what Windows wrote, UTF-16 with its mark."""
    assert source_of(TEXT.encode(encoding), "page.md").text == TEXT


@pytest.mark.parametrize("encoding", ["iso-8859-15", "cp1252", "mac_roman"])
def test_html_in_the_encoding_that_it_declares(encoding):
    """A declared charset is followed, unless the bytes are UTF-8."""
    page = f'<html><head><meta charset="{encoding}"></head><body><h1>Été à Nîmes</h1></body></html>'
    source = source_of(page.encode(encoding), "page.html")
    assert "Été à Nîmes" in source.text
    assert source.is_html
    assert source_of(page.encode("utf-8"), "page.html").text == page


def test_latin_1_means_what_windows_writes():
    """As browsers do: the euro sign and the quotes of a page that says ISO-8859-1."""
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head><p>20 €, “x”</p>'
    assert "20 €, “x”" in source_of(page.encode("cp1252"), "page.html").text


def test_an_unknown_charset_is_read_as_windows_wrote_it():
    """A wrong declaration is no reason to give up."""
    page = '<html><head><meta charset="utf-9"></head><p>Été</p>'
    assert "Été" in source_of(page.encode("cp1252"), "page.html").text


@pytest.mark.parametrize(
    ("name", "text", "is_html"),
    [
        ("page.md", "<div>x</div>", False),
        ("page.html", "x", True),
        ("-", "<!DOCTYPE html><html>", True),
        ("-", "\ufeff \n<!-- saved -->\n<html>", True),
        ("page.txt", "<p>x", True),
        ("-", "# Titre\n<b>x</b>", False),
        ("page", "<3 le compost", False),
    ],
)
def test_html_or_markdown(name, text, is_html):
    """By the suffix, else by how the page opens."""
    assert source_of(text.encode(), name).is_html is is_html


def test_line_ends_of_every_system_are_one():
    """So that line numbers are those that an editor shows."""
    assert source_of(b"a\r\nb\rc\n", "x").text == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "page_empty"),
        (b" \n\n\xef\xbb\xbf", "page_empty"),
        (b"\xef\xbb\xbf", "page_empty"),
        (b"PK\x03\x04\x00\x00", "page_binary"),
        (b"%PDF-1.7\n\x00\x01", "page_binary"),
        (b"x" * (LARGEST_MARKDOWN + 1), "page_too_large"),
    ],
)
def test_what_is_no_page(data, code):
    """Empty, binary, far too large: one error that says which."""
    with pytest.raises(OtherFileError) as refused:
        source_of(data, "x")
    assert refused.value.code == code


def test_a_file_that_is_absent_or_a_folder(tmp_path):
    """Named as it was typed."""
    for path, code in (
        (tmp_path / "nope.md", "page_absent"),
        (tmp_path, "page_directory"),
        ("a\0b", "page_unreadable"),
    ):
        with pytest.raises(OtherFileError) as refused:
            load(str(path))
        assert refused.value.code == code
        assert refused.value.values["path"] == str(path)
