"""Which program wrote a file and what it holds, as headings and cells tell; the name of the file says nothing."""

import re

from msgspec import Struct

from capcli.domain.half_day_words import names_part
from capcli.domain.names import fold
from capcli.domain.plans import OURS
from capcli.domain.presence_words import state_in
from capcli.imports import own_exports
from capcli.imports.fields import field_of
from capcli.imports.heading_forms import code, forms
from capcli.imports.shapes import SAMPLED, shape_of
from capcli.imports.tables import Sheet
from capcli.imports.tools import TOOLS, Tool

_YEAR = re.compile(
    r"^(?:(?:cotis\w*|adh\w*|dues|membership|montant|paye\w*|regle\w*|annee|year|saison|reglement)\b[\w ]*?)?"
    r"((?:19|20)\d\d)(?:\s+(?:(?:19|20)\d\d|\d\d))?(?:\s+(?:eur|euros?|paye\w*|regle\w*))?$"
)
_TICKETS = frozenset(
    str.split(
        "billet|numero de billet|n billet|no billet|num billet|ticket|ticket type|type de billet|type billet|"
        "nom du billet|"
        "participant|nom participant|prenom participant|nom du participant|atelier|ateliers|stagiaire|nom stagiaire",
        "|",
    )
)
"""What a ticket office sells, or a trainer writes: whoever is named comes to a session."""
_MEMBERSHIP = re.compile(r"\b(?:adhesions?|cotisations?|membership|dues)\b")
_DAY = re.compile(
    r"\b(?:\d{1,2} \d{1,2} \d{4}|\d{4} \d{2} \d{2}|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day) \d{1,2}|"
    r"\d{1,2} (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre))\b"
)
_SIGNED = re.compile(r"\b(?:d?emargements?|presences?|attendance|sign in)\b")
_TITLES = (
    (
        "registrations",
        re.compile(
            r"\b(?:d?inscri\w+|sessions?|participants?|formations?|registrations?|attendees?|stagiaires?|webinaires?)\b"
        ),
    ),
    ("dues", re.compile(r"\b(?:d?adhesions?|cotisations?|paiements?|dues|payments?|reglements?|encaissements?)\b")),
    (
        "organisations",
        re.compile(r"\b(?:structures|organismes|organisations|associations|entreprises|collectivites)\b"),
    ),
    (
        "people",
        re.compile(
            r"\b(?:d?adherents?|d?abonnes|membres?|contacts?|abonnes|members?|carnet|annuaire|"
            r"personnes)\b"
        ),
    ),
)


class Layout(Struct, frozen=True):
    """What a file holds, the program that wrote it as far as one is known, and how surely (0 to 100)."""

    kind: str
    tool: str | None
    confidence: int


def recognised(sheet: Sheet) -> Layout:
    """The layout of a file."""
    own = own_exports.own_kind(sheet.headings)
    if own is not None:
        return Layout(own, OURS, 98)
    tool = tool_of(sheet)
    if tool is not None:
        return Layout(_kind_of(tool, sheet), tool.name, 95 if len(tool.needs) > 1 else 85)
    if is_sympa(sheet):
        return Layout("people", "Sympa", 75)
    kind, confidence = _plain(sheet)
    return Layout(kind, None, confidence)


def tool_of(sheet: Sheet) -> Tool | None:
    """The program whose headings are all there; of several the one that needs most."""
    there = {form for heading in sheet.headings for form in (*forms(heading), code(heading)) if form}
    fitting = [tool for tool in TOOLS if all(group & there for group in tool.needs)]
    return max(fitting, key=lambda tool: len(tool.needs), default=None)


def is_sympa(sheet: Sheet) -> bool:
    """Whether the file is a dump of subscribers: an address and perhaps a name on each line, without headings."""
    if any(sheet.headings) or len(sheet.headings) > 2 or not sheet.rows:
        return False
    return shape_of([row.cells[0] for row in sheet.rows]).share("email") > 0.9


def year_of(heading: str) -> int | None:
    """The year of dues that a column holds ("Cotis. 2022", "Adhésion 2023-2024", "2023"): its first."""
    found = _YEAR.match(" ".join(re.sub(r"[_./-]", " ", fold(heading)).split()))
    return int(found[1]) if found else None


def _kind_of(tool: Tool, sheet: Sheet) -> str:
    """The tool's kind; a list of members with their payments is a list of dues."""
    paid = {field_of(heading, "dues") for heading in sheet.headings}
    return "dues" if tool.kind == "people" and "amount" in paid else tool.kind


