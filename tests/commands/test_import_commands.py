"""`cap import`: a plan, a yes, one entry; the same file again changes nothing."""

import json
import sys
from pathlib import Path

import pytest

TODAY = "2024-02-27"
FORM = (
    "Horodateur,Adresse e-mail,Nom,Prénom,Structure,Fonction,Téléphone,Repas ?\n"
    "12/02/2024 09:02:11,jb@val.example,Fauvel-Rochas,Jean-Baptiste,CC Val Fictif,élu,04 65 71 10 01,Oui\n"
    "10/02/2024 10:15:40,eloise@chemins.example,d'Arnoncourt,Éloïse,,,,Non\n"
    "13/02/2024 11:31:05,zoe@parc.example,MARTINEAU,Zoé,Le Parc,,,\n"
)
DUES = (
    "Payeur;E-mail;Tarif;Montant;Date;Année;Moyen de paiement;Référence\n"
    "CC Val Fictif;;Structure;150,00 €;22/01/2024;2024;mandat;M-14\n"
    "Éloïse d'Arnoncourt;eloise@chemins.example;Individuelle;20;03/02/2024;2024;chèque;0012\n"
)


@pytest.fixture
def desk(cap, home):
    """A session of two places that requires dues, one organisation with an alias, two rates."""

    def run(*args: str, stdin: str | None = None, today: str = TODAY):
        return cap(*args, today=today, stdin=stdin)

    run("dues", "rate", "set", "Individuelle", "--amount", "20", "--payer", "person")
    run("dues", "rate", "set", "Structure", "--amount", "150", "--payer", "organisation")
    run("org", "add", "Communauté de communes du Val Fictif", "--alias", "CC Val Fictif")
    made = run(
        *("session", "new", "--title", "Accueil", "--date", "2024-03-05", "--capacity", "2"),
        *("--requires-dues", "--last-day", "2024-02-26", "--yes"),
    )
    assert made.code == 0, made.err
    return run


def written(text: str, name: str = "form.csv", encoding: str = "utf-8") -> str:
    Path(name).write_bytes(text.encode(encoding))
    return name


def plan_of(done) -> dict:
    return json.loads(done.out)


def by_line(plan: dict) -> dict[int, dict]:
    return {row["line"]: row for row in plan["rows"]}


def entries(desk) -> int:
    return json.loads(desk("log", "-f", "json").out)[0]["entry"]


SOURCE = ("file", "kind", "format", "encoding", "delimiter", "header_row")
"""Keys of the contract; others are added."""


