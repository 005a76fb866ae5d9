"""What is shipped: the wheel, built and installed in an environment of its own, used outside the checkout."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command, cwd, **environment):
    foreign = ("CAP_", "XDG_", "LC_", "LANG", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    kept |= {"HOME": str(cwd), "COLUMNS": "80", "CAP_USER": "camille", **environment}
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=kept, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built by the backend itself, with the packages at hand, so that nothing is downloaded."""
    pytest.importorskip("hatchling")
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, cwd=ROOT)
    [made] = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The `cap` of an environment that holds the wheel, and sees the libraries of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        pytest.skip("environments are laid out otherwise here")
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    libraries = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    (site / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index")
    run(*pip, wheel, cwd=folder)
    assert str(ROOT) not in run(python, "-c", "import capcli; print(capcli.__file__)", cwd=folder)
    return folder / "venv" / "bin" / "cap"


def test_the_wheel_holds_what_it_needs_and_nobodys_data(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "capcli/locales/fr/LC_MESSAGES/cap.mo" in names
    assert {"capcli/data/session.md", "capcli/data/registrations.csv", "capcli/data/dues.csv"} <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    foreign = ("cap.json", ".journal", ".lock", ".pyc", ".po~")
    assert not any(name.endswith(foreign) or name.startswith("tests") for name in names)


def test_it_says_its_version_and_its_help_in_both_languages(installed, tmp_path):
    assert run(installed, "--version", cwd=tmp_path).startswith("cap 0.")
    english, french = (run(installed, "--lang", lang, "--help", cwd=tmp_path) for lang in ("en", "fr"))
    assert english != french


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_demo_runs_outside_the_checkout(installed, tmp_path, lang):
    shown = run(installed, "--lang", lang, "demo", cwd=tmp_path)
    assert "$ cap register" in shown


def test_the_main_job_by_hand(installed, tmp_path):
    run(installed, "--lang", "fr", "init", "cap.json", "--yes", cwd=tmp_path)
    run(installed, "session", "new", "--title", "Budget", "--date", "2030-01-10", cwd=tmp_path)
    [session] = json.loads(run(installed, "session", "list", "-f", "json", cwd=tmp_path))
    assert session["code"] == "2030-01-10-budget"
