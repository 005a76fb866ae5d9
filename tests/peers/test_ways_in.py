"""One function for all ways in: a payment typed and the same one imported cover the same days.

Dolibarr's users met a mass renewal that ignored an option which the form kept.
"""

import pytest
from peer_world import World

SETTINGS = {
    "calendar": {"dues_year_start": "01-01"},
    "school year": {"dues_year_start": "09-01"},
    "carried over": {"dues_year_start": "01-01", "dues_carry_over_from": "09-01"},
    "offered": {"dues_year_start": "07-01", "dues_offered_months": "2"},
    "rolling": {"dues_period": "rolling", "dues_length_months": "12"},
    "rolling half years": {"dues_period": "rolling", "dues_length_months": "6"},
}
PAID_ON = ("2023-01-01", "2023-05-01", "2023-06-14", "2023-08-31", "2023-09-01", "2023-10-02")
FAMILIES = ("MARTINEAU", "ROCHE", "BÉNARD", "L'HOSTIS", "FAUVEL", "D'ARNONCOURT")
LENGTHS = (None, "1 month 2 days", "2 years", "lifetime")


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("mode", SETTINGS)
def test_typed_and_imported_alike(mode, length, request):
    """Two payments one after the other, by each way; a row that cannot say its year is unclear, as it is typed."""
    world = World(request)
    world.config(**SETTINGS[mode])
    own = ("--length", length) if length else ()
    world.do("dues", "rate", "set", "Base", "--amount", "20", "--payer", "person", *own)
    rows, typed = ["Prénom;Nom;Tarif;Montant;Date"], []
    for place, (day, family) in enumerate(zip(PAID_ON, FAMILIES, strict=True)):
        world.do("person", "add", f"Typée {family}")
        done = world.cap("dues", "pay", f"P{place + 1}", "--on", day)
        typed.append(done.code)
        rows.append(f"Victor;{family};Base;20;{day}")
    done = world.cap("import", world.written("\n".join(rows) + "\n"), "--as", "dues", "--hold", "--yes")
    assert done.code == 0, done.err
    dues = {one["who"]["name"]: (one["from"], one["until"], one["amount"]) for one in world.json("dues", "list")}
    for day, family, code in zip(PAID_ON, FAMILIES, typed, strict=True):
        assert dues.get(f"Typée {family}") == dues.get(f"Victor {family}"), day
        assert (code == 0) == (f"Typée {family}" in dues)
