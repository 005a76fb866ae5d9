"""`cap person show --all`: everything that is held about somebody, and of nobody else more than a reference."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from typer.testing import CliRunner

from capcli.app import app
from capcli.domain.records import (
    DUES,
    MEMORIES,
    PEOPLE,
    REGISTRATIONS,
    Exemption,
    Fee,
    Lift,
    Memory,
    Presence,
    Span,
    Told,
)
from capcli.store.file import FileStore

LATER = "2023-12-08"
WHEN = dt.datetime(2023, 11, 28, 9, tzinfo=dt.UTC)
HELD = (
    *("Zoé MARTINEAU", "z.martineau@die.example", "06 12 34 56 78", "Maire", "26150", "élus"),
    *("zoe@avant.example", "Mairie de Die", "Conseillère déléguée", "au chômage", "pas la cousine"),
    *("Atelier compost", "Tuesday 28 November 2023", "Régime ? sans gluten", "Santé ? fauteuil", "vient en train"),
    *("a raté le train", "CHQ-778", "virement", "zoom.csv", "present", "trop de monde", "€20", "a déménagé"),
    *("S’est inscrite deux fois", "contact@cap.example", "Cap Exemple"),
)
"""What every form of the dossier tells."""
OTHERS = ("Luc ROCHE", "luc@roche.example", "allergique", "luc-778")


@pytest.fixture
def desk(cap, home):
    """Zoé, of whom something is kept in every field there is; and Luc, who must not be in her dossier."""
    cap("org", "add", "Mairie de Die", "--email", "mairie@die.example")
    told = ("--function", "Maire", "--postcode", "26150", "--public", "élus", "--phone", "06 12 34 56 78")
    cap("person", "add", "Zoé MARTINEAU", "--email", "zoe@avant.example", "--org", "Mairie de Die", *told)
    cap("person", "edit", "martineau", "--email", "z.martineau@die.example")
    cap("person", "add", "Luc ROCHE", "--email", "luc@roche.example")
    cap("session", "new", "--title", "Atelier compost", "--date", "28/11/2023")
    cap("register", "S1", "martineau,", "roche", "--note", "vient en train")
    cap("config", "set", "organisation.contact", "contact@cap.example")
    cap("dues", "rate", "set", "base", "--amount", "20", "--payer", "person")
    assert cap("dues", "pay", "martineau", "--year", "2023", "--method", "virement", "--reference", "CHQ-778").code == 0
    FileStore(home / "cap.json").change(_filled, _author())
    assert cap("unregister", "S1", "martineau", "--reason", "a raté le train").code == 0
    return lambda *args, **more: cap("person", "show", "martineau", "--all", *args, **({"today": LATER} | more))


def _author():
    from capcli.store.protocol import Author

    return Author(by="camille", at=WHEN, command="test")


def _filled(tx) -> None:
    zoe, one, other = tx.get(PEOPLE, 1), tx.get(REGISTRATIONS, 1), tx.get(REGISTRATIONS, 2)
    span = Span(start=WHEN, end=WHEN + dt.timedelta(minutes=90))
    lift = Lift(rule="duplicate", reason="pas la cousine", by="camille", at=WHEN)
    tx.put(PEOPLE, replace(zoe, exempt=Exemption(reason="au chômage", until=dt.date(2022, 12, 31)), allowed=[lift]))
    tx.put(
        REGISTRATIONS,
        replace(
            one,
            answers={"Régime ?": "sans gluten"},
            sensitive={"Santé ?": "fauteuil"},
            requested_by=2,
            allowed=[Lift(rule="full", reason="trop de monde", by="camille", at=WHEN)],
            fees=[Fee(cents=2000, on=WHEN.date(), method="virement", reference="CHQ-778")],
            presence=[Presence(slot=1, state="present", at=WHEN, by="c", source="zoom.csv", spans=[span])],
            told=Told(at=WHEN, by="camille", state="confirmed"),
        ),
    )
    tx.put(REGISTRATIONS, replace(other, answers={"Régime ?": "allergique"}, note="luc-778, comme Zoé Martineau"))
    tie = next(iter(tx.find(_affiliations(), "person", 1)))
    tx.put(_affiliations(), replace(tie, role="Conseillère déléguée"))
    dues = tx.get(DUES, 1)
    refund = replace(dues, id=0, kind="refund", of=1, cents=-2000, reason="a déménagé", reference=None)
    tx.put(DUES, refund)
    tx.put(
        MEMORIES,
        Memory(kind="values", key="form|P1", value={"person": 1, "told": {"note": ["S’est inscrite deux fois"]}}),
    )


def _affiliations():
    from capcli.domain.records import AFFILIATIONS

    return AFFILIATIONS


def together(text: str) -> str:
    """A text without its spaces, however it was broken into lines."""
    return "".join(text.replace("\u200b", "").replace("\xad", "").split())


def paper(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_screen_tells_everything_and_nobody_else(desk):
    told = desk()
    assert told.code == 0, told.err
    assert [one for one in HELD if together(one) not in together(told.out)] == []
    assert [one for one in OTHERS if one in told.out] == []


def test_the_paper_tells_everything_and_nobody_else(desk, home):
    made = desk("-o", "dossier.pdf")
    assert made.code == 0, made.err
    text = paper((home / "dossier.pdf").read_bytes())
    assert [one for one in HELD if together(one) not in together(text)] == []
    assert [one for one in OTHERS if together(one) in together(text)] == []
    assert "page 1 of 2" in text


def test_json_tells_everything_and_nobody_else(desk):
    held = json.loads(desk("-f", "json").out)
    text = json.dumps(held, ensure_ascii=False)
    apart = {
        "Zoé MARTINEAU": '"family_name": "MARTINEAU"',
        "06 12 34 56 78": "+33612345678",
        "€20": '"cents": 2000',
        "Tuesday 28 November 2023": '"on": "2023-11-28"',
    }
    spelled = [apart.get(one, one.replace(" ? ", ' ?": "')) for one in HELD]
    assert [one for one in spelled if one not in text] == []
    assert [one for one in OTHERS if one in text] == []
    assert held["registrations"][0]["record"]["requested_by"] == "P2"
    assert held["mentioned_in"] == ["R2"]
    assert [one["command"] for one in held["history"]][:3] == ["person add", "person edit", "register"]
    assert held["kept"]["training_until"] is None  # cancelled: no proof of training


def test_the_periods_are_those_of_the_settings(desk, cap):
    assert "until 28 November 2026" in desk().out
    cap("config", "set", "retention.contacts_years", "1")
    assert "until 28 November 2024" in desk().out


def test_the_paper_is_in_the_language_of_the_papers(desk, cap, home):
    """French headings are read in the French catalog: here only that it is the papers’ language that is spoken."""
    cap("config", "set", "language", "fr")
    content = CliRunner().invoke(app, ["--today", LATER, "person", "show", "P1", "--all", "-f", "pdf"]).stdout_bytes
    text = paper(content)
    assert "28 novembre 2023" in text
    assert "November" not in text


def test_formats_that_hold_no_dossier_are_refused(desk):
    assert desk("-f", "xlsx").code == 2
    assert desk("-o", "dossier.xlsx").code == 2
    assert desk("--columns", "name").code == 2


def test_a_paper_without_all_is_refused_with_the_way_to_one(cap, desk, home: Path):
    done = cap("person", "show", "P1", "-o", "moi.pdf")
    assert (done.code, "cap person show P1 --all -o moi.pdf" in done.err) == (2, True)
    assert not (home / "moi.pdf").exists()


def test_a_text_file_and_json_by_the_name_of_the_file(desk, home: Path):
    assert desk("-o", "dossier.txt").code == 0
    assert "Zoé MARTINEAU" in (home / "dossier.txt").read_text(encoding="utf-8")
    assert desk("-o", "dossier.json").code == 0
    assert json.loads((home / "dossier.json").read_bytes())["person"]["ref"] == "P1"


def test_an_existing_file_is_kept_unless_asked_otherwise(desk, home: Path):
    (home / "dossier.pdf").write_bytes(b"mine")
    assert desk("-o", "dossier.pdf").code == 2
    assert (home / "dossier.pdf").read_bytes() == b"mine"
    assert desk("-o", "dossier.pdf", "--yes").code == 0


def test_without_a_history_the_records_are_told(desk, home: Path):
    (home / "cap.json.journal").unlink()
    told = desk()
    assert told.code == 0, told.err
    assert "sans gluten" in told.out


def test_of_somebody_forgotten_nothing_but_the_number_is_left(desk, cap):
    assert cap("person", "forget", "P1", "--name", "Zoé MARTINEAU", today=LATER).code == 0
    told = cap("person", "show", "P1", "--all", today=LATER)
    assert told.code == 0, told.err
    gone = [
        one
        for one in HELD
        if one not in ("Mairie de Die", "Atelier compost", "Tuesday 28 November 2023", "Cap Exemple")
    ]
    kept = ("present", "€20", "virement", "CHQ-778", "zoom.csv", "élus", "contact@cap.example")
    assert [one for one in gone if one not in kept and together(one) in together(told.out)] == []
