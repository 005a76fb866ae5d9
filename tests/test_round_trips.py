"""Everything that cap exports, cap imports: nothing changes, in any format and language, whatever the texts hold."""

import itertools
import json
import shutil
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from round_trip_desk import AWKWARD, STATES, awkward_desk

from capcli.imports.cells import clean_cell
from capcli.imports.garbling import Traces
from capcli.imports.reading import opened
from capcli.output.columns import Column
from capcli.output.csvs import for_excel, for_programs
from capcli.output.words import Words

ALL = [word for state in STATES for word in ("--state", state)]
LISTS = {
    "people": (["person", "list"], []),
    "organisations": (["org", "list"], []),
    "dues": (["dues", "list"], []),
    "a session that is over": (["attendees", "S1", "--with-answers", *ALL], ["--session", "S1"]),
    "who was there": (["presence", "S1"], ["--session", "S1"]),
    "a session to come": (["attendees", "S2", "--with-answers", *ALL], ["--session", "S2"]),
}
"""What lists each, and what its import is told."""
SUFFIXES = {"csv": "csv", "csv-excel": "csv", "xlsx": "xlsx", "json": "json", "jsonl": "jsonl"}
NOTHING = {"create": 0, "change": 0, "ambiguous": 0, "error": 0}


def is_garbled(text: str) -> bool:
    """Whether the text looks as if it had been saved twice: alone in a file, it is put right."""
    traces = Traces()
    traces.look(text)
    return traces.garbling is not None


SHORT = st.from_regex(r"'{0,2}[=+\-@\t\r\n]?[0-9a-z .,:/;\"|]{0,8}", fullmatch=True)
TEXTS = st.sampled_from(AWKWARD) | st.text(max_size=12).filter(lambda text: not is_garbled(text)) | SHORT


@pytest.fixture(scope="module")
def awkward(tmp_path_factory):
    """The data file of the desk with every awkward text, as bytes: each test has a copy."""
    path = tmp_path_factory.mktemp("awkward") / "cap.json"
    awkward_desk(path, itertools.cycle(AWKWARD).__next__)
    return path


@pytest.fixture
def desk(bare_cap, home, monkeypatch, awkward):
    """Type a command line over a copy of the awkward desk."""
    for name in ("cap.json", "cap.json.journal"):
        shutil.copy(awkward.with_name(name), home / name)
    monkeypatch.setenv("CAP_DATA", str(home / "cap.json"))
    return bare_cap


def gone_round(cap, data, name, form, lang):
    """What importing an export of the list does: the plan's counts, and whether the data file stays byte for byte."""
    listing, options = LISTS[name]
    assert cap("config", "set", "language", lang).code == 0
    file = data.with_name(f"list.{SUFFIXES[form]}")
    done = cap(*listing, "-f", form, "-o", str(file), "--yes", lang=lang)
    assert done.code == 0, done.err
    before = data.read_bytes()
    done = cap("import", str(file), *options, "--yes", "-f", "json", lang=lang)
    assert done.code == 0, done.err
    plan = json.loads(done.out)
    return plan, before == data.read_bytes()


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("form", SUFFIXES)
@pytest.mark.parametrize("name", LISTS)
def test_an_export_changes_nothing(desk, home, name, form, lang):
    plan, untouched = gone_round(desk, home / "cap.json", name, form, lang)
    assert plan["summary"].items() >= NOTHING.items()
    assert plan["summary"]["same"] > 0
    assert untouched
    told = {problem["code"] for row in plan["rows"] for problem in row["problems"]}
    assert told <= {"row_state", "attendance_says_nothing"}


# Shrinking a whole desk takes minutes and says no more than the problem codes do.
@settings(
    max_examples=20,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    texts=st.lists(TEXTS, min_size=40, max_size=40),
    name=st.sampled_from(list(LISTS)),
    form=st.sampled_from(list(SUFFIXES)),
    lang=st.sampled_from(["en", "fr"]),
)
def test_whatever_people_type_comes_back(bare_cap, home, monkeypatch, texts, name, form, lang):
    shutil.rmtree(home / "cap.json.backups", ignore_errors=True)
    for file in home.glob("cap.json*"):
        file.unlink()
    awkward_desk(home / "cap.json", itertools.cycle(texts).__next__)
    monkeypatch.setenv("CAP_DATA", str(home / "cap.json"))
    plan, untouched = gone_round(bare_cap, home / "cap.json", name, form, lang)
    assert plan["summary"].items() >= NOTHING.items()
    assert untouched


@given(texts=st.lists(TEXTS.map(clean_cell), min_size=3))
def test_the_guard_of_both_csvs_is_taken_off_again(texts):
    """Through a whole file: a cell reads what the text was."""
    rows = [{"text": text, "beside": "Die"} for text in texts]
    columns = [Column("beside", "Ville"), Column("text", "Réponse")]
    written = {"csv": for_programs(rows, columns), "excel": for_excel(rows, columns, Words(ZoneInfo("Europe/Paris")))}
    for name, content in written.items():
        (table,) = opened(content.encode(), "list.csv").tables
        assert [row.cells[1] for row in table.rows[1:]] == texts, name


@pytest.mark.parametrize("form", ["csv", "csv-excel"])
@pytest.mark.parametrize("name", ["people", "a session to come"])
def test_what_a_colleague_corrected_in_an_export_is_all_that_changes(desk, home, name, form):
    listing, options = LISTS[name]
    file = home / "list.csv"
    desk(*listing, "-f", form, "-o", str(file))
    text = file.read_bytes().decode()
    before = "+33612345678" if form == "csv" else "06 12 34 56 78"
    assert text.count(before) == 1
    file.write_bytes(text.replace(before, "06 98 76 54 32").encode())
    done = desk("import", str(file), *options, "--yes", "-f", "json")
    (row,) = [row for row in json.loads(done.out)["rows"] if row["action"] == "change"]
    assert (row["person"]["family_name"], [problem["code"] for problem in row["problems"]]) == ("MARTINEAU", ["edited"])
    assert json.loads(desk("person", "show", "P1", "-f", "json").out)["phone"] == "+33698765432"


def test_an_old_export_takes_no_correction_back(desk, home):
    file = home / "list.csv"
    desk("person", "list", "-f", "csv", "-o", str(file))
    desk("person", "edit", "P1", "--phone", "06 98 76 54 32")
    plan = json.loads(desk("import", str(file), "--yes", "-f", "json").out)
    assert plan["summary"].items() >= NOTHING.items()
    assert json.loads(desk("person", "show", "P1", "-f", "json").out)["phone"] == "+33698765432"
