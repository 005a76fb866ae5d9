"""`cap import` of lists of people, organisations, contacts and payments, from files as programs write them."""

import json
from pathlib import Path

import pytest

TODAY = "2024-02-27"


@pytest.fixture
def desk(cap):
    """Two rates; files are written where the command runs."""

    def run(*args: str, stdin: str | None = None, today: str = TODAY):
        return cap(*args, today=today, stdin=stdin)

    run("dues", "rate", "set", "Individuelle", "--amount", "20", "--payer", "person")
    run("dues", "rate", "set", "Structure", "--amount", "150", "--payer", "organisation", "--seats", "5")
    return run


def written(text: str, name: str = "list.csv", encoding: str = "utf-8") -> str:
    Path(name).write_bytes(text.encode(encoding))
    return name


def planned(desk, file: str, *options: str) -> dict:
    return json.loads(desk("import", file, "--dry-run", "-f", "json", *options).out)


def listed(desk, noun: str) -> list[dict]:
    return json.loads(desk(noun, "list", "-f", "json").out)


def entry(desk) -> int:
    return json.loads(desk("log", "-f", "json").out)[0]["entry"]


def counts(plan: dict) -> dict[str, int]:
    return {action: count for action, count in plan["summary"].items() if count}


def imported_twice(desk, file: str, *options: str) -> dict:
    """The plan of a file that is imported and then changes nothing more."""
    plan = planned(desk, file, *options)
    done = desk("import", file, "--yes", *options)
    assert done.code == 0, done.err
    before = entry(desk)
    again = desk("import", file, "--yes", *options)
    assert (again.code, entry(desk)) == (0, before), again.out
    return plan


class TestShared:
    """The exports of other programs, each imported twice."""

    def test_the_members_of_galette(self, desk, shared):
        """Their structures are told, and none is made; an exemption names its column and the file."""
        plan = imported_twice(desk, str(shared / "exports" / "galette_membres.csv"))
        assert (plan["source"]["kind"], counts(plan)) == ("people", {"create": 6})
        people = {one["family_name"]: one for one in listed(desk, "person")}
        assert people["Fauvel-Rochas"]["phone"] == "+33465711001"
        assert people["d'Arnoncourt"]["phone"] == "+33639981002"
        assert {one["postcode"] for one in people.values()} == {"26400"}
        assert people["Duval Pons"]["exempt"]["reason"] == "Exempt de cotisation (galette_membres.csv)"
        assert [one["family_name"] for one in people.values() if one["exempt"]] == ["Duval Pons"]
        assert listed(desk, "org") == []

    def test_the_subscribers_of_sympa(self, desk, shared):
        """An address without a name is left out, the same person twice is one."""
        plan = imported_twice(desk, str(shared / "exports" / "sympa_abonnes.csv"), "--as", "people")
        assert counts(plan) == {"create": 5, "skip": 2}
        left = [row["problems"][-1]["code"] for row in plan["rows"] if row["action"] == "skip"]
        assert left == ["row_nameless", "row_twice"]
        assert {one["family_name"] for one in listed(desk, "person")} == {
            "Fauvel-Rochas", "d'Arnoncourt", "MARTINEAU", "L'HOSTIS", "Duval Pons"
        }  # fmt: skip

    def test_the_old_memberships_of_helloasso(self, desk, shared):
        """Headings of several lines, a rate that is called otherwise there."""
        plan = imported_twice(desk, str(shared / "exports" / "helloasso_adhesions_ancien.csv"))
        assert (plan["source"]["kind"], counts(plan)) == ("dues", {"create": 5})
        paid = {one["who"]["name"]: one for one in listed(desk, "dues")}
        assert {one["amount"]["cents"] for one in paid.values()} == {2000}
        assert {one["rate"] for one in paid.values()} == {"Individuelle"}
        assert paid["Loïc L'HOSTIS"]["paid_on"] == "2024-02-19"

    def test_the_excel_of_somebody_as_payments(self, desk, shared):
        """What is not ticked as paid is not; two people in one cell are an error, a total is nobody's row."""
        desk("dues", "rate", "set", "Individuelle", "--amount", "30", "--payer", "person", "--from", "2020-01-01")
        file = str(shared / "exports" / "excel_fr_bricole_cp1252.csv")
        done = desk("import", file, "--as", "dues", "--hold", "--yes")
        assert done.code == 0, done.err
        names = {one["who"]["name"] for one in listed(desk, "dues")}
        assert {name.split()[-1] for name in names} >= {"FAUVEL-ROCHAS", "D'ARNONCOURT", "BRETONNIÈRE", "PONS"}
        assert not [name for name in names if "MARTINEAU" in name or "HOSTIS" in name or "DUPONT" in name]


