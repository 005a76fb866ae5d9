"""The French catalog: whole, fresh, and written as French is."""

import ast
import subprocess
import sys

import catalogs
import pytest
from reference import ROOT


def test_nothing_is_untranslated_stale_or_ill_written():
    assert catalogs.problems() == []


def test_the_catalog_is_kept_as_the_tool_writes_it():
    catalog = catalogs.french()
    catalog.update(catalogs.sources(), no_fuzzy_matching=True)
    assert catalogs.FRENCH.read_bytes() == catalogs.written(catalog), "run: python tests/catalogs.py update"


def test_no_text_stands_inside_an_f_string():
    """The tool that collects the texts does not look there."""
    inside = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "capcli").rglob("*.py"))
        for joined in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "N_", "ngettext")
        and call.args and isinstance(call.args[0], ast.Constant)
    ]  # fmt: skip
    assert inside == []


@pytest.mark.parametrize(
    "text",
    [
        "Usage\u00a0: cap init", "cap: rien", "Vraiment\u202f?", "«\u00a0oui\u00a0»", "10:30",
        "12\u00a0€", "L’eau, n°\u00a03",
        "{option}\u00a0: {line}.", "http://exemple.example/?a=b", 'cap register S7 "martineau, roche"', "fin…",
    ],
)  # fmt: skip
def test_what_french_typography_takes(text):
    assert list(catalogs.typography(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Usage : cap init", "Usage: cap init", "Vraiment ?", "Vraiment?", "« oui »", "«oui»", "12 €", "n° 3", "L'eau",
        "“oui”", "{name}?", "fin...", "{option}: {line}",
    ],
)  # fmt: skip
def test_what_it_refuses(text):
    assert list(catalogs.typography(text)) != []


def test_an_update_keeps_translations_and_drops_stale_texts(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogs, "FRENCH", tmp_path / "fr" / "cap.po")
    catalogs.update()
    kept = catalogs.french()
    kept["January"].string = "janvier"
    kept.add("A text nobody says any more.", "Un texte que personne ne dit plus.")
    catalogs.FRENCH.write_bytes(catalogs.written(kept))
    assert any(line.startswith("stale: 'A text") for line in catalogs.problems())
    catalogs.update()
    assert catalogs.french()["January"].string == "janvier"
    assert "A text nobody says any more." not in catalogs.french()
    assert not any("January" in line for line in catalogs.problems())


def test_the_tool_explains_itself():
    done = subprocess.run([sys.executable, catalogs.__file__], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "update" in done.stderr
