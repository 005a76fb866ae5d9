"""Memories one by one: found by their kind and key, kept only when they say something new."""

from typing import Any

from capcli.domain.records import MEMORIES, Memory
from capcli.store.protocol import Reader, Transaction


def memory_of(read: Reader, kind: str, key: str) -> Memory | None:
    """The memory of this kind under this key."""
    return next((memory for memory in read.find(MEMORIES, "key", key) if memory.kind == kind), None)


def keep_memory(tx: Transaction, kind: str, key: str, value: dict[str, Any]) -> None:
    """Remember `value` from now on; what is remembered already is not written again."""
    known = memory_of(tx, kind, key)
    memory = Memory(id=known.id if known else 0, kind=kind, key=key, value=value)
    if memory != known:
        tx.put(MEMORIES, memory)
