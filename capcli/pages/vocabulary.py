"""Lists of words, as the modules of the grammar write them down."""


def words(*lines: str) -> frozenset[str]:
    """The bare words of these lines."""
    return frozenset(word for line in lines for word in line.split())
