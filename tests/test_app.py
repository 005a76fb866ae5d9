"""The border: global options, the language, help, usage errors, exit codes."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capcli import app as app_module
from capcli import border, texts
from capcli.app import app
from capcli.errors import Refused

CAP = [sys.executable, "-m", "capcli"]


def real(*args, home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **env):
    """A process of its own, as a shell starts it."""
    foreign = ("CAP_", "_CAP", "XDG_", "LC_", "LANG")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    given = {**kept, "HOME": str(home), "COLUMNS": "80", "CAP_USER": "camille", **env}
    return subprocess.run([*CAP, *args], stdout=stdout, stderr=stderr, env=given, cwd=home, timeout=60)


@pytest.fixture
def breaks(monkeypatch):
    """Make `cap where` raise what the test wants, whatever the command."""

    def with_error(error):
        def fail(*_args, **_values):
            raise error

        monkeypatch.setattr(app_module.Root, "invoke", fail)

    return with_error


class TestGlobalOptions:
    def test_version(self, bare_cap):
        assert bare_cap("--version").out.startswith("cap 0.")

    @pytest.mark.parametrize("option", ["--help", "-h"])
    def test_help_is_plain_text_on_stdout(self, bare_cap, option):
        shown = bare_cap(option)
        assert shown.code == 0
        assert shown.err == ""
        assert shown.out.startswith("Usage: cap [OPTIONS] COMMAND …\n")
        assert not set("╭│╰\x1b") & set(shown.out)

    @pytest.mark.parametrize("option", ["--data", "--lang", "--today", "--version"])
    def test_after_the_command_the_error_says_where_they_go(self, bare_cap, option):
        said = bare_cap("config", "get", "language", option)
        assert said.code == 2
        assert said.err.startswith(f"cap: {option} goes before the command: cap {option}")
        assert "config get" in said.err

    @pytest.mark.parametrize(
        "day", ["20231128", "2023-W48-2", "28/11/2023", "2023-02-30", "", "2023-11-28T10:00", "0001-01-01"]
    )
    def test_today_is_a_day_in_full(self, home, day):
        said = CliRunner().invoke(app, ["--today", day, "config"])
        assert said.exit_code == 2
        assert "--today takes a day in full" in said.stderr

    def test_the_variable_is_named_when_it_is_the_variable(self, home, monkeypatch):
        monkeypatch.setenv("CAP_TODAY", "tomorrow")
        assert "CAP_TODAY takes a day in full" in CliRunner().invoke(app, ["config"]).stderr

    def test_the_first_words_decide_the_day(self, cap):
        assert "Monday 2 October 2023" in cap().out

    def test_a_file_that_does_not_exist_is_5_and_says_how_to_create_it(self, bare_cap):
        said = bare_cap("--data", "none.json", "config")
        assert said.code == 5
        assert "cap init none.json" in said.err

    @pytest.mark.parametrize("named", ["", " "])
    def test_a_variable_that_is_not_set_is_not_the_file_that_is_remembered(self, cap, named):
        """`cap --data "$DESK" …` writes nowhere else."""
        said = cap("--data", named, "org", "add", "Mairie")
        assert (said.code, "--data names nothing" in said.err) == (2, True)

    def test_without_any_file_init_and_use_are_named(self, bare_cap):
        said = bare_cap("config")
        assert said.code == 5
        assert "cap init" in said.err
        assert "cap use PATH" in said.err


class TestLanguage:
    def test_both_languages_in_one_process(self, bare_cap):
        assert bare_cap("--help", lang="fr").out != bare_cap("--help", lang="en").out
        assert texts.language() == "en"

    @pytest.mark.parametrize(
        ("environment", "spoken"),
        [
            ({}, "en"),
            ({"LANG": "fr_FR.UTF-8"}, "fr"),
            ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
            ({"LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "fr_CA"}, "fr"),
            ({"LANG": "de_DE.UTF-8"}, "en"),
            ({"LANG": "C.UTF-8"}, "en"),
            ({"LANG": "en_GB", "CAP_LANG": "fr"}, "fr"),
            ({"LANG": "fr_FR", "CAP_LANG": ""}, "fr"),
        ],
    )
    def test_variables_and_locale(self, home, monkeypatch, environment, spoken):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        CliRunner().invoke(app, ["--version"])
        assert texts.language() == spoken

    def test_the_language_of_init_is_remembered_and_an_option_wins(self, home):
        CliRunner().invoke(app, ["init", "--language", "fr", "--yes"])
        CliRunner().invoke(app, ["--version"])
        assert texts.language() == "fr"
        CliRunner().invoke(app, ["--lang=en", "--version"])
        assert texts.language() == "en"

    @pytest.mark.parametrize("args", [["--lang", "de", "--help"], ["--lang", "FR", "config"], ["--lang=", "config"]])
    def test_another_language_is_refused(self, home, args):
        said = CliRunner().invoke(app, args)
        assert said.exit_code == 2
        assert "--lang takes en or fr" in said.stderr

    def test_a_damaged_memory_counts_as_none(self, home):
        from capcli import home as remembered

        path = remembered.config_folder() / "config.json"
        path.parent.mkdir(parents=True)
        for damage in (b"", b"{", b"[]", b'{"data": 3}', b'{"other": "x"}', b"\xff"):
            path.write_bytes(damage)
            assert remembered.recall() == remembered.Home()
            assert CliRunner().invoke(app, ["--version"]).exit_code == 0


class TestUsageErrors:
    @pytest.mark.parametrize(
        ("line", "words"),
        [
            (["sesion"], ["no command “sesion”", "session"]),
            (["zzz"], ["no command “zzz”", "cap --help"]),
            (["config", "gte"], ["cap config has no command “gte”", "get"]),
            (["--bogus"], ["no option --bogus", "cap --help"]),
            (["config", "--colums", "key"], ["no option --colums", "--columns"]),
            (["config", "-z"], ["no option -z"]),
            (["config", "get"], ["KEY is missing", "cap config get [OPTIONS] KEY"]),
            (["config", "get", "a", "b", "c"], ["“b c”", "cap config get [OPTIONS] KEY"]),
            (["config", "--columns"], ["--columns needs a value"]),
            (["config", "--yes=1"], ["--yes takes no value"]),
            (["--data"], ["--data needs a value"]),
        ],
    )
    @pytest.mark.parametrize("lang", ["en", "fr"])
    def test_one_line_with_a_way_out(self, cap, line, words, lang):
        said = cap(*line, lang=lang)
        assert said.code == 2
        assert said.out == ""
        assert said.err.startswith("cap: ")
        assert said.err.count("\n") == 1
        if lang == "en":
            assert all(word in said.err for word in words)

    def test_what_was_pasted_over_several_lines_is_told_on_one(self, cap):
        """With none of what a terminal would obey."""
        done = cap("status", "Léa\n\x1b[2JMartineau")
        assert (done.code, done.err.count("\n"), "\x1b" in done.err) == (3, 1, False)
        assert "“Léa [2JMartineau”" in done.err

    def test_a_group_alone_shows_what_it_holds(self, bare_cap):
        shown = bare_cap("session")
        assert shown.code == 0
        assert "Commands:" in shown.out

    def test_bytes_that_are_no_text_are_refused(self, cap):
        said = cap("config", "get", "caf\udce9")
        assert said.code == 2
        assert "not readable text" in said.err


class TestFrenchVerbs:
    @pytest.mark.parametrize(
        ("verb", "command"),
        [
            ("inscrire", "register"),
            ("INSCRIRE", "register"),
            ("annuler", "unregister"),
            ("inscrits", "attendees"),
            ("Statut", "status"),
            ("relances", "dues late"),
            ("Relancés", "dues late"),
        ],
    )
    def test_stand_for_the_commands(self, bare_cap, verb, command):
        shown = bare_cap(verb, "--help")
        assert shown.code == 0
        assert shown.out == bare_cap(*command.split(), "--help").out

    def test_accents_do_not_matter(self, bare_cap):
        assert bare_cap("ínscrîts", "--help").code == 0


class TestHelp:
    @pytest.mark.parametrize("width", [40, 80, 120])
    @pytest.mark.parametrize("lang", ["en", "fr"])
    def test_fits_the_terminal(self, bare_cap, monkeypatch, width, lang):
        monkeypatch.setenv("COLUMNS", str(width))
        for line in ([], ["init"], ["config"], ["session", "list"]):
            page = bare_cap(*line, "--help", lang=lang).out
            assert all(len(row) <= width for row in page.splitlines()), page

    def test_says_what_is_required_and_the_defaults(self, bare_cap):
        assert "[required]" in bare_cap("config", "get", "--help").out

    def test_examples_stand_on_their_own_lines(self, bare_cap):
        assert "\nExample: cap config set dues.year_start 09-01\n" in bare_cap("config", "--help").out

    def test_the_root_lists_commands_without_importing_them(self, home):
        code = (
            "import sys; from capcli.app import app\n"
            "try: app(['--help'])\nexcept SystemExit: pass\n"
            "print([name for name in sys.modules if name.startswith('capcli.commands.')], file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=home)
        assert done.stderr.strip() == "[]"


class TestLadder:
    def test_errors_of_ours_carry_their_exit_code(self, bare_cap, breaks):
        breaks(Refused("setting", key="k", known="a"))
        assert bare_cap("config").code == 1

    @pytest.mark.parametrize("error", [KeyboardInterrupt(), EOFError(), __import__("typer").Abort()])
    def test_interrupted_is_130(self, bare_cap, breaks, error):
        breaks(error)
        assert bare_cap("config").code == 130

    def test_a_defect_is_70_with_a_report_that_names_nobody(self, home, bare_cap, breaks):
        breaks(ValueError("Zoé Martineau, zoe@mairie.example"))
        said = bare_cap("config")
        assert said.code == 70
        assert said.err.count("\n") == 1
        assert "Martineau" not in said.err
        report = Path(said.err.rstrip().rstrip(".").split(" is in ")[1])
        assert stat.S_IMODE(report.stat().st_mode) == 0o600
        text = report.read_text(encoding="utf-8")
        assert "ValueError" in text
        assert "test_app.py" in text
        assert "Martineau" not in text
        assert "zoe@" not in text

    def test_a_cause_is_reported_too_without_its_message(self, home, bare_cap, breaks):
        error = ValueError("Martineau")
        error.__cause__ = KeyError("zoe@mairie.example")
        breaks(error)
        said = bare_cap("config")
        text = Path(said.err.rstrip().rstrip(".").split(" is in ")[1]).read_text(encoding="utf-8")
        assert "KeyError" in text
        assert "zoe@" not in text

    def test_without_a_folder_for_the_report_the_defect_is_still_one_line(self, home, bare_cap, breaks, monkeypatch):
        (home / "taken").write_text("")
        for name in ("XDG_STATE_HOME", "HOME"):
            monkeypatch.setenv(name, str(home / "taken" / "deeper"))
        breaks(ValueError("Martineau"))
        said = bare_cap("config")
        assert said.code == 70
        assert "CAP_DEBUG=1" in said.err

    def test_debug_shows_the_traceback(self, bare_cap, breaks, monkeypatch):
        monkeypatch.setenv("CAP_DEBUG", "1")
        breaks(ValueError("what it was"))
        said = bare_cap("config")
        assert said.code == 70
        assert "Traceback" in said.err
        assert "what it was" in said.err

    def test_a_file_nobody_expected_trouble_from_is_6(self, bare_cap, breaks):
        breaks(PermissionError(13, "Permission denied", "list.csv"))
        said = bare_cap("config")
        assert said.code == 6
        assert said.err == "cap: list.csv cannot be used (Permission denied). Check it, or name another.\n"

    def test_an_unknown_exit_goes_through(self, bare_cap, breaks):
        breaks(__import__("typer").Exit(4))
        assert bare_cap("config").code == 4


class TestRealProcess:
    @pytest.mark.parametrize("args", [["--help"], ["--version"], ["session", "--help"]])
    def test_a_reader_gone_is_silent(self, home, args):
        reader, writer = os.pipe()
        os.close(reader)
        done = real(*args, home=home, stdout=writer)
        os.close(writer)
        assert (done.returncode, done.stderr) == (0, b"")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
    def test_a_full_disk_is_6_and_one_line(self, home):
        with Path("/dev/full").open("wb") as full:
            done = real("--help", home=home, stdout=full)
        assert done.returncode == 6
        assert done.stderr.decode() == (
            "cap: The output cannot be written: the disk is full. Make room and run the command again.\n"
        )

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
    def test_errors_that_cannot_be_said_keep_their_code(self, home):
        with Path("/dev/full").open("wb") as full:
            assert real("bogus", home=home, stderr=full).returncode == 2

    def test_a_terminal_that_lacks_letters_gets_what_it_can(self, home):
        done = real("init", "--name", "Maison d’été", "--yes", home=home, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
        assert done.returncode == 0, done.stderr
        assert "été".encode("latin-1") in done.stdout

    def test_closed_streams_do_not_matter(self, home):
        line = f"{sys.executable} -m capcli --version >&- 2>&- <&-"
        assert subprocess.run(["sh", "-c", line], cwd=home, timeout=60).returncode == 0

    def test_an_interrupt_is_130_without_a_traceback(self, home):
        code = "import os, signal, sys; sys.argv = ['cap', '--version']\nimport capcli.languages as l\n"
        code += "l.settle = lambda words: os.kill(os.getpid(), signal.SIGINT)\nfrom capcli.__main__ import main\nmain()"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, cwd=home)
        assert done.returncode == 130
        assert b"Traceback" not in done.stderr


def test_letting_go_of_a_stream_without_a_number_is_no_error():
    border._let_go(object())
