"""The plan of an import: what is said of the file, decided in a spreadsheet, remembered for the next file."""

import json
import os
import random
import re
from pathlib import Path
from string import ascii_lowercase

import openpyxl
import pytest

TODAY = "2024-02-27"
FORM = (
    "Horodateur,Adresse e-mail,Nom,Prénom,Téléphone,Remarques\n"
    "10/02/2024 09:02:11,jb@val.example,Fauvel-Rochas,Jean-Baptiste,04 65 71 10 01,\n"
    "11/02/2024 10:15:40,eloise@chemins.example,d'Arnoncourt,Éloïse,,Végétarienne\n"
    "13/02/2024 11:31:05,zoe@parc.example,MARTINEAU,Zoé,,\n"
)
TITLED = (
    '"Accueillir de nouveaux habitants","","",""\n"Heure de soumission","Nom","Prénom","Courriel"\n'
    '"12/02/2024 - 09:02","MARTINEAU","Zoé","zoe@parc.example"\n'
)


@pytest.fixture
def desk(cap, home):
    """Two sessions to come, and somebody who has the e-mail of one of the form under another name."""

    def run(*args: str, stdin: str | None = None, today: str = TODAY, lang: str = "en"):
        return cap(*args, today=today, stdin=stdin, lang=lang)

    for title, day in (("Accueil", "2024-03-05"), ("Suite", "2024-04-05")):
        assert run("session", "new", "--title", title, "--date", day, "--yes").code == 0
    return run


@pytest.fixture
def unclear(desk):
    """The row of line 4 may be a colleague."""
    desk("person", "add", "Anne Roche", "--email", "zoe@parc.example")
    return desk


def written(text: str, name: str = "form.csv") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def plan_of(done) -> dict[int, dict]:
    return {row["line"]: row for row in json.loads(done.out)["rows"]}


def attendees(desk, session: str = "S1") -> list[str]:
    return sorted(row["family_name"] for row in json.loads(desk("attendees", session, "-f", "json").out))


def newest(desk) -> int:
    return json.loads(desk("log", "-f", "json").out)[0]["entry"]


class Book:
    """A plan opened in a spreadsheet program."""

    def __init__(self, path: str = "plan.xlsx") -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book["plan"]
        self.headings = [cell.value for cell in self.sheet[1]]

    def row(self, line: int) -> int:
        return next(number for number in range(2, self.sheet.max_row + 1) if self.sheet.cell(number, 1).value == line)

    def decide(self, line: int, text: str, heading: str = "Decision") -> "Book":
        self.sheet.cell(self.row(line), self.headings.index(heading) + 1).value = text
        return self

    def choices(self, line: int, heading: str = "Decision") -> list[str]:
        """The list that the cell offers."""
        cell = self.sheet.cell(self.row(line), self.headings.index(heading) + 1)
        for rule in self.sheet.data_validations.dataValidation:
            if cell.coordinate in rule.sqref:
                sheet, span = rule.formula1.split("!")
                found = self.book[sheet][span.replace("$", "")]
                rows = found if isinstance(found, tuple) else ((found,),)
                return [one.value for row in rows for one in row]
        return []

    def save(self) -> None:
        self.book.save(self.path)


