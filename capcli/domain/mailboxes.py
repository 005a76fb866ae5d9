"""Mailboxes of an office, which several people share, and of providers, which say nothing of where somebody works."""

import re

from capcli.domain.names import atoms, email_key, squash

_ROLES = frozenset(
    str.split(
        "accueil mairie contact contacts info infos information informations secretariat direction administration "
        "administratif admin bureau commune ville communaute cdc ccas cias asso association assos com communication "
        "compta comptabilite facturation facture factures formation formations inscription inscriptions adhesion "
        "adhesions coordination animation presidence president presidente dgs dga drh rh elus maire courrier mail "
        "email office tourisme mediatheque bibliotheque urbanisme culture environnement developpement projets projet "
        "equipe team hello bonjour reception frontdesk secretary office enquiries enquiry support sales marketing "
        "accounts accounting billing finance finances hr postmaster webmaster noreply no "
        "service services pole siege federation reseau mjc cpie cuma pnr ot otsi epci"
    )
)
"""Words that open the address of an office: nobody's given name."""
_SURE = ("mairie", "accueil", "secretariat", "contact", "commune", "communaute", "direction", "administration")
"""Words that are glued to what follows them, and that make a shared box wherever they stand in an address."""
_LEAST_GLUED = 6
_PROVIDERS = frozenset(
    str.split(
        "gmail googlemail hotmail outlook live msn yahoo ymail icloud me mac aol gmx protonmail proton pm orange "
        "wanadoo free sfr neuf cegetel laposte bbox bouyguestelecom numericable club-internet aliceadsl voila "
        "mailo posteo tutanota zaclys riseup netcourrier caramail tiscali"
    )
)


def is_shared(email: str, *names: str) -> bool:
    """Whether the address is that of an office ("mairie.die@", "contact-xyz@"), by the words before its @.

    A word of `names` is somebody's own: Jean Bureau writes from jean.bureau@.
    """
    local = email_key(email).partition("@")[0]
    own = {atom for name in names for atom in (*atoms(name), squash(name))}
    words = [word for word in re.split(r"[^a-z]+", _signed(local)) if word and word not in own]
    if not words:
        return False
    first = words[0]
    glued = first.startswith(_SURE) and not any(len(word) >= _LEAST_GLUED and first in word for word in own)
    return first in _ROLES or glued or any(word in _SURE for word in words)


def house(email: str) -> str | None:
    """The domain of an address when it tells where somebody belongs; None for a provider that serves everybody."""
    domain = email_key(email).rpartition("@")[2]
    return None if domain.split(".")[0] in _PROVIDERS else domain


def _signed(local: str) -> str:
    """The part before the @ without accents, its signs kept: they split the words."""
    return "".join(squash(char) or char for char in local)
