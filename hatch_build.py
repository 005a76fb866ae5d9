"""Compile the gettext catalogs when the package is built, so that no binary file is kept in git."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes a `.mo` beside each `.po`, for wheels and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalog; a broken one stops the build."""
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for source in sorted(Path(self.root, "capcli", "locales").glob("*/LC_MESSAGES/*.po")):
            with source.open("rb") as texts:
                catalog = read_po(texts, locale=source.parts[-3])
            with source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, catalog)
