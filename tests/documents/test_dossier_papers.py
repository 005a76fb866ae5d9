"""What is held about somebody, on paper, read back page by page."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from capcli.documents.dossier_papers import paper
from capcli.documents.dossiers import Dossier, Item, Section


def dossier(*items: Item, **values) -> Dossier:
    facts = {
        "language": "en",
        "organisation": "Cap Exemple",
        "heading": "Data held about a person",
        "title": "Zoé d'Arnoncourt",
        "intro": ["All that is held about her.", "Write to us."],
        "sections": [Section(heading="Identity", why=["Kept until then."], items=list(items), nothing="None.")],
        "footer": "Cap Exemple – Zoé d'Arnoncourt",
        "page": "page {page} of {pages}",
    }
    return Dossier(**facts | values)


def pages(made: Dossier) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(paper(made))).pages]


def together(text: str) -> str:
    """The signs of a text, however it was broken into lines."""
    return "".join(text.replace("\u200b", "").replace("\xad", "").split())


def test_what_stands_on_it():
    (text,) = pages(dossier(Item(label="E-mail", lines=["zoe@exemple.example", "z@avant.example"])))
    for told in ("Cap Exemple", "Data held about a person", "Zoé d'Arnoncourt", "Kept until then.", "E-mail"):
        assert told in text
    assert "zoe@exemple.example" in text
    assert "page 1 of 1" in text
    assert "None." not in text


def test_a_section_without_anything_says_so():
    assert "None." in pages(dossier())[0]


def test_a_long_one_is_numbered_on_each_page():
    made = pages(dossier(*[Item(label=f"H{number}", lines=["Changed: this.", "And that."]) for number in range(90)]))
    assert len(made) > 2
    for number, text in enumerate(made, start=1):
        assert f"page {number} of {len(made)}" in text
        assert "Cap Exemple – Zoé d'Arnoncourt" in text


def test_one_thing_longer_than_a_page_is_told_whole():
    """Whoever took part in much has a registration, or an answer, that fills more than a page."""
    lines = [f"Question {number}: answer" for number in range(150)]
    text = "\n".join(pages(dossier(Item(label="R1", lines=lines))))
    assert [line for line in lines if line not in text] == []


def test_nothing_that_was_typed_is_markup():
    hostile = '#include "x" $x^2$ *bold* _it_ [a](b) <l> @ref \\ // `code` = title'
    text = pages(dossier(Item(label="Note", lines=[hostile]), title="= #panic()"))[0]
    assert together(hostile) in together(text)
    assert "#panic()" in text


def test_other_scripts_and_long_words_are_told():
    (text,) = pages(dossier(Item(label="Note", lines=["w" * 400])))
    assert together(text).count("w") >= 400
    assert paper(dossier(Item(label="Nom", lines=["محمد", "Зоя", "Ζωή"])))


@settings(max_examples=8)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_makes_a_paper(label, line):
    assert paper(dossier(Item(label=label, lines=[line]))).startswith(b"%PDF")
