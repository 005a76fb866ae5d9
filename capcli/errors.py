"""The one family of errors: a stable code, an exit code and raw arguments.

The sentences are in `capcli.texts`, so that an error raised by a rule can be
said in either language and scripts can rely on the code::

    CapError
    ├── Refused         1   a rule refused
    ├── Usage           2   the command was typed wrong
    ├── NotFound        3   nothing has that name
    ├── Ambiguous       4   several things have that name
    ├── DataFileError   5   the data file is absent, locked, damaged, newer, unwritable
    └── OtherFileError  6   any other file named on the command line
"""


class CapError(Exception):
    """Something the user can mend; `code` names the sentence, `args` fills it."""

    exit_code = 70

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Refused(CapError):
    """A rule refused; the sentence says which word lifts it, when one does."""

    exit_code = 1


class Usage(CapError):
    """The command, an option or a value was typed wrong."""

    exit_code = 2


class NotFound(CapError):
    """Nothing answers to the name that was typed."""

    exit_code = 3


class Ambiguous(CapError):
    """Several things answer to the name: `values["candidates"]` are (reference, description) pairs."""

    exit_code = 4


class DataFileError(CapError):
    """The data file or database cannot be used as it is."""

    exit_code = 5


class OtherFileError(CapError):
    """A file named on the command line, other than the data file, cannot be used."""

    exit_code = 6