class TestRegistrations:
    def test_the_plan_is_the_contract(self, desk):
        """Every key; the queue follows the form's column, not the order of the file; nothing is written."""
        before = entries(desk)
        done = desk("import", written(FORM), "--session", "S1", "--dry-run", "-f", "json")
        plan = plan_of(done)
        assert done.code == 0
        assert {key: plan["source"][key] for key in SOURCE} == {
            "file": "form.csv",
            "kind": "registrations",
            "format": "csv",
            "encoding": "utf-8",
            "delimiter": ",",
            "header_row": 1,
        }
        assert plan["summary"] == {"create": 3, "change": 0, "same": 0, "skip": 0, "ambiguous": 0, "error": 0}
        rows = by_line(plan)
        keys = {
            "line",
            "action",
            "person",
            "organisation",
            "values",
            "problems",
            "resulting_state",
            "position",
            "effects",
        }
        assert all(keys <= set(row) for row in plan["rows"])
        assert [(rows[line]["resulting_state"], rows[line]["position"]) for line in (3, 2, 4)] == [
            ("pending", None),
            ("pending", None),
            ("waiting", 1),
        ]
        assert rows[2]["person"] == {
            "ref": None,
            "given_name": "Jean-Baptiste",
            "family_name": "Fauvel-Rochas",
            "email": "jb@val.example",
            "phone": "+33465711001",
            "organisation": "Communauté de communes du Val Fictif",
        }
        assert rows[2]["organisation"] == {"ref": "O1", "name": "Communauté de communes du Val Fictif"}
        assert rows[2]["values"]["requested_at"] == "2024-02-12T08:02:11Z"
        assert rows[4]["problems"][0]["code"] == "organisation_unknown"
        assert "Le Parc" in rows[4]["problems"][0]["message"]
        assert entries(desk) == before

    def test_it_is_one_entry_that_undo_takes_back(self, desk):
        before = entries(desk)
        done = desk("import", written(FORM), "--session", "S1", "--yes")
        assert done.code == 0
        assert "3 registrations made." in done.out
        assert done.out.endswith(f"Undo: cap undo H{before + 1}\n")
        assert desk("undo", "--yes").code == 0
        assert json.loads(desk("attendees", "S1", "-f", "json").out) == []
        assert json.loads(desk("person", "list", "-f", "json").out) == []

    def test_what_was_imported_is_kept_whole(self, desk):
        """Answers under their question, times as instants, the unknown organisation in a note, the known one joined."""
        desk("import", written(FORM), "--session", "S1", "--yes")
        rows = {row["family_name"]: row for row in json.loads(desk("attendees", "S1", "-f", "json").out)}
        assert rows["Fauvel-Rochas"]["answers"] == {"Repas ?": "Oui"}
        assert rows["Fauvel-Rochas"]["organisation"] == "Communauté de communes du Val Fictif"
        assert rows["Fauvel-Rochas"]["function"] == "élu"
        assert rows["d'Arnoncourt"]["requested_at"] == "2024-02-10T09:15:40Z"
        assert rows["MARTINEAU"]["note"] == "Structure: Le Parc"
        assert rows["MARTINEAU"]["organisation"] is None

    def test_the_same_file_again_changes_nothing(self, desk):
        """In another encoding and order too; somebody without a usable e-mail is found again by what the row says."""
        form = FORM + "14/02/2024 08:00:00,paul@@exemple,Brunel,Paul,Les Amis,,,\n"
        desk("import", written(form), "--session", "S1", "--yes")
        before = entries(desk)
        lines = form.splitlines()
        again = "\n".join([lines[0], *reversed(lines[1:])]).replace(",", ";")
        done = desk("import", written(again, encoding="cp1252"), "--session", "S1", "--yes")
        assert done.code == 0
        assert "4 the same." in done.out
        assert entries(desk) == before

    def test_a_registration_cancelled_since_is_not_made_again(self, desk):
        """The old row is not a new request; a later one is."""
        desk("import", written(FORM), "--session", "S1", "--yes")
        desk("unregister", "S1", "martineau", today="2024-02-14")
        done = desk("import", written(FORM), "--session", "S1", "--dry-run", "-f", "json")
        row = by_line(plan_of(done))[4]
        assert (row["action"], row["problems"][0]["code"]) == ("skip", "row_ended")
        later = FORM.replace("13/02/2024", "26/02/2024")
        row = by_line(plan_of(desk("import", written(later), "--session", "S1", "--dry-run", "-f", "json")))[4]
        assert row["action"] in ("create", "skip")

    def test_the_same_person_twice_in_a_file_is_one(self, desk):
        """Another spelling, another case of the e-mail; the first request counts, wherever it stands."""
        form = FORM + "01/02/2024 08:00:00,JB@Val.example,FAUVEL ROCHAS,Jean Baptiste,CC Val Fictif,,,\n"
        form = form.replace("CC Val Fictif,élu,04 65 71 10 01,Oui", "CC Val Fictif,,,")
        rows = by_line(plan_of(desk("import", written(form), "--session", "S1", "--dry-run", "-f", "json")))
        assert (rows[2]["action"], rows[5]["action"]) == ("skip", "create")
        assert rows[2]["problems"][0]["message"] == "the same person as on line 5"

    def test_a_request_after_the_closing_day_is_left_out(self, desk):
        """The day of the request counts, not that of the import; the closing day itself is open."""
        form = FORM.replace("12/02/2024", "26/02/2024").replace("13/02/2024", "27/02/2024")
        rows = by_line(plan_of(desk("import", written(form), "--session", "S1", "--dry-run", "-f", "json")))
        assert rows[2]["action"] == "create"
        assert (rows[4]["action"], rows[4]["problems"][-1]["code"]) == ("skip", "registering_closed")
        done = desk("import", written(form), "--session", "S1", "--yes")
        assert (done.code, len(json.loads(desk("person", "list", "-f", "json").out))) == (0, 2)

    def test_somebody_known_is_completed_never_overwritten(self, desk):
        """What is missing is added; what differs is told and kept in the note."""
        desk("person", "add", "Zoé Martineau", "--email", "zoe@parc.example", "--phone", "0465711099")
        form = FORM.replace("MARTINEAU,Zoé,Le Parc,,,", "MARTINEAU,Zoé,,guide,0465711003,")
        desk("import", written(form), "--session", "S1", "--yes")
        person = json.loads(desk("person", "show", "martineau", "-f", "json").out)
        assert (person["phone"], person["function"]) == ("+33465711099", "guide")
        rows = {row["given_name"]: row for row in json.loads(desk("attendees", "S1", "-f", "json").out)}
        assert rows["Zoé"]["note"] == "Téléphone: 0465711003"

    def test_somebody_registered_already_is_completed_too(self, desk):
        desk("person", "add", "Zoé Martineau", "--email", "zoe@parc.example")
        desk("register", "S1", "martineau", "--received", "12/02")
        form = FORM.replace("Zoé,Le Parc,,", "Zoé,,guide,")
        done = desk("import", written(form), "--session", "S1", "--yes")
        assert "1 row changed what was known." in done.out
        assert "same" not in done.out
        assert "3 the same." in desk("import", written(form), "--session", "S1", "--yes").out

    def test_an_error_stops_everything_unless_it_is_held_back(self, desk):
        before = entries(desk)
        form = FORM + "14/02/2024 08:00:00,,,,,,,Oui\n14/02/2024 08:00:00,who@nobody.example,,,,,,\n"
        done = desk("import", written(form), "--session", "S1", "--yes")
        assert done.code == 6
        assert done.err.startswith("cap: Nothing was written: lines 5 and 6 cannot be imported.")
        assert done.err.count("\n") == 1
        assert entries(desk) == before
        assert desk("import", "form.csv", "--session", "S1", "--dry-run").code == 6
        held = desk("import", "form.csv", "--session", "S1", "--yes", "--hold")
        assert (held.code, "Held back: lines 5 and 6." in held.out) == (0, True)
        assert len(json.loads(desk("attendees", "S1", "-f", "json").out)) == 3

    def test_an_unclear_row_stops_everything_off_a_terminal(self, desk):
        """An e-mail known under another name; exit 4 with whom it may be."""
        desk("person", "add", "Anne Roche", "--email", "zoe@parc.example", "--org", "O1")
        before = entries(desk)
        done = desk("import", written(FORM), "--session", "S1", "--yes")
        assert done.code == 4
        assert "line 4  Zoé MARTINEAU (Le Parc, zoe@parc.example): P1 Anne Roche, Communauté" in done.err
        assert entries(desk) == before
        assert desk("import", "form.csv", "--session", "S1", "--yes", "--hold").code == 0
        assert len(json.loads(desk("attendees", "S1", "-f", "json").out)) == 2

    def test_strict_makes_every_problem_an_error(self, desk):
        done = desk("import", written(FORM), "--session", "S1", "--yes", "--strict")
        assert (done.code, "line 4" in done.err) == (6, True)

    @pytest.mark.parametrize("option", ["--strict", "--hold"])
    def test_a_row_that_stays_out_is_not_said_to_go_in(self, desk, option):
        """Held back, an e-mail that is none names nobody; in strict mode what cannot be used stops its row."""
        form = FORM.splitlines()[0] + "\n30/12/2024 09:00,who@nobody@x,,,,,,\n"
        form += "12/02/2024 09:02,bad@@x,Roche,Anne,,,not a phone,\n" if option == "--strict" else ""
        done = desk("import", written(form), "--session", "S1", "--dry-run", option)
        assert "is malformed" in done.out
        assert "goes in" not in done.out
        assert "counts from now" not in done.out

    def test_without_a_session_a_script_is_told(self, desk):
        done = desk("import", written(FORM), "--yes")
        assert (done.code, "--session" in done.err) == (2, True)

    def test_off_a_terminal_a_yes_is_needed(self, desk):
        done = desk("import", written(FORM), "--session", "S1")
        assert (done.code, "--yes" in done.err) == (2, True)

    def test_a_session_that_takes_nobody_is_refused_at_once(self, desk):
        assert desk("session", "cancel", "S1", "--reason", "Snow").code == 0
        assert desk("import", written(FORM), "--session", "S1", "--yes").code == 1

    def test_columns_can_be_chosen(self, desk):
        form = "Qui;Où écrire\nMARTINEAU Zoé;zoe@parc.example\n"
        assert desk("import", written(form), "--session", "S1", "--dry-run").code == 6
        maps = ("--map", "Qui=name", "--map", "où écrire=email")
        done = desk("import", "form.csv", "--session", "S1", "--dry-run", "-f", "json", *maps, today="2024-02-20")
        assert by_line(plan_of(done))[2]["person"]["family_name"] == "MARTINEAU"

    def test_the_standard_input_is_a_file(self, desk):
        done = desk("import", "-", "--session", "S1", "--dry-run", "-f", "json", stdin=FORM)
        assert plan_of(done)["summary"]["create"] == 3

    def test_its_own_export_comes_back(self, desk):
        """`attendees -f csv` and `csv-excel` read into another session: people known, answers kept."""
        desk("import", written(FORM), "--session", "S1", "--yes")
        desk("session", "new", "--title", "Suite", "--date", "2024-04-05", "--yes")
        for form in ("csv", "csv-excel"):
            desk("attendees", "S1", "-f", form, "-o", "list.csv", "--yes")
            done = desk("import", "list.csv", "--session", "S2", "--dry-run", "-f", "json")
            plan = plan_of(done)
            assert (plan["summary"]["create"], plan["summary"]["ambiguous"]) == (3, 0)
            assert {row["person"]["ref"] for row in plan["rows"]} == {"P1", "P2", "P3"}
            answers = [row["values"].get("answers", {}) for row in plan["rows"]]
            assert {"Repas ?": "Oui"} in [{k: v for k, v in one.items() if k == "Repas ?"} for one in answers]


