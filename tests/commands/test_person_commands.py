"""`cap person …` as it is typed."""

import json

import pytest

from capcli.desk import Terminal


@pytest.fixture
def desk(cap):
    """An organisation O1 and somebody of it, P1."""
    assert cap("org", "add", "Commune de Die", "--alias", "Die").code == 0
    made = cap(
        "person", "add", "Zoé MARTINEAU", "--email", "Zoe@Die.example", "--phone", "04.75.78.17.15", "--org", "die"
    )
    assert made.code == 0, made.err
    return cap


@pytest.fixture
def at_a_terminal(monkeypatch):
    """Somebody is there to answer: what is typed comes from `stdin`."""
    monkeypatch.setattr(Terminal, "interactive", property(lambda _terminal: True))


def person(desk, who="P1"):
    return json.loads(desk("person", "show", who, "-f", "json").out)


def test_adding_names_the_number_the_name_and_the_organisation_with_the_day_in_words(cap):
    cap("org", "add", "Commune de Die")
    done = cap("person", "add", "Zoé MARTINEAU", "--org", "mairie de die")
    assert done.out.splitlines() == [
        "Added Zoé MARTINEAU (P1, Commune de Die).",
        "Belongs there since Monday 2 October 2023.",
        "Undo: cap undo H3",
    ]
    assert done.err == ""


def test_one_person_as_json_has_every_key_of_the_contract(desk):
    assert person(desk) | {"created_at": ""} == {
        "id": 1,
        "ref": "P1",
        "given_name": "Zoé",
        "family_name": "MARTINEAU",
        "email": "Zoe@die.example",
        "phone": "+33475781715",
        "organisation": {"ref": "O1", "name": "Commune de Die"},
        "function": None,
        "public": None,
        "postcode": None,
        "exempt": None,
        "created_at": "",
    }


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["Luc", "MARTIN"], ("Luc", "MARTIN")),
        (["MARTIN Luc"], ("Luc", "MARTIN")),
        (["Anne de La Bretonnière"], ("Anne", "de La Bretonnière")),
        (["--given", "Luc", "--family", "de MARTIN"], ("Luc", "de MARTIN")),
        (["--family", "Madonna"], ("", "Madonna")),
    ],
)
def test_a_name_is_typed_in_one_piece_or_two(cap, words, names):
    assert cap("person", "add", *words).code == 0
    made = person(cap)
    assert (made["given_name"], made["family_name"]) == names


def test_how_a_doubtful_name_was_read_is_said_beside(cap):
    done = cap("person", "add", "Marie Martin Dubois")
    assert done.err == (
        "Read as given name “Marie”, family name “Martin Dubois”. Otherwise: cap person edit P1 --given … --family …\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "Give the name once"),
        (["Luc MARTIN", "--family", "MARTIN"], 2, "Give the name once"),
        (["Madonna"], 2, "“Madonna” is one word"),
        (["--given", "Luc"], 2, "needs a family name"),
        (["Luc MARTIN", "--email", "nope"], 2, "“nope” is not an e-mail address"),
        (["Luc MARTIN", "--phone", "12"], 2, "“12” is not a phone number"),
        (["Luc MARTIN", "--org", "Crest"], 3, 'cap org add "Crest"'),
        (["Luc MARTIN", "--allow", "duplicate"], 2, "--reason"),
        (["Luc MARTIN", "--allow", "full", "--reason", "x"], 2, "--allow takes duplicate here"),
        (["Luc MARTIN", "--allow", "magic", "--reason", "x"], 2, "magic"),
        (["Luc", "MARTIN", "--email", "ZOE@die.example"], 1, "P1 Zoé MARTINEAU, Commune de Die"),
        (["martineau zoe", "--org", "O1"], 1, "--allow duplicate --reason"),
    ],
)
def test_what_cannot_be_added_says_why_and_the_way_out(desk, words, code, said):
    done = desk("person", "add", *words)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("cap: ")
    assert done.err.count("\n") == 1
    assert said in done.err
    assert len(json.loads(desk("person", "list", "-f", "json").out)) == 1


def test_a_colleague_with_the_same_email_is_added_with_a_reason_that_is_kept(desk):
    done = desk(
        "person", "add", "Luc MARTIN", "--email", "zoe@die.example", "--allow", "duplicate", "--reason", "the office"
    )
    assert done.code == 0, done.err
    assert "Added beside a namesake: the office (camille)." in desk("person", "show", "P2").out


