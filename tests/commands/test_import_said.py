"""What `cap import` says of its plan, in the words of whoever reads it."""

import json
from pathlib import Path

import openpyxl
import pytest

from capcli.domain.plans import Problem
from capcli.texts.problems import problem_words

TODAY = "2024-02-27"


@pytest.fixture
def desk(cap, home):
    """Two sessions to come."""

    def run(*args: str, stdin: str | None = None):
        return cap(*args, today=TODAY, stdin=stdin, lang="en")

    for title, day in (("Accueil", "2024-03-05"), ("Suite", "2024-04-05")):
        assert run("session", "new", "--title", title, "--date", day, "--yes").code == 0
    return run


def written(text: str, name: str = "form.csv") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def flat(text: str) -> str:
    """What a screen says, whatever its lines."""
    return " ".join(text.split())


class TestOrganisationsThatAreNotKnown:
    """Under one that is nearly known, on the screen and in the spreadsheet, stands which one it may be."""

    FORM = "Nom,Prénom,Courriel,Structure\nMARTINEAU,Zoé,zoe@parc.example,CCVF\n"
    SAID = "it may be O1 Communauté de communes du Val Fictif"

    @pytest.fixture
    def known(self, desk):
        desk("org", "add", "Communauté de communes du Val Fictif")
        return desk

    def test_on_the_screen(self, known):
        done = known("import", written(self.FORM), "--session", "S1", "--dry-run")
        assert self.SAID in flat(done.out)

    def test_in_the_spreadsheet(self, known):
        known("import", written(self.FORM), "--session", "S1", "-o", "plan.xlsx")
        cells = [str(cell.value) for cell in openpyxl.load_workbook("plan.xlsx")["plan"][2]]
        assert any(self.SAID in text for text in cells)

    def test_programs_have_their_own_key(self, known):
        done = known("import", written(self.FORM), "--session", "S1", "--dry-run", "-f", "json")
        row = json.loads(done.out)["rows"][0]
        assert row["organisation_candidates"] == ["O1"]
        assert [problem["code"] for problem in row["problems"]] == ["organisation_unknown"]


PLAIN = "Nom,Prénom,Courriel\nMARTINEAU,Zoé,zoe@parc.example\n"


class TestAPlanForAnotherSession:
    """What was decided for one session is not done to another."""

    @pytest.fixture
    def planned(self, desk):
        desk("import", written(PLAIN), "--session", "S2", "-o", "plan.xlsx")
        return desk

    def test_another_session_is_refused_and_both_are_named(self, planned):
        done = planned("import", "form.csv", "--apply", "plan.xlsx", "--session", "S1", "--yes")
        assert (done.code, done.err.count("\n")) == (2, 1)
        assert "plan.xlsx is a plan for S2, not for S1." in done.err

    def test_another_kind_is_refused_and_both_are_named(self, planned):
        done = planned("import", "form.csv", "--apply", "plan.xlsx", "--as", "people", "--yes")
        assert done.code == 2
        assert "plan.xlsx is a plan of registrations, not of people." in done.err

    def test_the_same_session_may_be_named_again(self, planned):
        """However it is called."""
        asked = ("--session", "Suite", "--as", "registrations", "--yes")
        done = planned("import", "form.csv", "--apply", "plan.xlsx", *asked)
        assert done.code == 0, done.err


def test_the_standard_input_is_called_so(desk):
    done = desk("import", "-", "--session", "S1", "--dry-run", stdin=PLAIN)
    assert done.out.startswith("Standard input: 1 row, UTF-8")


def test_a_column_that_is_not_there_is_named_as_it_was_typed(desk):
    done = desk("import", written(PLAIN), "--session", "S1", "--map", "DATTE reçue=note", "--dry-run")
    assert "No column is called “DATTE reçue”." in done.err


def test_an_unclear_row_tells_what_one_chooses_by(desk):
    """A namesake of somebody known: where each belongs, and the e-mail of the row."""
    desk("org", "add", "Mairie de Val-Imaginé")
    desk("person", "add", "Zoé Martineau", "--email", "zm@ailleurs.example", "--org", "Mairie de Val-Imaginé")
    form = "Nom,Prénom,Courriel,Structure\nMARTINEAU,Zoé,zoe@parc.example,Le Parc\n"
    done = desk("import", written(form), "--session", "S1")
    assert done.code == 4
    told = "Zoé MARTINEAU (Le Parc, zoe@parc.example): P1 Zoé Martineau, Mairie de Val-Imaginé?"
    assert told in flat(done.err)


def test_lines_on_which_nothing_stands_are_told_once(desk):
    form = PLAIN.replace("\n", "\n,,\n", 1) + ",,\nRoche,Anne,anne@parc.example\n"
    done = desk("import", written(form), "--session", "S1", "--dry-run")
    assert "Nothing stands on lines 2 and 4." in done.out
    assert "nothing stands on the line" not in done.out


def test_a_value_of_a_column_without_heading_is_told_without_empty_brackets():
    said = problem_words(Problem("differs", {"heading": "", "text": "04 75 00 00 01"}))
    assert said.startswith("“04 75 00 00 01” (no heading) differs")


def test_a_kept_phone_is_told_as_people_read_it():
    values = {"heading": "Téléphone", "text": "04 75 00 00 01", "held": "+33475000009"}
    assert "“04 75 00 00 09”" in problem_words(Problem("changed_both", values))