class TestDues:
    def test_payments_of_people_and_organisations(self, desk):
        """An unknown person at a rate for people is added; the amounts, days and references stand."""
        done = desk("import", written(DUES, encoding="cp1252"), "--yes")
        assert (done.code, "2 payments kept." in done.out) == (0, True)
        rows = json.loads(desk("dues", "list", "-f", "json").out)
        assert [(row["who"]["ref"], row["amount"]["cents"], row["paid_on"], row["reference"]) for row in rows] == [
            ("O1", 15000, "2024-01-22", "M-14"),
            ("P1", 2000, "2024-02-03", "0012"),
        ]

    def test_a_list_of_orders_is_read_by_its_headings(self, desk):
        """The member, not only who paid; the day of the order; what is not read is said, never taken for today."""
        orders = (
            "Référence commande;Date de la commande;Nom adhérent;Prénom adhérent;Nom payeur;Prénom payeur;Tarif;"
            "Montant tarif;Carte\n"
            "HA1;03/02/2024;Durand;Léa;Durand;Paul;Individuelle;20,00;VISA\n"
        )
        done = desk("import", written(orders), "--as", "dues", "--dry-run")
        assert "Columns that are not read: “Carte”. To read one" in done.out
        assert "today is taken" not in done.out
        plan = plan_of(desk("import", written(orders), "--as", "dues", "--dry-run", "-f", "json"))
        row = plan["rows"][0]
        assert (row["action"], row["values"]["paid_on"], row["values"]["reference"]) == ("create", "2024-02-03", "HA1")
        assert (row["person"]["given_name"], row["person"]["family_name"]) == ("Léa", "Durand")
        undated = orders.replace("Date de la commande", "Quand")
        assert "1 row has no day of payment: today is taken." in desk("import", written(undated), "--dry-run").out

    def test_its_own_journal_in_french_is_read_as_it_was_written(self, desk):
        """The kind above all: what was given back, promised or called for is no payment."""
        journal = (
            "Réf.;Type;Qui;Début;Fin;Payé le;Tarif;Montant;Moyen;État\n"
            "D1;paiement;Anne Neuve;01/01/2024;31/12/2024;03/02/2024;Individuelle;20,00;chèque;payée\n"
            "D2;appel;Anne Neuve;01/01/2024;31/12/2024;03/01/2024;Individuelle;20,00;;envoyée\n"
        )
        plan = plan_of(desk("import", written(journal), "--as", "dues", "--dry-run", "-f", "json"))
        first, second = plan["rows"]
        assert (first["action"], first["values"]["paid_on"], first["values"]["method"]) == (
            "create",
            "2024-02-03",
            "chèque",
        )
        assert (second["action"], second["problems"][0]["code"]) == ("skip", "row_state")

    def test_payments_confirm_whom_they_cover(self, desk):
        desk("import", written(FORM), "--session", "S1", "--yes")
        done = desk("import", written(DUES), "--yes")
        assert "Dues now cover Jean-Baptiste Fauvel-Rochas" in done.out
        rows = json.loads(desk("attendees", "S1", "-f", "json").out)
        assert [row["state"] for row in rows].count("confirmed") == 2

    def test_the_same_file_again_changes_nothing(self, desk):
        """With a reference or without; a payment cancelled since is not made again."""
        dues = DUES.replace(";0012", ";")
        desk("import", written(dues), "--yes")
        before = entries(desk)
        assert "2 the same." in desk("import", written(dues), "--yes").out
        assert entries(desk) == before
        assert desk("dues", "cancel", "D2", "--reason", "bounced").code == 0
        done = desk("import", written(dues), "--dry-run", "-f", "json")
        row = by_line(plan_of(done))[3]
        assert (row["action"], row["problems"][0]["code"]) == ("skip", "dues_ended")

    def test_what_a_rule_refuses_is_left_out_and_said(self, desk):
        """Too little, a day to come, no day, an amount that is none: nobody is added for it."""
        rows = (
            "Anne Roche;;Individuelle;12;03/02/2024;2024;;\n"
            "Anne Brun;;Individuelle;20;03/12/2024;2024;;\n"
            "Anne Noir;;Individuelle;20;hier;2024;;\n"
            "Anne Gris;;Individuelle;=SOMME(D2:D5);03/02/2024;2024;;\n"
            "Anne Vert;;Autre;35;03/02/2024;2024;;\n"
        )
        done = desk("import", written(DUES.splitlines()[0] + "\n" + rows), "--dry-run", "-f", "json")
        found = [(row["action"], row["problems"][0]["code"]) for row in plan_of(done)["rows"]]
        assert found == [
            ("skip", "amount_part"),
            ("skip", "paid_later"),
            ("skip", "import_paid_on"),
            ("skip", "amount"),
            ("skip", "rate"),
        ]
        assert all(row["problems"][0]["message"] for row in plan_of(done)["rows"])
        before = desk("person", "list", "-f", "json").out
        paid = rows + "Zoé Payeuse;;Individuelle;20;03/02/2024;2024;;\n"
        assert desk("import", written(DUES.splitlines()[0] + "\n" + paid), "--yes").code == 0
        after = desk("person", "list", "-f", "json").out
        assert len(json.loads(after)) == len(json.loads(before)) + 1

    def test_an_unknown_organisation_is_never_made(self, desk):
        dues = DUES.replace("CC Val Fictif", "Commune de Nulle-Part")
        done = desk("import", written(dues), "--yes")
        assert (done.code, "Commune de Nulle-Part" in done.out) == (6, True)
        assert "line 2" in done.err

    def test_a_day_at_the_end_of_a_year_needs_the_year(self, desk):
        """A payment of December may be for the next year: unclear without its column."""
        dues = "Payeur,Tarif,Montant,Date\nCC Val Fictif,Structure,150,20/12/2023\n"
        done = desk("import", written(dues), "--yes")
        assert (done.code, "line 2" in done.err) == (4, True)

    def test_two_equal_rows_are_two_payments_and_stay_two(self, desk):
        """The second one is held against the rules, not taken for the first."""
        dues = DUES + "Éloïse d'Arnoncourt;eloise@chemins.example;Individuelle;20;03/02/2024;2024;chèque;0012\n"
        rows = by_line(plan_of(desk("import", written(dues), "--dry-run", "-f", "json")))
        assert (rows[3]["action"], rows[4]["action"]) == ("create", "skip")


