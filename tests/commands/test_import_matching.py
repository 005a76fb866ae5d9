"""`cap import` and whom its rows mean: what is asked, what is said, what comes back unchanged."""

import json
from pathlib import Path

import pytest

FORM = (
    "Horodateur,Adresse e-mail,Nom,Prénom,Structure,Téléphone,Transport ?\n"
    "12/02/2024 09:02:11,accueil@val.example,Fauvel-Rochas,Jean-Baptiste,CC Val Fictif,04 65 71 10 01,Oui\n"
    "12/02/2024 10:15:40,accueil@val.example,d'Arnoncourt,Éloïse,Indépendante,,Non\n"
    "13/02/2024 11:31:05,zoe@parc.example,MARTINEAU,Mme Zoé,-,0465711003,=1+1\n"
)


@pytest.fixture
def desk(cap, home):
    def run(*args: str):
        return cap(*args, today="2024-02-27")

    run("org", "add", "Communauté de communes du Val Fictif")
    for title, day in (("Accueil", "2024-03-05"), ("Suite", "2024-04-05")):
        run("session", "new", "--title", title, "--date", day, "--yes")
    Path("form.csv").write_text(FORM, encoding="utf-8")
    assert run("import", "form.csv", "--session", "S1", "--yes").code == 0
    return run


def rows_of(done) -> list[dict]:
    return json.loads(done.out)["rows"]


def test_what_was_done_with_a_row_is_said(desk):
    desk("undo", "--yes")
    rows = rows_of(desk("import", "form.csv", "--session", "S1", "--dry-run", "-f", "json"))
    said = {row["line"]: [problem["message"] for problem in row["problems"]] for row in rows}
    assert said[2][0] == "“CC Val Fictif” is taken for Communauté de communes du Val Fictif"
    assert any("accueil@val.example is shared by an office" in text for several in said.values() for text in several)
    assert said[4] == []
    assert [row["person"]["given_name"] for row in rows] == ["Jean-Baptiste", "Éloïse", "Zoé"]


def test_another_session_stops_the_plan_with_the_way_out(desk):
    done = desk("import", "form.csv", "--session", "S2", "--yes")
    assert done.code == 1
    assert "3 of these 3 rows were imported into S1 Accueil already" in done.err
    assert "--allow duplicate --reason" in done.err
    assert json.loads(desk("attendees", "S2", "-f", "json").out) == []
    lifted = ("--allow", "duplicate", "--reason", "one form for both")
    assert desk("import", "form.csv", "--session", "S2", "--yes", *lifted).code == 0
    assert len(json.loads(desk("attendees", "S2", "-f", "json").out)) == 3


@pytest.mark.parametrize("form", ["csv", "csv-excel", "xlsx", "json"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_its_own_list_changes_nothing(desk, form, lang):
    file = f"list.{form.removesuffix('-excel')}"
    desk("--lang", lang, "attendees", "S1", "-f", form, "-o", file, "--yes")
    rows = rows_of(desk("import", file, "--session", "S1", "--dry-run", "-f", "json"))
    assert [(row["action"], row["problems"]) for row in rows] == [("same", [])] * 3


def test_whoever_was_merged_stays_merged_when_the_form_comes_again(desk):
    desk("person", "add", "Zoé Martineau-Roche", "--email", "zoe@maison.example")
    merged = desk("person", "merge", "P4", "zoe@parc.example", "--yes")
    assert merged.code == 0, merged.err
    rows = rows_of(desk("import", "form.csv", "--session", "S1", "--dry-run", "-f", "json"))
    assert [row["action"] for row in rows] == ["same", "same", "same"]
    assert len(json.loads(desk("person", "list", "-f", "json").out)) == 3


def test_a_correction_survives_the_form(desk):
    desk("person", "edit", "zoe@parc.example", "--phone", "0465711099", "--email", "zm@parc.example")
    rows = rows_of(desk("import", "form.csv", "--session", "S1", "--dry-run", "-f", "json"))
    assert [(row["action"], row["problems"]) for row in rows] == [("same", [])] * 3


class TestChangesSaid:
    """The plan says what a row does to somebody who is known."""

    @pytest.fixture
    def desk(self, cap):
        cap("session", "new", "--title", "Atelier compost", "--date", "28/11/2023")
        return cap

    def planned(self, desk, text: str) -> dict:
        Path("form.csv").write_text(text, encoding="utf-8")
        done = desk("import", "form.csv", "--session", "S1", "--yes", "-f", "json")
        assert done.code == 0, done.err
        (row,) = json.loads(done.out)["rows"]
        return row

    def test_what_the_record_lacked_is_named(self, desk):
        desk("person", "add", "Léa VIF", "--email", "lea@v.example")
        row = self.planned(desk, "Nom,Prénom,E-mail,Téléphone,Fonction\nVif,Léa,lea@v.example,0475781715,élue\n")
        assert "the record takes what it lacked: Téléphone and Fonction" in [one["message"] for one in row["problems"]]

    def test_what_the_form_changed_is_told_with_both_values(self, desk):
        form = "Nom,Prénom,E-mail,Fonction\nVif,Léa,lea@v.example,{}\n"
        self.planned(desk, form.format("élue"))
        row = self.planned(desk, form.format("maire"))
        assert row["action"] == "change"
        assert [one["message"] for one in row["problems"]] == ["Fonction: élue becomes maire"]
        assert self.planned(desk, form.format("maire"))["action"] == "same"

    def test_an_unknown_organisation_of_somebody_registered_is_kept_in_the_note_once(self, desk):
        desk("person", "add", "Léa VIF", "--email", "lea@v.example")
        desk("register", "S1", "vif", "--note", "vient tard")
        text = "Nom,Prénom,E-mail,Structure\nVif,Léa,lea@v.example,Mairie Inconnue\n"
        row = self.planned(desk, text)
        assert (row["action"], [one["code"] for one in row["problems"]]) == ("change", ["organisation_unknown"])
        (held,) = json.loads(desk("attendees", "S1", "-f", "json").out)
        assert held["note"] == "vient tard\nStructure: Mairie Inconnue"
        again = self.planned(desk, text)
        assert (again["action"], again["problems"]) == ("same", [])
