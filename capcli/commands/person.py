"""`cap person …`: which module holds which command."""

from typing import ClassVar

import typer

from capcli.lazy import Mount, MountedGroup
from capcli.texts import N_

_READING = "capcli.commands.person_reading"
_WRITING = "capcli.commands.person_writing"
_ENDING = "capcli.commands.person_ending"


class PersonGroup(MountedGroup):
    """The commands about people, each imported on its first use."""

    mounts: ClassVar[dict[str, Mount]] = {
        "add": Mount(_WRITING, N_("Add somebody.")),
        "list": Mount(_READING, N_("List people.")),
        "show": Mount(_READING, N_("Show everything about somebody.")),
        "edit": Mount(_WRITING, N_("Change what is known of somebody.")),
        "merge": Mount(_ENDING, N_("Make one of two records of the same person; the first one is kept.")),
        "forget": Mount(
            "capcli.commands.person_forgetting", N_("Forget somebody for good: the number and the figures stay.")
        ),
        "remove": Mount(_ENDING, N_("Remove somebody to whom nothing refers.")),
    }


app = typer.Typer(cls=PersonGroup, rich_markup_mode=None, pretty_exceptions_enable=False)