class TestDecidedInASpreadsheet:
    def test_it_is_written_and_nothing_else_is(self, unclear):
        """Not even asked for a yes: the plan is to be decided first."""
        before = newest(unclear)
        done = unclear("import", written(FORM), "--session", "S1", "-o", "plan.xlsx")
        assert done.code == 0, done.err
        assert "cap import form.csv --apply plan.xlsx" in done.err
        assert newest(unclear) == before
        book = Book()
        assert book.sheet.freeze_panes == "A2"
        assert [book.sheet.cell(number, 2).value for number in (2, 3, 4)] == ["add", "add", "unclear"]
        colours = {book.sheet.cell(number, 2).fill.fgColor.rgb for number in (2, 4)}
        assert len(colours) == 2
        facts = {row[0].value: row[1].value for row in book.book["source"].iter_rows()}
        assert (facts["file"], facts["kind"], facts["session"]) == ("form.csv", "registrations", "S1")

    def test_each_row_offers_what_may_be_decided_of_it(self, unclear):
        unclear("import", written(FORM), "--session", "S1", "-o", "plan.xlsx")
        book = Book()
        assert [text.partition(":")[0] for text in book.choices(4)] == ["same P1", "new", "later", "ignore", "skip"]
        assert book.choices(4)[0] == "same P1: Anne Roche"
        assert [text.partition(":")[0] for text in book.choices(2)] == ["skip"]

    def test_decisions_are_done(self, unclear):
        """The session need not be typed again; a sure row is left out as well as an unclear one is settled."""
        unclear("import", written(FORM), "--session", "S1", "-o", "plan.xlsx")
        Book().decide(4, "new: somebody else, for example a colleague").decide(2, "skip").save()
        done = unclear("import", "form.csv", "--apply", "plan.xlsx", "--yes")
        assert done.code == 0, done.err
        assert attendees(unclear) == ["MARTINEAU", "d'Arnoncourt"]
        assert "left out, as was decided" in done.out

    @pytest.mark.parametrize("text", ["same P1", "same p1 : Anne Roche", "SAME P1", "même P1"])
    def test_words_are_understood_however_they_are_typed(self, unclear, text):
        unclear("import", written(FORM), "--session", "S1", "-o", "plan.xlsx")
        Book().decide(4, text).save()
        done = unclear("import", "form.csv", "--apply", "plan.xlsx", "--dry-run", "-f", "json")
        assert plan_of(done)[4]["person"]["ref"] == "P1"

    def test_a_plan_decided_in_french(self, unclear):
        unclear("import", written(FORM), "--session", "S1", "-o", "plan.xlsx", lang="fr")
        book = Book()
        heading = next(text for text in book.headings if text.startswith("D") and book.choices(4, text))
        book.decide(4, book.choices(4, heading)[1], heading).save()
        done = unclear("import", "form.csv", "--apply", "plan.xlsx", "--yes", lang="fr")
        assert (done.code, attendees(unclear)) == (0, ["Fauvel-Rochas", "MARTINEAU", "d'Arnoncourt"])

    def test_a_row_that_is_not_decided_stays_unclear(self, unclear):
        unclear("import", written(FORM), "--session", "S1", "-o", "plan.xlsx")
        done = unclear("import", "form.csv", "--apply", "plan.xlsx", "--yes")
        assert (done.code, "line 4" in done.err, attendees(unclear)) == (4, True, [])

    @pytest.mark.parametrize("text", ["perhaps", "same P99", "same O1", "year", "same"])
    def test_what_is_no_decision_is_one_line_with_its_row(self, unclear, text):
        unclear("import", written(FORM), "--session", "S1", "-o", "plan.xlsx")
        Book().decide(4, text).save()
        done = unclear("import", "form.csv", "--apply", "plan.xlsx", "--yes")
        assert (done.code, done.err.count("\n"), "Row 4 of plan.xlsx" in done.err) == (6, 1, True)

    def test_another_file_is_refused(self, unclear):
        """Even the same form exported once more: its lines may mean others now."""
        unclear("import", written(FORM), "--session", "S1", "-o", "plan.xlsx")
        written(FORM + "14/02/2024 08:00:00,anne@x.example,Roux,Anne,,\n")
        done = unclear("import", "form.csv", "--apply", "plan.xlsx", "--yes")
        assert (done.code, done.err.count("\n"), "is not the plan of form.csv as it is now" in done.err) == (6, 1, True)

    def test_a_spreadsheet_that_is_no_plan_is_refused(self, desk):
        desk("person", "add", "Anne Roche")
        desk("person", "list", "-o", "people.xlsx")
        for name in ("people.xlsx", written(FORM, "other.csv"), "missing.xlsx"):
            done = desk("import", written(FORM), "--apply", name, "--yes")
            assert (done.code, done.err.count("\n")) == (6, 1)

    def test_rows_may_be_sorted_and_columns_moved(self, unclear):
        """A row is known by its line, a column by its heading."""
        unclear("import", written(FORM), "--session", "S1", "-o", "plan.xlsx")
        book = Book().decide(4, "ignore")
        cells = [[cell.value for cell in row][::-1] for row in book.sheet.iter_rows()]
        rows = [cells[0], *reversed(cells[1:])]
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row, 1):
                book.sheet.cell(number, place).value = value
        book.save()
        done = unclear("import", "form.csv", "--apply", "plan.xlsx", "--dry-run", "-f", "json")
        assert plan_of(done)[4]["problems"][-1]["code"] == "row_ignored"

    def test_a_formula_of_the_form_stays_text(self, desk):
        form = FORM.replace("MARTINEAU", "=SOMME(A1)")
        desk("import", written(form), "--session", "S1", "-o", "plan.xlsx")
        cells = [cell for row in Book().sheet.iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
        assert any(cell.value == "Zoé =SOMME(A1)" for cell in cells)

    def test_whoever_is_left_out_of_a_report_is_with_every_connection(self, desk):
        """Two lines of one person are one row of the plan."""
        report = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n" + "".join(
            f"{name},,03/05/2024 {start}:00 AM,03/05/2024 {end}:00 AM,{minutes},Yes\n"
            for name, start, end, minutes in (
                ("Zoé Martineau", "10:00", "10:40", 40),
                ("Zoé Martineau", "10:45", "11:30", 45),
                ("Anne Roux", "10:00", "11:30", 90),
            )
        )
        for name in ("Zoé Martineau", "Anne Roux"):
            desk("register", "S1", "--new", name)
        args = ("import", written(report, "zoom.csv"), "--as", "attendance")
        done = desk(*args, "--session", "S1", "-o", "plan.xlsx", today="2024-03-06")
        assert done.code == 0, done.err
        Book().decide(2, "skip").save()
        done = desk(*args, "--apply", "plan.xlsx", "--dry-run", "-f", "json", today="2024-03-06")
        rows = plan_of(done)
        assert (rows[2]["action"], rows[2]["problems"][0]["code"]) == ("skip", "row_decided")
        assert [line for line, row in rows.items() if row["action"] == "create"] == [4]

    def test_other_formats_go_on_as_ever(self, desk):
        """A CSV of the plan is to be read, not to be decided."""
        done = desk("import", written(FORM), "--session", "S1", "-o", "plan.csv", "--yes")
        assert (done.code, len(attendees(desk))) == (0, 3)
        assert Path("plan.csv").read_text("utf-8").startswith("line,action")


