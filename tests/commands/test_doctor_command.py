"""`cap doctor`: what is wrong, where, what mends it; and mending it, with nothing overwritten."""

import json
import re
import shlex
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB


@pytest.fixture
def desk(cap, home):
    """A desk with a few entries; the function that types a command."""
    for line in (
        ["session", "new", "--title", "Changement d’échelle", "--date", "28/11/2023", "--capacity", "2", "--yes"],
        ["person", "add", "Léa MARTINEAU", "--email", "lea@die.example"],
        ["person", "add", "Zoé ROCHE"],
        ["org", "add", "Mairie de Crest"],
        ["register", "S1", "martineau"],
    ):
        done = cap(*line)
        assert done.code == 0, done.err
    return cap


@pytest.fixture
def path(home):
    return home / "cap.json"


def edit(path, table, number, **fields):
    with TinyDB(path) as stock:
        stock.table(table).update(fields, doc_ids=[number])


def beside(path):
    return {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}


def one_code(stock):
    return stock.table("sessions").get(doc_id=1)["code"]


def codes(cap, **options):
    return [row["code"] for row in json.loads(cap("doctor", "-f", "json", **options).out)]


def test_all_is_well(desk):
    done = desk("doctor")
    assert (done.code, done.out, done.err) == (0, "All is well.\n", "")
    assert json.loads(desk("doctor", "-f", "json").out) == []


def test_looking_back_what_was_done_since_is_not_to_come(desk, path):
    """`--today` before the last change asks how the data stood; a day after that change is one that nobody can know."""
    assert desk("register", "S1", "roche", today="2023-11-01").code == 0
    assert codes(desk, today="2023-10-05") == []
    edit(path, "registrations", 2, requested_at="2023-11-03T09:00:00Z")
    assert "request_ahead" in codes(desk, today="2023-10-05")
    assert "request_ahead" not in codes(desk, today="2023-11-03")


def test_all_is_well_and_there_is_nothing_to_repair(desk, path):
    before = beside(path)
    done = desk("doctor", "--repair", "--yes")
    assert (done.code, done.out, beside(path)) == (0, "All is well.\n", before)


def test_what_somebody_has_to_decide_is_not_repaired(desk, path):
    path.with_name("cap (conflit de Léa).json").write_bytes(path.read_bytes() + b" ")
    done = desk("doctor", "--repair", "--yes")
    assert (done.code, "no damage" in done.err) == (1, True)