def test_a_namesake_elsewhere_is_added_and_told(desk):
    done = desk("person", "add", "Zoe Martineau")
    assert done.code == 0
    assert done.err == (
        "Much the same name: Zoé MARTINEAU (P1, Commune de Die). If it is the same person: cap person merge P1 P2\n"
    )


def test_at_a_terminal_the_same_person_is_not_added(desk, at_a_terminal):
    done = desk("person", "add", "Zoe MARTINEAU", "--email", "zoe@die.example", stdin="1\n")
    assert (done.code, done.out) == (0, "Nothing was added: Zoé MARTINEAU (P1, Commune de Die).\n")
    assert "P1 Zoé MARTINEAU, Commune de Die" in done.err


def test_at_a_terminal_a_colleague_is_added_and_why_is_kept(desk, at_a_terminal):
    done = desk("person", "add", "Luc MARTIN", "--email", "zoe@die.example", stdin="2\n\n")
    assert done.out.startswith("Added Luc MARTIN (P2).\n")
    assert "Added beside a namesake: A colleague (camille)." in desk("person", "show", "P2").out


def test_at_a_terminal_no_answer_does_nothing(desk, at_a_terminal):
    done = desk("person", "add", "Luc MARTIN", "--email", "zoe@die.example", stdin="")
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith("Nothing was done.\n")


def test_at_a_terminal_near_names_are_told_after_adding(desk, at_a_terminal):
    assert "P1, Commune de Die" in desk("person", "add", "Zoé MARTINAU").err


def test_several_people_of_a_name_are_exit_4_with_the_candidates(desk):
    desk("person", "add", "Luc Martineau")
    done = desk("person", "show", "martineau")
    assert (done.code, done.out) == (4, "")
    assert done.err.splitlines() == [
        "cap: “martineau” names 2 people. Name one by number:",
        "  P2  Luc Martineau",
        "  P1  Zoé MARTINEAU, Commune de Die",
    ]


def test_several_people_of_a_name_are_asked_about_at_a_terminal(desk, at_a_terminal):
    desk("person", "add", "Luc Martineau")
    done = desk("person", "show", "martineau", stdin="x\n3\n2\n")
    assert done.out.startswith("Ref.: P1\n")
    assert "  1. P2  Luc Martineau\n  2. P1  Zoé MARTINEAU, Commune de Die\n" in done.err
    assert done.err.count("Which one, 1 to 2?") == 3


def test_nobody_of_a_name_is_exit_3_with_the_near_ones(desk):
    assert (desk("person", "show", "martinot").code, desk("person", "show", "xavier").code) == (3, 3)
    assert "P1 Zoé MARTINEAU, Commune de Die" in desk("person", "show", "martinot").err
    assert "P1" not in desk("person", "show", "xavier").err


@pytest.mark.parametrize(
    ("typed", "way_out"),
    [
        ("xavier", 'cap person add "Given FAMILY".'),
        ("x@mairie.example", 'cap person add "Given FAMILY".'),
        ("Xavier Roux", 'cap person add "Xavier Roux".'),
    ],
)
def test_the_way_out_of_an_unknown_name_is_a_command_that_works(desk, typed, way_out):
    assert desk("person", "show", typed).err.endswith(f"{way_out}\n")


def test_showing_somebody_tells_what_refers_to_them(desk):
    desk("session", "new", "--title", "Atelier compost", "--date", "28/11/2023")
    desk("register", "S1", "P1")
    lines = desk("person", "show", "P1").out.splitlines()
    assert "O1  Commune de Die, since 2 October 2023" in lines
    assert "R1  S1 Atelier compost, Tuesday 28 November 2023: confirmed" in lines
    assert "Phone: 04 75 78 17 15" in lines


def test_a_list_is_in_the_french_order_with_a_total(desk):
    for name in ("Anne de La Roche", "Luc Éloi"):
        desk("person", "add", name)
    assert [one["ref"] for one in json.loads(desk("person", "list", "-f", "json").out)] == ["P3", "P2", "P1"]
    assert desk("person", "list").out.splitlines()[-1] == "3 people"


def test_a_list_keeps_one_status_on_a_day(desk):
    desk("dues", "rate", "set", "base", "--amount", "20", "--payer", "person", "--from", "2023-01-01")
    assert desk("dues", "pay", "P1").code == 0
    desk("person", "add", "Luc MARTIN")

    def refs(*words):
        return [one["ref"] for one in json.loads(desk("person", "list", "-f", "json", *words).out)]

    assert refs("--status", "current") == ["P1"]
    assert refs("--status", "NEVER") == ["P2"]
    assert refs("--status", "lapsed", "--on", "3/1/2024") == ["P1"]
    assert refs("--status", "exempt") == []
    assert "exempt, current, covered" in desk("person", "list", "--status", "paying").err
    assert desk("person", "list", "--status", "paying").code == 2


