"""What Typer refuses of a command line, as an error of ours.

It is made from the exception's class and fields, never from its English.
"""

import re
from ast import literal_eval
from typing import Any

# Private to Typer, whose vendored Click has no public name; the range in pyproject.toml and a test hold it.
from typer._click.exceptions import BadOptionUsage, BadParameter, ClickException, MissingParameter, NoSuchOption

from capcli.errors import CapError, OtherFileError, Usage
from capcli.help import name_of, pieces

VALUE = re.compile(r"""^('.*'|".*") is not""", re.DOTALL)
"""Where Typer's message holds what was typed, which no field does: a Python literal at its start."""


def as_ours(error: ClickException) -> CapError:
    """The same refusal, which can be said in either language."""
    ctx: Any = getattr(error, "ctx", None)
    if isinstance(error, NoSuchOption):
        return _no_such_option(error, ctx)
    if isinstance(error, MissingParameter):
        return _missing(error, ctx)
    if isinstance(error, BadParameter):
        return _bad_value(error)
    if isinstance(error, BadOptionUsage):
        param = _param(ctx, error.option_name)
        takes_none = param is not None and param.is_flag
        return Usage("option_takes_none" if takes_none else "option_takes_one", option=error.option_name)
    if getattr(error, "filename", None) is not None:
        return OtherFileError("unusable_file", path=str(getattr(error, "filename", "")), why=error.message)
    return Usage("usage", usage=_usage(ctx), path=_path(ctx))


def _no_such_option(error: NoSuchOption, ctx: Any) -> CapError:
    option, path = error.option_name, _path(ctx)
    if ctx is not None and ctx.parent is not None:
        root = ctx.find_root()
        known = _param(root, option)
        if known is not None and known.name != "help":
            word = "" if known.is_flag else " …"
            rest = path.removeprefix(root.command_path).strip()
            return Usage("global_option", option=option, line=f"{root.command_path} {option}{word} {rest}")
    if error.possibilities:
        return Usage("no_option_near", option=option, path=path, near=sorted(error.possibilities))
    return Usage("no_option", option=option, path=path)


def _missing(error: MissingParameter, ctx: Any) -> CapError:
    if error.param is None:
        return Usage("usage", usage=_usage(ctx), path=_path(ctx))
    return Usage("missing", name=name_of(error.param), usage=_usage(ctx))


def _bad_value(error: BadParameter) -> CapError:
    param: Any = error.param
    if param is None:
        return Usage("usage", usage=_usage(error.ctx), path=_path(error.ctx))
    name, kind, found = name_of(param), param.type.name, VALUE.match(error.message)
    typed = str(literal_eval(found[1])) if found else ""
    low, high = getattr(param.type, "min", None), getattr(param.type, "max", None)
    choices = getattr(param.type, "choices", None)
    if choices:
        return Usage("not_a_choice", name=name, value=typed, choices=[str(getattr(c, "value", c)) for c in choices])
    if kind.startswith("int") and found:
        return Usage("not_an_integer", name=name, value=typed)
    if low is not None and high is None:
        return Usage("at_least", name=name, low=low)
    if low is not None or high is not None:
        return Usage("out_of_range", name=name, low="…" if low is None else low, high=high)
    if found:
        return Usage("bad_value", name=name, value=typed)
    return Usage("bad_parameter", name=name, path=_path(error.ctx))


def _param(ctx: Any, option: str) -> Any:
    params = ctx.command.get_params(ctx) if ctx is not None else []
    return next((param for param in params if option in [*param.opts, *param.secondary_opts]), None)


def _path(ctx: Any) -> str:
    return str(ctx.command_path) if ctx is not None else "cap"


def _usage(ctx: Any) -> str:
    return f"{ctx.command_path} {pieces(ctx.command, ctx)}".strip() if ctx is not None else "cap"
