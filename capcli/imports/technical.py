"""Columns that no import keeps: what a machine notes of whoever filled in a form, and the program's own numbers."""

import re

from capcli.imports.heading_forms import code, forms

_WORDS = re.compile(
    r"\b(?:ip|ipaddr|uid|sid|uuid|user ?agent|user ?name|nom ?d?utilisateur|login|identifiant(?! (?:siret|structure))|"
    r"session ?id|respondent ?id|response ?id|submission ?(?:id|uri|url)|entry ?id|network ?id|contact ?id|visitor ?id|"
    r"seed|tete serie|tete de serie|token|jeton|navigateur|browser|agent utilisateur|user id|id utilisateur|lastpage|"
    r"derniere page|last page|startlanguage|langue de depart|langue depart|start language|referrer|referer|refurl|"
    r"url de reference|source url|url source|latitude|longitude|gmtoff|dstoff|geolocalisation|geolocation|leid|euid|"
    r"optin ?(?:ip|time)|confirm ?(?:ip|time)|member rating|password|mot de passe|barcode|code barres?|qr ?code|"
    r"ticket secret|"
    r"pseudonymization id|checkin secret|remote addr|edit link|unique ?id|device|appareil|fingerprint|cookie|"
    r"adresse mac|csrf|captcha|recaptcha|honeypot)\b"
)
_WHOLE = frozenset(
    form.strip()
    for form in [
        "id",
        " numero de serie",
        " numero serie",
        " serial",
        " serial number",
        " numero dordre",
        " heure de modification",
        " heure dachevement",
        " heure de la derniere modification",
        " last modified time",
        " last modified",
        " heure de debut",
        " start time",
        " completed time",
        " modified time",
        " date de modification",
        " changed",
        " completed",
        " in draft page",
        " current page",
        " page actuelle",
        " langue",
        " langcode",
        " language",
        " locale",
        " order locale",
        " webform id",
        " entity type",
        " entity id",
        " submitted to entity type",
        " submitted to entity id",
        " submitted to entity url",
        " submitted by",
        " soumis par",
        " cree par",
        " created by",
        " post id",
        " uri",
        " locked",
        " sticky",
        " id de la reponse",
        " id reponse",
        " id de lentree",
        " id de reponse",
        " date de la derniere action",
        " date de debut de la reponse",
        " startdate",
        " start date utc",
        " datestamp",
        " date started",
        " date updated",
        " date last action",
        " cc",
        " region code",
        " last changed",
        " billet",
        " url carte dadherent",
        " url de la carte",
        " attestation",
        " url billet",
        " response type",
        " tags reponse",
        " collector id",
        " date de lancement",
        " acheve",
        " modifie",
        " modifiee",
        " source",
        " form name id",
        " created by user id",
        " cree par id dutilisateur",
        " id de lutilisateur",
        " submission serial number",
        " form id",
        " id du formulaire",
    ]
)


def is_technical(heading: str) -> bool:
    """Whether the heading is of addresses of machines, of accounts, of sessions, of a program's own numbers."""
    return any(form in _WHOLE or _WORDS.search(form) for form in (*forms(heading), code(heading)))
