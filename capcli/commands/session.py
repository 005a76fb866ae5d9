"""`cap session …`: which module holds which command, so that listing does not pay for the options of the others."""

from typing import ClassVar

import typer

from capcli.lazy import Mount, MountedGroup
from capcli.texts import N_

_READING = "capcli.commands.session_reading"
_WRITING = "capcli.commands.session_writing"
_MOVING = "capcli.commands.session_moving"
_PAGES = "capcli.commands.session_pages"


class SessionGroup(MountedGroup):
    """The commands about sessions, each imported on its first use."""

    mounts: ClassVar[dict[str, Mount]] = {
        "new": Mount(_WRITING, N_("Make a session.")),
        "import": Mount(_PAGES, N_("Make a session of its published page, or bring it up to date with it.")),
        "page": Mount(_PAGES, N_("Write the page of a session.")),
        "ics": Mount(_PAGES, N_("Write the calendar file of a session.")),
        "list": Mount(_READING, N_("List sessions: those to come and those of the last 30 days.")),
        "show": Mount(_READING, N_("Show everything about a session.")),
        "edit": Mount(_WRITING, N_("Change a session.")),
        "postpone": Mount(_MOVING, N_("Move a session to another day.")),
        "cancel": Mount(_MOVING, N_("Cancel a session.")),
        "copy": Mount(_MOVING, N_("Make the same session on another day.")),
    }


app = typer.Typer(cls=SessionGroup, rich_markup_mode=None, pretty_exceptions_enable=False)
