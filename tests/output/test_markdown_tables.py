"""A pipe table says the same once rendered."""

from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from capcli.output.columns import Column
from capcli.output.markdown import escaped, table
from capcli.output.showing import show
from capcli.output.words import Words

SIGNS = st.text(alphabet="ab|\\`*_<>[]~&#;:/.@ -=!()0é", max_size=14)


@settings(max_examples=150, deadline=None)
@given(SIGNS.map(str.strip).filter(bool), SIGNS.map(str.strip).filter(bool))
def test_a_cell_reads_the_same_once_rendered(one, two):
    text = table([{"ref": one, "name": two}], [Column("ref", "Ref."), Column("name", "Name")], Words(ZoneInfo("UTC")))
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    cells = ["".join(child.content for child in token.children) for token in tokens if token.type == "inline"]
    assert cells[-2:] == [one, two]


def test_a_line_break_stays_in_its_cell():
    assert escaped("a\r\nb\nc") == "a<br>b<br>c"


def test_totals_go_below_the_table(make_desk, make_registration):
    desk = make_desk()
    show(desk, [make_registration()], "registrations", format="md", columns="name,state", footer=["1/25"])
    assert desk.terminal.shown == ("| Name | State |\n| --- | --- |\n| Éloïse d'Arnoncourt | confirmed |\n\n1/25\n")
