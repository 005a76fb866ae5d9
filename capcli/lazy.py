"""Groups that import a command's module on its first use, so that nobody pays for the commands of others."""

from importlib import import_module
from typing import Any, ClassVar

from msgspec import Struct
from typer.core import TyperGroup
from typer.main import get_group


class Mount(Struct, frozen=True):
    """Where a top-level command lives; `is_group` when the module's whole app is mounted under the name."""

    module: str
    help: str
    is_group: bool = False


class MountedGroup(TyperGroup):
    """A root group whose commands are named in `mounts` and imported when they are used."""

    mounts: ClassVar[dict[str, Mount]] = {}

    def list_commands(self, ctx: Any) -> list[str]:
        """The mounted names, in the order of the table."""
        return list(self.mounts)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, imported now; None when there is none."""
        mount = self.mounts.get(cmd_name)
        if mount is None:
            return None
        group = get_group(import_module(mount.module).app)
        if not mount.is_group:
            return group.commands[cmd_name]
        group.name = cmd_name
        return group
