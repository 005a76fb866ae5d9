"""Usage errors: every kind that Typer raises is said in our words, with the value and a way out."""

import enum
from typing import Annotated

import pytest
import typer
from typer._click.exceptions import BadArgumentUsage, ClickException, FileError, UsageError

from capcli.errors import OtherFileError, Usage
from capcli.lazy import group_of
from capcli.texts.errors import explain
from capcli.usage import as_ours

inner = typer.Typer()


class Mode(enum.Enum):
    online = "online"
    onsite = "onsite"


@inner.command("make", help="Make.")
def make(
    title: Annotated[str, typer.Argument(metavar="TITLE")],
    capacity: Annotated[int, typer.Option("--capacity", min=1, max=500)],
    count: Annotated[int, typer.Option("--count", min=1)] = 3,
    mode: Annotated[Mode, typer.Option("--mode")] = Mode.online,
    day: Annotated[list[str] | None, typer.Option("--day")] = None,
) -> None:
    """Never run."""


@inner.command("mark", help="Mark.")
def mark() -> None:
    """Never run."""


def refused(*words):
    group = group_of(inner, "cap", "Root.")
    with pytest.raises((ClickException, Usage)) as caught:
        group.make_context("cap", list(words)).command.invoke(group.make_context("cap", list(words)))
    error = caught.value
    return explain(error if isinstance(error, Usage) else as_ours(error))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["make"], "TITLE is missing. Write: cap make [OPTIONS] TITLE"),
        (["make", "T"], "--capacity is missing. Write: cap make [OPTIONS] TITLE --capacity N"),
        (["make", "T", "--capacity", "many"], "--capacity takes a whole number, not “many”."),
        (["make", "T", "--capacity", "l'été"], "--capacity takes a whole number, not “l'été”."),
        (["make", "T", "--capacity", "0"], "--capacity goes from 1 to 500."),
        (["make", "T", "--capacity", "4", "--count", "0"], "--count takes 1 or more."),
        (["make", "T", "--capacity", "4", "--count", "1.5"], "--count takes a whole number, not “1.5”."),
        (["make", "T", "--capacity", "4", "--mode", "air"], "--mode takes online or onsite, not “air”."),
        (["make", "T", "--capaciti", "4"], "cap make has no option --capaciti. Perhaps: --capacity."),
        (["make", "T", "--capacity"], "--capacity needs a value after it."),
        (["make", "a", "b c"], "Too much was typed: “b c”."),
        (["mkae"], "cap has no command “mkae”. Perhaps: make."),
        (["mak"], "cap has no command “mak”. Perhaps: mark or make."),
    ],
)
def test_each_kind(words, said):
    if words == ["make", "a", "b c"]:
        words = [*words, "--capacity", "4"]
    assert refused(*words).startswith(said)


def test_what_knows_no_command_still_names_a_way_out():
    assert "--help" in explain(as_ours(UsageError("in English")))
    assert "English" not in explain(as_ours(BadArgumentUsage("in English")))


def test_a_file_that_typer_cannot_open_is_6():
    error = as_ours(FileError("list.csv", "no such file"))
    assert isinstance(error, OtherFileError)
    assert "list.csv" in explain(error)


def test_help_shows_defaults_and_what_repeats():
    group = group_of(inner, "cap", "Root.")
    ctx = typer.Context(group, info_name="cap")
    command = group.get_command(ctx, "make")
    page = command.get_help(typer.Context(command, parent=ctx, info_name="make"))
    assert "[default: 3]" in page
    assert "[default: online]" in page
    assert "--day TEXT…" in page
    assert page.count("[required]") == 2
