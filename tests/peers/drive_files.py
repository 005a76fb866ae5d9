"""Cases on files and on what is typed: imports, exports, e-mail addresses."""

from peer_cases import Case, drives
from peer_world import World

from capcli.domain.emails import typed_email
from capcli.domain.guards import guard, unguard

HEADER = "Prénom;Nom;Adresse e-mail;Téléphone\n"


def session(world: World, title: str = "Atelier") -> None:
    world.do("session", "new", "--title", title, "--date", "2023-11-28", "--yes")


def imported(world: World, text: str, *options: str, code: int | None = 0) -> dict:
    """The plan of an import of registrations into S1."""
    import json

    done = world.cap("import", world.written(text), "--session", "S1", "-f", "json", *options)
    assert code is None or done.code == code, done.err
    return json.loads(done.out)


def counted(world: World) -> int:
    return len(world.json("person", "list"))


@drives("import", given="email_column line", when="import")
def a_value_that_is_no_address(case: Case, world: World) -> None:
    """Every bad line is told with its value, as the spreadsheet numbers them; strictly, nothing goes in."""
    assert case.when["import"] == "orders"
    session(world)
    value, line = case.given["email_column"], case.given["line"] + 1
    good = ["Zoé;MARTINEAU;zoe@parc.example;"] * (line - 2)
    text = HEADER + "\n".join([*good, f"Léa;ROCHE;{value};", f"Hugo;BÉNARD;{value};"]) + "\n"
    plan = imported(world, text, "--strict", "--yes", code=6)
    told = {row["line"]: row["problems"][0] for row in plan["rows"] if row["action"] == "error"}
    assert counted(world) == case.then["created"]
    assert set(told) == {line, line + 1}
    named = all(problem["code"] == "email" and value in problem["message"] for problem in told.values())
    expected = f"names the value '{value}', the column 'Email address' and line {case.given['line']}"
    assert (expected if named else "") == case.then["message"]


@drives("import", given="row", when="import", only=lambda case: "external_id" in case.given["row"])
def a_row_of_somebody_who_is_gone(case: Case, world: World) -> None:
    """A row that says nothing but a reference which nobody has identifies nobody."""
    assert (case.given["row"], case.when["import"]) == (
        {"external_id": "belongs to a deleted contact"}, "participants",
    )  # fmt: skip
    session(world)
    world.do("person", "add", "Zoé MARTINEAU")
    world.do("person", "remove", "P1")
    plan = imported(world, HEADER.replace("Prénom", "ref;Prénom") + "P1;;;;0475781715\n", "--yes", code=6)
    assert counted(world) == 0
    assert [row["action"] for row in plan["rows"]] == [case.then["row_status"]]


@drives("import", given="row2", when="import")
def a_second_line(case: Case, world: World) -> None:
    """A row without an address is a row; one that names nobody is told, with its line."""
    assert case.when["import"] is True
    session(world)
    row, problem = {
        "not-an-email": (";Léa;ROCHE;not-an-email", "email"),
        "no e-mail": (";Léa;ROCHE;", None),
        "too few columns": ("04 75 78 17 15", "row_nobody"),
    }[case.given["row2"]]
    head = "Téléphone;Prénom;Nom;Adresse e-mail\n"
    plan = imported(world, head + row + "\n", "--strict", "--yes", code=6 if problem else 0)
    (only,) = plan["rows"]
    assert only["line"] == 2
    stored = counted(world)
    if case.diverges:
        assert problem is None
        assert stored == case.then["stored"] + 1
        assert case.then["error"].startswith("Row 2")
        return
    words = {"email": "invalid e-mail", "row_nobody": "malformed"}
    assert f"Row {only['line']}, {words[only['problems'][0]['code']]}" == case.then["error"]
    if "stored" in case.then:
        assert stored == case.then["stored"]


@drives("import", given="file", when="import")
def headings_alone(case: Case, world: World) -> None:
    """A file of headings and no row is said to be empty, not imported as nothing."""
    assert (case.given["file"], case.when["import"]) == ("header line only", "members")
    session(world)
    done = world.cap("import", world.written(HEADER), "--session", "S1", "--yes")
    assert done.code == 6
    assert ("file is empty" if "headings and no row" in done.err else done.err) == case.then["error"]
    assert counted(world) == 0


