"""The shared exports: not one wrong person, e-mail, organisation, day or amount."""

import importlib.util
from pathlib import Path

import pytest

from capcli.imports import mapping
from capcli.imports.reading import read

SCORE = Path(__file__).parents[2] / "benchmarks" / "imports_score.py"


@pytest.fixture(scope="module")
def score():
    if not SCORE.is_file():
        pytest.skip("the benchmarks are not beside the tests")
    spec = importlib.util.spec_from_file_location("imports_score", SCORE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_value_is_the_one_of_the_file(score, shared):
    """Nothing wrong, nothing missed, nothing that nobody typed."""
    assert [one for one in score.outcomes(shared / "exports") if one.verdict != "right"] == []


def test_every_export_is_scored(score, shared):
    """No file drops out of the score."""
    scored = {one.file for one in score.outcomes(shared / "exports")}
    assert scored == {path.name for path in (shared / "exports").glob("*.csv")}


def columns(shared, name: str) -> dict[str, str]:
    """What each column of an export is, by its heading."""
    known = lambda heading: any(mapping.is_known(heading, kind, []) for kind in mapping.KINDS)  # noqa: E731
    sheet = read((shared / "exports" / name).read_bytes(), name, known)
    found = mapping.columns_of(sheet, mapping.recognised(sheet).kind)
    assert [column.heading for column in found] == sheet.headings
    return {" ".join(column.heading.split()): column.field for column in found}


def test_nothing_of_machines_and_accounts_is_kept(shared):
    ignored = {
        "framaforms_webform.csv": {"Numéro de série", "SID", "Adresse IP", "UID", "Nom d'utilisateur"},
        "limesurvey_code_text.csv": {"id. ID de la réponse", "seed. Tête de série", "lastpage. Dernière page"},
        "tally.csv": {"Submission ID", "Respondent ID"},
        "msforms_fr_excel_cp1252.csv": {"ID", "Heure de début"},
        "helloasso_participants.csv": {"Billet", "Numéro de billet"},
    }
    for name, headings in ignored.items():
        found = columns(shared, name)
        assert {heading: found[heading] for heading in headings} == dict.fromkeys(headings, "ignore")


def test_questions_about_health_and_free_comments_are_proposed_as_sensitive(shared):
    assert columns(shared, "framaforms_webform.csv")["Commentaire"] == "sensitive"
    assert columns(shared, "google_forms_fr_sheet.csv")["Remarques"] == "sensitive"
    for name in ("framaforms_webform.csv", "google_forms_fr_sheet.csv"):
        assert columns(shared, name)["Êtes-vous à jour de cotisation ?"] == "answer"


def test_boxes_say_again_what_the_joined_column_says(shared):
    found = columns(shared, "tally.csv")
    assert (found["Présence"], found["Présence (Matin)"], found["Présence (Après-midi)"]) == (
        "answer",
        "ignore",
        "ignore",
    )
