"""Commands built when they are used, so that nobody pays for the commands of others.

Typer reads the signature of every command of a group, and imports what it
lists, before it runs one. Here a group knows names only: its modules are
imported, and its commands built, one at a time. All commands are of the two
classes below, which render help in the language and let no English through.
"""

import gc
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import Any, ClassVar, NamedTuple

import typer

# Private to Typer, whose vendored Click has no public name; the range in pyproject.toml and a test hold it.
from typer._click.exceptions import UsageError
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info, get_command_name, get_group

from capcli.errors import Usage
from capcli.texts import _, translated


class Command(TyperCommand):
    """A command of ours: help in the language, no argument too many."""

    allow_extra_args = True  # so that the one too many is refused here, in our words

    def get_help(self, ctx: Any) -> str:
        """The help page, in the language spoken now."""
        from capcli.help import page

        return page(self, ctx)

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        from capcli.help import usage

        return usage(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; what the parser raises knows its command."""
        try:
            rest: list[str] = super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not ctx.resilient_parsing:
            from capcli.help import pieces

            raise Usage("too_many", extra=" ".join(rest), usage=f"{ctx.command_path} {pieces(self, ctx)}".strip())
        return rest


class Group(TyperGroup):
    """A group of ours: built from a Typer app, one command at a time."""

    app: typer.Typer | None = None

    get_help = Command.get_help
    get_usage = Command.get_usage

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the group's own options; what the parser raises knows its command."""
        try:
            rest: list[str] = super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        return rest

    def makers(self) -> Mapping[str, Callable[[], Any]]:
        """What builds each command of the group, by name, in the order they are declared."""
        return makers_of(self.app) if self.app else {}

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 # Typer's signature
        """The names of the commands."""
        return list(self.makers())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 # the same
        """The command of this name, built now; None when there is none."""
        make = self.makers().get(cmd_name)
        return make() if make else None

    def summaries(self, ctx: Any) -> list[tuple[str, str]]:
        """Each shown command with the first sentence of its help, for the help page and for completion."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [(name, translated(command.help)) for name, command in commands if not command.hidden]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first argument names, and the arguments that are left to it.

        Raises:
            Usage: `no_command`, with the nearest names.
        """
        name, rest = args[0], args[1:]
        command = self.get_command(ctx, name)
        if command is not None or ctx.resilient_parsing:
            return (name if command else None), command, rest
        from difflib import get_close_matches

        near = get_close_matches(name.lower(), self.list_commands(ctx), n=3)
        if near:
            raise Usage("no_command_near", name=name, path=ctx.command_path, near=near)
        raise Usage("no_command", name=name, path=ctx.command_path)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The commands and options that begin so; nothing after a word that is no command."""
        if ctx._protected_args:
            return []
        from typer._click.core import Command as Plain
        from typer._click.shell_completion import CompletionItem

        found = [CompletionItem(name, help=text) for name, text in self.summaries(ctx) if name.startswith(incomplete)]
        return found + Plain.shell_complete(self, ctx, incomplete)


class Mount(NamedTuple):
    """Where a top-level command lives.

    `help` stands in the root's list, so that the module is not read for it.
    `collects` is for commands that make enough garbage to earn its collection.
    """

    module: str
    help: str
    collects: bool = False


class MountedGroup(Group):
    """The root group, whose commands are named in `mounts`.

    A module's `app` holds the command of the mount's name; when it holds
    none, the whole app is the group of that name.
    """

    mounts: ClassVar[dict[str, Mount]] = {}

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 # Typer's signature
        """The mounted names, in the order of the table."""
        return list(self.mounts)

    def summaries(self, ctx: Any) -> list[tuple[str, str]]:  # noqa: ARG002 # the same
        """The names and the help of the table, without importing a module."""
        return [(name, _(mount.help)) for name, mount in self.mounts.items()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 # the same
        """The command of this name, imported now; None when there is none."""
        mount = self.mounts.get(cmd_name)
        if mount is None:
            return None
        app = import_module(mount.module).app
        if mount.collects:
            gc.enable()
        make = makers_of(app).get(cmd_name)
        command = make() if make else group_of(app, cmd_name, mount.help)
        command.help = command.help or mount.help
        return command


def makers_of(app: typer.Typer) -> dict[str, Callable[[], Any]]:
    """What builds each command and group of `app`, by name."""
    made: dict[str, Callable[[], Any]] = {}
    for info in app.registered_commands:
        name = info.name or get_command_name(getattr(info.callback, "__name__", ""))
        made[name] = partial(_command_of, info)
    for group in app.registered_groups:
        if group.typer_instance is not None and isinstance(group.name, str):
            said = group.help if isinstance(group.help, str) else ""
            made[group.name] = partial(group_of, group.typer_instance, group.name, said)
    return made


def _command_of(info: Any) -> Any:
    info.cls = Command
    info.help = info.help or ""  # else Typer shows the docstring, which is for those who read the code
    return get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)


def group_of(app: typer.Typer, name: str, text: str) -> Group:
    """The whole of `app` as the group `name`; `text` is its help when the app says none itself."""
    bare = typer.Typer(cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False)
    bare.registered_callback = app.registered_callback
    bare.info = app.info
    chosen = app.info.cls
    bare.info.cls = chosen if isinstance(chosen, type) and issubclass(chosen, Group) else Group
    group: Group = get_group(bare)  # type: ignore[assignment] # the class just given
    group.name, group.app = name, app
    group.help = group.help or text
    group.no_args_is_help = not group.invoke_without_command
    return group
