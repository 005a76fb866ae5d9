"""Sign-in sheets on paper, read back page by page."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader
from sheet_making import sheet, signer

from capcli.documents.sheet_papers import paper
from capcli.documents.sheets import SignInSheet


def pages(*sheets: SignInSheet) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(paper(sheets))).pages]


def together(text: str) -> str:
    """The signs of a text, however it was broken into lines."""
    return "".join(text.replace("\u200b", "").replace("\xad", "").split())


def test_what_stands_on_the_sheet():
    text = pages(sheet(signer(mark="*"), notes=["* subject to dues"]))[0]
    for told in ("Cap Exemple", "Sign-in sheet", "Changement d'échelle", "Salle des fêtes, 26400 Crest"):
        assert told in text
    for told in ("Pascale Vincent, trainer, Ciedel", "d'Arnoncourt *", "Éloïse", "Les Chemins Creux", "10:30–12:00"):
        assert told in text
    assert "* subject to dues" in text
    assert "page 1 of 1" in text


def test_headings_and_legend_come_back_on_each_page():
    """A sheet that is taken apart says on each page what it is of."""
    made = pages(sheet(*[signer(f"Roche {number:02}") for number in range(40)], notes=["* subject to dues"]))
    assert len(made) == 3
    for number, text in enumerate(made, start=1):
        assert f"page {number} of 3" in text
        assert "Family name" in text
        assert "morning" in text
        assert "Cap Exemple – Changement d'échelle" in text
        assert "* subject to dues" in text
    assert "Salle des fêtes" not in made[1]


def test_each_session_counts_its_own_pages():
    many = sheet(*[signer() for _ in range(30)], title="Compost")
    made = pages(many, sheet(signer(), title="Haies"), sheet(title="Mares"))
    assert [text.rpartition("page ")[2].strip() for text in made] == ["1 of 2", "2 of 2", "1 of 1", "1 of 1"]
    assert "Haies" in made[2]
    assert "Mares" in made[3]


@pytest.mark.parametrize(("halves", "wide"), [(1, False), (3, False), (4, True), (10, True)])
def test_many_half_days_turn_the_page(halves, wide):
    page = PdfReader(io.BytesIO(paper([sheet(signer(), halves=halves)]))).pages[0]
    assert (page.mediabox.width > page.mediabox.height) is wide


def test_tables_begin_on_pages_of_their_own():
    """Each has all the people."""
    made = pages(sheet(signer("Roche"), halves=6, tables=2))
    assert len(made) == 2
    assert all("Roche" in text for text in made)


def test_rows_leave_room_to_sign():
    """Lines between rows are 9 mm apart or more, to be signed by hand."""
    page = PdfReader(io.BytesIO(paper([sheet(signer("Roche A"), signer("Roche B"), speakers=[])]))).pages[0]
    heights: dict[str, float] = {}
    page.extract_text(visitor_text=lambda text, cm, tm, *_: heights.setdefault(text.strip(), tm[5] * cm[3] + cm[5]))
    found = [height for text, height in heights.items() if text.startswith("Roche")]
    assert abs(found[0] - found[1]) / 72 * 25.4 >= 9


def test_a_half_day_of_others_is_struck_out():
    whole = sheet(signer(), halves=2)
    part = replace(whole, tables=[replace(whole.tables[0], struck=[[False, True]])])
    assert b"/PatternType" in paper([part])
    assert b"/PatternType" not in paper([whole])


def test_the_same_sheets_are_the_same_bytes():
    assert paper([sheet(signer())]) == paper([sheet(signer())])


def test_words_longer_than_their_cell_are_broken_in_it():
    """Whole, on the page, without a hyphen of ours."""
    long = "Anticonstitutionnellement" * 8
    text = pages(sheet(signer(long, long, organisation=long), title=long, speakers=[long]))[0]
    assert together(text).count(long) >= 5


def test_other_scripts():
    """Right-to-left names have the letters that they were given, whatever forms these take."""
    text = pages(sheet(signer("Жуков", "Ελένη"), signer("مرتضى", "علي")))[0]
    assert "Жуков" in text
    assert "Ελένη" in text
    assert paper([sheet(signer("李", "小龙"))]).startswith(b"%PDF")


markup = st.text(st.sampled_from("#*_$`\\@<>=-+/[]{}~\"'();:,.!?&%^|aàéZœ 12"), min_size=1, max_size=40)


@settings(max_examples=40)
@given(markup.filter(str.strip), markup.filter(str.strip), markup)
def test_whatever_people_write_is_text(title, name, organisation):
    """Nothing that was typed is read as markup, in a title, a name or an organisation."""
    text = together("".join(pages(sheet(signer(name, name, organisation=organisation), title=title, speakers=[name]))))
    assert together(title) in text
    assert text.count(together(name)) >= 3
    assert together(organisation) in text


@pytest.mark.parametrize(
    "text", ['#image("/etc/passwd")', "#panic()", "$x^2$", "*a*", "= b", "// c", "\\u{41}", "<end-0>"]
)
def test_markup_stays_as_it_was_written(text):
    assert together(text) in together(pages(sheet(signer(text), title=text, footer=text, notes=[text]))[0])


@settings(max_examples=40)
@given(st.text(max_size=30))
def test_any_text_makes_a_paper(text):
    """Whatever its letters, no text stops a sheet."""
    assert paper([sheet(signer(text, text, note=text), title=text, footer=text, name=text)]).startswith(b"%PDF")
