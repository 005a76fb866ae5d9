"""The CSV of programs and the CSV of French Excel."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.guards import unguard
from capcli.output.columns import Column
from capcli.output.csvs import for_programs
from capcli.output.showing import show

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


def shown(desk, rows, shape, **options) -> str:
    show(desk, rows, shape, **options)
    return desk.terminal.shown


def test_programs_get_rfc_4180(make_desk, make_registration):
    """Comma, CRLF, no BOM, keys, E.164, ISO days, nested keys with a dot, the answers to a form a column each."""
    rows = [make_registration(note='says "yes", or\nno', answers={"Repas ?": "=1+1", "v2.1": "-5"})]
    text = shown(make_desk(), rows, "registrations", format="csv")
    assert not text.startswith("\ufeff")
    header, row = list(csv.reader(io.StringIO(text, newline="")))
    cells = dict(zip(header, row, strict=True))
    assert text.endswith("\r\n")
    assert cells["person.family_name"] == "d'Arnoncourt"
    assert cells["phone"] == "+33475781715"
    assert cells["requested_at"] == "2023-10-02T10:00:00Z"
    assert cells["answers.Repas ?"] == "'=1+1"
    assert cells["answers.v2.1"] == "-5"
    assert cells["note"] == 'says "yes", or\nno'
    assert cells["through"] == ""


def test_programs_get_a_session_flat(make_desk, make_session):
    """Lists join with ` | `; their parts read as people type them."""
    place = {"name": "Hall", "address": None, "postcode": "07400", "city": "Alba"}
    text = shown(make_desk(), [make_session(place=place)], "sessions", format="csv")
    header, row = list(csv.reader(io.StringIO(text, newline="")))
    cells = dict(zip(header, row, strict=True))
    assert cells["place.postcode"] == "07400"
    assert cells["slots"] == "2023-11-28 10:30-12:00"
    assert cells["objectives"] == "See | Do"
    assert cells["programme"] == "10:30 Welcome | Talk"
    assert cells["price.amounts"] == "20.50 EUR members"
    assert cells["speakers"] == "Mylène Thou, guide"
    assert cells["contact.phones"] == "'+33475781715 | +33677834503"
    assert cells["requires_dues"] == "true"
    assert cells["follows"] == "2023-10-19 | 2023-11-09"
    assert cells["counts.pending"] == "1"


def test_programs_get_every_key_of_the_contract(make_desk, make_session, make_registration):
    """No key of a row is missing from the header."""
    for shape, row in (("sessions", make_session(place={})), ("registrations", make_registration())):
        header = shown(make_desk(), [row], shape, format="csv").split("\r\n")[0].split(",")
        first = {key.split(".")[0] for key in header}
        assert first | {"answers"} >= set(row)


@settings(max_examples=60)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_what_goes_out_comes_back(pairs):
    """Any text survives: separators, quotes, line breaks, formulas."""
    rows = [{"ref": one, "name": two} for one, two in pairs]
    text = for_programs(rows, [Column("ref", "Ref."), Column("name", "Name")])
    read = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert [tuple(unguard(cell) for cell in row) for row in read] == pairs


def test_excel_gets_what_french_excel_opens(make_desk, make_registration):
    """BOM, semicolon, CRLF, days and phones as people read them, texts quoted, formulas guarded."""
    rows = [make_registration(note="-5", phone="+41223334455")]
    text = shown(make_desk(), rows, "registrations", format="csv-excel")
    assert text.startswith('\ufeff"Ref.";"Session";"State";"Given name"')
    assert "02/10/2023 12:00" in text
    assert '"\'+41 22 333 44 55"' in text
    assert text.endswith('"\'-5"\r\n')


def test_excel_gets_a_decimal_comma(make_desk):
    row = {
        "id": 41,
        "ref": "D41",
        "who": {"ref": "P1", "name": "Zoé Martineau"},
        "from": "2023-01-01",
        "until": "2023-12-31",
        "paid_on": "2023-02-01",
        "rate": "individual",
        "amount": {"cents": -125050, "currency": "EUR"},
        "method": "cheque",
        "reference": "0012",
        "state": "paid",
    }
    text = shown(make_desk(), [row], "dues", format="csv-excel", columns="from,amount,reference")
    assert text.splitlines()[1] == '01/01/2023;-1250,50;"0012"'
    text = shown(make_desk(), [row], "dues", format="csv", columns="from,amount,amount.cents,amount.currency")
    assert text.splitlines() == ["from,amount,amount.cents,amount.currency", "2023-01-01,-1250.50,-125050,EUR"]
