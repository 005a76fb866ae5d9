"""The README's blocks and the transcripts print what they say, line for line."""

from pathlib import Path

import pytest
from replaying import ROOT, agrees, replay

FILES = [ROOT / "README.md", *sorted((ROOT / "tests" / "transcripts").glob("*.txt"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_line_is_replayed(path: Path, tmp_path: Path) -> None:
    """Each command prints what the file shows."""
    played = 0
    for command, expected, printed in replay(path, tmp_path):
        played += 1
        assert agrees(expected, printed), f"$ {command}\n" + "\n".join(printed)
    assert played, f"{path.name} shows no command"
