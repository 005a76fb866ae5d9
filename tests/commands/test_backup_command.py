"""`cap backup list`, `now` and `restore`: one finds a state, looks at what it changes, and gets it back."""

import json
import subprocess
import sys

import pytest

from capcli.store.backups import Backups
from capcli.store.disk import Disk

pexpect = pytest.importorskip("pexpect")

PROGRAM = "import sys; sys.argv[0] = 'cap'; from capcli.__main__ import main; main()"


@pytest.fixture
def desk(cap):
    """H1 to H4: the file, a session, Zoé and Luc; three backups with their days in their names."""
    cap("session", "new", "--title", "Atelier compost", "--date", "28/11/2023")
    cap("person", "add", "Zoé MARTINEAU")
    cap("person", "add", "Luc ROCHE")
    return cap


@pytest.fixture
def dated(desk, home):
    """The same, written on four days of September."""
    for path in (home / "cap.json.backups").iterdir():
        entry = path.stem.rpartition("-H")[2]
        path.rename(path.with_name(f"202309{int(entry) + 10}T070000Z-H{entry}.json"))
    return desk


def people(cap):
    return [row["given_name"] for row in json.loads(cap("person", "list", "-f", "json").out)]


def files(home):
    return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}


class TestList:
    def test_it_says_what_each_one_holds_and_what_came_then(self, dated, home):
        rows = json.loads(dated("backup", "list", "-f", "json").out)
        assert [(row["number"], row["entry"], row["command"], row["replaced_by"]) for row in rows] == [
            (1, 3, "person add", "person add"),
            (2, 2, "session new", "person add"),
            (3, 1, "init", "session new"),
            (4, 0, None, "init"),
        ]
        assert rows[0]["at"] == "2023-09-13T07:00:00Z"
        assert rows[0]["path"] == str(home / "cap.json.backups" / "20230913T070000Z-H3.json")
        assert {row["state"] for row in rows} == {None}

    def test_to_people_it_says_where_they_are_and_how_to_put_one_back(self, dated, home):
        said = dated("backup", "list").out.splitlines()
        assert said[1].split() == [
            "1",
            "13/09/2023",
            "09:00",
            "H3",
            "person",
            "add",
            "person",
            "add",
            *said[1].split()[-2:],
        ]
        assert said[-3].startswith("4 backups, ")
        assert said[-3].endswith(f"in {home / 'cap.json.backups'}.")
        assert said[-1] == "Put one back: cap backup restore 1"

    def test_each_one_is_read_when_that_is_asked_for(self, dated, home):
        folder = home / "cap.json.backups"
        edited, torn = folder / "20230913T070000Z-H3.json", folder / "20230911T070000Z-H1.json"
        edited.write_bytes(edited.read_bytes().replace(b"Zo\xc3\xa9", b"Zoe"))
        torn.write_bytes(torn.read_bytes()[:-3])
        rows = json.loads(dated("backup", "list", "--verify", "-f", "json").out)
        assert [row["state"] for row in rows] == ["edited", "whole", "damaged", "whole"]
        assert "remove the file" in dated("backup", "list", "--verify").out

    def test_before_the_first_change_there_is_none(self, home, bare_cap, monkeypatch):
        from capcli.store.file import FileStore

        FileStore.create(home / "new.json")
        assert bare_cap("--data", str(home / "new.json"), "backup", "list").out.startswith("No backup yet")

    def test_without_history_the_commands_are_not_known(self, dated, home):
        (home / "cap.json.journal").unlink()
        assert {row["command"] for row in json.loads(dated("backup", "list", "-f", "json").out)} == {None}