class TestContacts:
    LIST = (
        "Nom;Prénom;Structure;Mail;Tél;CP;Cotis. 2022;Cotis. 2023;Cotis. 2024\n"
        "MARTINEAU;Zoé;PNR des Monts Imaginés;zoe@parc.example;465711003;7400;20 €;ok 15/03;x\n"
        "Brun;Paul;PNR des Monts Imaginés;paul@parc.example;06 39 98 10 02;26400;;150;150 €\n"
        "L'HOSTIS;Loïc;Indépendant;loic@lhostis.example;;01400;exonéré;-;don 50\n"
        ";;Mairie de Saint-Exemple;mairie@saint-exemple.example;04 65 71 10 05;26400;150;impayé;payé\n"
        ";;;;;TOTAL;190;170;320\n"
    )

    def test_one_plan_makes_people_structures_and_years(self, desk):
        plan = imported_twice(desk, written(self.LIST))
        assert (plan["source"]["kind"], counts(plan)) == ("contacts", {"create": 4, "skip": 1})
        assert {one["name"] for one in listed(desk, "org")} == {"PNR des Monts Imaginés", "Mairie de Saint-Exemple"}
        people = {one["family_name"]: one for one in listed(desk, "person")}
        assert (people["MARTINEAU"]["phone"], people["MARTINEAU"]["postcode"]) == ("+33465711003", "07400")
        assert people["Brun"]["organisation"]["name"] == "PNR des Monts Imaginés"
        assert people["L'HOSTIS"]["organisation"] is None
        assert people["L'HOSTIS"]["exempt"]["until"] == "2022-12-31"
        paid = {(one["who"]["name"], (one["from"] or "")[:4], one["amount"]["cents"]) for one in listed(desk, "dues")}
        assert paid == {
            ("Zoé MARTINEAU", "2022", 2000), ("Zoé MARTINEAU", "2023", 2000), ("Zoé MARTINEAU", "2024", 2000),
            ("PNR des Monts Imaginés", "2023", 15000), ("PNR des Monts Imaginés", "2024", 15000),
            ("Loïc L'HOSTIS", "", 5000),
            ("Mairie de Saint-Exemple", "2022", 15000), ("Mairie de Saint-Exemple", "2024", 15000),
        }  # fmt: skip

    def test_the_plan_says_what_is_added_and_which_day_was_taken(self, desk):
        rows = {row["line"]: row for row in planned(desk, written(self.LIST))["rows"]}
        said = {problem["code"]: problem["message"] for problem in rows[2]["problems"]}
        assert {"organisation_added", "year_days", "repaired"} <= set(said)
        assert "PNR des Monts Imaginés" in said["organisation_added"]
        assert [one["paid_on"] for one in rows[2]["values"]["dues"]] == ["2022-01-01", "2023-03-15", "2024-01-01"]

    def test_it_is_one_entry_that_undo_takes_back(self, desk):
        before = entry(desk)
        desk("import", written(self.LIST), "--yes")
        assert entry(desk) == before + 1
        assert desk("undo", "--yes").code == 0
        assert listed(desk, "person") == listed(desk, "org") == listed(desk, "dues") == []


