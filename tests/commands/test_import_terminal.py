"""`cap import` at a terminal: what is asked, in which order, and that leaving in between writes nothing."""

import json
import random
import re
import signal
import sys
from pathlib import Path
from string import ascii_lowercase

import pytest

pexpect = pytest.importorskip("pexpect")

TODAY = "2024-02-27"
FORM = (
    "Horodateur,Adresse e-mail,Nom,Prénom,Structure\n"
    "12/02/2024 09:02:11,jb@val.example,Fauvel-Rochas,Jean-Baptiste,Mairie de Val-Imaginé\n"
    "13/02/2024 10:15:40,eloise@chemins.example,d'Arnoncourt,Éloïse,mairie de Val-Imaginé\n"
    "13/02/2024 11:31:05,zoe@parc.example,MARTINEAU,Zoé,\n"
)
PROGRAM = "import sys; sys.argv[0] = 'cap'; from capcli.__main__ import main; main()"


@pytest.fixture
def desk(cap):
    def run(*args: str, **how):
        return cap(*args, today=TODAY, **how)

    assert run("session", "new", "--title", "Accueil", "--date", "2024-03-05", "--yes").code == 0
    return run


class Terminal:
    """A child at a terminal of 80 columns: answer a question when it comes."""

    def __init__(self, *args: str, text: str = FORM, **how) -> None:
        Path("form.csv").write_text(text, encoding="utf-8")
        words = ["-c", PROGRAM, "--lang", "en", "--today", TODAY, "import", "form.csv", *args]
        how = {"encoding": "utf-8", "timeout": 60, "dimensions": (60, 80), **how}
        self.child = pexpect.spawn(sys.executable, words, **how)

    def answer(self, question: str, text: str) -> str:
        self.child.expect_exact(question)
        seen = self.child.before
        self.child.sendline(text)
        return seen

    def end(self) -> tuple[int, str]:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus, self.child.before


def newest(desk) -> int:
    return json.loads(desk("log", "-f", "json").out)[0]["entry"]


def organisations(desk) -> list[str]:
    return [row["name"] for row in json.loads(desk("org", "list", "-f", "json").out)]


def test_an_unknown_organisation_is_asked_for_once(desk):
    """Two rows name it, in two spellings of one name; a new one is added and both belong to it."""
    terminal = Terminal("--session", "S1")
    seen = terminal.answer("Which one, 1 to 2?", "1")
    assert "The organisation “Mairie de Val-Imaginé” of 2 rows is not known." in seen
    terminal.answer("Import these rows? [y/N]", "y")
    code, said = terminal.end()
    assert (code, "3 registrations made." in said) == (0, True)
    assert organisations(desk) == ["Mairie de Val-Imaginé"]
    people = json.loads(desk("person", "list", "-f", "json").out)
    assert [one["organisation"] for one in people].count({"ref": "O1", "name": "Mairie de Val-Imaginé"}) == 2


def test_an_unknown_organisation_can_be_a_known_one(desk):
    """Its name becomes an alias: nobody is asked again."""
    desk("org", "add", "Maison de Val-Imaginé")
    terminal = Terminal("--session", "S1")
    seen = terminal.answer("Which one, 1 to", "1")
    if "The same as O1 Maison de Val-Imaginé" not in seen:
        pytest.fail(seen)
    terminal.answer("Import these rows? [y/N]", "y")
    assert terminal.end()[0] == 0
    assert organisations(desk) == ["Maison de Val-Imaginé"]
    again = desk("import", "form.csv", "--session", "S1", "--dry-run", "-f", "json")
    problems = [problem["code"] for row in json.loads(again.out)["rows"] for problem in row["problems"]]
    assert "organisation_unknown" not in problems


def test_going_without_an_organisation_leaves_it_unknown(desk):
    terminal = Terminal("--session", "S1")
    terminal.answer("Which one, 1 to 2?", "2")
    terminal.answer("Import these rows? [y/N]", "y")
    assert terminal.end()[0] == 0
    assert organisations(desk) == []


@pytest.mark.parametrize("question", ["Which one, 1 to 2?", "Import these rows? [y/N]"])
def test_interrupted_it_has_written_nothing(desk, question):
    """Not even what was answered so far."""
    before = newest(desk)
    terminal = Terminal("--session", "S1")
    if question != "Which one, 1 to 2?":
        terminal.answer("Which one, 1 to 2?", "1")
    terminal.child.expect_exact(question)
    terminal.child.kill(signal.SIGINT)
    assert terminal.end()[0] == 130
    assert (newest(desk), organisations(desk)) == (before, [])


def test_the_order_of_dates_is_asked_when_nothing_tells(desk):
    form = "Timestamp,Email Address,First name,Last name\n2/1/2024 9:02:11,zoe@parc.example,Zoé,Martineau\n"
    terminal = Terminal("--session", "S1", text=form)
    seen = terminal.answer("Which one, 1 to 2?", "2")
    assert "The month first" in seen
    seen = terminal.answer("Import these rows? [y/N]", "y")
    assert "Dates are read with the month first." in seen
    assert terminal.end()[0] == 0
    rows = json.loads(desk("attendees", "S1", "-f", "json").out)
    assert rows[0]["requested_at"].startswith("2024-02-01")