class TestNow:
    def test_beside_the_file(self, desk, home):
        said = desk("backup", "now").out
        assert said.startswith(f"Backup up to H4 made and read back: {home / 'cap.json.backups'}")
        assert [row["entry"] for row in json.loads(desk("backup", "list", "-f", "json").out)] == [4, 3, 2, 1, 0]
        assert json.loads(desk("log", "-f", "json").out)[0]["entry"] == 4  # a copy is no change

    def test_elsewhere_with_the_history(self, desk, home, bare_cap):
        usb = home / "usb"
        usb.mkdir()
        assert desk("backup", "now", "--to", str(usb)).code == 0
        (copy,) = usb.glob("*.json")
        assert copy.read_bytes() == (home / "cap.json").read_bytes()
        assert people(lambda *args: bare_cap("--data", str(copy), *args)) == ["Zoé", "Luc"]
        log = json.loads(bare_cap("--data", str(copy), "log", "-f", "json").out)
        assert [row["entry"] for row in log] == [4, 3, 2, 1]
        assert {path.stat().st_mode & 0o777 for path in usb.iterdir()} <= {0o600}

    def test_when_one_went_elsewhere_is_remembered(self, desk, home):
        (home / "usb").mkdir()
        assert json.loads(desk("where", "-f", "json").out)["last_backup_elsewhere"] is None
        assert "None went elsewhere yet" in desk("backup", "list").out
        desk("backup", "now", "--to", "usb", today="2023-10-01")
        assert json.loads(desk("where", "-f", "json").out)["last_backup_elsewhere"].startswith("2023-10-01T")
        assert "The last one elsewhere: 1 October 2023 at " in desk("backup", "list").out
        assert str(home / "usb" / "cap-20231001T") in desk("backup", "list").out

    def test_a_file_of_ones_own_name_is_replaced_after_a_yes_only(self, desk, home):
        (home / "usb").mkdir()
        mine = home / "usb" / "mine.json"
        mine.write_text("mine")
        refused = desk("backup", "now", "--to", str(mine))
        assert (refused.code, mine.read_text()) == (2, "mine")
        assert desk("backup", "now", "--to", str(mine), "--yes").code == 0
        assert mine.read_bytes() == (home / "cap.json").read_bytes()

    @pytest.mark.parametrize(
        ("to", "code", "said"),
        [
            ("usb", 6, "There is no folder usb."),
            ("usb/copy.json", 6, "There is no folder usb."),
            (".", 2, "a loss would take both"),
            ("copy.json", 2, "a loss would take both"),
            ("cap.json", 2, "a loss would take both"),
            ("cap.json.backups", 2, "a loss would take both"),
        ],
    )
    def test_what_is_no_other_place(self, desk, home, to, code, said):
        before = files(home)
        done = desk("backup", "now", "--to", to)
        assert (done.code, done.out) == (code, "")
        assert said in done.err
        assert files(home) == before

    def test_a_damaged_file_is_no_copy_to_rely_on(self, desk, home):
        (home / "usb").mkdir()
        (home / "cap.json").write_bytes((home / "cap.json").read_bytes()[:-9])
        assert desk("backup", "now", "--to", "usb").code == 5
        assert list((home / "usb").iterdir()) == []

    def test_a_disk_that_is_full_leaves_nothing_half(self, desk, home, monkeypatch):
        (home / "usb").mkdir()

        def full(*_args):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Disk, "write", full)
        done = desk("backup", "now", "--to", "usb")
        assert (done.code, done.out) == (6, "")
        assert "No space left on device" in done.err
        assert list((home / "usb").iterdir()) == []

    def test_a_disk_that_gives_back_something_else_is_found_out(self, desk, home, monkeypatch):
        (home / "usb").mkdir()
        real = Disk.write
        monkeypatch.setattr(Disk, "write", lambda self, fd, pieces: real(self, fd, [*pieces, b"?"]))
        done = desk("backup", "now", "--to", "usb")
        assert done.code == 6
        assert "cannot be relied on" in done.err
        assert list((home / "usb").iterdir()) == []