class TestRemembered:
    def test_a_form_remembers_its_session(self, desk):
        """By the title in the file, whatever the file is called; typed again, another one wins and is remembered."""
        assert desk("import", written(TITLED), "--yes").code == 2
        done = desk("import", written(TITLED), "--session", "S1", "--yes")
        assert done.code == 0, done.err
        more = TITLED + '"13/02/2024 - 10:00","Roux","Anne","anne@x.example"\n'
        done = desk("import", written(more, "again.csv"), "--yes")
        assert done.code == 0, done.err
        assert "Session: S1 Accueil, Tuesday 5 March 2024, as last time." in done.out
        assert attendees(desk) == ["MARTINEAU", "Roux"]

    def test_a_list_that_was_of_a_session_is_of_it_again(self, desk):
        """Nothing in it says registrations but what was typed the first time."""
        bare = TITLED.replace('"Heure de soumission",', "").replace('"12/02/2024 - 09:02",', "")
        assert desk("import", written(bare), "--session", "S1", "--yes").code == 0
        done = desk("import", written(bare + '"Roux","Anne","anne@x.example"\n'), "--yes")
        assert (done.code, attendees(desk)) == (0, ["MARTINEAU", "Roux"])

    def test_another_session_wins_and_is_remembered(self, desk):
        desk("import", written(TITLED), "--session", "S1", "--yes")
        other = TITLED.replace("MARTINEAU", "Roux").replace("Zoé", "Anne").replace("zoe@parc", "anne@x")
        done = desk("import", written(other), "--session", "S2", "--yes")
        assert (done.code, attendees(desk, "S2")) == (0, ["Roux"])
        done = desk("import", written(other), "--dry-run")
        assert "Session: S2 Suite" in done.out

    def test_a_session_that_is_gone_is_asked_for_again(self, desk):
        desk("import", written(TITLED), "--session", "S1", "--yes")
        assert desk("undo", "--yes").code == 0
        assert desk("import", written(TITLED), "--yes").code == 2

    def test_a_mapping_is_remembered_for_the_same_headings(self, desk):
        """In the entry of the rows, and said."""
        form = "Qui;Où écrire\nMARTINEAU Zoé;zoe@parc.example\n"
        maps = ("--map", "Qui=name", "--map", "Où écrire=email")
        before = newest(desk)
        assert desk("import", written(form), "--session", "S1", *maps, "--yes").code == 0
        assert newest(desk) == before + 1
        again = form + "Roux Anne;anne@x.example\n"
        done = desk("import", written(again), "--session", "S1", "--yes")
        assert done.code == 0, done.err
        assert "As last time: “Qui” as name and “Où écrire” as email." in done.out
        assert attendees(desk) == ["MARTINEAU", "Roux"]

    def test_a_rehearsal_remembers_nothing(self, desk):
        before = newest(desk)
        desk("import", written(TITLED), "--session", "S1", "--dry-run")
        assert newest(desk) == before
        assert desk("import", written(TITLED), "--yes").code == 2


