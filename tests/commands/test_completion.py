"""What the Tab key offers."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from capcli.commands import completion
from capcli.domain.names import fold, name_key, search_key
from capcli.domain.records import PEOPLE, Person
from capcli.store.opening import open_store
from capcli.store.protocol import Author

TAB = {"_CAP_COMPLETE": "complete_bash"}


@pytest.fixture
def peopled(cap, home):
    """Two Martineau, one with a particle, one with an accent, one session."""
    cap("session", "new", "--title", "Changement d’échelle", "--date", "2023-11-28")
    cap("session", "new", "--title", "Budget", "--date", "2023-01-10")
    for name in ("Zoé MARTINEAU", "Luc MARTINEAU", "Anne de La Bretonnière", "Élise ÉTIENNE", "Marc LE GALL"):
        made = cap("person", "add", name, "--email", f"{fold(name.split()[0])}@mairie.example")
        assert made.code == 0, made.err
    return cap


def context(**params):
    root = SimpleNamespace(params=params)
    return SimpleNamespace(find_root=lambda: root)


def offered(found):
    return [value for value, _help in found]


def test_sessions_complete_as_codes_the_coming_first(peopled, home):
    found = completion.sessions(context(data=str(home / "cap.json"), today="2023-10-02"), "2023-")
    assert found == [
        ("2023-11-28-changement-echelle", "Changement d’échelle"),
        ("2023-01-10-budget", "Budget"),
    ]


def test_series_complete_as_references_with_their_names(peopled, home):
    peopled("series", "new", "Le cycle", "S1", "S2")
    ctx = context(data=str(home / "cap.json"))
    assert [completion.series(ctx, begun) for begun in ("", "c", "C1")] == [
        [("C1", "Le cycle")],
        [("c1", "Le cycle")],
        [("C1", "Le cycle")],
    ]
    assert completion.series(ctx, "le") == completion.series(context(data="gone.json"), "") == []


def test_a_family_name_of_one_person_completes_as_one_folded_word(peopled, home):
    ctx = context(data=str(home / "cap.json"))
    assert completion.people(ctx, "bre") == [("bretonniere", "Anne de La Bretonnière")]
    assert offered(completion.people(ctx, "leg")) == ["legall"]
    assert offered(completion.people(ctx, "gal")) == ["gall"]


def test_what_was_typed_keeps_its_accents(peopled, home):
    assert offered(completion.people(context(data=str(home / "cap.json")), "Éti")) == ["Étienne"]


def test_a_shared_name_completes_as_references_with_the_names(peopled, home):
    ctx = context(data=str(home / "cap.json"))
    assert completion.people(ctx, "P")[:1] != []
    found = dict(completion.people(ctx, ""))
    assert found["P1"] == "Zoé MARTINEAU"
    assert found["P2"] == "Luc MARTINEAU"
    assert "martineau" not in found
    assert completion.people(ctx, "martin") == []


def test_never_an_e_mail(peopled, home):
    ctx = context(data=str(home / "cap.json"))
    for begin in ("", "zoe", "zoe@", "P1"):
        assert not any("@" in value for value in offered(completion.people(ctx, begin)))


def test_never_more_than_fifty(cap, home):
    now = dt.datetime(2023, 10, 2, tzinfo=dt.UTC)

    def fill(tx):
        for number in range(80):
            family = f"Durand{chr(97 + number // 26)}{chr(97 + number % 26)}"
            keys = {"name_key": name_key("Ada", family), "search_key": search_key("Ada", family)}
            tx.put(PEOPLE, Person(given_name="Ada", family_name=family, created_at=now, **keys))

    open_store(str(home / "cap.json")).change(fill, Author(by="t", at=now, command="test"))
    assert len(completion.people(context(data=str(home / "cap.json")), "dur")) == 50


@pytest.mark.parametrize("data", ["absent.json", "damaged.json", "postgresql://a:b@c/d", None])
def test_never_an_error(home, data):
    (home / "damaged.json").write_bytes(b"{\xff")
    for ctx in (context(data=data, today="2023-1"), context(data=data), context()):
        assert completion.sessions(ctx, "") == []
        assert completion.people(ctx, "") == []


def test_a_process_answers_the_shell(peopled, home):
    def asked(line):
        words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
        environment = {**os.environ, **TAB, **words}
        command = [sys.executable, "-m", "capcli"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        assert done.stderr == ""
        return done.stdout.split()

    assert "session" in asked("cap ")
    assert asked("cap regi") == ["register"]
    assert asked("cap register 2023-11") == ["2023-11-28-changement-echelle"]
    assert asked("cap register S1 bre") == ["bretonniere"]
    assert "--reason" in asked("cap register S1 --re")
    assert asked("cap --data absent.json register ") == []
    assert asked("cap nothing of this ") == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_completes_with_the_script_that_is_shown(peopled, home):
    """The script is read by a real bash, whose completion of a line is asked for."""
    bin_folder = home / "bin"
    bin_folder.mkdir()
    (bin_folder / "cap").write_text(f'#!/bin/sh\nexec {sys.executable} -m capcli "$@"\n')
    (bin_folder / "cap").chmod(0o755)
    script = """
        eval "$(cap --show-completion)"
        COMP_WORDS=(cap register 2023-11); COMP_CWORD=2
        _cap_completion cap
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", "SHELL": "/bin/bash"}
    done = subprocess.run(["bash", "--norc", "-c", script], env=environment, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    assert done.stdout.split() == ["2023-11-28-changement-echelle"]


def test_installing_writes_the_users_own_files(bare_cap, home, monkeypatch):
    from capcli import completing

    monkeypatch.setattr(completing, "_shell", lambda: "bash")
    said = bare_cap("--install-completion")
    assert said.code == 0
    assert "next terminal" in said.out
    assert any((home / "home").rglob("cap.sh"))


def test_an_unknown_shell_is_2(bare_cap, monkeypatch):
    from typer import _completion_shared

    monkeypatch.setattr(_completion_shared, "_get_shell_name", lambda: None)
    monkeypatch.setenv("SHELL", "/bin/odd")
    said = bare_cap("--show-completion")
    assert said.code == 2
    assert "bash, zsh, fish" in said.err
