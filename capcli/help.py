"""Help pages: plain text in the language spoken now, as wide as the terminal."""

import inspect
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from capcli.texts import N_, _, translated

WIDEST = 100
"""Columns past which a line is no longer read with ease."""

TEXT = N_("TEXT")
KINDS = {
    "int": N_("NUMBER"),
    "int range": N_("NUMBER"),
    "float": N_("NUMBER"),
    "float range": N_("NUMBER"),
    "path": N_("FILE"),
    "file": N_("FILE"),
    "filename": N_("FILE"),
}
PLACEHOLDERS = frozenset(
    {
        N_("A"), N_("AMOUNT"), N_("COLUMN=FIELD"), N_("D"), N_("D41"), N_("ENTRY"), N_("FILE"), N_("FOLDER"),
        N_("KEY"), N_("KEYS"), N_("KIND"), N_("L"), N_("M"), N_("MM-DD"), N_("N"), N_("N|all|0"), N_("NAME"),
        N_("NAME=AMOUNT:PAYER"), N_("ORDER"), N_("ORG"), N_("PAGE"), N_("PATH"), N_("PATH|URL"), N_("PLAN"),
        N_("R"), N_("RULE"), N_("SERIES"), N_("SESSION"), N_("SESSIONS"), N_("SHEET"), N_("STATE"), N_("T"),
        N_("VALUE"), N_("WHEN"), N_("WHICH"), N_("WHO"), N_("WORDS"), N_("Y"), N_("YYYY-MM-DD"),
    }
)  # fmt: skip
"""The words that stand for what is typed, as the commands write them; a test holds them to the commands."""


def page(command: Any, ctx: Any) -> str:
    """The help page of `command`."""
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    params = command.get_params(ctx)
    arguments = [_argument(param, ctx) for param in params if param.param_type_name == "argument"]
    options = [_option(param, ctx) for param in params if param.param_type_name == "option" and not param.hidden]
    commands = command.summaries(ctx) if hasattr(command, "summaries") else []
    parts = [usage(command, ctx), *_paragraphs(command.help, width)]
    for title, rows in ((_("Arguments:"), arguments), (_("Options:"), options), (_("Commands:"), commands)):
        if rows:
            parts.append("\n".join([title, *_columns(rows, width)]))
    parts += _examples(command.epilog, width)
    return "\n\n".join(parts)


def usage(command: Any, ctx: Any) -> str:
    """The usage line of `command`."""
    line = _("Usage: {usage}").format(usage=f"{ctx.command_path} {pieces(command, ctx)}".strip())
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    return "\n".join(_wrapped(line, width, hanging=4))


def pieces(command: Any, ctx: Any) -> str:
    """What follows the command's name, the options that must be given last: "[OPTIONS] SESSION WHO… --to WHO"."""
    params = [param for param in command.get_params(ctx) if not param.hidden]
    named = [_piece(param) for param in params if param.param_type_name == "argument"]
    owed = [
        f"{name_of(param)} {_word(param)}" for param in params if param.param_type_name == "option" and param.required
    ]
    rest = [_("COMMAND …")] if hasattr(command, "summaries") else []
    return " ".join([_("[OPTIONS]"), *named, *owed, *rest])


def name_of(param: Any) -> str:
    """What a parameter is called on a command line: its longest option, or the argument's word."""
    if param.param_type_name == "option":
        return str(max(param.opts, key=len))
    return _(str(param.metavar or param.name).upper().strip("[]").removesuffix("...").removesuffix("…"))


def _piece(param: Any) -> str:
    word = name_of(param) + ("…" if param.nargs == -1 else "")
    return word if param.required else f"[{word}]"


def _argument(param: Any, ctx: Any) -> tuple[str, str]:
    return name_of(param), _told(param, ctx)


def _option(param: Any, ctx: Any) -> tuple[str, str]:
    names = ", ".join(sorted([*param.opts, *param.secondary_opts], key=len))
    if param.is_flag or param.count:
        return names, _told(param, ctx)
    return f"{names} {_word(param)}" + ("…" if param.multiple else ""), _told(param, ctx)


def _word(param: Any) -> str:
    """What stands for the value of an option."""
    return _(param.metavar or KINDS.get(param.type.name, TEXT))


def _told(param: Any, ctx: Any) -> str:
    """The parameter's help, and whether it must be given or what it is otherwise."""
    text = _(_HELP) if param.name == "help" else translated(param.help)
    if param.required:
        return " ".join([text, _("[required]")]).strip()
    value = param.get_default(ctx, call=False)
    if value in (None, False, "", (), []) or callable(value) or not param.show_default:
        return text
    shown = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(getattr(value, "value", value))
    return " ".join([text, _("[default: {value}]").format(value=shown)]).strip()


_HELP = N_("Show this help.")


def _paragraphs(text: str | None, width: int) -> Iterator[str]:
    for paragraph in translated(inspect.cleandoc(text or "")).split("\n\n"):
        if paragraph:
            yield "\n".join(_wrapped(" ".join(paragraph.split("\n")), width, indent=2))


def _examples(epilog: str | None, width: int) -> Iterator[str]:
    """The examples, each on its own line, so that it can be copied."""
    lines = translated(inspect.cleandoc(epilog or "")).splitlines()
    if lines:
        yield "\n".join(row for line in lines for row in _wrapped(line, width, hanging=4) or [""])


def _columns(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Names on the left, texts on the right; a long name has its text below."""
    widest = max(len(name) for name, _text in rows)
    left = min(widest, max(10, width // 3))
    for name, text in rows:
        lines = textwrap.wrap(text, max(width - left - 4, 10), break_long_words=False, break_on_hyphens=False)
        if len(name) > left:
            yield f"  {name}"
            yield from (f"{'':{left + 4}}{line}" for line in lines)
            continue
        yield f"  {name:{left}}  {lines[0] if lines else ''}".rstrip()
        yield from (f"{'':{left + 4}}{line}" for line in lines[1:])


def _wrapped(text: str, width: int, *, indent: int = 0, hanging: int = 0) -> list[str]:
    start, after = " " * indent, " " * (indent + hanging)
    return textwrap.wrap(
        text, width, initial_indent=start, subsequent_indent=after, break_long_words=False, break_on_hyphens=False
    )
