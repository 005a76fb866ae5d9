"""Payments of a list that a rule refuses are not recorded: how many they are, and what they come to, is said last."""

import json
from pathlib import Path

import pytest

HEADINGS = "Payeur,E-mail,Tarif,Montant,Date,Année,Référence\n"
PAID = "Zoé Payeuse,zoe@parc.example,Individuelle,20,03/02/2024,2024,\n"
REFUSED = (
    "Anne Roche,,Individuelle,12,03/02/2024,2024,\n"
    "Anne Brun,,Individuelle,40,03/02/2024,2024,\n"
    "Anne Noir,,Individuelle,20,hier,2024,\n"
)
NOT_PAID = "Anne Rien,,,,03/02/2024,2024,\n"


@pytest.fixture
def desk(cap):
    def run(*args: str):
        return cap(*args, today="2024-02-27")

    run("dues", "rate", "set", "Individuelle", "--amount", "20", "--payer", "person")
    return run


def written(*rows: str, name: str = "dues.csv") -> str:
    Path(name).write_text(HEADINGS + "".join(rows), encoding="utf-8")
    return name


def message(desk, *rows: str) -> str:
    """What is said of the last of the rows."""
    done = desk("import", written(*rows), "--as", "dues", "--dry-run", "-f", "json")
    return json.loads(done.out)["rows"][-1]["problems"][-1]["message"]


def test_the_plan_and_the_last_line_say_how_much_is_not_recorded(desk):
    """What was never paid is no payment."""
    file = written(PAID, REFUSED, NOT_PAID)
    said = "3 payments are not recorded, €72: lines 3, 4 and 5."
    plan = desk("import", file, "--dry-run")
    assert (plan.code, said in plan.out) == (0, True)
    done = desk("import", file, "--yes")
    assert (done.code, done.out.splitlines()[-1], done.out.count(said)) == (0, said, 2)


def test_it_is_said_beside_a_plan_for_programs_and_where_nothing_is_written(desk):
    file = written(PAID, REFUSED)
    assert desk("import", file, "--yes", "-f", "json").err.splitlines()[-1].startswith("3 payments are not recorded")
    again = desk("import", file, "--yes")
    assert again.err.splitlines() == ["Nothing to write.", "3 payments are not recorded, €72: lines 3, 4 and 5."]


def test_rows_held_back_are_not_recorded_either(desk):
    """A sum that nobody can tell makes the total a least one."""
    rows = (PAID, "Anne Roche,,Individuelle,abc,03/02/2024,2024,\n", ",,Individuelle,20,03/02/2024,2024,\n")
    done = desk("import", written(*rows), "--as", "dues", "--yes", "--hold")
    assert (done.code, done.out.splitlines()[-1]) == (0, "2 payments are not recorded, €20 or more: lines 3 and 4.")


def test_nothing_is_said_where_all_of_it_is_recorded(desk):
    assert "not recorded" not in desk("import", written(PAID, NOT_PAID), "--yes").out


def test_strict_makes_them_errors(desk):
    done = desk("import", written(PAID, REFUSED), "--yes", "--strict")
    assert done.code == 6
    assert done.err.startswith("cap: Nothing was written: lines 3, 4 and 5 cannot be imported.")
    assert json.loads(desk("dues", "list", "-f", "json").out) == []


def test_the_command_that_takes_a_refused_payment_does(desk):
    """Of somebody known the number is named, with the day and the sum of the row."""
    desk("person", "add", "Anne Roche", "--email", "anne@roche.example")
    part = message(desk, "Anne Roche,anne@roche.example,Individuelle,12,03/02/2024,2024,\n")
    assert part.endswith("cap dues pay P1 --on 2024-02-03 --amount 12.00 --part")
    assert desk(*part.rpartition(": cap ")[2].split(" ")).code == 0
    assert json.loads(desk("dues", "list", "-f", "json").out)[0]["amount"]["cents"] == 1200
    several = message(desk, "Anne Brun,,Individuelle,40,03/02/2024,2024,\n")
    assert "cap dues pay WHO --on 2024-02-03 --periods 2" in several


@pytest.mark.parametrize(
    "row",
    [
        "Zoé Payeuse,zoe@parc.example,Individuelle,12,03/02/2024,2023,\n",
        "Zoé Payeuse,zoe@parc.example,Individuelle,45,03/02/2024,2023,\n",
        "Zoé Payeuse,zoe@parc.example,Individuelle,0,03/02/2024,2023,\n",
        "Zoé Payeuse,zoe@parc.example,Individuelle,20,04/02/2024,2024,\n",
        "Zoé Payeuse,zoe@parc.example,Autre,35,04/02/2024,2024,\n",
    ],
)
def test_no_sentence_names_an_option_that_imports_lack(desk, row):
    """What follows a command of dues is the command's."""
    desk("import", written(PAID), "--yes")
    said, _command, _options = message(desk, row).partition("cap dues")
    assert "--" not in said


LIST = "Nom,Prénom,E-mail,Cotis. 2022,Cotis. 2023\n"


def contacts(*rows: str) -> str:
    Path("contacts.csv").write_text(LIST + "".join(rows), encoding="utf-8")
    return "contacts.csv"


def test_the_years_of_a_list_of_contacts_count_each(desk):
    """What is no amount of dues, and every year of a row that is held back; not what is exempt or was not paid."""
    file = contacts(
        "ROCHE,Anne,anne@roche.example,20,20\n",
        "BRUN,Luc,luc@brun.example,7,20\n",
        "PETIT,Léa,lea@petit.example,exonérée,7,\n",
    )
    said = "2 payments are not recorded, €14: lines 3 and 4."
    done = desk("import", file, "--as", "contacts", "--yes")
    assert (done.code, done.out.splitlines()[-1]) == (0, said), done
    again = desk("import", file, "--as", "contacts", "--yes")
    assert again.err.splitlines() == ["Nothing to write.", said]


def test_a_contact_held_back_has_its_years_unrecorded(desk):
    desk("person", "add", "Anne ROCHE", "--email", "anne@roche.example")
    file = contacts("DURAND,Paul,anne@roche.example,20,payé\n")
    done = desk("import", file, "--as", "contacts", "--yes", "--hold")
    assert (done.code, done.err.splitlines()[-1]) == (0, "2 payments are not recorded, €20 or more: line 2."), done