class TestDates:
    AMERICAN = "Timestamp,Email Address,First name,Last name\n2/3/2024 9:02:11,zoe@parc.example,Zoé,Martineau\n"

    def test_what_nothing_tells_is_a_question(self, desk):
        unclear = self.AMERICAN.replace("2/3/2024", "2/1/2024")
        done = desk("import", written(unclear), "--session", "S1", "--yes")
        assert (done.code, done.err.count("\n"), "--dates" in done.err) == (4, 1, True)
        assert "“2/1/2024 9:02:11”" in done.err

    def test_semicolons_do_not_answer_it(self, desk):
        """French Excel saves what came from anywhere with them."""
        unclear = self.AMERICAN.replace("2/3/2024", "2/1/2024").replace(",", ";")
        assert desk("import", written(unclear), "--session", "S1", "--yes").code == 4

    def test_no_request_lies_ahead(self, desk):
        done = desk("import", written(self.AMERICAN), "--session", "S1", "--dry-run", today="2024-02-20")
        assert "Dates are read with the month first." in done.out

    @pytest.mark.parametrize(("order", "day"), [("day-first", "2024-03-02"), ("month-first", "2024-02-03")])
    def test_it_can_be_said(self, desk, order, day):
        today = "2024-03-03"
        args = ("--session", "S1", "--dates", order, "--dry-run", "-f", "json")
        done = desk("import", written(self.AMERICAN), *args, today=today)
        assert plan_of(done)[2]["values"]["requested_at"].startswith(day)
        said = json.loads(done.out)["source"]["dates"]
        assert said == order.replace("-", "_")

    def test_what_was_said_is_remembered_for_the_same_headings(self, desk):
        """Also against what the headings tell: a French form may be answered in an American sheet."""
        form = self.AMERICAN.replace("2/3/2024", "2/1/2024")
        french = form.replace("Timestamp", "Horodateur").replace("zoe@", "anne@").replace("Zoé,Martineau", "Anne,Roche")
        for text in (form, french):
            desk("import", written(text), "--session", "S1", "--dates", "month-first", "--yes")
            done = desk("import", written(text), "--session", "S1", "--dry-run")
            assert "Dates are read with the month first." in done.out

    def test_another_word_is_refused(self, desk):
        done = desk("import", written(self.AMERICAN), "--session", "S1", "--dates", "american")
        assert (done.code, "day-first" in done.err) == (2, True)