@drives("import", given="product_name", when="import")
def a_session_by_its_words(case: Case, world: World) -> None:
    """What is registered for is a session: none or several of that name stop the import."""
    assert case.when["import"] == "orders"
    titles = {"matches none": ["Compost"], "matches two products": ["Atelier bois", "Atelier pierre"]}
    for title in titles[case.given["product_name"]]:
        session(world, title)
    typed = ("import", world.written(HEADER + "Léa;ROCHE;;\n"), "--session", "atelier", "--yes")
    done = world.cap(*typed)
    found = {3: "no match", 4: "multiple matches"}.get(done.code, done.out)
    assert found == case.then["error"]
    assert counted(world) == case.then["created"]


@drives("import", given="price_column", when="import")
def a_sum_that_is_no_number(case: Case, world: World) -> None:
    assert case.when["import"] == "orders"
    world.do("dues", "rate", "set", "Base", "--amount", "20", "--payer", "person")
    text = f"Prénom;Nom;Tarif;Montant;Date;Année\nLéa;ROCHE;Base;{case.given['price_column']};03/02/2023;2023\n"
    done = world.cap("import", world.written(text), "--as", "dues", "-f", "json", "--strict", "--yes")
    import json

    (row,) = json.loads(done.out)["rows"]
    assert row["line"] == 2
    problem = row["problems"][0]
    is_named = problem["code"] == "amount" and case.given["price_column"] in problem["message"]
    assert ("invalid number" if is_named else problem) == case.then["error"]
    assert len(world.json("dues", "list")) == case.then["created"]


@drives("import", given="mode rows", when="preview")
def a_plan(case: Case, world: World) -> None:
    """What would be created, changed and left, and what cannot go in, by line."""
    assert (case.given["mode"], case.when["preview"]) == ("create and update", True)
    session(world)
    imported(world, HEADER + "Zoé;MARTINEAU;zoe@parc.example;\nLéa;ROCHE;lea@mairie.example;\n", "--yes")
    lines = {
        "new": "Hugo;BÉNARD;hugo@die.example;",
        "changed": "Zoé;MARTINEAU;zoe@parc.example;04 75 78 17 15",
        "same": "Léa;ROCHE;lea@mairie.example;",
        "bad": ";;;04 75 78 17 16",
    }
    text = HEADER + "\n".join(lines[row] for row in case.given["rows"]) + "\n"
    plan = imported(world, text, "--dry-run", code=None)
    summary = plan["summary"]
    assert summary["create"] == case.then["created"]
    assert summary["change"] == case.then["modified"]
    assert summary["same"] == case.then["unchanged"]
    wrong = [row["line"] for row in plan["rows"] if row["action"] == "error"]
    expected = [place for place, row in enumerate(case.given["rows"], start=2) if row == "bad"]
    assert ("by line" if wrong == expected else wrong) == case.then["errors"]


@drives("import.duplicates", given="database row", when="import")
def somebody_known_by_their_address(case: Case, world: World) -> None:
    """Nobody is added twice, and the plan names whom it found."""
    assert case.when["import"] == "members"
    email = case.given["database"].removeprefix("member with ")
    session(world)
    world.person("Zoé MARTINEAU", "--email", email)
    plan = imported(world, f"Adresse e-mail\n{case.given['row']['email']}\n", "--yes")
    assert counted(world) - 1 == case.then["stored"]
    (row,) = plan["rows"]
    assert ("names the id of the member who has it" if row["person"]["ref"] == "P1" else "") == case.then["message"]


@drives("import.duplicates", given="registered row1", when="import")
def somebody_registered_already(case: Case, world: World) -> None:
    """The same request again changes nothing; a known name with another address is asked about."""
    assert case.when["import"] == "registrations"
    second = case.given["row1"] == "the person's second e-mail"
    assert second == (case.given["registered"] == "person by main e-mail")
    first = "zoe@parc.example" if second else case.given["registered"]
    row = "Zoé;MARTINEAU;" + ("zoe.martineau@maison.example" if second else case.given["row1"]) + ";"
    session(world)
    imported(world, f"{HEADER}Zoé;MARTINEAU;{first};\n", "--yes")
    plan = imported(world, f"{HEADER}{row}\n", "--yes", code=4 if second else 0)
    assert plan["rows"][0]["action"] == ("ambiguous" if second else "same")
    made = len(world.json("attendees", "S1")) - 1
    if "stored" in case.then:
        assert made == case.then["stored"]
    assert made == 0
    if not case.diverges:
        assert case.then["error"] == "Row 1, a registration for this person exists"
        assert plan["rows"][0]["candidates"] == ["P1"]
    else:
        assert case.then["error"].startswith("Row 1")


