"""`cap org …`: which module holds which command."""

from typing import ClassVar

import typer

from capcli.lazy import Mount, MountedGroup
from capcli.texts import N_

_READING = "capcli.commands.org_reading"
_WRITING = "capcli.commands.org_writing"
_PEOPLE = "capcli.commands.org_people"


class OrganisationGroup(MountedGroup):
    """The commands about organisations, each imported on its first use."""

    mounts: ClassVar[dict[str, Mount]] = {
        "add": Mount(_WRITING, N_("Add an organisation.")),
        "list": Mount(_READING, N_("List organisations.")),
        "show": Mount(_READING, N_("Show an organisation, its people and its dues.")),
        "edit": Mount(_WRITING, N_("Change what is known of an organisation.")),
        "alias": Mount(_WRITING, N_("Give an organisation other names.")),
        "join": Mount(_PEOPLE, N_("Somebody belongs to an organisation.")),
        "leave": Mount(_PEOPLE, N_("Somebody leaves an organisation.")),
        "merge": Mount(_WRITING, N_("Make one of two records of the same organisation; the first one is kept.")),
        "remove": Mount(_WRITING, N_("Remove an organisation to which nothing refers.")),
    }


app = typer.Typer(cls=OrganisationGroup, rich_markup_mode=None, pretty_exceptions_enable=False)
