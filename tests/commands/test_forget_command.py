"""`cap person forget`: a plan, the name once more, and no file that says who it was."""

import json
import subprocess
import sys

import pytest
from forget_folder import found_in_folder

pexpect = pytest.importorskip("pexpect")

LATER = "2023-12-08"
PROGRAM = "import sys; sys.argv[0] = 'cap'; from capcli.__main__ import main; main()"


@pytest.fixture
def desk(cap):
    """Zoé, who came, changed her e-mail, cancelled with a reason and is named by somebody else’s."""
    cap("person", "add", "Zoé MARTINEAU", "--email", "zoe@avant.example", "--phone", "06 12 34 56 78")
    cap("person", "edit", "martineau", "--email", "zoe@exemple.example")
    cap("person", "add", "Luc ROCHE")
    cap("session", "new", "--title", "Atelier compost", "--date", "28/11/2023")
    cap("session", "new", "--title", "Atelier haies", "--date", "5/12/2023")
    cap("register", "S1", "martineau,", "roche")
    cap("register", "S2", "martineau")
    cap("unregister", "S2", "martineau", "--reason", "Zoé Martineau est malade")
    cap("unregister", "S1", "roche", "--reason", "remplacé par Zoé Martineau")
    assert cap("present", "S1", "martineau", today="2023-11-28").code == 0
    return lambda *args, **more: cap(*args, **({"today": LATER} | more))


def test_the_name_once_more_forgets(desk, home):
    assert len(found_in_folder(home)) > 3  # the data, the history, the backups
    done = desk("person", "forget", "martineau", "--name", "martineau zoe")
    assert done.code == 0, done.err
    assert "Forgotten for good: P1." in done.out
    assert "cannot be undone" in done.out
    assert found_in_folder(home) == {}


def test_the_plan_comes_first_and_writes_nothing(desk, home):
    before = (home / "cap.json").read_bytes()
    done = desk("person", "forget", "P1")
    assert done.code == 2
    assert '--name "Zoé MARTINEAU"' in done.err
    for told in (
        "To be forgotten for good: Zoé MARTINEAU (P1).",
        "the name, e-mail and phone",
        "until 28 November 2029",
    ):
        assert told in done.out
    assert "cap person show P1 --all -o dossier.pdf" in done.out
    assert "P1 is put instead: R2" in done.out
    assert (home / "cap.json").read_bytes() == before


def test_what_an_editor_or_a_sync_program_left_beside_it_is_named(desk, home):
    """`cap` does not touch it, and it says who it was."""
    names = ["cap (conflit de Zoé 2023-11-20).json", "cap.json.bak", "cap.json.journal.old", "cap.json~"]
    for name in names:
        (home / name).write_bytes((home / "cap.json").read_bytes())
    done = desk("person", "forget", "P1", "--name", "Zoé MARTINEAU")
    assert f"beside the data file: {', '.join(names[:-1])} and {names[-1]}." in done.out
    assert set(found_in_folder(home)) == set(names)


def test_backups_that_cannot_be_written_anew_stop_it_before_the_history_is(desk, home):
    """What is said to be unchanged is: the history still knows who P1 is."""
    (home / "cap.json.backups").rename(home / "theirs")
    (home / "cap.json.backups").write_text("")
    before = (home / "cap.json.journal").read_bytes()
    done = desk("person", "forget", "P1", "--name", "Zoé MARTINEAU")
    assert (done.code, "Nothing was changed" in done.err) == (5, True)
    assert (home / "cap.json.journal").read_bytes() == before
    assert "No backup can be made" in desk("doctor").out


def test_another_name_is_refused(desk):
    done = desk("person", "forget", "P1", "--name", "Zoé")
    assert done.code == 1
    assert "“Zoé” is not the name of P1" in done.err


def test_whoever_is_to_come_is_told_how_to_cancel_first(desk):
    done = desk("person", "forget", "P1", "--name", "Zoé MARTINEAU", today="2023-11-28")
    assert done.code == 1
    assert "S1 Atelier compost" in done.err
    assert "cap unregister S1 P1" in done.err


