"""Draw the README's picture: the attendees of the sample session, as a terminal of 80 columns shows them.

.venv/bin/python .github/picture.py
"""

import os
import re
import sys
import tempfile
from pathlib import Path

import pexpect
from rich.console import Console
from rich.text import Text

PICTURE = Path(__file__).with_name("attendees.svg")
COMMAND = "cap attendees S1"


def main() -> None:
    """Play the demo in a folder of its own, ask for the table in a real terminal, and keep what it shows."""
    cap = str(Path(sys.executable).with_name("cap"))
    with tempfile.TemporaryDirectory() as folder:
        scene = os.environ | {"HOME": folder, "XDG_CONFIG_HOME": folder, "CAP_LANG": "en", "TERM": "xterm-256color"}
        pexpect.run(f"{cap} demo {folder}/stage", env=scene)
        scene |= {"CAP_DATA": f"{folder}/stage/cap.json", "CAP_TODAY": "2026-10-05"}
        table = pexpect.spawn(COMMAND.replace("cap", cap, 1), env=scene, dimensions=(40, 80), encoding="utf-8")
        shown = table.read()
    screen = Console(record=True, width=80, file=open(os.devnull, "w"))  # noqa: SIM115, PTH123 # nothing is shown
    screen.print(f"$ {COMMAND}", style="bold", highlight=False)
    screen.print(Text.from_ansi(shown.replace("\r\n", "\n").rstrip("\n")))
    drawn = re.sub(r"@font-face \{.*?\}\n", "", screen.export_svg(title="cap"), flags=re.S)  # fonts of another site
    PICTURE.write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
