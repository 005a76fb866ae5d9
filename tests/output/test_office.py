"""A real office program opens what was exported, and finds what was put in."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from capcli.output.showing import show

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="no office program (soffice) is installed here")

FRENCH_CSV = "--infilter=CSV:59,34,76,1,,1036,true,true"  # `;`, quotes, UTF-8, French, quoted cells are text, dates
ANSWERS = {
    "Code postal": "07400",
    "Téléphone": "+33475781715",
    "Somme": "=1+1",
    "Moins": "-5",
    "Éléments": "Œuvre ; « à côté »",
    "Ligne": "un\ndeux",
}


def converted(folder: Path, file: Path, to: str, *options: str) -> Path:
    """What the office program makes of `file`."""
    start = [str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", *options]
    command = [*start, "--convert-to", to, "--outdir", str(folder / "made"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    made = list((folder / "made").glob("*"))
    assert made, done.stdout + done.stderr
    return made[0]


def test_the_csv_of_excel_opens_as_it_was(make_desk, make_registration, tmp_path):
    """Columns, accents, codes with a zero, signs and line breaks; moments are moments; nothing is computed."""
    rows = [make_registration(answers=ANSWERS, note="+1 person")]
    show(make_desk(), rows, "registrations", format="csv-excel", output=tmp_path / "list.csv")
    made = converted(tmp_path, tmp_path / "list.csv", "xlsx", FRENCH_CSV)
    sheet = openpyxl.load_workbook(made).active
    header = [cell.value for cell in sheet[1]]
    cells = dict(zip(header, (cell.value for cell in sheet[2]), strict=True))
    assert header[:4] == ["Ref.", "Session", "State", "Given name"]
    assert sheet.max_row == 2
    assert cells["Family name"] == "d'Arnoncourt"
    assert cells["Phone"] == "04 75 78 17 15"
    assert cells["Requested"] == dt.datetime(2023, 10, 2, 12, 0)
    assert cells["Code postal"] == "07400"
    assert cells["Éléments"] == "Œuvre ; « à côté »"
    assert cells["Ligne"] == "un\ndeux"
    guarded = {"Téléphone": "'+33475781715", "Somme": "'=1+1", "Moins": "'-5", "Note": "'+1 person"}
    assert {heading: cells[heading] for heading in guarded} == guarded


def test_the_spreadsheet_opens_as_it_was(make_desk, make_registration, tmp_path):
    show(make_desk(), [make_registration(answers=ANSWERS)], "registrations", output=tmp_path / "list.xlsx")
    made = converted(tmp_path, tmp_path / "list.xlsx", "xlsx")
    sheet = openpyxl.load_workbook(made).active
    cells = {title.value: cell for title, cell in zip(sheet[1], sheet[2], strict=True)}
    assert {question: cells[question].value for question in ANSWERS} == ANSWERS
    assert {cells[question].data_type for question in ANSWERS} == {"s"}
    assert cells["Given name"].value == "Éloïse"
    assert cells["Phone"].value == "04 75 78 17 15"
    assert cells["Requested"].value == dt.datetime(2023, 10, 2, 12, 0)
