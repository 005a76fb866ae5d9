"""`cap demo`: the main job on the sample pack, each command shown before its output."""

import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from capcli import home, texts
from capcli.commands.common import desk_of
from capcli.errors import CapError, DataFileError, OtherFileError
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)

DAY = date(2026, 10, 5)
"""The day the demo plays on: the sample session is six weeks ahead, its form is open."""

PACK = ("session.md", "dues.csv", "registrations.csv")

STEPS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    (
        N_("The desk opens: one file, the rates of the year."),
        (
            (
                "init",
                "cap.json",
                "--name",
                "Cap Exemple",
                "--rate",
                "Individuelle=20:person",
                "--rate",
                "Structure=150:organisation",
                "--yes",
            ),
        ),
    ),
    (N_("The published page becomes a session."), (("session", "import", "session.md", "--yes"), ("session", "list"))),
    (
        N_("Organisations, and the dues they and others paid."),
        (
            ("org", "add", "Communauté de communes des Deux Rives", "--kind", "EPCI", "--alias", "CC des Deux Rives"),
            ("org", "add", "Les Haltes du Plateau", "--kind", "association"),
            ("org", "add", "Commune de Haut-Pré", "--kind", "commune"),
            ("import", "dues.csv", "--as", "dues", "--yes"),
        ),
    ),
    (
        N_("Somebody calls: her dues will follow, the rule is lifted and the reason kept."),
        (
            (
                "register",
                "S1",
                "--new",
                "Solveig ARMAND",
                "--email",
                "solveig.armand@lavoir.example",
                "--allow",
                "unpaid",
                "--reason",
                "Bulletin parti ce matin",
            ),
        ),
    ),
    (
        N_("The form’s answers: the last one comes after the last place."),
        (("import", "registrations.csv", "--session", "S1", "--yes"), ("attendees", "S1")),
    ),
    (
        N_("Who is up to date on the session’s day, and why."),
        (("status", "duplantier", "--on", "2026-11-19"), ("status", "castaing", "--on", "2026-11-19")),
    ),
    (
        N_("A cancellation moves somebody up; undo takes it back."),
        (("unregister", "S1", "ozanne", "--reason", "Conseil municipal"), ("undo", "--yes")),
    ),
    (N_("The list, for colleagues who live in a spreadsheet."), (("attendees", "S1", "-o", "attendees.csv"),)),
)


@app.command(
    help=N_("Play the main job on sample data, in a new folder, each command shown before its output."),
    epilog=N_("Example: cap demo"),
)
def demo(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help=N_("Where to play; a new temporary folder when it is not given."))
    ] = None,
) -> None:
    """Copy the pack into a folder without a data file, and type the day's commands there."""
    desk = desk_of(ctx)
    stage = _stage(folder)
    desk.say(_("The demo plays on {day}, in {folder}").format(day=texts.day(DAY, weekday=True), folder=stage))
    with _played_in(stage):
        for title, lines in STEPS:
            desk.say(f"\n# {_(title)}")
            for line in lines:
                _play(ctx, line)
    desk.say(
        "\n"
        + _("To go on with this data: cap --data {path} attendees S1").format(path=shlex.quote(str(stage / "cap.json")))
    )


def _stage(folder: Path | None) -> Path:
    """A folder that holds the pack and no data file yet."""
    try:
        stage = folder or Path(tempfile.mkdtemp(prefix="cap-demo-"))
        stage.mkdir(parents=True, exist_ok=True)
        stage = stage.resolve()
        if (stage / "cap.json").exists():
            raise DataFileError("exists", path=stage / "cap.json")
        for name in PACK:
            if not (stage / name).exists():
                shutil.copyfile(_pack() / name, stage / name)
    except OSError as error:
        raise OtherFileError("unwritable_file", path=folder, why=error.strerror) from error
    return stage


def _pack() -> Path:
    """Where the pack is: inside an installed package, beside it in a checkout."""
    inside = Path(__file__).parents[1] / "data"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "data"


@contextmanager
def _played_in(stage: Path) -> Iterator[None]:
    """The demo's own folder, file, day and language; the user's are put back afterwards."""
    played = {"CAP_DATA": "cap.json", "CAP_TODAY": DAY.isoformat(), "CAP_LANG": texts.language()}
    kept = {name: os.environ.get(name) for name in played}
    remembered, here = home.recall(), Path.cwd()
    os.environ.update(played)
    os.chdir(stage)
    try:
        yield
    finally:
        os.chdir(here)
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        home.remember(remembered)


def _play(ctx: typer.Context, line: tuple[str, ...]) -> None:
    """Show a command line, then run it as if it had been typed."""
    desk = desk_of(ctx)
    desk.say(f"\n$ cap {shlex.join(line)}")
    desk.terminal.out.flush()
    try:
        ctx.find_root().command.main(list(line), prog_name="cap")
    except SystemExit as end:
        if end.code:
            raise CapError("demo_stopped", command=shlex.join(line)) from None
    texts.use(os.environ["CAP_LANG"])