class TestPeople:
    def test_an_unsubscribed_address_stays_out(self, desk):
        """Mailchimp gives those who left in files of their own, with the day on which they did."""
        text = (
            '"Email Address","First Name","Last Name",MEMBER_RATING,UNSUB_TIME,UNSUB_REASON,LEID,EUID\n'
            "zoe@parc.example,Zoé,MARTINEAU,2,2023-02-01 10:00:00,N/A,1,a1\n"
        )
        plan = planned(desk, written(text), "--as", "people")
        assert [row["problems"][0]["code"] for row in plan["rows"]] == ["row_off"]

    def test_a_structure_known_by_another_name_is_joined(self, desk):
        desk("org", "add", "Communauté de communes du Val Fictif")
        desk("import", written("Nom;Prénom;Structure\nMartineau;Zoé;CC du Val Fictif\n"), "--as", "people", "--yes")
        assert listed(desk, "person")[0]["organisation"]["name"] == "Communauté de communes du Val Fictif"


class TestOrganisations:
    def test_third_parties_of_an_accounting_program(self, desk):
        text = (
            "Nom;Nom alternatif;Adresse;Code postal;Ville;Téléphone;Email;SIRET\n"
            "CUMA de la Source;La Source;1 rue Basse;7400;Val-Fictif;465711003;a@source.example;443 061 841 00047\n"
            "Mairie de Saint-Exemple;;;;;;;4,43061842E+13\n"
        )
        plan = imported_twice(desk, written(text), "--as", "organisations", "--map", "Nom alternatif=aliases")
        assert counts(plan) == {"create": 2}
        made = {one["name"]: one for one in listed(desk, "org")}["CUMA de la Source"]
        assert (made["siret"], made["phone"], made["aliases"]) == ("44306184100047", "+33465711003", ["La Source"])
        assert made["address"] == "1 rue Basse, 07400 Val-Fictif"
        assert [problem["code"] for problem in plan["rows"][1]["problems"]] == ["siret_shortened"]


def filled(desk) -> None:
    """People, organisations and dues with everything that a file may spoil on its way."""
    desk("org", "add", "=1+1 « Les Écoles »", "--alias", "'=1", "--alias", "-5", "--kind", "asso; loi 1901",
         "--address", '1, rue "Haute"', "--phone", "0465711009")  # fmt: skip
    desk("org", "add", "@Parc; +33", "--siret", "44306184100047", "--email", "a@parc.example")
    desk("person", "add", "--given", "مريم", "--family", "الزهراء", "--email", "maryam@parc.example", "--org", "O1")
    desk("person", "add", "--given", "=Éva", "--family", "+D'Arc", "--phone", "+41227676111", "--postcode", "01120",
         "--function", "'-5", "--public", "élus, agents\u00a0; bénévoles", "--org", "O2")  # fmt: skip
    desk("person", "add", "--given", "Zoé", "--family", "de La Source", "--postcode", "1120", "--function", "000123")
    desk("dues", "exempt", "P3", "--reason", "=élue", "--from", "2024-01-01")
    desk("dues", "pay", "P2", "--year", "2024", "--reference", "'=0012", "--method", "-5")
    desk("dues", "pay", "P1", "--year", "2024", "--amount", "5", "--part", "--reference", "000")
    desk("dues", "pay", "O1", "--year", "2023", "--on", "2023-05-02")
    desk("dues", "pay", "P1", "--amount", "50", "--donation")
    desk("dues", "refund", "D1", "--reason", "=double; 'oui'")
    desk("dues", "cancel", "D3", "--reason", 'erreur, "mandat"')
    desk("dues", "promise", "O2", "--reference", "BC 12", "--year", "2024")
    desk("dues", "call", "P2", "--year", "2025")