@pytest.mark.parametrize(
    ("name", "content"),
    [("missing.csv", None), ("folder", None), ("empty.csv", b""), ("book.xlsx", b"PK\x03\x04"), ("x.csv", b"\x00\x01")],
)
def test_a_file_that_cannot_be_read_is_one_line(desk, name, content):
    Path("folder").mkdir(exist_ok=True)
    if content is not None:
        Path(name).write_bytes(content)
    done = desk("import", name, "--session", "S1", "--yes")
    assert (done.code, done.err.count("\n")) == (6, 1)
    assert name in done.err


@pytest.mark.parametrize(("suffix", "way_out"), [("", "cap use"), (".journal", "cap log")])
@pytest.mark.parametrize("kind", [(), ("--as", "people")])
def test_what_cap_keeps_for_itself_is_no_list(desk, home, suffix, way_out, kind):
    desk("person", "add", "Zoé MARTINEAU")
    done = desk("import", str(home / f"cap.json{suffix}"), *kind, "--yes")
    assert (done.code, done.out, done.err.count("\n")) == (6, "", 1)
    assert way_out in done.err


@pytest.mark.parametrize(
    "args", [(), ("form.csv", "--as", "shoes"), ("form.csv", "--map", "Nom"), ("form.csv", "--map", "Nom=shoe")]
)
def test_wrong_options_are_one_line(desk, args):
    written(FORM)
    done = desk("import", *args, "--yes")
    assert (done.code, done.err.count("\n")) == (2, 1)