@drives("import.duplicates", given="invited rows skip_existing", when="import")
def some_of_them_known(case: Case, world: World) -> None:
    """Who is there already is left as they are."""
    assert case.when["import"] == "invitations"
    assert case.given["skip_existing"] is True
    session(world)
    line = "Camille;{0};{0}@town.example;\n".format
    imported(world, HEADER + line(case.given["invited"]), "--yes")
    summary = imported(world, HEADER + "".join(map(line, case.given["rows"])), "--yes")["summary"]
    assert summary["create"] == case.then["created"]
    assert summary["same"] == case.then["skipped"]


@drives("import.delimiter", given="delimiter rows", when="import")
def a_delimiter_found_out(case: Case, world: World) -> None:
    assert case.when["import"] == "no delimiter named"
    sign = {"semicolon": ";", "tab": "\t", "comma": ",", "pipe": "|"}[case.given["delimiter"]]
    session(world)
    rows = [HEADER.strip()] + [f"Camille;{name};;" for name in ("ROCHE", "MARTINEAU", "BÉNARD")[: case.given["rows"]]]
    plan = imported(world, "\n".join(rows).replace(";", sign) + "\n", "--dry-run")
    assert plan["source"]["delimiter"] == sign
    assert plan["summary"]["create"] == case.then["rows_read"]


@drives("import.dates", given="custom_date_field", when="import")
def a_day_in_a_file(case: Case, world: World) -> None:
    """Days as spreadsheets write them are read, and the plan says which day; what is none is told."""
    import json

    assert case.when["import"] == "members"
    assert case.diverges
    world.do("dues", "rate", "set", "Base", "--amount", "20", "--payer", "person")
    world.today = "2023-10-02"

    def read(text: str) -> dict:
        lines = f"Prénom;Nom;Tarif;Montant;Date;Année\nLéa;ROCHE;Base;20;{text};2020\n"
        done = world.cap("import", world.written(lines), "--as", "dues", "-f", "json", "--dry-run")
        return json.loads(done.out)["rows"][0]

    digits = case.given["custom_date_field"]
    year, month, day = digits[:4], digits[4:6], digits[6:]
    for text in (f"{year}-{month}-{day}", f"{day}/{month}/{year}"):
        assert read(text)["values"]["paid_on"] == f"{year}-{month}-{day}"
    wrong = read(f"{year}-{day}-{month}99")
    assert wrong["action"] in ("skip", "error"), wrong
    assert (0 if wrong["action"] != "create" else 1) == case.then["stored"]


@drives("import.names", given="name", when="import")
def a_name_as_it_is(case: Case, world: World) -> None:
    """Names are only compared, never rewritten (rule 7)."""
    assert case.when["import"] == "registrations"
    assert case.diverges
    first, *families = (part.strip() for part in case.given["name"].split("/"))
    given, family = first.split(" ", 1)
    session(world)
    rows = [f"{given};{family};;", *(f"Camille;{one};;" for one in families)]
    imported(world, HEADER + "\n".join(rows) + "\n", "--yes")
    kept = {person["family_name"] for person in world.json("person", "list")}
    assert kept == {family, *families}
    assert case.then["indico"].startswith("Title-cases"), "what the peer does, and cap does not"


@drives("export.csv", given="cell", when="export")
def a_cell_of_a_csv(case: Case, world: World) -> None:
    """Guarded and quoted: it comes back as it was, and no spreadsheet computes it."""
    import csv
    import io

    assert case.when["export"] == "csv"
    assert case.diverges
    cell = case.given["cell"]
    assert unguard(guard(cell)) == cell
    session(world)
    world.person()
    world.do("register", "S1", "P1", "--note", cell)
    text = world.do("attendees", "S1", "-f", "csv")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert not row["note"].startswith("="), "never computed"
    assert unguard(row["note"]) == cell
    stripped = cell.lstrip("=+-@").replace("\n", " " * 4)
    told = stripped if "\n" not in cell else "newline replaced by four spaces"
    assert told == case.then["indico"], "what the peer makes of it, and cap does not"
    assert stripped not in (row["note"], unguard(row["note"]))


@drives("dedupe.email", given="email", when="normalise")
def an_address(case: Case, world: World) -> None:
    assert case.when["normalise"] is True
    assert typed_email(case.given["email"]) == case.then["email"]
