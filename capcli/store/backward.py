"""A file of lines from its end: what is newest is at hand, however much stands before it."""

import os
from collections.abc import Iterator

BLOCK = 1 << 16


def lines_backward(fd: int) -> Iterator[tuple[int, bytes]]:
    """The whole lines of a file with their offsets, from the last to the first; an unfinished last line is left out."""
    position = os.lseek(fd, 0, os.SEEK_END)
    parts: list[bytes] = []  # of the line that begins further up, the last one first
    finished = False
    while position > 0:
        size = min(BLOCK, position)
        position -= size
        os.lseek(fd, position, os.SEEK_SET)
        block = os.read(fd, size)
        if b"\n" not in block:
            parts.append(block)
            continue
        first, *lines = (block + b"".join(reversed(parts))).split(b"\n")
        parts = [first]
        if not finished:
            lines.pop()
            finished = True
        yield from reversed(list(_with_offsets(lines, position + len(first) + 1)))
    if finished:
        yield 0, b"".join(reversed(parts))


def _with_offsets(lines: list[bytes], offset: int) -> Iterator[tuple[int, bytes]]:
    for line in lines:
        yield offset, line
        offset += len(line) + 1