def test_a_file_without_rows_says_so_once(desk):
    done = desk("import", "-", "--session", "S1", "--yes", stdin="Nom,Prénom\n")
    assert (done.code, done.out, done.err.count("\n")) == (6, "", 1)


def test_fields_are_listed(desk):
    rows = json.loads(desk("import", "--fields", "-f", "json").out)
    assert {"kind": "dues", "field": "amount"}.items() <= next(row for row in rows if row["field"] == "amount").items()
    assert "requested_at" in desk("import", "--fields").out


def test_the_plan_is_shown_before_it_is_done(desk):
    """On the screen: what was read and how, the rows, every problem under its row, the counts."""
    done = desk("import", written(FORM, encoding="cp1252"), "--session", "S1", "--yes")
    lines = done.out.splitlines()
    assert lines[:5] == [
        "form.csv: 3 rows, Windows-1252, separated by commas, headings on line 1.",
        "Read as registrations, in the layout of Google Forms.",
        "Session: S1 Accueil, Tuesday 5 March 2024.",
        "Dates are read with the day first.",
        "Kept as answers: “Repas ?”.",
    ]
    assert lines[5].split() == ["Line", "Action", "Who", "State"]
    place = next(number for number, line in enumerate(lines) if line.startswith("   4  add     Zoé MARTINEAU"))
    assert lines[place + 1].startswith("      the organisation “Le Parc” is not known")
    assert lines.index("3 to add.") < lines.index("3 registrations made.")
    assert all(len(line) <= 80 for line in lines)


