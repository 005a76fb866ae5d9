"""`cap register` in a real terminal: which session, who, near names, somebody new."""

import sys

import pytest

pexpect = pytest.importorskip("pexpect")


@pytest.fixture
def desk(cap):
    for title, day in (("Atelier compost", "28/11/2023"), ("Bilan", "5/12/2023"), ("Hier", "1/9/2023")):
        cap("session", "new", "--title", title, "--date", day, "--capacity", "1")
    cap("org", "add", "Mairie de Die")
    cap("person", "add", "Zoé MARTINEAU", "--org", "O1", "--email", "zoe@die.example")
    cap("person", "add", "Jean DUPONT")
    cap("person", "add", "Anne DUPONT")
    return cap


class Terminal:
    """A child at a terminal of 100 columns: answer a question when it comes."""

    def __init__(self, *args: str) -> None:
        program = "import sys; sys.argv[0] = 'cap'; from capcli.__main__ import main; main()"
        words = ["-c", program, "--today", "2023-10-02", *args]
        self.child = pexpect.spawn(sys.executable, words, encoding="utf-8", timeout=20, dimensions=(40, 160))

    def answer(self, question: str, text: str) -> str:
        self.child.expect_exact(question)
        seen = self.child.before
        self.child.sendline(text)
        return seen

    def end(self) -> tuple[int, str]:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus, self.child.before


def test_alone_it_asks_which_session_then_who_and_confirms_in_one_line(desk):
    """Sessions to come are shown, the nearest first; those that are over are not."""
    terminal = Terminal("register")
    shown = terminal.answer("Which session?", "compost")
    assert shown.index("S1 Atelier compost, Tuesday 28 November 2023 — 0/1") < shown.index("S2 Bilan")
    assert "Hier" not in shown
    terminal.answer("Who?", "martin")
    code, said = terminal.end()
    assert code == 0
    assert "confirmed  R1  Zoé MARTINEAU (P1, Mairie de Die) — S1 Atelier compost" in said


def test_what_is_not_found_is_asked_again(desk):
    terminal = Terminal("register")
    terminal.answer("Which session?", "jardin")
    assert "jardin" in terminal.answer("Which session?", "2")
    terminal.answer("Who?", "P99")
    assert "P99" in terminal.answer("Who?", "P1")
    code, said = terminal.end()
    assert (code, "S2 Bilan" in said) == (0, True)


def test_near_names_are_shown_before_somebody_is_created(desk):
    terminal = Terminal("register", "S1")
    terminal.answer("Who?", "Zoé Martinau")
    shown = terminal.answer("Which one, 1 to 2?", "1")
    assert "1. P1  Zoé MARTINEAU, Mairie de Die" in shown
    assert "2. Somebody new" in shown
    code, said = terminal.end()
    assert (code, "R1  Zoé MARTINEAU (P1" in said) == (0, True)


def test_somebody_new_is_created_on_the_way(desk):
    terminal = Terminal("register", "S1")
    terminal.answer("Who?", "Luc L'HOSTIS")
    terminal.answer("Nobody is called Luc L'HOSTIS. Add somebody new? [y/N]", "n")
    terminal.answer("Who?", "Luc L'HOSTIS")
    terminal.answer("Add somebody new? [y/N]", "y")
    terminal.answer("Given name? [Luc]", "")
    terminal.answer("Family name? [L'HOSTIS]", "")
    terminal.answer("E-mail?", "luc@die.example")
    terminal.answer("Organisation?", "die")
    code, said = terminal.end()
    assert (code, "confirmed  R1  Luc L'HOSTIS (P4, Mairie de Die)" in said) == (0, True)


def test_of_several_namesakes_one_is_chosen(desk):
    terminal = Terminal("register", "S1")
    terminal.answer("Who?", "dupont")
    shown = terminal.answer("Which one, 1 to 2?", "2")
    assert shown.index("Anne DUPONT") < shown.index("Jean DUPONT")
    code, said = terminal.end()
    assert (code, "Jean DUPONT (P2)" in said) == (0, True)


@pytest.mark.parametrize(("answers", "said"), [(["1"], "Zoé MARTINEAU (P1"), (["2", "Twins"], "(P4, Mairie de Die)")])
def test_a_new_namesake_is_asked_about(desk, answers, said):
    terminal = Terminal("register", "S1", "--new", "Zoé Martineau", "--org", "O1")
    terminal.answer("Which one, 1 to 2?", answers[0])
    for answer in answers[1:]:
        terminal.answer("Why a second one?", answer)
    code, seen = terminal.end()
    assert (code, said in seen) == (0, True)


@pytest.mark.parametrize("args", [("register",), ("register", "S1")])
def test_an_empty_answer_does_nothing(desk, args):
    terminal = Terminal(*args)
    terminal.answer("?", "")
    code, said = terminal.end()
    assert (code, "Nothing was done." in said) == (0, True)
    assert '"R1"' not in desk("attendees", "S1", "-f", "json").out


def test_an_end_of_input_does_nothing(desk):
    terminal = Terminal("register", "S1")
    terminal.child.expect_exact("Who?")
    terminal.child.sendeof()
    code, said = terminal.end()
    assert (code, said.splitlines()[-1]) == (0, "Nothing was done.")
