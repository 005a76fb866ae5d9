"""The programs whose exports are known by their headings."""

from capcli.imports.form_tools import FORMS
from capcli.imports.known_tools import Tool
from capcli.imports.list_tools import LISTS
from capcli.imports.ticket_tools import TICKETS

__all__ = ["TOOLS", "Tool"]

TOOLS: tuple[Tool, ...] = (*TICKETS, *LISTS, *FORMS)
"""Of several whose headings are there, the one that needs most is meant, then the first."""