def test_a_real_form_goes_in(desk, shared):
    """A French form as it is downloaded: the twice-registered are one, the malformed e-mail goes in a note."""
    form = str(shared / "exports" / "google_forms_fr_sheet.csv")
    done = desk("import", form, "--session", "S1", "--yes")
    assert (done.code, "7 registrations made." in done.out) == (0, True)
    listed = json.loads(desk("attendees", "S1", "-f", "json", "--with-answers").out)
    rows = {row["family_name"]: row for row in listed}
    assert rows["Brunel"]["note"] == "Adresse e-mail: paul.brunel@@exemple\nStructure: Les Amis du Bocage"
    assert rows["L'HOSTIS"]["answers"]["Remarques"] == "=1+1"
    before = entries(desk)
    assert "7 the same" in desk("import", form, "--session", "S1", "--yes").out
    assert entries(desk) == before


KNOWN = FORM.replace("Le Parc", "")
"""No organisation that would be asked about."""


class TestTerminal:
    """Each unclear row is asked, and the answer remembered."""

    def spawned(self, *args: str):
        pexpect = pytest.importorskip("pexpect")
        program = "import sys; sys.argv[0] = 'cap'; from capcli.__main__ import main; main()"
        words = ["-c", program, "--lang", "en", "--today", TODAY, "import", "form.csv", *args]
        return pexpect.spawn(sys.executable, words, encoding="utf-8", timeout=30, dimensions=(50, 150))

    def ended(self, child) -> tuple[int, str]:
        child.expect(child.pexpect_eof if hasattr(child, "pexpect_eof") else __import__("pexpect").EOF)
        child.close()
        return child.exitstatus, child.before

    def test_the_same_person_or_somebody_else(self, desk):
        desk("person", "add", "Anne Roche", "--email", "zoe@parc.example")
        written(KNOWN)
        child = self.spawned("--session", "S1")
        child.expect_exact("The same person: P1 Anne Roche")
        child.expect_exact("Which one, 1 to 4?")
        child.sendline("2")
        child.expect_exact("Import these rows? [y/N]")
        child.sendline("y")
        code, said = self.ended(child)
        assert (code, "3 registrations made." in said) == (0, True)
        people = json.loads(desk("person", "list", "-f", "json").out)
        assert [p["family_name"] for p in people if p["email"] == "zoe@parc.example"] == ["MARTINEAU", "Roche"]
        assert "3 the same." in desk("import", "form.csv", "--session", "S1", "--yes").out

    def test_ignored_is_remembered_and_later_is_not(self, desk):
        desk("person", "add", "Anne Roche", "--email", "zoe@parc.example")
        written(KNOWN)
        for answer in ("3", "4"):
            child = self.spawned("--session", "S1")
            child.expect_exact("Which one, 1 to 4?")
            child.sendline(answer)
            child.expect_exact("[y/N]")
            child.sendline("y")
            assert self.ended(child)[0] == 0
        done = desk("import", "form.csv", "--session", "S1", "--dry-run", "-f", "json")
        row = by_line(plan_of(done))[4]
        assert (row["action"], row["problems"][0]["code"]) == ("skip", "row_ignored")

    def test_two_people_of_one_file_under_one_email(self, desk):
        """An office registers a colleague: the candidate is another line of the file."""
        written(KNOWN + "14/02/2024 08:00:00,zoe@parc.example,Roche,Anne,,,,\n")
        child = self.spawned("--session", "S1")
        child.expect_exact("The same person: Zoé MARTINEAU (zoe@parc.example), line 4")
        child.sendline("2")
        child.expect_exact("[y/N]")
        child.sendline("y")
        assert self.ended(child)[0] == 0
        assert len(json.loads(desk("attendees", "S1", "-f", "json").out)) == 4

    def test_no_is_no(self, desk):
        """A prompt declined is exit 0, nothing written; the session is asked when it is not given."""
        written(KNOWN)
        before = entries(desk)
        child = self.spawned()
        child.expect_exact("Which session?")
        child.sendline("accueil")
        child.expect_exact("[y/N]")
        child.sendline("n")
        code, said = self.ended(child)
        assert (code, "Nothing was done." in said) == (0, True)
        assert entries(desk) == before