class TestShown:
    def test_columns_are_in_the_json_with_their_confidence(self, desk):
        done = desk("import", written(FORM), "--session", "S1", "--dry-run", "-f", "json")
        columns = {column["heading"]: column for column in json.loads(done.out)["source"]["columns"]}
        assert list(columns) == FORM.splitlines()[0].split(",")
        assert columns["Nom"]["field"] == "family_name"
        assert all(0 <= column["confidence"] <= 100 for column in columns.values())

    def test_what_is_never_kept_is_said(self, desk):
        form = FORM.replace("Remarques", "Adresse IP").replace("Végétarienne", "192.0.2.10")
        done = desk("import", written(form), "--session", "S1", "--yes")
        assert "Never kept: “Adresse IP”." in done.out
        assert "192.0.2" not in Path(os.environ["CAP_DATA"]).read_text("utf-8")

    def test_a_long_plan_is_cut_and_says_where_the_rest_is(self, desk):
        """What needs somebody's eyes is shown, wherever it stands."""
        names = ["".join(random.Random(n).choices(ascii_lowercase, k=12)) for n in range(400)]
        rows = "".join(f"10/02/2024 09:00:{n % 60:02},p{n}@x.example,{name},,,\n" for n, name in enumerate(names))
        form = FORM.splitlines()[0] + "\n" + rows + "10/02/2024 10:00:00,broken@@x,Dernière,Zoé,,\n"
        done = desk("import", written(form), "--session", "S1", "--dry-run")
        lines = done.out.splitlines()
        assert "… 201 more rows: -o plan.xlsx writes them all." in lines
        assert any("Zoé Dernière" in line for line in lines)
        assert len([line for line in lines if " add " in line]) == 200

    def test_no_colour_off_a_terminal(self, desk):
        assert "\x1b" not in desk("import", written(FORM), "--session", "S1", "--dry-run").out


def test_of_many_columns_the_first_are_named_and_the_others_counted(desk, tmp_path):
    names = ascii_lowercase[:20]
    file = tmp_path / "wide.csv"
    file.write_text(f"Nom,E-mail,{','.join(f'Mot {one}' for one in names)}\nRoche,r@a.example{',oui' * 20}\n")
    told = " ".join(desk("import", str(file), "--session", "S1", "--dry-run").out.split())
    assert "“Mot k”, “Mot l” and 8 others." in told


def test_a_total_is_no_payment_of_today(desk, tmp_path):
    """It has no day, but is nobody's either."""
    file = tmp_path / "bank.csv"
    file.write_text("Nom,Prénom,Montant,Date de paiement\nRoche,Anne,20,12/02/2024\nTOTAL,,20,\n")
    assert "no day of payment" not in desk("import", str(file), "--as", "dues", "--dry-run").out


def test_a_plan_alone_says_of_each_column_how_sure_it_is(cap):
    """What is only looked at is looked at more closely; an import says what is guessed."""
    cap("session", "new", "--title", "Atelier compost", "--date", "28/11/2023")
    Path("form.csv").write_text("Nom,Prénom,Courriel\nMartineau,Zoé,zoe@die.example\n", encoding="utf-8")
    read = re.compile(r"“Nom” as family_name \((\d+)%\), “Prénom” as given_name \(\d+%\) and “Courriel” as email")
    told = " ".join(cap("import", "form.csv", "--session", "S1", "--dry-run").out.split())
    assert 80 <= int(read.search(told)[1]) <= 100
    assert not read.search(" ".join(cap("import", "form.csv", "--session", "S1", "--yes").out.split()))