def _plain(sheet: Sheet) -> tuple[str, int]:
    """The kind of a list that no known program wrote, and how surely."""
    fields = {field_of(heading, "registrations") for heading in sheet.headings}
    dues = {field_of(heading, "dues") for heading in sheet.headings}
    there = {form for heading in sheet.headings for form in forms(heading)}
    years = [year_of(heading) for heading in sheet.headings if year_of(heading)]
    if sheet.format in ("vcf", "text"):
        return "people", 95
    if len(years) > 1 or (years and any(not fold(heading).isdigit() for heading in sheet.headings if year_of(heading))):
        return "contacts", 85
    titled = _titled(sheet) or _dated(sheet)
    if "amount" in dues and dues >= {"from", "until"}:  # what was paid for which days, whenever it was typed
        return "dues", 85
    if dues & {"amount", "rate"} and titled is None and _sells_memberships(sheet):
        return "dues", 80
    if fields & {"given_name", "family_name", "name"} and _is_signed(sheet):
        return "attendance", 70
    if titled == "registrations" or "requested_at" in fields:
        return "registrations", 80
    if _TICKETS & there and fields & {"given_name", "family_name", "name", "payer_family_name", "payer_email"}:
        return "registrations", 75
    if "amount" in dues and dues & {"paid_on", "rate", "method", "year", "name", "family_name", "email", "reference"}:
        return "dues", 80
    if fields & {"given_name", "family_name", "name"}:
        return _listed(sheet, dues, titled)
    if _organisations(sheet) or ("organisation" in fields and fields & {"email", "phone", "postcode"}):
        return "organisations", 75 if _organisations(sheet) else 60
    return titled or ("registrations" if _timed(sheet) else "people"), 50


def _listed(sheet: Sheet, dues: set[str | None], titled: str | None) -> tuple[str, int]:
    """A list with names: of attendance, of dues, of organisations called "Nom", else of people."""
    fields = {field_of(heading, "attendance") for heading in sheet.headings}
    if fields & {"present", "minutes"} and titled != "people":
        return "attendance", 65
    if titled == "dues" or dues >= {"rate", "method"} or ("paid_on" in dues and "rate" in dues):
        return "dues", 65
    if not fields & {"given_name", "name"} and _organisations(sheet):
        return "organisations", 70
    return titled or ("registrations" if _timed(sheet) else "people"), 60


def _sells_memberships(sheet: Sheet) -> bool:
    """Whether most rates are of memberships ("Adhésion individuelle"), or of those who have one."""
    places = [place for place, heading in enumerate(sheet.headings) if field_of(heading, "dues") == "rate"]
    rates = [row.cells[place] for place in places for row in sheet.rows[:SAMPLED] if row.cells[place]]
    return 2 * sum(_MEMBERSHIP.search(fold(rate)) is not None for rate in rates) > len(rates)


def _organisations(sheet: Sheet) -> bool:
    fields = {field_of(heading, "organisations") for heading in sheet.headings}
    return "name" in fields and bool(fields & {"siret", "aliases", "kind", "representative"})


def _titled(sheet: Sheet) -> str | None:
    """What the text above the headings, or the name of the sheet, says the list is of."""
    text = fold(" ".join(filter(None, (sheet.title, sheet.name))))
    return next((kind for kind, words in _TITLES if words.search(text)), None)


def _dated(sheet: Sheet) -> str | None:
    """`registrations` where several headings are days or half-days to choose among."""
    dated = sum(_DAY.search(fold(heading.replace("/", "-"))) is not None for heading in sheet.headings)
    return "registrations" if dated > 1 else None


def _is_signed(sheet: Sheet) -> bool:
    """Whether a list says by its title to be one of presences, and its days or half-days are marked."""
    if not _SIGNED.search(fold(" ".join(filter(None, (sheet.title, sheet.name))))):
        return False
    for place, heading in enumerate(sheet.headings):
        if names_part(heading) or _DAY.search(fold(heading.replace("/", "-"))):
            marks = [row.cells[place] for row in sheet.rows if row.cells[place]]
            if marks and 2 * sum(state_in(mark) is not None for mark in marks) > len(marks):
                return True
    return False


def _timed(sheet: Sheet) -> bool:
    """Whether a column without a known heading holds times of sending, one for nearly every row."""
    columns = zip(*(row.cells for row in sheet.rows[:300]), strict=False)
    return any(shape_of(cells).share("moment") > 0.9 for cells in columns if any(cells))
