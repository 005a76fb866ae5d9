"""`init`, `use` and `config`."""

import json
import os
import stat
import sys
from pathlib import Path

import pexpect
import pytest

from capcli import home as remembered


class TestInit:
    def test_takes_the_folder_data_of_here(self, bare_cap, home):
        (home / "data").mkdir()
        said = bare_cap("init", "--yes")
        assert said.code == 0
        assert (home / "data" / "cap.json").exists()
        assert remembered.recall().data == str(home / "data" / "cap.json")

    def test_else_the_users_data_folder(self, bare_cap, home):
        assert bare_cap("init", "--yes").code == 0
        assert Path(remembered.recall().data or "") == remembered.data_folder() / "cap.json"
        assert (remembered.data_folder() / "cap.json").exists()

    def test_a_folder_gets_its_cap_json(self, bare_cap, home):
        (home / "desk").mkdir()
        assert bare_cap("init", "desk", "--yes").code == 0
        assert (home / "desk" / "cap.json").exists()

    def test_folders_on_the_way_are_made(self, bare_cap, home):
        assert bare_cap("init", "a/b/c.json", "--yes").code == 0
        assert (home / "a" / "b" / "c.json").exists()

    def test_a_file_named_for_the_command_is_created(self, bare_cap, home):
        assert bare_cap("--data", "named.json", "init", "--yes").code == 0
        assert (home / "named.json").exists()

    def test_the_file_is_its_owners(self, bare_cap, home):
        bare_cap("init", "c.json", "--yes")
        assert stat.S_IMODE((home / "c.json").stat().st_mode) == 0o600

    def test_says_what_was_chosen_and_what_comes_next(self, bare_cap, home):
        options = ["--name", "Cap  Exemple", "--year-start", "09-01", "--rate", "Solo=20:person"]
        said = bare_cap("init", "c.json", *options, "--yes")
        assert f"Created {home / 'c.json'}" in said.out
        assert "Organisation: Cap Exemple." in said.out
        assert "begins on 1 September" in said.out
        assert "Dues Solo: €20, paid by a person." in said.out
        assert "cap session import PAGE" in said.out
        assert said.out.rstrip().endswith("Undo: cap undo H1")

    def test_what_was_chosen_is_kept(self, bare_cap):
        bare_cap("init", "--name", "Cap Exemple", "--timezone", "Europe/Brussels", "--language", "fr", "--yes")
        kept = {one["key"]: one["value"] for one in json.loads(bare_cap("config", "-f", "json").out)}
        assert kept["organisation.name"] == "Cap Exemple"
        assert kept["timezone"] == "Europe/Brussels"
        assert kept["language"] == "fr"
        assert kept["export.csv"] == "excel"
        assert remembered.recall().language == "fr"

    def test_an_existing_file_is_5_and_stays(self, bare_cap, home):
        (home / "c.json").write_text("mine")
        said = bare_cap("init", "c.json", "--yes")
        assert said.code == 5
        assert "cap use" in said.err
        assert (home / "c.json").read_text() == "mine"

    @pytest.mark.parametrize(
        "option",
        [
            ["--language", "de"],
            ["--timezone", "Mars/Phobos"],
            ["--year-start", "02-29"],
            ["--year-start", "1 September"],
            ["--rate", "Solo"],
            ["--rate", "=20:person"],
            ["--rate", "Solo=:person"],
            ["--rate", "Solo=20:dog"],
            ["--rate", "Solo=many:person"],
            ["--rate", "Solo=-3:person"],
        ],
    )
    def test_what_cannot_be_kept_is_refused_before_a_file_exists(self, bare_cap, home, option):
        said = bare_cap("init", "c.json", *option, "--yes")
        assert said.code == 2
        assert said.err.count("\n") == 1
        assert not (home / "c.json").exists()
        assert remembered.recall().data is None

    def test_off_a_terminal_the_missing_options_are_named(self, bare_cap, home):
        said = bare_cap("init", "c.json", "--name", "A")
        assert said.code == 2
        assert "--language" in said.err
        assert "--yes" in said.err
        assert "--name" not in said.err
        assert not (home / "c.json").exists()

    def test_with_every_option_nothing_is_asked(self, bare_cap, home):
        options = ["--name", "A", "--language", "en", "--timezone", "Europe/Paris", "--year-start", "01-01"]
        assert bare_cap("init", "c.json", *options).code == 0

    def test_a_terminal_is_asked_with_the_defaults_shown(self, home):
        child = pexpect.spawn(sys.executable, ["-m", "capcli", "--lang", "en", "init", "c.json"], cwd=home, timeout=30)
        child.expect_exact("Name of the organisation")
        child.sendline("Cap Exemple")
        child.expect_exact("[en]:")
        child.sendline("de")
        child.expect_exact("It takes, for example: en, fr.")
        child.sendline("")
        child.expect_exact("Time zone [Europe/Paris]:")
        child.sendline("")
        child.expect_exact("[01-01]:")
        child.sendline("09-01")
        child.expect_exact("begins on 1 September")
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0

    def test_an_end_of_input_takes_the_defaults_and_never_hangs(self, home):
        child = pexpect.spawn(sys.executable, ["-m", "capcli", "--lang", "en", "init", "c.json"], cwd=home, timeout=30)
        child.expect_exact("Name of the organisation")
        for _question in range(4):
            child.sendeof()
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus in (0, 130)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
    def test_a_folder_that_cannot_be_written(self, bare_cap, home):
        (home / "closed").mkdir(mode=0o500)
        said = bare_cap("init", "closed/c.json", "--yes")
        assert said.code == 5


