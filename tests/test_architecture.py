"""What must stay true of the sources.

Imports point inwards, start-up stays light, every command has help and an
example that can be typed, every error has its sentence.
"""

import ast
import re
import shlex
import string
import subprocess
import sys
import tomllib
from collections.abc import Container, Iterator
from functools import cache
from pathlib import Path

import catalogs
import pytest
import typer.core
from reference import ROOT, commands, written
from typer.main import get_command

from capcli.app import ALIASES, MOUNTS, app
from capcli.texts.errors import ERRORS

PACKAGE = ROOT / "capcli"

ROOMS = {
    # the rules
    "errors": set(),
    "domain": {"errors"},
    "store": {"domain", "errors", "home"},
    "services": {"domain", "errors", "settings", "store"},
    # text in and out
    "texts": {"domain", "errors"},
    "pages": {"domain", "errors"},
    "imports": {"domain", "errors"},
    "documents": {"domain", "errors"},
    "output": {"documents", "domain", "errors", "texts"},
    # the desk
    "home": {"errors"},
    "settings": {"domain", "errors", "store", "texts"},
    "desk": {"errors", "output", "settings", "store", "texts"},
    "commands": {
        "desk", "documents", "domain", "errors", "home", "imports", "lazy", "output", "pages", "services", "settings",
        "store", "texts",
    },
    # the border
    "help": {"texts"},
    "lazy": {"errors", "help", "texts"},
    "usage": {"errors", "help"},
    "version": set(),
    "reports": {"home", "version"},
    "languages": {"errors", "home", "texts"},
    "completing": {"errors", "languages", "texts"},
    "border": {"errors", "reports", "texts", "usage"},
    "app": {"border", "commands", "completing", "desk", "errors", "languages", "lazy", "texts", "version"},
    "__main__": {"app"},
}  # fmt: skip

FAMILY = {"CapError", "Refused", "Usage", "NotFound", "Ambiguous", "DataFileError", "OtherFileError"}
MOST_LINES = 250
MOST_LINES_OF_A_FUNCTION = 40


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every module of ours that is imported, wherever it stands, as dotted names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            if node.module == "capcli":
                yield from ((f"capcli.{name.name}", node.lineno) for name in node.names)
            elif node.module and node.module.startswith("capcli."):
                yield node.module, node.lineno
        elif isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names if name.name.startswith("capcli."))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_imports_point_inwards():
    wrong = [
        f"{path.relative_to(ROOT)}:{line} {room_of(path)} → {name.split('.')[1]}"
        for path, tree in trees().items()
        for name, line in imports(tree)
        if (to := name.split(".")[1]) != room_of(path) and to not in ROOMS.get(room_of(path), set())
    ]
    assert wrong == []


def test_every_room_is_in_the_table_and_lives():
    there = {room_of(path) for path in trees()} - {"__init__"}
    assert there == set(ROOMS)


def test_no_module_imports_itself_on_the_way():
    """Not even inside functions: what two modules share is a module of its own."""
    files = {dotted(path): tree for path, tree in trees().items()}
    left = {name: set(modules(tree, files)) - {name} for name, tree in files.items()}
    while ends := [name for name, to in left.items() if not to & set(left)]:
        for name in ends:
            del left[name]
    assert sorted(left) == []


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def modules(tree: ast.Module, known: Container[str]) -> Iterator[str]:
    """The modules of ours that are imported, a module taken from its package by its own name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{name.name}" for name in node.names]
            yield from (name if name in known else node.module for name in names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


PURE = frozenset(
    str.split(
        "bisect collections contextlib datetime decimal functools hashlib hmac itertools re typing unicodedata "
        "zoneinfo dateutil email_validator msgspec phonenumbers rapidfuzz"
    )
)
"""What the rules may use: nothing that reads a file, a clock or a terminal."""
AT_THE_BORDER = {"app", "border", "commands", "completing", "lazy", "usage"}


def test_each_room_uses_the_libraries_it_is_for():
    """TinyDB stays in the store and Typer at the border; the rules know the outside world through neither."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line} {library}"
        for path, tree in trees().items()
        for library, line in libraries(tree)
        if (room_of(path) in ("domain", "services") and library not in PURE)
        or (library in ("tinydb", "fcntl", "portalocker") and room_of(path) != "store")
        or (library == "typer" and room_of(path) not in AT_THE_BORDER)
    ]
    assert wrong == []


def libraries(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every module of others that is imported, by the name of its package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module]
        else:
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        yield from ((name.split(".")[0], node.lineno) for name in names if name.split(".")[0] != "capcli")


PROTOCOLS = {"capcli.store.protocol", "capcli.store.transfer"}


def test_services_know_the_protocols_and_no_backend():
    wrong = [
        f"{path.name}:{line} {name}"
        for path, tree in trees().items()
        for name, line in imports(tree)
        if room_of(path) in ("services", "settings") and name.startswith("capcli.store")
        if name not in PROTOCOLS
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ["domain", "services"])
def test_rules_read_no_clock(room):
    """The day is a parameter: `date.today()` and `datetime.now()` are the desk's."""
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in trees().items()
        if room_of(path) == room
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow") and _is_clock(node.value)
    ]
    assert wrong == []


