"""`cap sheet`: what is on the paper of a session as it is kept, and where the file goes."""

import datetime as dt
import io
import re
from pathlib import Path

import openpyxl
import pytest
from desk_making import DAY
from pypdf import PdfReader
from typer.testing import CliRunner

from capcli.app import app
from capcli.domain.records import Contact, Place, Slot, Speaker


def paper(path: Path | bytes) -> str:
    content = path if isinstance(path, bytes) else path.read_bytes()
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.fixture
def village(bench):
    """A day in a village, with its speakers; Zoé comes, Ali owes dues, Eve comes in the afternoon of another day."""
    session = bench.session(
        "Changement d'échelle",
        slots=[
            Slot(date=DAY, end_date=DAY, start="09:00", end="17:00"),
            Slot(date=dt.date(2023, 12, 5), end_date=dt.date(2023, 12, 5), start="14:00", end="17:00"),
        ],
        mode="onsite",
        place=Place(name="Salle des fêtes", postcode="26400", city="Crest"),
        speakers=[Speaker(name="Pascale Vincent", organisation="Ciedel"), Speaker(name="Mylène Thou", confirmed=False)],
        contact=Contact(name="Accueil", phones=["+33475000000"], emails=["accueil@cap.example"]),
        requires_dues=True,
    )
    zoe, ali, eve = 1, 2, 3
    bench.dues(person=zoe)
    bench.dues(person=eve)
    bench.register(session, zoe, ali)
    bench.register(session, eve, slots=[2])
    return session


@pytest.mark.parametrize("unknown", ["\U00014400", "\U00014400\U00014401"])
def test_letters_that_no_font_has_are_told(cap, village, unknown, monkeypatch):
    """The screen shows them, the paper cannot; which they are is for typst to say, and tested there."""
    monkeypatch.setattr("capcli.documents.typesetting.boxes", lambda _: list(unknown))
    done = cap("sheet", f"S{village}", "-o", "sheet.pdf")
    assert done.code == 0
    assert f"no font of this machine has the letter{'s' * (len(unknown) > 1)} {' and '.join(unknown)}: " in done.err
    assert "no font" not in cap("sheet", f"S{village}", "-o", "sheet.xlsx").err


def test_the_paper_of_a_session(cap, village):
    """Everything of the session, a column a half-day, who owes dues marked, nobody's e-mail or phone."""
    assert cap("sheet", f"S{village}", "-o", "sheet.pdf").err == "Written to sheet.pdf.\n"
    text = paper(Path("sheet.pdf"))
    for told in ("Cap Exemple", "Sign-in sheet", "Changement d'échelle", "Salle des fêtes, 26400 Crest", "page 1 of 1"):
        assert told in text
    for told in ("Tuesday 28 November 2023, 09:00–17:00", "Pascale Vincent, Ciedel", "Mylène Thou (to be confirmed)"):
        assert told in text
    assert "Accueil, 04 75 00 00 00, accueil@cap.example" in text
    assert re.search(r"morning\s+09:00–13:00\s+afternoon\s+13:00–17:00\s+afternoon\s+14:00–17:00", text)
    assert text.index("BEN *") < text.index("DIE") < text.index("MARTINEAU")
    assert "Mairie de Die" in text
    assert "* subject to dues" in text
    assert "Struck out: not registered for this half-day." in text
    assert "zoe@marches.example" not in text
    assert "04 75 78 17 15" not in text


def test_the_spreadsheet_of_a_session(cap, village):
    assert cap("sheet", f"S{village}", "-o", "sheet.xlsx").code == 0
    page = openpyxl.load_workbook("sheet.xlsx").active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert ["BEN *", "Ali", "Mairie de Die", None, None, None] in rows
    assert ["DIE", "Eve", "Mairie de Die", "×", "×", None] in rows
    names = [row[0] for row in rows]
    assert names.index("BEN *") < names.index("DIE") < names.index("MARTINEAU")
    assert not any("@marches" in str(value) or "78 17 15" in str(value) for row in rows for value in row)


def test_several_sessions_in_one_file(cap, bench, village):
    """Each once, in the order asked for, with pages of its own."""
    other = bench.session("Haies", day=dt.date(2023, 12, 7))
    cap("sheet", f"S{other}", f"S{village}", f"S{other}", "-o", "sheets.pdf")
    pages = PdfReader("sheets.pdf").pages
    assert ["Haies" in page.extract_text() for page in pages] == [True, False]
    cap("sheet", f"S{other}", f"S{village}", "-o", "sheets.xlsx")
    assert [page.title[:2] for page in openpyxl.load_workbook("sheets.xlsx").worksheets] == [f"S{other}", f"S{village}"]


def test_nobody_is_registered_yet(cap, bench):
    """Lines to fill in, which the sheet says."""
    session = bench.session(slots=[Slot(date=DAY, end_date=DAY, start="10:30", end="12:00")])
    cap("sheet", f"S{session}", "-o", "sheet.xlsx", "--blank", "12")
    page = openpyxl.load_workbook("sheet.xlsx").active
    names = [row[0].value for row in page.iter_rows()]
    start = names.index("Participants: nobody is registered")
    assert page.max_row - start == 13
    cap("sheet", f"S{session}", "-o", "sheet.pdf")
    assert "Participants: nobody is registered" in paper(Path("sheet.pdf"))


def test_a_session_online_has_room_for_its_connection(cap, bench):
    online = bench.session("Webinaire", mode="online", timezone="Indian/Reunion")
    cap("sheet", f"S{online}", "-o", "sheet.pdf")
    text = paper(Path("sheet.pdf"))
    for told in ("online", "Tool or link", "Opened at, closed at", "Indian/Reunion"):
        assert told in text


