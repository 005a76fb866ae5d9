"""Zoé Martineau, looked for in every byte of a folder, however she may be spelled."""

import re
from pathlib import Path

from capcli.domain.names import fold, squash

SPELLINGS = (
    *("Zoé MARTINEAU", "MARTINEAU Zoé", "martineau zoe", "MARTINEAU"),
    *("zoe@exemple.example", "zoe@avant.example", "+33612345678", "06 12 34 56 78", "malade"),
)


def found_in_folder(folder: Path) -> dict[str, list[str]]:
    """What each file still says of her, as it stands, folded, and behind the escapes of JSON."""
    forms = {form.casefold() for one in SPELLINGS for form in (one, fold(one), squash(one), one.replace(" ", ""))}
    found = {}
    for file in folder.rglob("*"):
        if file.is_file():
            text = file.read_bytes().decode("utf-8", "replace")
            plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)
            if told := sorted(form for form in forms if form in (text + plain).casefold()):
                found[file.name] = told
    return found
