"""The entry point."""

import gc


def main() -> None:
    """Run `cap`: without garbage collection, which a short process never earns back."""
    gc.disable()
    from capcli.app import app

    try:
        app()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