def _is_clock(node: ast.expr) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr in ("date", "datetime")) or (
        isinstance(node, ast.Name) and node.id in ("date", "datetime")
    )


def test_rich_is_imported_by_the_table_only():
    wrong = [
        str(path.relative_to(PACKAGE))
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "rich")
        or (isinstance(node, ast.Import) and any(name.name.split(".")[0] == "rich" for name in node.names))
    ]
    assert set(wrong) <= {"output/table.py"}


def test_files_and_functions_stay_short():
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in trees()}
    files = [path.relative_to(PACKAGE).as_posix() for path, length in lengths.items() if length > MOST_LINES]
    functions = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and _body_lines(node) > MOST_LINES_OF_A_FUNCTION
    ]
    tables = {"texts/errors.py", "domain/records.py"}
    assert set(files) <= tables, "split it by noun; only tables may be long"
    assert functions == []


def _body_lines(node: ast.FunctionDef) -> int:
    """Lines without the signature, which options make long, and without the docstring."""
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1


class TestLaziness:
    @pytest.fixture
    def loaded(self, cap, home):
        """The modules that a command line loads, in an interpreter of its own."""

        def after(*args):
            code = (
                f"import atexit, sys\nfrom capcli.__main__ import main\nsys.argv = {['cap', *args]!r}\n"
                "atexit.register(lambda: sys.stderr.write('\\n'.join(sys.modules)))\nmain()"
            )
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=home)
            assert done.returncode == 0, done.stderr
            return set(done.stderr.split())

        return after

    @pytest.fixture
    def heavy(self):
        """What only some commands owe; two of them come with Typer."""
        config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
        banned = config["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-module-level-imports"]
        return set(banned) - {"subprocess", "difflib"} | {"dateutil", "jinja2", "sqlalchemy", "logging", "asyncio"}

    def test_a_json_list_pays_for_nothing_heavy(self, loaded, heavy):
        assert loaded("session", "list", "-f", "json") & heavy == set()

    def test_a_json_list_pays_for_what_it_uses(self, loaded):
        """No words for people, no columns, no folding of names, no time zone when the day is given."""
        modules = loaded("--today", "2023-11-01", "session", "list", "-f", "json")
        assert modules & {"zoneinfo", "json", "unicodedata", "typing_extensions", "getpass"} == set()
        assert modules & {"capcli.domain.names", "capcli.output.words", "capcli.output.shapes"} == set()
        assert modules & {"capcli.texts.errors", "capcli.texts.reasons", "capcli.store.reading"} == set()

    def test_tinydb_is_for_those_who_write(self, loaded):
        assert "tinydb" not in loaded("status", "-f", "json")
        assert "tinydb" in loaded("person", "add", "Zoé ROCHE")

    @pytest.mark.parametrize("line", ["where", "use cap.json", "org add Mairie", "init other.json --yes"])
    def test_a_data_file_needs_nothing_of_databases(self, loaded, line):
        modules = loaded(*line.split())
        assert modules & {"sqlalchemy", "psycopg", "sqlite3"} == set()
        assert not any(name.startswith("capcli.store.sql_") for name in modules)

    def test_a_database_needs_no_tinydb(self, loaded):
        """Nor the driver of another one."""
        loaded("init", "sqlite:///cap.db", "--yes")
        modules = loaded("--data", "sqlite:///cap.db", "person", "add", "Zoé ROCHE")
        assert "sqlalchemy" in modules
        assert modules & {"tinydb", "psycopg"} == set()

    def test_writing_does_not_load_openssl(self, loaded):
        assert "_hashlib" not in loaded("person", "add", "Zoé ROCHE")

    def test_what_looked_absent_while_msgspec_came_is_there_afterwards(self):
        code = (
            "from capcli.__main__ import _import_msgspec as early\nearly()\nimport msgspec, typing_extensions\nearly()"
        )
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)

    @pytest.mark.parametrize("args", [["--version"], ["--help"]])
    def test_without_a_command_no_record_and_no_store(self, loaded, heavy, args):
        modules = loaded(*args)
        assert modules & heavy == set()
        rooms = ("capcli.store", "capcli.domain", "capcli.services", "capcli.commands.")
        assert not any(name.startswith(rooms) for name in modules)

    def test_a_table_loads_rich_only(self, loaded, heavy):
        assert loaded("session", "list") & heavy <= {"rich"}

    def test_a_command_loads_no_other_command(self, loaded):
        modules = loaded("session", "list", "-f", "json")
        assert "capcli.commands.dues" not in modules
        assert "capcli.commands.setup" not in modules


def leaves() -> list[str]:
    return [path for path, (command, _ctx) in commands().items() if not isinstance(command, typer.core.TyperGroup)]


@cache
def marked():
    """Every text that the sources mark for translation."""
    return {message.id for message in catalogs.sources()}