def test_actions_have_colours_and_lines_fit(desk):
    known = FORM.replace("Mairie de Val-Imaginé", "").replace("mairie de Val-Imaginé", "")
    terminal = Terminal("--session", "S1", text=known + "14/02/2024 08:00:00,,,,Les Amis\n")
    code, said = terminal.end()
    assert code == 6
    assert "\x1b[32madd" in said
    assert "\x1b[31merror" in said
    table = said[said.index("Line") : said.index("cap: ")]
    bare = re.sub(r"\x1b\[[0-9;]*m", "", table)
    assert all(len(line) <= 80 for line in bare.splitlines())


def test_a_long_plan_shows_how_far_it_is(desk, monkeypatch):
    """On the terminal, and gone afterwards; none off a terminal."""
    monkeypatch.setenv("PAGER", "cat")
    rows = []
    for number in range(1500):
        name = "".join(random.Random(number).choices(ascii_lowercase, k=16))
        rows.append(f"10/02/2024 09:00:00,p{number}@x.example,{name[:10]},{name[10:]},\n")
    text = FORM.splitlines()[0] + "\n" + "".join(rows)
    terminal = Terminal("--session", "S1", "--dry-run", text=text)
    code, said = terminal.end()
    assert code == 0
    bars = re.findall(r"\r\[(#* *)\] (\d+) of 1500 rows", said)
    assert bars
    assert [int(done) for _bar, done in bars] == sorted(int(done) for _bar, done in bars)
    assert re.search(r"rows *\r +\r", said)
    assert "of 1500 rows" not in desk("import", "form.csv", "--session", "S1", "--dry-run").err


def test_an_unknown_payer_can_be_a_new_organisation(desk):
    """Its rate says that an organisation pays; nobody typed it before."""
    desk("dues", "rate", "set", "Structure", "--amount", "150", "--payer", "organisation")
    text = "Payeur;Tarif;Montant;Date;Année\nLes Amis du Lavoir;Structure;150;03/02/2024;2024\n"
    terminal = Terminal("--as", "dues", text=text)
    seen = terminal.answer("Which one, 1 to 2?", "1")
    assert "“Les Amis du Lavoir” pays in 1 row and is not known. Which organisation is it?" in seen
    terminal.answer("Import these rows? [y/N]", "y")
    code, said = terminal.end()
    assert (code, "1 payment kept." in said) == (0, True)
    assert organisations(desk) == ["Les Amis du Lavoir"]


def test_a_plan_alone_asks_nothing(desk):
    """What was answered for it would be asked again when it is done."""
    code, said = Terminal("--session", "S1", "--dry-run").end()
    assert (code, "Which one" in said, "3 to add." in said) == (0, False, True)


def test_enter_goes_without_an_unknown_organisation(desk):
    """Whoever has no time for sixty of them loses none of the rows."""
    terminal = Terminal("--session", "S1")
    terminal.answer("Which one, 1 to 2? (Enter: 2)", "")
    terminal.answer("Import these rows? [y/N]", "y")
    assert terminal.end()[0] == 0
    assert (organisations(desk), len(json.loads(desk("attendees", "S1", "-f", "json").out))) == ([], 3)


def test_rows_that_do_not_go_in_ask_for_no_organisation(desk):
    """Asked after the last day: the rule alone is told, again and again, and nothing is asked."""
    assert desk("session", "edit", "S1", "--last-day", "2024-02-01").code == 0
    code, said = Terminal("--session", "S1").end()
    assert (code, "Which one" in said, "3 left out." in said) == (0, False, True)
    assert "goes in without it" not in said


REPORT = (
    "Name (Original Name),User Email,Join Time,Leave Time\n"
    "Lutin42,,02/20/2024 02:00:00 PM,02/20/2024 03:30:00 PM\n"
    "Galaxy S21,,02/20/2024 02:00:00 PM,02/20/2024 03:30:00 PM\n"
)


def test_whoever_a_meeting_showed_can_be_named_and_is_remembered(desk):
    """A name that tells nothing is somebody whom the coordinator knows; a name of nobody is asked for again."""
    made = ("--title", "Webinaire", "--slot", "2024-02-20 14:00-16:00", "--yes")
    assert desk("session", "new", *made).code == 0
    assert desk("person", "add", "Zoé MARTINEAU").code == 0
    terminal = Terminal("--session", "S2", text=REPORT)
    assert "1. Somebody known, whom you name" in terminal.answer("Which one, 1 to 4?", "1")
    terminal.answer("Who? A name, an e-mail or P12 (Enter: back):", "Lutin")
    terminal.answer("Who? A name, an e-mail or P12 (Enter: back):", "")
    terminal.answer("Which one, 1 to 4?", "1")
    terminal.answer("Who? A name, an e-mail or P12 (Enter: back):", "martineau")
    terminal.answer("Import these rows? [y/N]", "y")
    code, said = terminal.end()
    assert (code, "1 person marked." in said, "line 3  Galaxy S21" in said) == (0, True, True)
    assert "Nothing to write." in desk("import", "form.csv", "--session", "S2", "--yes").err
