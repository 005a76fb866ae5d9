"""Delimited text: its delimiter, its lines, and what is too much."""

import pytest

from capcli.errors import OtherFileError
from capcli.imports import tables
from capcli.imports.reading import opened


def rows(text: str) -> list[list[str]]:
    return [row.cells for row in opened(text.encode(), "f.csv").tables[0].rows]


def delimiter(text: str) -> str | None:
    return opened(text.encode(), "f.csv").delimiter


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_divides_every_record_alike(mark):
    text = "\n".join(mark.join(cells) for cells in (("Nom", "Tarif", "Jour"), ("Roche", "a", "b"), ("Brun", "c", "d")))
    assert delimiter(text) == mark


def test_commas_of_amounts_do_not_divide():
    assert delimiter("Nom;Tarif\nRoche;30,00\nBrun;12,50\n") == ";"


def test_semicolons_of_joined_answers_do_not_divide():
    assert delimiter('Nom,Atelier\nRoche,"Matin;Soir;"\nBrun,Matin;Soir;\nNoir,Matin;Soir;\n') == ","


def test_a_title_above_and_a_quoted_line_break_do_not_mislead():
    assert delimiter('Liste, mars 2024\n\nNom;E-mail\nRoche;"a,\nb,\nc,"\nBrun;x\n') == ";"


def test_the_line_that_tells_the_delimiter_is_no_row():
    book = opened(b"sep=;\r\nNom;E-mail\r\nRoche;a@b.example\r\n", "f.csv")
    assert book.delimiter == ";"
    assert [row.line for row in book.tables[0].rows] == [2, 3]
    assert delimiter('"sep=|"\nNom\n') == "|"


def test_sections_of_different_widths_are_all_there():
    text = "1. Summary\nTitle\tAccueil\n\n2. Participants\nName\tEmail\tRole\nZoé\tz@b.example\tPresenter\n\n"
    book = opened(text.encode("utf-16"), "report.xls")
    assert (book.format, book.encoding, book.delimiter) == ("csv", "utf-16-le", "\t")
    assert [len(row.cells) for row in book.tables[0].rows] == [1, 2, 0, 1, 3, 3]
    assert [row.line for row in book.tables[0].rows] == [1, 2, 3, 4, 5, 6]


def test_blank_rows_at_the_end_are_nothing():
    assert rows("Nom;E-mail\nRoche;a\n;\n" + ";\n" * 1000) == [["Nom", "E-mail"], ["Roche", "a"]]


def test_a_text_kept_as_a_formula_is_that_text():
    assert rows('Nom,Code\nRoche,"=""01120"""\nBrun,="01000"\nNoir,\'="x"\n') == [
        ["Nom", "Code"],
        ["Roche", "01120"],
        ["Brun", "01000"],
        ["Noir", '="x"'],
    ]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b'Nom,E-mail\nRoche,"a', "import_quote", 2),
        (b'Nom,E-mail\nRoche,a\n"Brun,c\nNoir,e\n', "import_quote", 3),
        (b"Nom,E-mail\n" + b"x" * 1_000_000, "import_line", 2),
        (b"Nom,E-mail\n" + b"," * 2_000_000, "import_line", 2),
    ],
)
def test_what_was_cut_short_or_never_ends_is_refused_with_its_line(content, code, line):
    with pytest.raises(OtherFileError) as caught:
        opened(content, "f.csv")
    assert (caught.value.code, caught.value.values["line"]) == (code, line)


def test_a_hundred_thousand_rows_are_read_and_no_more():
    head, row = b"Nom,E-mail\n", b"Roche,a\n"
    assert len(opened(head + row * tables.MOST_ROWS, "f.csv").tables[0].rows) == tables.MOST_ROWS + 1
    with pytest.raises(OtherFileError) as caught:
        opened(head + row * (tables.MOST_ROWS + 100), "f.csv")
    assert caught.value.code == "import_rows"


def test_too_many_cells_or_lines_are_refused(monkeypatch):
    monkeypatch.setattr(tables, "MOST_CELLS", 10)
    with pytest.raises(OtherFileError) as caught:
        opened(b"a,b,c\n" * 4, "f.csv")
    assert caught.value.code == "import_cells"
    monkeypatch.setattr("capcli.imports.delimited._MOST_LINES", 5)
    with pytest.raises(OtherFileError) as caught:
        opened(b"a\n" + b"\n" * 6, "f.csv")
    assert caught.value.code == "import_rows"
