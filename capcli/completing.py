"""What the shell asks with the Tab key, and the script that makes it ask."""

import os
import sys
from pathlib import Path
from typing import Any

from capcli.errors import OtherFileError, Usage
from capcli.texts import _

VARIABLE = "_CAP_COMPLETE"
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def answer(group: Any) -> None:
    """Answer the shell and leave, when it is the one that asks; a shell is never shown an error."""
    instruction = os.environ.get(VARIABLE)
    if not instruction:
        return
    try:
        from typer._completion_classes import completion_init
        from typer.completion import shell_complete

        from capcli import languages

        languages.settle([])
        completion_init()
        code = shell_complete(group, {}, "cap", VARIABLE, instruction)
        sys.stdout.flush()
    except Exception:  # noqa: BLE001 # what goes wrong here would be shown inside the line being typed
        code = 1
    sys.exit(code)


def script() -> str:
    """The script for this shell.

    Raises:
        Usage: `shell`.
    """
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name="cap", complete_var=VARIABLE, shell=_shell())


def install() -> str:
    """Install the script for this shell; what was done, in words.

    Raises:
        Usage: `shell`.
        OtherFileError: `unusable_file`, a file of the shell cannot be written.
    """
    from typer._completion_shared import install as install_script

    shell = _shell()
    try:
        _shell_name, path = install_script(shell=shell, prog_name="cap", complete_var=VARIABLE)
    except OSError as error:
        raise OtherFileError("unusable_file", path=str(error.filename or ""), why=error.strerror or "") from error
    return _("Completion for {shell} is in {path}. It works in the next terminal you open.").format(
        shell=shell, path=path
    )


def _shell() -> str:
    """The shell that runs us; its name in SHELL when the processes do not tell."""
    from typer._completion_shared import _get_shell_name

    found = _get_shell_name() or ""
    shell = found if found in SHELLS else Path(os.environ.get("SHELL", "")).name
    if shell not in SHELLS:
        raise Usage("shell", shells=list(SHELLS[:4]))
    return shell