class TestUse:
    def test_is_remembered_with_its_organisation(self, cap, home, monkeypatch):
        monkeypatch.delenv("CAP_DATA")
        assert cap("--data", "other.json", "init", "--name", "Other", "--yes").code == 0
        said = cap("use", "cap.json")
        assert said.out == f"The next commands use {home / 'cap.json'} (Cap Exemple).\n"
        assert cap("config", "get", "organisation.name").out == "Cap Exemple\n"

    def test_warns_when_a_variable_names_another(self, cap, home, monkeypatch):
        cap("init", "other.json", "--yes")
        monkeypatch.setenv("CAP_DATA", str(home / "cap.json"))
        said = cap("use", "other.json")
        assert said.code == 0
        assert "cap.json" in said.err

    def test_keeps_the_language(self, cap, home):
        cap("init", "other.json", "--language", "fr", "--yes")
        cap("use", "cap.json")
        assert remembered.recall().language == "fr"

    @pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b"\xff\xfe", b'{"_default": {}}'])
    def test_what_is_no_data_file_is_5_and_not_remembered(self, cap, home, content):
        before = remembered.recall()
        if content is not None:
            (home / "odd.json").write_bytes(content)
        said = cap("use", "odd.json")
        assert said.code == 5
        assert said.err.count("\n") == 1
        assert remembered.recall() == before

    def test_a_folder_is_5(self, cap):
        assert cap("use", ".").code == 5


class TestConfig:
    def test_lists_every_setting_with_its_default(self, cap):
        rows = json.loads(cap("config", "-f", "json").out)
        assert {"key": "dues.year_start", "value": "01-01", "default": "01-01"} in rows
        assert {"key": "organisation.name", "value": "Cap Exemple", "default": ""} in rows

    def test_set_get_unset(self, cap):
        assert cap("config", "set", "dues.year_start", "09-01").out.startswith("dues.year_start: 09-01 (was 01-01).\n")
        assert cap("config", "get", "dues.year_start").out == "09-01\n"
        assert cap("config", "unset", "dues.year_start").out.startswith("dues.year_start: 01-01 (was 09-01).\n")
        assert cap("config", "get", "dues.year_start").out == "01-01\n"

    def test_days_before_the_end_are_typed_as_the_default_is_shown(self, cap):
        """They begin with a minus, and are no option; blanks around a value are none of it."""
        assert cap("config", "set", "dues.reminders", "-60 -7 30").code == 0
        assert cap("config", "set", "dues.reminders", " -60 ").code == 0
        assert cap("config", "get", "dues.reminders").out == "-60\n"
        assert "does not take “-1”" in cap("config", "set", "dues.grace_days", "-1").err

    def test_each_change_is_an_entry_to_undo(self, cap):
        assert cap("config", "set", "currency", "CHF").out.endswith("Undo: cap undo H2\n")

    def test_the_same_again_changes_nothing(self, cap):
        cap("config", "set", "currency", "CHF")
        said = cap("config", "set", "currency", "CHF")
        assert said.out == "currency: CHF, as before.\n"

    def test_an_unknown_setting_is_3_and_lists_them(self, cap):
        for words in (["get", "color"], ["set", "color", "red"], ["unset", "color"]):
            said = cap("config", *words)
            assert said.code == 3
            assert "timezone" in said.err

    @pytest.mark.parametrize(
        ("key", "value"),
        [("currency", "euro"), ("export.csv", "ods"), ("store.lock_seconds", "0"), ("store.lock_seconds", "²"),
         ("dues.year_start", "13-01"), ("timezone", "Paris"), ("language", "")],
    )  # fmt: skip
    def test_a_value_it_does_not_take_is_2(self, cap, key, value):
        said = cap("config", "set", key, value)
        assert said.code == 2
        assert key in said.err

    def test_a_time_zone_edited_into_nonsense_is_5_and_can_be_mended(self, cap, home):
        path = home / "cap.json"
        cap("config", "set", "timezone", "Europe/Brussels")
        path.write_text(path.read_text("utf-8").replace("Europe/Brussels", "Mars/Phobos"), "utf-8")
        assert cap("config", "set", "timezone", "Europe/Paris").code == 0
        assert cap("config", "get", "timezone").out == "Europe/Paris\n"


def test_an_interrupt_at_a_question_is_130_and_creates_nothing(home):
    child = pexpect.spawn(sys.executable, ["-m", "capcli", "--lang", "en", "init", "c.json"], cwd=home, timeout=30)
    child.expect_exact("Name of the organisation")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert not (home / "c.json").exists()