def test_a_list_of_an_earlier_day_names_the_organisation_of_that_day(desk):
    assert json.loads(desk("person", "list", "--on", "1/10/2023", "-f", "json").out)[0]["organisation"] is None


def test_an_edit_changes_what_is_typed_clears_with_none_and_is_undone_in_one(desk):
    done = desk("person", "edit", "martineau", "--family", "ROCHE", "--phone", "none", "--postcode", "26150")
    assert done.out == "Changed Zoé ROCHE (P1, Commune de Die).\nUndo: cap undo H4\n"
    assert (person(desk)["phone"], person(desk)["postcode"], person(desk, "roche")["ref"]) == (None, "26150", "P1")


def test_an_edit_that_changes_nothing_writes_nothing(desk):
    done = desk("person", "edit", "P1", "--given", "Zoé")
    assert (done.code, done.out) == (0, "Nothing changed: Zoé MARTINEAU (P1, Commune de Die).\n")
    assert desk("person", "edit", "P1").code == 2


def test_an_edit_adds_an_organisation(desk):
    desk("org", "add", "Commune de Crest")
    done = desk("person", "edit", "P1", "--org", "crest")
    assert "Belongs to Commune de Crest since Monday 2 October 2023." in done.out
    assert person(desk)["organisation"]["ref"] == "O1"


def test_a_merge_shows_what_it_does_and_needs_a_yes(desk):
    desk("person", "add", "Z. Martineau", "--email", "z@die.example", "--function", "maire")
    asked = desk("person", "merge", "P1", "P2")
    assert asked.code == 2
    assert "--yes" in asked.err
    assert asked.out.splitlines() == [
        "Kept: Zoé MARTINEAU (P1, Commune de Die).",
        "Goes: Z. Martineau (P2).",
        "Moves: 0 affiliations, 0 payments of dues, 0 registrations.",
        "Filled in, function: maire.",
        "Not kept, e-mail: z@die.example.",
    ]
    done = desk("person", "merge", "P1", "P2", "--yes")
    assert done.out.splitlines()[-2:] == ["Merged into Zoé MARTINEAU (P1, Commune de Die).", "Undo: cap undo H5"]
    assert desk("person", "show", "P2").code == 3


@pytest.mark.parametrize(("answer", "gone"), [("n", False), ("", False), ("o", True), ("Yes", True)])
def test_a_merge_is_asked_at_a_terminal(desk, at_a_terminal, answer, gone):
    desk("person", "add", "Luc MARTIN")
    done = desk("person", "merge", "P1", "P2", stdin=f"{answer}\n")
    assert done.code == 0
    assert (desk("person", "show", "P2").code == 3) is gone


def test_somebody_who_is_referred_to_is_not_removed(desk):
    desk("session", "new", "--title", "Atelier compost", "--date", "28/11/2023")
    desk("register", "S1", "P1")
    done = desk("person", "remove", "P1")
    assert (done.code, done.out) == (1, "")
    assert "R1" in done.err


def test_somebody_nobody_refers_to_is_removed_and_the_number_stays_free(desk):
    assert desk("person", "remove", "P1").out == "Removed Zoé MARTINEAU (P1, Commune de Die).\nUndo: cap undo H4\n"
    desk("person", "add", "Luc MARTIN")
    assert [one["ref"] for one in json.loads(desk("person", "list", "-f", "json").out)] == ["P2"]


def test_names_of_any_script_and_a_narrow_screen(desk, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert desk("person", "add", "محمد بن علي").code == 0
    assert desk("person", "show", "محمد").code == 0
    assert all(len(line) <= 40 for line in desk("person", "list").out.splitlines())


def test_control_characters_never_reach_the_file(cap):
    cap("person", "add", "--given", "Zo\x1b[31mé", "--family", "MAR\nTIN\x07")
    assert person(cap)["family_name"] == "MAR TIN"
    assert "\x1b" not in cap("person", "show", "P1").out


@pytest.mark.parametrize("command", ["add", "list", "show", "edit", "merge", "remove"])
def test_every_command_has_help_with_an_example(bare_cap, command):
    done = bare_cap("person", command, "--help")
    assert done.code == 0
    assert "cap person" in done.out
    assert "Example" in done.out