class TestRestore:
    @pytest.mark.parametrize("which", ["2", "H2", "h2", "12/9/2023", "12 septembre 2023", "2023-09-13 08:59"])
    def test_a_state_is_named_as_people_name_it(self, dated, which):
        done = dated("backup", "restore", which, "--yes")
        assert done.code == 0, done.err
        assert "Backup of 12 September 2023 at 09:00: the desk as of H2." in done.out
        assert people(dated) == []

    def test_the_minute_that_the_list_shows_means_that_backup(self, dated):
        assert "as of H3" in dated("backup", "restore", "2023-09-13 09:00", "--dry-run").out

    def test_the_plan_says_what_changes_and_what_came_since(self, dated, home):
        before = files(home)
        done = dated("backup", "restore", "H2", "--dry-run")
        assert done.out.splitlines() == [
            "Backup of 12 September 2023 at 09:00: the desk as of H2.",
            "Records  Come back  Change  Go",
            "people           0       0   2",
            "2 entries came since: H4 person add, H3 person add.",
        ]
        assert done.err == "Nothing was written: this was only the plan.\n"
        assert files(home) == before

    def test_it_is_one_entry_that_an_undo_takes_back(self, dated):
        done = dated("backup", "restore", "H2", "--yes")
        assert done.out.endswith("Put back: the desk is as it was after H2.\nUndo: cap undo H5\n")
        assert json.loads(dated("log", "-f", "json").out)[0]["command"] == "backup restore"
        assert dated("undo", "H5").code == 0
        assert people(dated) == ["Zoé", "Luc"]

    def test_the_state_that_it_replaces_is_a_backup_itself(self, dated):
        dated("backup", "restore", "H2", "--yes")
        assert json.loads(dated("backup", "list", "-f", "json").out)[0]["entry"] == 4
        dated("backup", "restore", "H4", "--yes")
        assert people(dated) == ["Zoé", "Luc"]

    def test_the_same_state_is_not_put_back(self, desk):
        desk("backup", "now")
        done = desk("backup", "restore", "H4")
        assert (done.code, done.out.splitlines()[-1]) == (
            0,
            "The desk is like this already: there is nothing to put back.",
        )

    @pytest.mark.parametrize(
        ("which", "code", "said"),
        [
            ("5", 3, "There are 4 backups, not 5."),
            ("0", 3, "There are 4 backups, not 0."),
            ("H57", 3, "The one before it: cap backup restore H3."),
            ("10/9/2023 08:00", 3, "The oldest one is of 10 September 2023 at 09:00: cap backup restore 4."),
            ("compost", 2, "“compost” is no backup."),
            ("copy.json", 6, "The copy copy.json does not exist."),
            ("cap.json.journal", 6, "cap.json.journal is damaged, or no data file of cap."),
            (".", 6, "is damaged, or no data file of cap."),
        ],
    )
    def test_what_is_no_backup(self, dated, which, code, said):
        done = dated("backup", "restore", which, "--yes")
        assert (done.code, done.out) == (code, "")
        assert said in done.err
        assert people(dated) == ["Zoé", "Luc"]

    def test_without_anything_named_nobody_is_asked_off_a_terminal(self, dated):
        done = dated("backup", "restore")
        assert (done.code, done.out) == (2, "")
        assert dated("backup", "restore", "H2").code == 2

    def test_a_damaged_backup_is_refused_and_the_next_whole_one_named(self, dated, home):
        for entry in (2, 3):
            path = home / "cap.json.backups" / f"202309{entry + 10}T070000Z-H{entry}.json"
            path.write_bytes(path.read_bytes()[:-5])
        done = dated("backup", "restore", "1", "--yes")
        assert (done.code, done.out) == (6, "")
        assert "20230913T070000Z-H3.json is damaged. The next whole one (H1): cap backup restore 3." in done.err
        assert people(dated) == ["Zoé", "Luc"]

    def test_a_backup_that_was_edited_is_put_back_with_a_word_about_it(self, dated, home):
        path = home / "cap.json.backups" / "20230913T070000Z-H3.json"
        path.write_bytes(path.read_bytes().replace(b"Zo\xc3\xa9", b"Zoe"))
        done = dated("backup", "restore", "H3", "--yes")
        assert done.err == f"Mind: {path} was changed outside cap since it was written.\n"
        assert people(dated) == ["Zoe"]

    def test_a_copy_from_elsewhere(self, desk, home):
        (home / "usb").mkdir()
        desk("backup", "now", "--to", "usb/copy.json")
        desk("person", "remove", "P2", "--yes")
        done = desk("backup", "restore", "usb/copy.json", "--yes")
        assert done.out.startswith("usb/copy.json: the desk as of H4.\n")
        assert people(desk) == ["Zoé", "Luc"]

    def test_a_copy_of_another_desk_is_told(self, desk, home, bare_cap):
        bare_cap("init", str(home / "other.json"), "--name", "Autre réseau", "--yes")
        done = desk("backup", "restore", str(home / "other.json"), "--dry-run")
        assert f"Mind: {home / 'other.json'} is of Autre réseau, the desk is of Cap Exemple.\n" in done.err


def test_a_copy_of_an_earlier_format_is_brought_to_todays(desk, home):
    people_then = {"1": {"given_name": "Zoé", "family_name": "MARTINEAU", "created_at": "2021-02-03T09:00:00Z"}}
    paid = {"person": 1, "paid_on": "2021-02-03", "cents": 2000, "since": "2021-01-01", "until": "2021-12-31"}
    tables = {
        "_meta": {"1": {"format": 1, "entry": 9, "checksum": "0", "last_ids": {}}},
        "people": people_then,
        "dues": {"1": paid | {"cancelled": True, "cancelled_reason": "chèque refusé", "cancelled_on": "2021-03-01"}},
    }
    (home / "old.json").write_text(json.dumps(tables), "utf-8")
    done = desk("backup", "restore", "old.json", "--yes")
    assert done.code == 0, done.err
    assert people(desk) == ["Zoé"]
    kept = json.loads((home / "cap.json").read_text("utf-8"))["dues"]
    assert [one.get("kind", "payment") for one in kept.values()] == ["payment", "cancellation"]


