"""The entry point."""

import atexit
import gc
import os
import sys
from contextlib import suppress
from typing import Any, NoReturn


def main() -> None:
    """Run `cap`: without garbage collection, which a short process never earns back."""
    gc.disable()
    try:
        _open_streams()
        _import_msgspec()
        from capcli.app import app

        app()
    except SystemExit as done:
        _leave(int(done.code or 0))
    except KeyboardInterrupt:
        _leave(130)


def _leave(code: int) -> NoReturn:
    """End the process once everything is said: to take Python apart first would be a twentieth of a command."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody is left to tell
            stream.flush()
    os._exit(code)


def _open_streams() -> None:
    """Every stream there, and none that stops at a letter its encoding lacks."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 # open until the end
        else:
            stream.reconfigure(errors="replace")


def _import_msgspec() -> None:
    """Import msgspec while typing_extensions looks absent, for a twentieth of the time of a command.

    msgspec takes from it only what `typing` holds itself since Python 3.11, and does without. Whoever else needs it
    finds it afterwards; should msgspec need it one day, it is imported as ever by the first who asks.
    """
    modules: dict[str, Any] = sys.modules
    if "typing_extensions" in modules:
        return
    modules["typing_extensions"] = None
    try:
        import msgspec  # noqa: F401 # for those who import it next
    except ImportError:
        pass
    finally:
        del modules["typing_extensions"]


if __name__ == "__main__":
    main()
