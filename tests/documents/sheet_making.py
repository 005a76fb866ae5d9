"""Sign-in sheets for the tests of papers and of spreadsheets."""

from typing import Any

from capcli.documents.sheets import Column, Day, Fact, Signer, SignInSheet, Table


def signer(family: str = "d'Arnoncourt", given: str = "Éloïse", **values: Any) -> Signer:
    return Signer(**{"family": family, "given": given, "organisation": "Les Chemins Creux"} | values)


def sheet(*people: Signer, halves: int = 1, tables: int = 1, **values: Any) -> SignInSheet:
    """A sheet of these people, with as many half-days in each table."""
    one = Table(
        days=[Day(name=f"Tuesday {28 - day}/11", span=min(2, halves - 2 * day)) for day in range((halves + 1) // 2)],
        columns=[Column(part=("morning", "afternoon")[place % 2], hours="10:30–12:00") for place in range(halves)],
        struck=[[False] * halves for _ in people],
    )
    facts = {
        "name": "S7 2023-11-28-echelle",
        "language": "en",
        "organisation": "Cap Exemple",
        "heading": "Sign-in sheet",
        "title": "Changement d'échelle",
        "footer": "Cap Exemple – Changement d'échelle",
        "facts": [Fact(label="Place", lines=["Salle des fêtes, 26400 Crest"]), Fact(label="Tool or link", lines=[""])],
        "headings": ["Family name", "Given name", "Organisation"],
        "speakers_heading": "Speakers",
        "speakers": ["Pascale Vincent, trainer, Ciedel"],
        "people_heading": "Participants",
        "people": list(people),
        "tables": [one] * tables,
        "blank": 6,
        "notes": [],
        "page": "page {page} of {pages}",
        "wide": halves > 3,
    }
    return SignInSheet(**facts | values)
