"""How far a long work is, on a terminal only, and only once it has lasted."""

import time
from types import TracebackType
from typing import TextIO

from capcli.texts import _

QUIET_SECONDS = 0.5
"""What is done within them needs no bar."""
BETWEEN_SECONDS = 0.1
STEPS = 16
"""Between two looks at the clock: rows are faster than that."""
WIDTH = 30


class Progress:
    """A bar on the terminal `err`, one step a call of `total`; nothing where nobody sees it.

    The bar is gone once the work is done or given up.
    """

    def __init__(self, err: TextIO, total: int) -> None:
        self._err, self._total = err, max(total, 1)
        self._seen = err.isatty()
        self._done = 0
        self._next = time.monotonic() + QUIET_SECONDS
        self._drawn = 0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._drawn:
            self._err.write("\r" + " " * self._drawn + "\r")
            self._err.flush()

    def __call__(self) -> None:
        """One step more is done."""
        self._done += 1
        if not self._seen or self._done % STEPS:
            return
        now = time.monotonic()
        if now >= self._next:
            self._next = now + BETWEEN_SECONDS
            self._draw()

    def _draw(self) -> None:
        done = min(self._done, self._total)
        bar = ("#" * (WIDTH * done // self._total)).ljust(WIDTH)
        told = _("{done} of {total} rows").format(done=done, total=self._total)
        line = f"[{bar}] {told}"
        self._err.write("\r" + line.ljust(self._drawn))
        self._err.flush()
        self._drawn = max(self._drawn, len(line))