class TestCommands:
    def test_every_mount_is_there(self):
        assert set(get_command(app).list_commands(None)) == set(MOUNTS)

    def test_the_commands_of_the_contract_are_there(self):
        words = "init use where config find session person org register unregister attendees status dues log undo"
        words += " confirm decline refuse transfer move reopen waitlist sweep pay tell series voters why sheet"
        words += " present presence export doctor backup migrate"
        assert set(MOUNTS) == {*words.split(), "import", "demo"}
        for path in ALIASES.values():
            assert f"cap {' '.join(path)}" in commands()

    def test_the_readme_lists_them_all_in_both_languages(self):
        readme = (ROOT / "README.md").read_text("utf-8")
        assert written(readme) == readme, "run python tests/reference.py"

    @pytest.mark.parametrize("path", list(commands()))
    def test_has_help_that_is_translated(self, path):
        command, _ctx = commands()[path]
        texts = [command.help, *(param.help for param in command.params), command.epilog]
        assert command.help, "no help"
        assert [text for text in texts if text and text not in marked()] == []
        assert [param.name for param in command.params if not param.help] == []

    @pytest.mark.parametrize("path", leaves())
    def test_has_an_example_that_can_be_typed(self, path):
        command, _ctx = commands()[path]
        lines = [line for line in (command.epilog or "").splitlines() if line.startswith("Example: ")]
        assert lines, "no example"
        assert any(line.removeprefix("Example: ").startswith(path) for line in lines)
        for line in lines:
            parse(line.removeprefix("Example: "))

    def test_the_examples_of_groups_can_be_typed(self):
        for command, _ctx in commands().values():
            for line in (command.epilog or "").splitlines():
                if line.startswith("Example: "):
                    parse(line.removeprefix("Example: "))


def parse(line: str) -> None:
    """Hold an example against the options and arguments of its command."""
    words = shlex.split(line.split(" | ")[0].split(" > ")[0])
    assert words.pop(0) == "cap", line
    path = "cap"
    while True:
        command, ctx = commands()[path]
        values, rest, _order = command.make_parser(ctx).parse_args(words)
        if not isinstance(command, typer.core.TyperGroup):
            break
        if not rest:
            return
        path, words = f"{path} {rest[0]}", rest[1:]
        assert path in commands(), line
    assert rest == [], line
    for param in command.params:
        assert not param.required or values.get(param.name) is not None, f"{line}: {param.name} is missing"


@cache
def raised() -> list[tuple[str, set[str], set[str] | None]]:
    """Where an error of the family is made, the codes it may have, its values (None: handed through)."""
    found = []
    for path, tree in trees().items():
        for scope in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            for call in [node for node in ast.walk(scope) if isinstance(node, ast.Call) and node.args]:
                if isinstance(call.func, ast.Name) and call.func.id in FAMILY:
                    names = {word.arg for word in call.keywords}
                    values = None if None in names else {name for name in names if name}
                    found.append((f"{path.relative_to(ROOT)}:{call.lineno}", _codes(call.args[0], scope), values))
    return found


def _codes(node: ast.expr, scope: ast.AST) -> set[str]:
    """The constant texts that the first argument may be."""
    if isinstance(node, ast.Name):
        assigned = [
            one.value
            for one in ast.walk(scope)
            if isinstance(one, ast.Assign) and any(isinstance(t, ast.Name) and t.id == node.id for t in one.targets)
        ]
        return {code for value in assigned for code in _codes(value, scope)}
    if isinstance(node, ast.IfExp):
        return _codes(node.body, scope) | _codes(node.orelse, scope)
    if isinstance(node, ast.JoinedStr):
        parts = [re.escape(part.value) if isinstance(part, ast.Constant) else r"\w+" for part in node.values]
        return {code for code in ERRORS if re.fullmatch("".join(parts), code)}
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def fields(sentence: str) -> set[str]:
    return {name.split(".")[0] for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name}


class TestErrors:
    def test_every_error_has_its_sentence(self):
        assert [f"{where} {code}" for where, codes, _values in raised() for code in codes if code not in ERRORS] == []

    def test_every_sentence_finds_its_values(self):
        wrong = [
            f"{where} {code} lacks {sorted(missing)}"
            for where, codes, values in raised()
            for code in codes
            if values is not None and (missing := fields(ERRORS.get(code, "")) - values)
        ]
        assert wrong == []

    def test_no_value_is_carried_for_nothing(self):
        wrong = [
            f"{where} {code} never says {sorted(spare)}"
            for where, codes, values in raised()
            if values is not None
            for code in codes
            if (spare := values - {"candidates"} - set().union(*(fields(ERRORS.get(one, "")) for one in codes)))
        ]
        assert wrong == []

    def test_every_sentence_is_of_use(self):
        used = {
            node.value
            for path, tree in trees().items()
            if path.name != "errors.py"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert sorted(set(ERRORS) - used - {code for _where, codes, _values in raised() for code in codes}) == []

    def test_every_sentence_is_one_line_with_its_end(self):
        """A colon ends those that candidates follow; nothing follows a usage line, so that it can be copied."""
        ends = (".", "?", "…", ":", "{usage}")
        assert [code for code, text in ERRORS.items() if "\n" in text or not text.rstrip("”)").endswith(ends)] == []
