"""The entry point."""

import gc
import os
import sys


def main() -> None:
    """Run `cap`: without garbage collection, which a short process never earns back."""
    gc.disable()
    try:
        _open_streams()
        from capcli.app import app

        app()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()


def _open_streams() -> None:
    """Every stream there, and none that stops at a letter its encoding lacks."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 # open until the end
        else:
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    main()
