"""Every command in the README, in both languages; `python tests/reference.py` writes it anew."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

from capcli import help as pages
from capcli import texts
from capcli.app import ALIASES, app

ROOT = Path(__file__).parents[1]
HEADINGS = {"en": ("Command", "What it does"), "fr": ("Commande", "Ce qu’elle fait")}
PART = re.compile(r"(?<=<!-- commands:(\w\w) -->\n).*?(?=<!-- /commands -->)", re.S)


def walk(command: Any, ctx: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Every command below `command` with its path and its context."""
    for name in command.list_commands(ctx):
        inner = command.get_command(ctx, name)
        assert inner is not None, f"{path} {name} cannot be built"
        below = typer.Context(inner, parent=ctx, info_name=name)
        yield f"{path} {name}", inner, below
        if isinstance(inner, typer.core.TyperGroup):
            yield from walk(inner, below, f"{path} {name}")


@cache
def commands() -> dict[str, tuple[Any, Any]]:
    """Every command and its context, by its path."""
    root = get_command(app)
    ctx = typer.Context(root, info_name="cap", help_option_names=["-h", "--help"])
    return {"cap": (root, ctx)} | {path: (command, ctx) for path, command, ctx in walk(root, ctx, "cap")}


def reference(language: str) -> str:
    """The commands in a language, a row each: what is typed, and what it does."""
    texts.use(language)
    verbs = {" ".join(path): verb for verb, path in ALIASES.items()}
    rows = []
    for path, (command, ctx) in commands().items():
        if isinstance(command, typer.core.TyperGroup):
            continue
        verb = verbs.get(path.removeprefix("cap "))
        arguments = pages.pieces(command, ctx).removeprefix(texts._("[OPTIONS]"))
        typed = f"`{path}{arguments}`" + (f" (`cap {verb}`)" if verb else "")
        rows.append(f"| {typed.replace('|', chr(92) + '|')} | {_told(command.help)} |")
    return "\n".join([f"| {' | '.join(HEADINGS[language])} |", "|---|---|", *rows, ""])


def _told(help_text: str) -> str:
    """The first paragraph of a help text, on one line."""
    return " ".join(texts.translated(help_text).split("\n\n")[0].split()).replace("|", r"\|")


def written(text: str) -> str:
    """The README with its references as the commands are now."""
    try:
        return PART.sub(lambda part: reference(part[1]), text)
    finally:
        texts.use("en")


if __name__ == "__main__":
    import catalogs

    catalogs.compile_stale()
    readme = ROOT / "README.md"
    readme.write_text(written(readme.read_text(encoding="utf-8")), encoding="utf-8")
