"""Long tables go through a pager."""

import io
import sys

from capcli.output import showing
from capcli.output.paging import page


def test_the_pager_gets_the_text(tmp_path, monkeypatch):
    kept = tmp_path / "kept"
    code = f"import os,sys; open({str(kept)!r},'wb').write(sys.stdin.buffer.read() + os.environ['LESS'].encode())"
    monkeypatch.delenv("LESS", raising=False)
    monkeypatch.setenv("PAGER", f'"{sys.executable}" -c "{code}"')
    page("Éloïse\n", io.StringIO())
    assert kept.read_text(encoding="utf-8") == "Éloïse\nFRX"


def test_a_missing_pager_is_done_without(monkeypatch):
    for pager in ("no-such-pager-here", "", "cat", "'"):
        monkeypatch.setenv("PAGER", pager)
        out = io.StringIO()
        page("text\n", out)
        assert out.getvalue() == "text\n"


def test_a_pager_left_early_is_no_error(monkeypatch):
    monkeypatch.setenv("PAGER", f'"{sys.executable}" -c "import sys"')
    page("x" * 5_000_000, io.StringIO())


def test_only_long_tables_on_a_terminal_page(make_desk, make_registration, monkeypatch):
    """As high as the screen pages; shorter, or off a terminal, does not."""
    paged = []
    monkeypatch.setattr("capcli.output.paging.page", lambda text, out: paged.append(text))
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("NO_COLOR", "1")
    for tty, rows in ((True, 10), (False, 60), (True, 60)):
        showing.show(make_desk(tty=tty), [make_registration()] * rows, "registrations")
    assert [text.count("\n") for text in paged] == [61]