class TestBroken:
    @pytest.fixture(params=["torn", "empty", "garbage", "gone"])
    def broken(self, request, dated, home):
        """The data file is of no use; what it was, and the bytes that it is, if any."""
        path = home / "cap.json"
        data = path.read_bytes()
        made = {"torn": data[:-30], "empty": b"", "garbage": b"\xff\x00" * 99, "gone": None}[request.param]
        path.unlink()
        if made is not None:
            path.write_bytes(made)
        return made

    def test_the_list_is_there_and_says_how(self, broken, dated):
        listed = dated("backup", "list")
        assert (listed.code, listed.out.splitlines()[-1]) == (0, "Put one back: cap backup restore 1")

    def test_a_backup_takes_its_place_and_an_undo_brings_the_rest_back(self, broken, dated, home):
        """From the history, to the last change that was acknowledged."""
        done = dated("backup", "restore", "H2", "--yes")
        assert done.code == 0, done.err
        assert people(dated) == []
        assert dated("undo", "H5").code == 0
        assert people(dated) == ["Zoé", "Luc"]
        kept = home / "cap.json.damaged-1"
        assert (kept.read_bytes() if kept.exists() else None) == broken

    def test_without_history_it_is_what_the_backup_holds(self, broken, dated, home):
        (home / "cap.json.journal").unlink()
        done = dated("backup", "restore", "H3", "--yes")
        assert done.code == 0, done.err
        assert people(dated) == ["Zoé"]
        dated("person", "add", "Ali BEN")
        assert people(dated) == ["Ali", "Zoé"]

    def test_numbers_that_any_backup_knows_are_not_given_again(self, broken, dated, home):
        (home / "cap.json.journal").unlink()
        dated("backup", "restore", "H2", "--yes")
        added = dated("person", "add", "Ali BEN").out
        assert "(P" in added
        assert "(P1)" not in added  # she was Zoé, in a newer backup

    def test_the_plan_alone_touches_nothing(self, broken, dated, home):
        before = files(home)
        assert dated("backup", "restore", "H2", "--dry-run").code == 0
        assert files(home) == before


def test_a_file_that_is_gone_names_its_backups(dated, home):
    (home / "cap.json").unlink()
    done = dated("person", "list")
    assert (done.code, done.out) == (5, "")
    assert "cap backup list" in done.err


def test_a_file_of_another_program_is_left_alone(dated, home):
    (home / "cap.json").write_text('{"todo": {"1": {"text": "buy bread"}}}')
    done = dated("backup", "restore", "H2", "--yes")
    assert done.code == 5
    assert (home / "cap.json").read_text() == '{"todo": {"1": {"text": "buy bread"}}}'


class TestIntoANewFile:
    def test_the_desk_stays_as_it_is(self, dated, home, bare_cap):
        before = files(home)
        done = dated("backup", "restore", "H3", "--to", "old.json")
        assert done.code == 0, done.err
        assert {path: data for path, data in files(home).items() if path in before} == before
        old = lambda *args: bare_cap("--data", str(home / "old.json"), *args)  # noqa: E731 # `cap` over that file
        assert people(old) == ["Zoé"]
        assert [row["entry"] for row in json.loads(old("log", "-f", "json").out)] == [3, 2, 1]
        assert old("undo", "H3").code == 0
        assert old("doctor").out.count("history") == 0

    def test_a_file_that_exists_is_not_replaced(self, dated, home):
        (home / "old.json").write_text("mine")
        assert dated("backup", "restore", "H3", "--to", "old.json", "--yes").code == 6
        assert dated("backup", "restore", "H3", "--to", "cap.json", "--yes").code == 6
        assert (home / "old.json").read_text() == "mine"

    def test_a_folder_that_does_not_exist(self, dated):
        done = dated("backup", "restore", "H3", "--to", "nowhere/old.json")
        assert (done.code, done.out) == (6, "")
        assert "There is no folder nowhere." in done.err


