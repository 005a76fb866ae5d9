"""Whatever a file holds, `cap import` ends with a plan or one line, never with a defect."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DEFECT = 70
DATA = Path(__file__).parents[2] / "data"
KINDS = ("registrations", "dues", "people", "organisations", "contacts", "attendance", None)

Mutation = tuple[str, float, bytes]
MUTATIONS = st.tuples(
    st.sampled_from(["cut", "insert", "replace", "repeat"]),
    st.floats(0, 1, exclude_max=True),
    st.one_of(
        st.binary(min_size=1, max_size=4),
        st.sampled_from([b'"', b";", b",", b"\n", b"\r", b"\t", b"\x00", b"\xff\xfe", "é".encode(), b"=1+1", b"@@"]),
        st.text(min_size=1, max_size=8).map(lambda text: text.encode("utf-8", "surrogatepass")),
    ),
)


def mutated(content: bytes, mutations: list[Mutation]) -> bytes:
    for how, where, what in mutations:
        place = int(where * len(content))
        if how == "cut":
            content = content[:place]
        elif how == "insert":
            content = content[:place] + what + content[place:]
        elif how == "replace":
            content = content[:place] + what + content[place + len(what) :]
        else:
            content = content[:place] + content[place : place + 200] * 3 + content[place + 200 :]
    return content


@pytest.fixture
def desk(cap):
    """A session, somebody known, an organisation and a rate."""
    assert cap("session", "new", "--title", "Accueil", "--date", "2024-03-05", "--yes").code == 0
    cap("org", "add", "Les Haltes du Plateau")
    cap("person", "add", "Zoé Martineau", "--email", "z.martineau@parc-imagine.example", "--org", "O1")
    cap("dues", "rate", "set", "Individuelle", "--amount", "20", "--payer", "person")
    return cap


def hold(desk, content: bytes, kind: str | None, *, is_json: bool) -> None:
    Path("damaged.csv").write_bytes(content)
    args = ["import", "damaged.csv", "--session", "S1", "--dry-run", "--hold"]
    done = desk(*args, *(["--as", kind] if kind else []), *(["-f", "json"] if is_json else []), today="2024-02-27")
    assert done.code != DEFECT, done.err
    assert not done.code or done.err.startswith("cap: ")


NUMBERS, CHANGES = st.integers(0, 99), st.lists(MUTATIONS, max_size=6)
FUZZED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(FUZZED, max_examples=50)
@given(NUMBERS, CHANGES, st.sampled_from(KINDS), st.booleans())
def test_a_damaged_export_is_no_defect(desk, shared, number, mutations, kind, is_json):
    """Bytes changed, lost and repeated, read as any kind."""
    files = sorted((shared / "exports").glob("*.csv"))
    hold(desk, mutated(files[number % len(files)].read_bytes(), mutations), kind, is_json=is_json)


@settings(FUZZED, max_examples=25)
@given(st.sampled_from(sorted(DATA.glob("*.csv"))), CHANGES, st.sampled_from(KINDS))
def test_a_damaged_file_of_the_pack_is_no_defect(desk, path, mutations, kind):
    hold(desk, mutated(path.read_bytes(), mutations), kind, is_json=False)


@settings(FUZZED, max_examples=40)
@given(st.binary(max_size=300), st.sampled_from(["", "Nom,Prénom,E-mail\n", "Name;Join Time;Leave Time\n"]))
def test_any_bytes_are_no_defect(desk, content, head):
    done = desk("import", "-", "--session", "S1", "--dry-run", stdin=head.encode() + content, today="2024-02-27")
    assert done.code != DEFECT, done.err