def test_whoever_takes_part_from_afar_is_noted(cap, bench):
    hybrid = bench.session("Hybride", mode="hybrid")
    bench.register(hybrid, 1, mode="online")
    bench.register(hybrid, 2, mode="onsite")
    cap("sheet", f"S{hybrid}", "-o", "sheet.xlsx")
    rows = {row[0].value: row[3].value for row in openpyxl.load_workbook("sheet.xlsx").active.iter_rows()}
    assert (rows["MARTINEAU"], rows["BEN"]) == ("online", None)


def test_each_mark_has_its_words(cap, bench):
    """What a place waits for: dues, approval, an answer."""
    session = bench.session(capacity=2, approval=True, requires_dues=True)
    bench.register(session, 1)
    cap("sheet", f"S{session}", "-o", "sheet.pdf")
    text = paper(Path("sheet.pdf"))
    assert "MARTINEAU †" in text
    assert "† subject to approval" in text
    assert "* subject" not in text


def test_the_language_is_that_of_the_papers(cap, village):
    """Unless another is asked for on this command line."""
    cap("config", "set", "language", "fr")
    assert CliRunner().invoke(app, ["sheet", f"S{village}", "-o", "set.pdf"]).exit_code == 0
    assert "mardi 28 novembre" in paper(Path("set.pdf"))
    cap("sheet", f"S{village}", "-o", "en.pdf", lang="en")
    assert "Tuesday 28 November" in paper(Path("en.pdf"))
    cap("sheet", f"S{village}", "-o", "fr.pdf", lang="fr")
    text = paper(Path("fr.pdf"))
    assert "mardi 28 novembre 2023, 9\xa0h–17\xa0h" in text.replace("\u202f", "\xa0")


def test_without_a_file_the_paper_goes_through_the_pipe(cap, village):
    """As every document does."""
    for args in ([], ["-o", "-"]):
        done = CliRunner().invoke(app, ["--today", "2023-10-02", "sheet", f"S{village}", *args])
        assert "Changement d'échelle" in paper(done.stdout_bytes)
    assert not list(Path().glob("*.pdf"))


def test_at_a_terminal_it_is_a_file_named_after_the_session(cap, bench, monkeypatch):
    monkeypatch.setattr("capcli.desk.Terminal.shows_tables", True)
    bench.session(slots=[Slot(date=DAY, end_date=DAY)])
    done = cap("sheet", "S1")
    assert done.err == "Written to sign-in-sheet-Atelier compost-2023-11-28.pdf.\n"
    assert cap("sheet", "S1").code == 2
    assert cap("sheet", "S1", "--yes", "-f", "xlsx").code == 0
    assert cap("sheet", "S1", "-o", "-").code == 2


def test_a_file_is_not_replaced_unasked(cap, village):
    Path("sheet.pdf").write_text("mine")
    refused = cap("sheet", f"S{village}", "-o", "sheet.pdf")
    assert refused.code == 2
    assert "--yes" in refused.err
    assert Path("sheet.pdf").read_text() == "mine"
    assert cap("sheet", f"S{village}", "-o", "sheet.pdf", "--yes").code == 0
    assert Path("sheet.pdf").read_bytes().startswith(b"%PDF")


def test_what_cannot_be_signed_is_refused_in_one_line(cap, bench, village):
    """All or nothing: the other session's sheet is not written either."""
    off, undated = bench.session("Off", cancelled=True), bench.session("Un jour", day=None)
    for session, told in ((off, "is cancelled"), (undated, "has no day yet")):
        refused = cap("sheet", f"S{village}", f"S{session}", "-o", "sheet.pdf")
        assert (refused.code, refused.err.count("\n")) == (1, 1)
        assert told in refused.err
    assert not Path("sheet.pdf").exists()
    assert cap("sheet", "S1", "-f", "docx").code == 2
    assert cap("sheet", "S99").code == 3


def test_the_format_follows_the_flag_then_the_suffix(cap, village):
    cap("sheet", f"S{village}", "-o", "sheet.xlsx", "-f", "pdf")
    assert Path("sheet.xlsx").read_bytes().startswith(b"%PDF")
    cap("sheet", f"S{village}", "-o", "sheet")
    assert Path("sheet").read_bytes().startswith(b"%PDF")
    refused = cap("sheet", f"S{village}", "-o", "sheet.docx")
    assert (refused.code, Path("sheet.docx").exists()) == (2, False), "a word processor would open no PDF of that name"
    assert "docx" in refused.err


def test_french_verbs(cap, village):
    for verb in ("émargement", "emargement", "feuille"):
        assert cap(verb, f"S{village}", "-o", f"{verb}.pdf").code == 0


def test_a_cycle_of_many_days_has_a_table_for_some_of_them(cap, bench):
    """Twelve half-days are two tables of six, on pages of their own."""
    days = [DAY + dt.timedelta(days=7 * week) for week in range(6)]
    session = bench.session(slots=[Slot(date=day, end_date=day, start="09:00", end="17:00") for day in days])
    bench.register(session, 1)
    cap("sheet", f"S{session}", "-o", "sheet.pdf")
    pages = [page.extract_text() for page in PdfReader("sheet.pdf").pages]
    assert len(pages) == 2
    assert all("MARTINEAU" in page for page in pages)
    assert "Tuesday 28/11" in pages[0]
    assert "Tuesday 19/12" in pages[1]
    assert "Tuesday 19/12" not in pages[0]
