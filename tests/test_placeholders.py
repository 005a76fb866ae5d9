"""The words of usage lines that stand for what is typed are said in both languages."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.main import get_group

from capcli import help as help_pages
from capcli import texts
from capcli.app import app

TYPED_AS_IS = re.compile(r"[a-z]+(\|[a-z]+)+")
"""Choices to type, such as `en|fr`."""


def words(command: Any, ctx: Any) -> Iterator[str]:
    """The words that stand for the values of the command's parameters, and of its own commands'."""
    for param in command.get_params(ctx):
        if param.param_type_name == "argument":
            yield help_pages.name_of(param)
        elif param.metavar:
            yield param.metavar
    for name in command.list_commands(ctx) if hasattr(command, "list_commands") else ():
        under = command.get_command(ctx, name)
        yield from words(under, typer.Context(under, info_name=name, parent=ctx))


@pytest.fixture
def placeholders():
    texts.use("en")
    root = get_group(app)
    return set(words(root, typer.Context(root, info_name="cap")))


def test_every_placeholder_can_be_translated(placeholders):
    unknown = {word for word in placeholders if not TYPED_AS_IS.fullmatch(word)} - help_pages.PLACEHOLDERS
    assert not unknown


def test_no_placeholder_is_kept_that_no_command_has(placeholders):
    assert not help_pages.PLACEHOLDERS - placeholders


def test_usage_lines_are_wholly_french(cap):
    """The words of the usage line, not only its heading."""
    assert "cap register [OPTIONS] [SESSION] [QUI…]" in cap("register", "--help", lang="fr").out
