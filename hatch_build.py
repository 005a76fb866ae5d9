"""Compile the gettext catalogs when the package is built, so that no binary file is kept in git."""

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogs(root: Path) -> None:
    """Write a `.mo` beside each `.po` of the package under `root`, whole or not at all."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sorted(root.glob("capcli/locales/*/LC_MESSAGES/*.po")):
        with source.open("rb") as texts:
            catalog = read_po(texts, locale=source.parts[-3])
        beside = source.with_suffix(f".{os.getpid()}.tmp")
        with beside.open("wb") as compiled:
            write_mo(compiled, catalog)
        beside.replace(source.with_suffix(".mo"))


class CatalogHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the catalogs, for wheels and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 # hatchling's signature
        """Compile every catalog; a broken one stops the build."""
        compile_catalogs(Path(self.root))
