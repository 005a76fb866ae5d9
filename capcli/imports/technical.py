"""Columns that no import keeps: what a machine notes of whoever filled in a form, and the program's own numbers."""

import re

from capcli.imports.heading_forms import code, forms

_WORDS = re.compile(
    r"\b(?:ip|ipaddr|uid|sid|uuid|user ?agent|user ?name|nom ?d?utilisateur|login|identifiant(?! (?:siret|structure))|"
    r"session ?id|respondent ?id|response ?id|submission ?(?:id|uri|url)|ur[il] (?:de )?(?:la )?soumission|"
    r"id (?:de )?(?:la )?soumission|entry ?id|id dentree|"
    r"network ?id|contact ?id|"
    r"visitor ?id|tete (?:de )?serie|token|jeton|agent utilisateur|user id|id utilisateur|lastpage|derniere page|"
    r"last page|"
    r"startlanguage|langue (?:de )?depart|start language|referrer|referer|refurl|url de reference|"
    r"source url|url source|latitude|longitude|gmtoff|dstoff|geolocali[sz]ation|geolocation|leid|euid|optin ?(?:ip|"
    r"time)|"
    r"confirm ?(?:ip|time)|member rating|password|mot de passe|barcode|code barres?|qr ?code|ticket secret|"
    r"pseudonymization id|"
    r"id (?:de )?(?:la )?session|id (?:du )?cookie|id (?:de )?(?:l )?appareil|device ?id|user ?device|"
    r"cookie ?id|guid|ipv[46]|"
    r"adresse ?ip|geo ?location|remote host|utm \w+|(?:edit|join) (?:url|link)|lien d ?edition|lien pour rejoindre|"
    r"unique link|registrant ?id|wordpress user|user login|compte utilisateur|systeme dexploitation|"
    r"operating system|navigateur utilise|page url|url de (?:la )?page|numero de soumission|"
    r"(?:n|no|num|numero) (?:de )?billet|ticket (?:number|id)|"
    r"checkin secret|remote addr|edit link|unique ?id|fingerprint|adresse mac|csrf|captcha|recaptcha|honeypot)\b|"
    r"^(?:submitted (?:by|to)|soumis (?:par|pour|a))\b"
)
_WHOLE = frozenset(
    str.split(
        "id|seed|numero de serie|numero serie|serial|serial number|numero dordre|heure de modification|"
        "heure dachevement|heure de la derniere modification|last modified time|last modified|"
        "completed time|modified time|page actuelle|current page|langcode|order locale|webform id|"
        "entity type|entity id|cree par|created by|created by user id|cree par id dutilisateur|"
        "id de lutilisateur|post id|uri|device|appareil|cookie|navigateur|browser|id de la reponse|"
        "id reponse|id de lentree|id de reponse|date de la derniere action|date last action|datestamp|"
        "startdate|date de lancement|date started|date updated|url carte dadherent|url de la carte|"
        "carte dadherent|url billet|billet|secret|numero de billet|collector id|form id|id du formulaire|"
        "pseudo|pseudonyme|lat|lng|lon|os|hash|"
        "id contact|id tiers|id personne|id adherent|id membre",
        "|",
    )
)


def is_technical(heading: str) -> bool:
    """Whether the heading is of addresses of machines, of accounts, of sessions, of a program's own numbers."""
    return any(form in _WHOLE or _WORDS.search(form) for form in (*forms(heading), code(heading)))
