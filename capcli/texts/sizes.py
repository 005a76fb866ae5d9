"""Sizes of files in words."""

from capcli.texts import N_, _, language

_UNITS = ((10**9, N_("{size} GB")), (10**6, N_("{size} MB")), (10**3, N_("{size} kB")))


def size_words(size: int) -> str:
    """A number of bytes as people read it: "1.2 MB", "1,2 Mo"; never less than "0.1 kB"."""
    unit, sentence = next(((unit, sentence) for unit, sentence in _UNITS if size >= unit), _UNITS[-1])
    number = max(size / unit, 0.1)
    told = f"{number:.0f}" if number >= 10 else f"{number:.1f}"
    return _(sentence).format(size=told.replace(".", ",") if language() == "fr" else told)