KINDS = {"person": "people", "org": "organisations", "dues": "dues"}
FORMATS = [("csv", "csv"), ("csv-excel", "csv"), ("xlsx", "xlsx"), ("json", "json"), ("jsonl", "jsonl")]


def bare(noun: str, rows: list[dict]) -> list[dict]:
    """Records without their numbers, and the moment at which each was made."""
    own = {"id", "ref", "created_at", "of"}
    kept = [{key: value for key, value in row.items() if key not in own} for row in rows]
    for row in kept:
        for key in ("who", "organisation"):
            if row.get(key):
                row[key] = row[key]["name"]
    return sorted(kept, key=str)


@pytest.mark.parametrize(("written_as", "suffix"), FORMATS)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_is_exported_changes_nothing_in_its_desk(desk, written_as, suffix, lang):
    filled(desk)
    before = entry(desk)
    for noun, kind in KINDS.items():
        file = f"{noun}.{suffix}"
        assert desk("--lang", lang, noun, "list", "-f", written_as, "-o", file, "--yes").code == 0
        plan = planned(desk, file)
        assert (plan["source"]["kind"], set(counts(plan))) == (kind, {"same"}), plan["rows"]
        assert desk("import", file, "--yes").code == 0
    assert entry(desk) == before


@pytest.mark.parametrize(("written_as", "suffix"), FORMATS)
def test_lists_with_nothing_but_names_are_known_as_ours(desk, written_as, suffix):
    """Nobody is exempt, no organisation has another name: the columns of those are empty, or not there."""
    desk("org", "add", "Le Parc")
    desk("person", "add", "Zoé Martineau")
    desk("person", "add", "Zoé Martineau", "--allow", "duplicate", "--reason", "another one")
    desk("dues", "pay", "P2", "--year", "2024")
    for noun, kind in KINDS.items():
        file = f"{noun}.{suffix}"
        desk(noun, "list", "-f", written_as, "-o", file, "--yes")
        plan = planned(desk, file)
        assert (plan["source"]["kind"], set(counts(plan))) == (kind, {"same"})


@pytest.mark.parametrize(("written_as", "suffix"), FORMATS)
def test_what_is_exported_makes_the_same_desk_again(desk, written_as, suffix, home, monkeypatch):
    """People after organisations, dues last; numbers are given anew, everything else is as it was."""
    filled(desk)
    before = {noun: listed(desk, noun) for noun in KINDS}
    for noun in KINDS:
        desk(noun, "list", "-f", written_as, "-o", f"{noun}.{suffix}", "--yes")
    monkeypatch.setenv("CAP_DATA", str(home / "new.json"))
    desk("init", str(home / "new.json"), "--name", "Autre", "--yes")
    desk("dues", "rate", "set", "Individuelle", "--amount", "20", "--payer", "person")
    desk("dues", "rate", "set", "Structure", "--amount", "150", "--payer", "organisation", "--seats", "5")
    for noun in ("org", "person", "dues"):
        done = desk("import", f"{noun}.{suffix}", "--yes")
        assert done.code == 0, done.err
    for noun in KINDS:
        assert bare(noun, listed(desk, noun)) == bare(noun, before[noun])


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("written_as", ["csv", "csv-excel"])
@pytest.mark.parametrize(
    "listing", [("dues", "rates"), ("status",), ("voters", "--on", TODAY), ("dues", "list", "--sum", "rate")]
)
def test_what_cap_works_out_is_no_list_of_records(desk, listing, written_as, lang):
    """A list of rates holds no people, and one of statuses no payments."""
    desk("person", "add", "Zoé Martineau")
    desk("dues", "pay", "P1", "--year", "2024")
    assert desk("--lang", lang, *listing, "-f", written_as, "-o", "list.csv", "--yes").code == 0
    done = desk("import", "list.csv", "--yes")
    assert (done.code, done.err.count("\n")) == (6, 1)
    assert "works out" in done.err
