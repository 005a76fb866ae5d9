"""Where errors become text and exit codes, once for every command."""

import errno
import os
import sys
from collections.abc import Callable
from typing import Any

import typer

# Private to Typer, whose vendored Click has no public name; the range in pyproject.toml and a test hold it.
from typer._click.exceptions import ClickException, NoArgsIsHelpError

from capcli.errors import CapError, OtherFileError
from capcli.texts import _
from capcli.texts.wrapping import fitted

INTERRUPTED = 130
DEFECT = 70
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def code_of(run: Callable[[], Any], told: Callable[[], tuple[str, list[str]]]) -> int:
    """Run a command line; say what went wrong in one line on standard error; the exit code.

    `told` gives the command and its options' names, for the report of a defect.
    """
    try:
        return _quietly(run, told)
    except BrokenPipeError:  # while an error was being said
        _let_go(sys.stderr)
        _let_go(sys.stdout)
        return 0
    except Exception as error:  # noqa: BLE001 # an error without its sentence is a defect as well
        return _defect(error, told)


def _quietly(run: Callable[[], Any], told: Callable[[], tuple[str, list[str]]]) -> int:
    try:
        run()
        sys.stdout.flush()
    except typer.Exit as done:
        return _flushed(done.exit_code)
    except NoArgsIsHelpError as nothing:
        return _flushed(0, nothing.message)
    except ClickException as error:
        from capcli.usage import as_ours

        return _refuse(as_ours(error))
    except CapError as error:
        return _refuse(error)
    except (KeyboardInterrupt, EOFError, typer.Abort):
        _say("")
        return INTERRUPTED
    except BrokenPipeError:
        _let_go(sys.stdout)
        return 0
    except OSError as error:
        return _file_error(error, told)
    except Exception as error:  # noqa: BLE001 # the last one of the ladder
        return _defect(error, told)
    return 0


def _flushed(code: int, text: str = "") -> int:
    """`code`, once what was said has really left: a full disk is an error even after help."""

    def flush() -> None:
        if text:
            sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    return _quietly(flush, lambda: ("", [])) or code


def _refuse(error: CapError) -> int:
    from capcli.texts.errors import explain

    _say(f"cap: {explain(error)}")
    return error.exit_code


def _file_error(error: OSError, told: Callable[[], tuple[str, list[str]]]) -> int:
    """A file no command expected trouble from; without a name it is standard output."""
    if error.filename is not None:
        return _refuse(OtherFileError("unusable_file", path=str(error.filename), why=error.strerror or ""))
    if error.errno is None:
        return _defect(error, told)
    _let_go(sys.stdout)
    if error.errno in FULL:
        return _refuse(OtherFileError("stdout_full"))
    return _refuse(OtherFileError("stdout_lost", why=error.strerror or ""))


def _defect(error: Exception, told: Callable[[], tuple[str, list[str]]]) -> int:
    if os.environ.get("CAP_DEBUG") == "1":
        import traceback

        traceback.print_exception(error, file=sys.stderr)
        return DEFECT
    from capcli import reports

    command, options = told()
    path = reports.keep(error, command=command, options=options)
    if path is None:
        _say(_("cap: a defect of cap, sorry. Nothing could be kept of it: run it again with CAP_DEBUG=1 to see it."))
    else:
        _say(_("cap: a defect of cap, sorry. The report, without any name, is in {path}.").format(path=path))
    return DEFECT


def _say(line: str) -> None:
    try:
        sys.stderr.write(f"{fitted(line) if sys.stderr.isatty() else line}\n")
        sys.stderr.flush()
    except BrokenPipeError:
        raise
    except OSError:  # a full disk behind standard error: the exit code still tells
        _let_go(sys.stderr)


def _let_go(stream: Any) -> None:
    """Point a lost stream at nothing, so that the interpreter's last flush stays silent."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
    except (OSError, ValueError, AttributeError):  # a stream of a test runner has no number
        return
