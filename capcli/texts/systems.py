"""What the operating system says of a file or of the way to a server, which it says in its own language."""

from capcli.texts import N_, _

SAYINGS = frozenset(
    {
        N_("Permission denied"),
        N_("Operation not permitted"),
        N_("No such file or directory"),
        N_("Not a directory"),
        N_("Is a directory"),
        N_("File exists"),
        N_("File name too long"),
        N_("Read-only file system"),
        N_("No space left on device"),
        N_("Disk quota exceeded"),
        N_("Input/output error"),
        N_("Too many open files"),
        N_("Too many levels of symbolic links"),
        N_("Invalid argument"),
        N_("Stale file handle"),
        N_("Connection timed out"),
        N_("Connection refused"),
        N_("No route to host"),
        N_("Network is unreachable"),
        N_("Name or service not known"),
        N_("Temporary failure in name resolution"),
        N_("connection timeout expired"),
        N_("too many connections"),
    }
)
"""The usual ones; any other is said as it is."""


def system_words(saying: str) -> str:
    """`saying` in the language spoken now, where it is known."""
    return _(saying) if saying in SAYINGS else saying