class TestAfterwards:
    @pytest.fixture
    def gone(self, desk):
        assert desk("person", "forget", "P1", "--name", "Zoé MARTINEAU").code == 0
        return desk

    def test_lists_and_exports_show_a_number_without_a_name(self, gone):
        assert "martineau" not in gone("person", "list").out.casefold()
        assert "forgotten person" in gone("person", "list").out
        rows = json.loads(gone("attendees", "S1", "-f", "json").out)
        assert [row["person"] for row in rows if row["person"]["ref"] == "P1"] == [
            {"ref": "P1", "given_name": "", "family_name": "forgotten person"}
        ]

    def test_the_name_is_in_the_language_of_the_papers(self, desk):
        desk("config", "set", "language", "fr")
        assert desk("person", "forget", "P1", "--name", "Zoé MARTINEAU", lang="fr").code == 0
        assert json.loads(desk("person", "show", "P1", "-f", "json").out)["given_name"] == ""

    def test_an_export_of_everything_names_nobody(self, gone, home):
        assert gone("export", "everything").code == 0
        assert found_in_folder(home) == {}

    def test_it_says_when(self, gone):
        assert "Forgotten on 8 December 2023." in gone("person", "show", "P1").out

    def test_nothing_finds_them(self, gone):
        assert "Nothing found." in gone("find", "martineau").out
        assert gone("person", "show", "martineau").code == 3

    def test_the_history_tells_it_without_a_name(self, gone):
        told = gone("log").out + "".join(gone("log", f"H{number}").out for number in range(1, 12))
        assert "martineau" not in told.casefold()
        assert "person forget" in told

    def test_no_undo_takes_it_back(self, gone):
        newest = json.loads(gone("log", "-f", "json").out)[0]["entry"]
        assert "forgot somebody for good" in gone("undo", f"H{newest}").err
        assert "of somebody who was forgotten since" in gone("undo", "H2").err
        assert "it deleted for good" in gone("undo", "H3").err

    def test_the_doctor_finds_no_record_wrong(self, gone):
        told = gone("doctor", "-f", "json").out
        assert json.loads(told)
        assert "P1" not in told

    def test_they_may_come_back_anew(self, gone):
        assert gone("person", "add", "Zoé MARTINEAU", "--email", "zoe@exemple.example").code == 0
        assert gone("register", "S2", "martineau", today="2023-10-02").code == 0

    def test_an_import_leaves_them_out(self, gone, home):
        rows = ("Zoé;MARTINEAU;zoe@avant.example", "Anne;ROUX;anne@roux.example")
        (home / "form.csv").write_text("\n".join(["Prénom;Nom;E-mail", *rows]))
        done = gone("import", "form.csv", "--yes")
        assert done.code == 0, done.err
        assert "somebody who was forgotten for good" in done.out
        (home / "form.csv").unlink()
        assert found_in_folder(home) == {}


def test_a_backup_from_elsewhere_put_back_forgets_again(desk, home, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("disk")
    assert desk("backup", "now", "--to", str(elsewhere)).code == 0
    copy = next(elsewhere.glob("*.json"))
    assert desk("person", "forget", "P1", "--name", "Zoé MARTINEAU").code == 0
    assert found_in_folder(elsewhere)
    done = desk("backup", "restore", str(copy), "--yes")
    assert done.code == 0, done.err
    assert found_in_folder(home) == {}


def test_somebody_removed_is_forgotten_in_the_history(desk, home):
    desk("person", "add", "Anne MARTINEAU", "--email", "anne@martineau.example")
    desk("person", "remove", "anne")
    done = desk("person", "forget", "P3", "--name", "Anne Martineau")
    assert done.code == 0, done.err
    assert "whom only the history still knows" in done.out
    assert b"anne@martineau" not in (home / "cap.json.journal").read_bytes()


class TestTerminal:
    def forget(self, typed: str) -> tuple[int, str]:
        words = ["-c", PROGRAM, "--today", LATER, "person", "forget", "P1"]
        child = pexpect.spawn(sys.executable, words, encoding="utf-8", timeout=20, dimensions=(50, 80))
        child.expect_exact("(Enter: nothing is done):")
        child.sendline(typed)
        child.expect(pexpect.EOF)
        child.close()
        return child.exitstatus, child.before

    def test_the_name_typed_forgets(self, desk, home):
        code, told = self.forget("Zoé Martineau")
        assert code == 0
        assert told.index("are being written anew…") < told.index("Forgotten for good: P1.")
        assert found_in_folder(home) == {}

    def test_nothing_typed_leaves_everything(self, desk, home):
        code, told = self.forget("")
        assert code == 0
        assert "Nothing was done." in told
        assert "written anew" not in told
        assert found_in_folder(home)


def test_a_command_line_of_its_own_leaves_no_trace_of_the_name_in_its_list_of_options(desk, home):
    """The history keeps the names of options, never what was typed after them."""
    words = ["-c", PROGRAM, "--today", LATER, "person", "forget", "P1", "--name", "Zoé MARTINEAU"]
    subprocess.run([sys.executable, *words], check=True, capture_output=True, timeout=30)
    assert found_in_folder(home) == {}