def test_damage_is_told_with_its_place_and_what_each_repair_does(desk, path):
    """The line, the column, the record and the field; never what people’s data say."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"state":"confirmed"', '"state":"confirmd"'), encoding="utf-8")
    done = desk("doctor")
    assert done.code == 5
    line = next(n for n, one in enumerate(text.splitlines(), 1) if '"state":"confirmed"' in one)
    assert f"cap.json, line {line}, column 1 (R1)" in done.out
    assert "In R1, state is missing or wrong." in done.out
    assert "1. Rebuild the file as cap last wrote it" in done.out
    assert "2. Keep the" in done.out
    assert "Lost or in doubt: R1" in done.out
    assert "MARTINEAU" not in done.out
    assert "confirmd" not in done.out
    (row,) = json.loads(desk("doctor", "-f", "json").out)
    assert list(row) == ["severity", "code", "file", "line", "column", "record", "field", "message", "mend"]
    assert (row["severity"], row["code"], row["line"], row["record"], row["field"]) == (
        "damage",
        "field",
        line,
        "R1",
        "state",
    )


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_narrow_terminal_shows_the_whole_place(desk, path, monkeypatch, lang):
    monkeypatch.setenv("COLUMNS", "40")
    path.write_bytes(path.read_bytes().replace(b'"state":"confirmed"', b'"state":"confirmd"', 1))
    lines = desk("doctor", lang=lang).out.splitlines()
    assert " ".join(" ".join(lines[1:3]).split()).endswith(", column 1 (R1)" if lang == "en" else ", colonne 1 (R1)")
    assert max(map(len, lines[:4])) <= 40


BROKEN = {
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "marks of a merge": lambda data: data.replace(b'"2":{"given', b'<<<<<<< HEAD\n=======\n>>>>>>> x\n"2":{"given'),
}


@pytest.mark.parametrize("name", BROKEN)
def test_every_other_command_stops_and_a_repair_gives_everything_back(desk, path, name):
    """Nothing is written on the way; the damaged file is kept; the next command works."""
    shown = desk("attendees", "S1", "-f", "json").out
    broken = BROKEN[name](path.read_bytes())
    path.write_bytes(broken)
    before = beside(path)
    for line in (["session", "list"], ["register", "S1", "roche"], ["log"], ["where"], [], ["find", "roche"]):
        done = desk(*line)
        assert (done.code, done.err.count("\n"), "cap doctor" in done.err) == (5, 1, True)
    refused = desk("doctor", "--repair")
    assert (refused.code, "--yes" in refused.err) == (2, True)
    assert beside(path) == before
    done = desk("doctor", "--repair", "--yes")
    assert done.code == 0, done.err
    assert str(path.with_name("cap.json.damaged-1")) in done.out
    assert path.with_name("cap.json.damaged-1").read_bytes() == broken
    assert desk("attendees", "S1", "-f", "json").out == shown
    assert (codes(desk), desk("doctor").code) == (["aside"], 0)
    assert json.loads(desk("log", "-f", "json").out)[0]["command"] == "doctor"
    assert desk("register", "S1", "roche").code == 0


def test_another_repair_can_be_chosen(desk, path):
    """What cannot be read is left out then, and an undo brings it back."""
    broken = path.read_bytes().replace(b'"1":{"session"', b'"1":{session')
    path.write_bytes(broken)
    assert desk("doctor", "--repair", "--way", "3", "--yes").code == 2
    assert desk("doctor", "--repair", "--way", "2", "--yes").code == 0
    assert json.loads(desk("attendees", "S1", "-f", "json").out) == []
    assert desk("undo", "--yes").code == 0
    assert len(json.loads(desk("attendees", "S1", "-f", "json").out)) == 1


def test_whoever_is_asked_is_told_which_repair(desk, path):
    pexpect = pytest.importorskip("pexpect")
    path.write_bytes(path.read_bytes().replace(b'"1":{"session"', b'"1":{session'))
    program = "import sys; sys.argv[0] = 'cap'; from capcli.__main__ import main; main()"
    words = ["-c", program, "doctor", "--repair", "--way", "2"]
    child = pexpect.spawn(sys.executable, words, encoding="utf-8", timeout=20, dimensions=(40, 200))
    child.expect(r"by\s+repair\s+2\?\s+\[y/N\]")
    child.sendline("n")
    child.expect(pexpect.EOF)
    assert "Nothing was done." in child.before


def test_a_repair_is_chosen_only_where_one_is_done(desk, path):
    done = desk("doctor", "--way", "2")
    assert (done.code, "--repair" in done.err) == (2, True)


def test_a_repair_that_changed_no_record_is_not_undone(desk, path):
    path.write_bytes(path.read_bytes()[:-30])
    desk("doctor", "--repair", "--yes")
    done = desk("undo", "H7", "--yes")
    assert (done.code, "tells of no record" in done.err) == (1, True)


def test_without_anything_to_repair_from_nothing_is_touched(desk, path, home):
    path.write_bytes(b"<html>502 Bad Gateway</html>")
    path.with_name("cap.json.journal").unlink()
    for one in sorted((home / "cap.json.backups").iterdir()):
        one.unlink()
    before = beside(path)
    done = desk("doctor", "--repair", "--yes")
    assert (done.code, "Nothing" in done.err) == (5, True)
    assert "HTML" in done.out
    assert {name: data for name, data in beside(path).items() if "lock" not in name} == {
        name: data for name, data in before.items() if "lock" not in name
    }


def test_what_is_no_file_of_ours_to_mend(desk, path, home):
    """A newer one, a folder, nothing at all: said as every command says it, never touched."""
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'"format":\d+', '"format":99', text), encoding="utf-8")
    assert (desk("doctor", "--repair", "--yes").code, path.read_text(encoding="utf-8") == text) == (5, False)
    assert "99" in desk("doctor").err
    (home / "folder").mkdir()
    assert desk("--data", str(home / "folder"), "doctor").code == 5
    assert desk("--data", str(home / "absent.json"), "doctor").code == 5


LOST = {
    "a gap": lambda lines: [*lines[:2], *lines[4:]],
    "the end": lambda lines: lines[:3],
    "all of it": lambda lines: [],
    "two gaps and an order": lambda lines: [lines[5], lines[1], lines[3]],
    "twice": lambda lines: lines + lines,
    "as an editor saves it": lambda lines: [b"\xef\xbb\xbf" + lines[0], *lines[1:]],
    "indented": lambda lines: [json.dumps(json.loads(line), indent=2).encode() for line in lines],
}
"""What is left of the lines of a history."""


class TestHistory:
    def test_a_line_that_cannot_be_read(self, desk, path):
        """The data file is whole; the line is taken out, and the history as it was is kept."""
        journal = path.with_name("cap.json.journal")
        lines = journal.read_bytes().split(b"\n")
        torn = b"\n".join([*lines[:2], lines[2][:40], *lines[3:]])
        journal.write_bytes(torn)
        assert desk("log").code == 5
        assert codes(desk) == ["journal_line", "journal_gap"]
        assert desk("doctor").code == 1
        done = desk("doctor", "--repair", "--yes")
        assert done.code == 0, done.err
        assert path.with_name("cap.json.journal.1").read_bytes() == torn
        noted = json.loads(desk("log", "-f", "json").out)[3]
        assert (noted["entry"], noted["by"], noted["command"]) == (3, "camille", "missing entries")
        assert (codes(desk), desk("doctor").code) == (["aside"], 0)
        assert "cap.json.journal.1" in desk("doctor").out

    def test_it_is_missing(self, desk, path):
        """A copy of it may be put back; else a repair notes that it is missing, as the next change would."""
        path.with_name("cap.json.journal").unlink()
        assert codes(desk) == ["journal_missing"]
        assert desk("doctor").code == 1
        assert desk("doctor", "--repair", "--yes").code == 0
        assert (codes(desk), desk("doctor").code) == ([], 0)
        assert "H1 to H6 are missing from the history, as camille had cap doctor note" in desk("log", "H6").out
        assert desk("person", "add", "Yann ROCHE").code == 0
        assert codes(desk) == []

    @pytest.mark.parametrize("name", LOST)
    def test_what_is_missing_is_noted_in_its_place(self, desk, path, name):
        """Nothing else goes: what can be read stays, in its order, and all is well from then on."""
        journal = path.with_name("cap.json.journal")
        lines = journal.read_bytes().splitlines()
        broken = b"".join(line + b"\n" for line in LOST[name](lines))
        journal.write_bytes(broken)
        assert desk("doctor").code == 1
        assert len(codes(desk)) < 16
        assert desk("doctor", "--repair", "--yes").code == 0
        kept = path.with_name("cap.json.journal.1")
        assert (kept.read_bytes() if broken else kept.exists()) == (broken or False)
        assert (codes(desk), desk("doctor", "--repair", "--yes").code) == (["aside"] if broken else [], 0)
        read = {json.loads(line)["entry"] for line in lines if line in broken}
        kept = [json.loads(line) for line in journal.read_bytes().splitlines()]
        assert [one["entry"] for one in kept if one["command"] != "missing entries"] == sorted(read)
        covered = [number for one in kept for number in range(one["entry"] - one.get("skips", 0), one["entry"] + 1)]
        assert covered == [1, 2, 3, 4, 5, 6]

    def test_nothing_is_undone_or_rebuilt_over_what_is_missing(self, desk, path, home):
        journal = path.with_name("cap.json.journal")
        lines = journal.read_bytes().splitlines(keepends=True)
        journal.write_bytes(b"".join([*lines[:3], *lines[4:]]))
        assert desk("doctor", "--repair", "--yes").code == 0
        done = desk("undo", "H4", "--yes")
        assert (done.code, "missing from the history" in done.err) == (1, True)
        for one in (home / "cap.json.backups").iterdir():
            one.unlink()
        path.write_bytes(path.read_bytes()[: path.read_bytes().index(b'"last_ids"')])
        done = desk("doctor")
        assert (done.code, "Nothing gives its records back" in done.out) == (5, True)

    def test_it_cannot_be_read(self, desk, path):
        """The data file is looked at all the same."""
        path.with_name("cap.json.journal").unlink()
        path.with_name("cap.json.journal").mkdir()
        assert codes(desk) == ["journal_unreadable"]
        assert (desk("log").code, "cap.json.journal is a folder" in desk("log").err) == (5, True)
        path.write_bytes(path.read_bytes()[:-40])
        assert (desk("doctor").code, "stops here" in desk("doctor").out) == (5, True)

    def test_it_ends_too_early(self, desk, path):
        journal = path.with_name("cap.json.journal")
        journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:3]))
        assert codes(desk) == ["journal_behind"]

    def test_it_is_of_another_file(self, desk, path):
        """As many entries as ours, of other records."""
        journal = path.with_name("cap.json.journal")
        journal.write_bytes(journal.read_bytes().replace(b'"state":"confirmed"', b'"state":"cancelled"'))
        assert codes(desk) == ["journal_other"]

    def test_an_older_copy_of_the_file_was_put_back(self, desk, path, home):
        backups = sorted((home / "cap.json.backups").glob("*-H*.json"))
        path.write_bytes(backups[1].read_bytes())
        assert "journal_ahead" in codes(desk)

    def test_a_number_that_would_be_given_again(self, desk, path):
        """Somebody lowered what the file says of its numbers; a repair raises them again."""
        assert desk("person", "remove", "P2").code == 0
        path.write_bytes(re.sub(rb'"last_ids":\{[^}]*\}', b'"last_ids":{}', path.read_bytes()))
        assert codes(desk) == ["numbers_low"]
        assert desk("doctor", "--repair", "--yes").code == 0
        assert codes(desk) == ["aside"]
        assert "P3" in desk("person", "add", "Yann ROCHE").out

    def test_a_write_that_was_stopped_is_nothing(self, desk, path):
        with path.with_name("cap.json.journal").open("ab") as journal:
            journal.write(b'{"entry":7,"at":"2023')
        assert desk("doctor").code == 0


class TestOutsideEdits:
    def test_each_record_is_named(self, desk, path):
        """With what follows for it; nothing is written by looking."""
        edit(path, "people", 1, given_name="Lea")
        with TinyDB(path) as stock:
            stock.table("registrations").remove(doc_ids=[1])
        before = beside(path)
        done = desk("doctor")
        assert done.code == 1
        assert "Changed outside cap: P1." in done.out
        assert "Removed outside cap: R1." in done.out
        assert done.err == ""
        assert beside(path) == before

    def test_other_commands_warn_once_and_go_on(self, desk, path):
        edit(path, "people", 1, given_name="Lea")
        done = desk("person", "list", "-f", "json")
        assert (done.code, done.err.count("cap: warning:")) == (0, 1)
        assert "Lea" in done.out

    def test_the_log_tells_them_and_an_undo_takes_them_back(self, desk, path):
        edit(path, "people", 1, given_name="Lea", function="maire")
        done = desk("person", "add", "Yann ROCHE")
        assert "in the history as H7" in done.err
        newest, theirs = json.loads(desk("log", "-f", "json").out)[:2]
        assert (newest["entry"], theirs["entry"], theirs["by"], theirs["command"]) == (8, 7, "?", "outside edit")
        told = desk("log", "H7").out
        assert "changed outside cap" in told
        assert "Léa → Lea" in told
        assert desk("undo", "H7").code == 0
        assert json.loads(desk("person", "show", "P1", "-f", "json").out)["given_name"] == "Léa"
        assert json.loads(desk("log", "-f", "json").out)[1:3][1]["undone_by"] == 9

    def test_a_plain_undo_never_takes_them(self, desk, path):
        """It takes back what one did oneself."""
        edit(path, "people", 1, given_name="Lea")
        desk("person", "add", "Yann ROCHE")
        assert "Yann" in desk("undo", "--yes").out

    def test_a_disk_that_forgets_is_found_out(self, desk, path):
        """Nothing of a file’s stamp tells of a bit that turned; from then on the change is known as one."""
        note = path.with_name("cap.json.note")
        path.write_bytes(path.read_bytes().replace(b"MARTINEAU", b"MARTINEAT"))
        kept = json.loads(note.read_bytes())
        status = path.stat()
        kept["stamp"] |= {"modified_ns": status.st_mtime_ns, "changed_ns": status.st_ctime_ns, "inode": status.st_ino}
        note.write_text(json.dumps(kept))
        assert "outside" not in desk("person", "list").err
        assert codes(desk) == ["edited"]
        desk("person", "add", "Yann ROCHE")
        assert [entry["command"] for entry in json.loads(desk("log", "-f", "json").out)[:2]] == [
            "person add",
            "outside edit",
        ]


class TestMeaning:
    def test_what_contradicts_itself_is_told_with_its_command(self, desk, path):
        with TinyDB(path) as stock:
            one = dict(stock.table("registrations").get(doc_id=1))
            stock.table("registrations").insert(one | {"state": "waiting", "history": []})
        done = desk("doctor")
        assert done.code == 1
        assert "P1 is registered twice in S1, as R1 and R2." in done.out
        assert "cap unregister S1 P1" in done.out

    def test_the_commands_that_are_named_mend_what_they_are_named_for(self, desk, path):
        """Typed as they stand, with words of one’s own in the place of those in capitals."""
        for line in (
            ["session", "new", "--title", "Atelier", "--date", "5/12/2023"],
            ["dues", "rate", "set", "Individual", "--amount", "20", "--payer", "person"],
            ["dues", "pay", "P1", "--year", "2023"],
            ["dues", "pay", "P2", "--year", "2023"],
            ["series", "new", "Grandir", "S1", "S2"],
            ["series", "new", "Grandir encore", "S2"],
        ):
            assert desk(*line).code == 0
        with TinyDB(path) as stock:
            one = dict(stock.table("registrations").get(doc_id=1))
            stock.table("registrations").insert(one | {"state": "waiting", "history": []})
            paid = dict(stock.table("dues").get(doc_id=1))
            stock.table("dues").insert(paid | {"since": "2023-06-01", "until": "2024-05-31"})
            stock.table("dues").update({"since": "2024-02-01"}, doc_ids=[2])
            slot = {"date": "2023-12-05", "end_date": "2023-12-01", "start": None, "end": None}
            stock.table("sessions").update({"slots": [slot], "code": one_code(stock)}, doc_ids=[2])
            stock.table("series").update({"name": "grandir"}, doc_ids=[2])
        found = [row for row in json.loads(desk("doctor", "-f", "json").out) if not row["code"].startswith("edited")]
        expected = {"live_twice", "dues_overlap", "dues_backwards", "backwards", "code_twice", "series_twice"}
        assert {row["code"] for row in found} == expected
        words = {"TEXT": "Typed wrong", "CODE": "atelier", "NAME": "Autrement", "DAY FROM-TO": "2023-12-05 10:00-12:00"}
        for row in found:
            typed = shlex.split(row["mend"].partition(", ")[0])
            assert typed.pop(0) == "cap"
            done = desk(*[words.get(word, word) for word in typed])
            assert done.code == 0, done.err
        assert codes(desk) == ["aside"]

    def test_what_nobody_has_to_decide_is_put_right_in_a_change_of_its_own(self, desk, path):
        """After that of the outside edit, which is kept as it was; both can be undone."""
        desk("org", "join", "O1", "P1", "--from", "2023-01-01")
        edit(path, "affiliations", 1, until="2022-01-01")
        assert codes(desk) == ["edited", "affiliation_backwards"]
        done = desk("doctor", "--repair", "--yes")
        assert (done.code, "1 record put right: A1." in done.out) == (0, True)
        assert "cap.json.before-edit-H7" in done.err
        assert codes(desk) == ["aside"]
        assert [entry["command"] for entry in json.loads(desk("log", "-f", "json").out)[:2]] == [
            "doctor",
            "outside edit",
        ]
        assert desk("undo", "H9").code == 0
        assert codes(desk) == ["affiliation_backwards", "aside"]

    def test_settings_are_told_with_what_they_take(self, desk, path):
        with TinyDB(path) as stock:
            stock.table("settings").insert({"key": "dues.period", "value": "moon"})
            stock.table("settings").insert({"key": "moon.phase", "value": "full"})
        out = desk("doctor").out
        assert "cap config set dues.period calendar" in out
        assert "knows no setting moon.phase" in out
        assert desk("config", "set", "dues.period", "calendar").code == 0
        assert codes(desk) == ["setting_unknown", "aside"]
        assert desk("doctor").code == 0, "nothing is to be done about another version's setting"


class TestSurroundings:
    def test_everybody_may_read_it(self, desk, path):
        """Where a folder keeps them out, it is still so wherever the file goes."""
        shut = next((folder for folder in path.parents if not folder.stat().st_mode & 0o001), None)
        path.chmod(0o644)
        assert codes(desk) == ["readable_inside" if shut else "readable"]
        done = desk("doctor")
        assert done.code == 1
        assert f"chmodo-rwx{path}" in "".join(done.out.split())  # a long path takes several lines
        path.chmod(0o600)
        assert codes(desk) == []

    def test_backups_that_everybody_may_read_are_told_once(self, desk, path):
        """By their folder, which one command shuts."""
        folder = path.with_name("cap.json.backups")
        for one in folder.iterdir():
            one.chmod(0o644)
        assert codes(desk) == []
        folder.chmod(0o755)
        passed = all(one.stat().st_mode & 0o001 for one in path.parents)
        assert codes(desk) == ["readable" if passed else "readable_inside"]
        assert "chmod o-rwx" in desk("doctor").out

    def test_no_backup_elsewhere_for_a_fortnight(self, desk, home):
        """Nor after one, once something changed."""
        assert codes(desk, today="2023-10-16") == []
        assert codes(desk, today="2023-10-17") == ["no_backup_elsewhere"]
        (home / "usb").mkdir()
        assert desk("backup", "now", "--to", str(home / "usb"), today="2023-10-17").code == 0
        assert codes(desk, today="2023-12-01") == []
        desk("person", "add", "Yann ROCHE")
        assert codes(desk, today="2023-12-01") == ["old_backup_elsewhere"]

    def test_a_conflict_copy(self, desk, path):
        """One that holds the same is only told of."""
        copy = path.with_name("cap (conflit de Léa 2023-11-28).json")
        copy.write_bytes(path.read_bytes())
        assert (codes(desk), desk("doctor").code) == (["same_copy"], 0)
        copy.write_bytes(path.read_bytes() + b" ")
        done = desk("doctor")
        assert (done.code, "conflit de Léa" in done.out) == (1, True)

    def test_what_is_said_of_a_conflict_copy_can_be_typed(self, desk, path):
        """Programs name the copy of the history in another way than that of the data file."""
        copy, told = path.with_name("cap (conflit de Léa).json"), path.with_name("cap.json (conflit de Léa).journal")
        copy.write_bytes(path.read_bytes())
        assert desk("--data", str(copy), "person", "add", "Yann ROCHE").code == 0
        copy.with_name(f"{copy.name}.journal").rename(told)
        first, second = (row for row in json.loads(desk("doctor", "-f", "json").out) if "conflict" in row["code"])
        assert (first["code"], second["code"]) == ("conflict_copy", "conflict_history")
        assert desk(*shlex.split(first["mend"].partition(" counts")[0])[1:]).code == 0
        _mv, old, new = shlex.split(second["mend"].partition(" puts")[0])
        Path(old).rename(new)
        (row,) = (row for row in json.loads(desk("doctor", "-f", "json").out) if "conflict" in row["code"])
        assert (row["code"], desk(*shlex.split(row["mend"].partition(" shows")[0])[1:]).code) == (
            "conflict_copy_told",
            0,
        )

    def test_a_conflict_copy_that_may_not_be_read(self, desk, path, monkeypatch):
        def shut(*_paths, **_how):
            raise PermissionError(13, "Permission denied")

        path.with_name("cap (1).json").write_bytes(path.read_bytes())
        monkeypatch.setattr("filecmp.cmp", shut)
        assert codes(desk) == ["conflict_copy"]

    def test_a_synced_folder_is_a_note(self, bare_cap, home, monkeypatch):
        folder = home / "Nextcloud" / "bureau"
        folder.mkdir(parents=True)
        monkeypatch.setenv("CAP_DATA", str(folder / "cap.json"))
        bare_cap("init", str(folder / "cap.json"), "--yes")
        done = bare_cap("doctor")
        assert (done.code, "Nextcloud" in done.out) == (0, True)

    def test_what_a_stopped_write_left(self, desk, path):
        path.with_name("cap.json.new").write_bytes(b"{")
        assert codes(desk) == ["leftover"]
        desk("person", "add", "Yann ROCHE")
        assert codes(desk) == []


def test_a_link_is_looked_at_where_it_leads(desk, path, home):
    """The damaged file is kept beside the real one."""
    (home / "elsewhere").mkdir()
    link = home / "elsewhere" / "desk.json"
    link.symlink_to(path)
    path.write_bytes(path.read_bytes()[:-40])
    assert desk("--data", str(link), "doctor", "--repair", "--yes").code == 0
    assert link.is_symlink()
    assert path.with_name("cap.json.damaged-1").exists()
    assert [one.name for one in link.parent.iterdir()] == [link.name]


def test_a_file_that_changed_while_somebody_was_asked(desk, path, monkeypatch):
    """It is not the one that was looked at: nothing is done."""
    from capcli.commands import doctoring

    broken = path.read_bytes()[:-40]
    path.write_bytes(broken)
    real = doctoring.mend
    monkeypatch.setattr(doctoring, "mend", lambda *args: Path.write_bytes(path, broken + b"x") and real(*args))
    done = desk("doctor", "--repair", "--yes")
    assert (done.code, "meanwhile" in done.err) == (5, True)
    assert path.read_bytes() == broken + b"x"


class TestDatabase:
    """Only what records say is looked at: a database looks after its bytes itself."""

    @pytest.fixture
    def desk(self, bare_cap, home, monkeypatch):
        pytest.importorskip("sqlalchemy")
        address = f"sqlite:///{home / 'cap.db'}"
        monkeypatch.setenv("CAP_DATA", address)
        assert bare_cap("init", address, "--yes").code == 0
        assert bare_cap("person", "add", "Zoé ROCHE").code == 0
        return bare_cap

    @pytest.fixture
    def database(self, home, desk):
        import sqlite3

        with sqlite3.connect(home / "cap.db") as opened:
            yield opened
        opened.close()

    def test_all_is_well(self, desk):
        assert (desk("doctor").out, desk("doctor", "--repair").code) == ("All is well.\n", 0)

    def test_what_nobody_has_to_decide_is_put_right(self, desk, database):
        database.execute("UPDATE people SET search_key = 'x'")
        database.commit()
        assert codes(desk) == ["keys"]
        assert desk("doctor", "--repair", "--yes").code == 0
        assert desk("doctor").code == 0

    def test_a_record_with_two_faults_of_one_kind_is_named_once(self, desk, database):
        database.execute("UPDATE people SET function = 'ma' || char(0) || 'ire', public = char(0)")
        database.commit()
        assert codes(desk) == ["nul", "nul"]
        done = desk("doctor", "--repair", "--yes")
        assert (done.code, done.err) == (0, "Letters that nobody can type are taken out: P1.\n")
        assert desk("doctor").code == 0

    def test_a_value_that_no_command_writes_is_told_with_its_place(self, desk, database):
        database.execute(
            "INSERT INTO dues (id, kind, person, paid_on, cents, due_cents, currency, part) "
            "VALUES (5, 'gift', 1, '2023-01-01', 5, 0, 'EUR', 0)"
        )
        database.commit()
        done = desk("doctor")
        assert (done.code, "In D5, kind is missing or wrong." in done.out) == (5, True)