class TestTerminal:
    def terminal(self, *args: str):
        words = ["-c", PROGRAM, "--today", "2023-10-02", *args]
        return pexpect.spawn(sys.executable, words, encoding="utf-8", timeout=20, dimensions=(40, 120))

    def test_which_one_is_asked_then_whether(self, dated):
        child = self.terminal("backup", "restore")
        child.expect_exact("Which one, 1 to 4? (Enter: none)")
        assert "2. 12 September 2023 at 09:00, up to H2" in child.before
        child.sendline("2")
        child.expect_exact("Put the desk back like this? [y/N]")
        child.sendline("y")
        child.expect_exact("Undo: cap undo H5")
        child.expect(pexpect.EOF)
        assert people(dated) == []

    def test_a_plan_that_changed_is_shown_again(self, dated):
        child = self.terminal("backup", "restore", "H2")
        child.expect_exact("Put the desk back like this? [y/N]")
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, "person", "add", "Ali BEN"], check=False, capture_output=True
        )
        assert done.returncode == 0
        child.sendline("y")
        child.expect_exact("Somebody else wrote in the meantime; this is the plan now.")
        child.expect_exact("3 entries came since: H5 person add, H4 person add, H3 person add.")
        child.expect_exact("Put the desk back like this? [y/N]")
        child.sendline("n")
        child.expect_exact("Nothing was done.")
        child.expect(pexpect.EOF)
        assert people(dated) == ["Ali", "Zoé", "Luc"]


def test_a_restore_keeps_who_was_forgotten_forgotten(desk, home):
    """A copy elsewhere is out of reach, until it is put back."""
    (home / "usb").mkdir()
    desk("backup", "now", "--to", "usb/copy.json")
    assert desk("person", "forget", "P1", "--name", "Zoé MARTINEAU").code == 0
    done = desk("backup", "restore", "usb/copy.json", "--yes")
    assert "1 person forgotten since stays forgotten." in done.out
    assert desk("backup", "restore", "usb/copy.json", "--to", "usb/again.json").code == 0
    held = [path for path in home.rglob("*") if path.is_file() and b"MARTINEAU" in path.read_bytes()]
    assert sorted(path.name for path in held) == ["copy.json", "copy.json.journal"]


def test_backups_are_told_apart_by_their_names_only(dated, home):
    """A folder of a sync service holds other things."""
    folder = home / "cap.json.backups"
    (folder / "20230913T070000Z-H3 (conflit de Jeanne).json").write_text("x")
    assert len(Backups(home / "cap.json", Disk()).all()) == 4


class TestDatabase:
    """A desk in a database: its own backups are the server's, its copies are data files."""

    @pytest.fixture
    def database(self, bare_cap, home, monkeypatch):
        pytest.importorskip("sqlalchemy")
        monkeypatch.setenv("CAP_DATA", f"sqlite:///{home}/cap.db")
        assert bare_cap("init", f"sqlite:///{home}/cap.db", "--name", "Cap Exemple", "--yes").code == 0
        bare_cap("person", "add", "Zoé MARTINEAU")
        bare_cap("person", "add", "Luc ROCHE")
        return bare_cap

    @pytest.mark.parametrize("words", [["list"], ["now"], ["restore", "H2"]])
    def test_it_names_the_tool_of_the_server(self, database, words):
        done = database("backup", *words)
        assert (done.code, done.out) == (5, "")
        assert "pg_dump" in done.err

    def test_a_copy_is_a_data_file_with_the_history(self, database, home, bare_cap):
        (home / "usb").mkdir()
        done = database("backup", "now", "--to", "usb")
        assert done.code == 0, done.err
        (copy,) = (home / "usb").glob("*.json")
        there = lambda *args: bare_cap("--data", str(copy), *args)  # noqa: E731 # `cap` over that file
        assert people(there) == ["Zoé", "Luc"]
        assert [row["command"] for row in json.loads(there("log", "-f", "json").out)] == ["person add"] * 2 + ["init"]
        assert {path.suffix for path in (home / "usb").iterdir()} <= {".json", ".journal", ".note", ".lock"}

    def test_a_copy_is_put_back_as_one_entry(self, database, home):
        """Registrations and what they need, whatever is there by now."""
        database("session", "new", "--title", "Atelier compost", "--date", "28/11/2023", "--capacity", "1")
        database("register", "S1", "martineau, roche")
        (home / "usb").mkdir()
        database("backup", "now", "--to", "usb/copy.json")
        database("unregister", "S1", "martineau")
        database("register", "S1", "martineau")
        database("person", "add", "Ali BEN")
        before = database("attendees", "S1", "-f", "json", "--state", "confirmed").out
        done = database("backup", "restore", "usb/copy.json", "--yes")
        assert done.code == 0, done.err
        rows = json.loads(database("attendees", "S1", "-f", "json").out)
        assert [(row["family_name"], row["state"]) for row in rows] == [
            ("MARTINEAU", "confirmed"),
            ("ROCHE", "waiting"),
        ]
        assert people(database) == ["Zoé", "Luc"]
        newest = json.loads(database("log", "-f", "json").out)[0]
        assert newest["command"] == "backup restore"
        assert database("undo", f"H{newest['entry']}").code == 0
        assert database("attendees", "S1", "-f", "json", "--state", "confirmed").out == before
