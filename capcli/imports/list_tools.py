"""The programs that keep members, contacts and subscribers."""

from capcli.imports.known_tools import Tool, tool

LISTS: tuple[Tool, ...] = (
    tool(
        "Galette",
        "people",
        "numero dadherent | member number | id adherent | identifiant;statut | status;date decheance | "
        "due date | exempt de cotisation | freed of dues | compte",
        kind="statut, status",
        organisation="societe, company",
        exempt="exempt de cotisation, freed of dues, exempte de cotisation",
        state="compte, account",
        ignore=(
            "numero dadherent, member number, titre, title, date de creation, creation date, modified, "
            "date de modification, langue, identifiant"
        ),
    ),
    tool(
        "Dolibarr",
        "people",
        "type dadherent | type d adherent | type adherent | member type | libelle type | type | "
        "membertype | type of member;nature | nature of member | nature de ladherent | nature adherent |"
        " morphy | mor phy | personne morale physique | member nature | physique morale | "
        "nature de ladherent entite individu;"
        "date fin adhesion | fin adhesion | date de fin dadhesion | end subscription date | "
        "date fin dadhesion | date end subscription | date validation | date creation | "
        "subscription end date | datefin | login | identifiant",
        kind=(
            "nature, nature of member, nature de ladherent, morphy, mor phy, personne morale physique, "
            "member nature, nature adherent, physique morale, nature de ladherent entite individu"
        ),
        organisation="societe, company, tiers",
        phone=(
            "tel pro, telephone pro, phone pro, tel perso, telephone perso, phone perso, portable, mobile, tel mobile"
        ),
        ignore=(
            "id, ref, titre civilite, civilite, login, identifiant, mot de passe, photo, "
            "date de naissance, birthday, date creation, date validation, public, note publique, "
            "note privee"
        ),
        rate="type dadherent, type adherent, member type, libelle type",
    ),
    tool(
        "Dolibarr",
        "organisations",
        "code client | customer code | client | customer;fournisseur | vendor | supplier | code fournisseur | "
        "vendor code;type de tiers | third party type | id prof 2 siret | id prof 2 | nom du tiers | third party name",
        name="nom, nom du tiers, name, third party name",
        aliases="alias, nom alternatif, nom alternatif commercial marque, alias name",
        kind="type de tiers, third party type",
        siret="id prof 2 siret, id prof 2, siret, professional id 2",
        ignore="id, ref, client, fournisseur, customer, vendor, date creation, id prof 1 siren, id prof 1",
    ),
    tool(
        "AssoConnect",
        "people",
        "type de contact | type de personne | type du contact;email 1 | telephone mobile | telephone fixe;"
        "adhesion en cours | statut de ladhesion | statut adhesion | derniere adhesion | date de creation | id contact",
        kind="type de contact, type de personne, type du contact",
        organisation="nom de la structure, structure",
        ignore="id, id contact, identifiant, civilite, date de creation, date de modification",
        answer="statut de ladhesion, statut adhesion, adhesion en cours",
    ),
    tool(
        "Mailchimp",
        "people",
        "email address | adresse e mail;member rating | optin time | leid | euid | confirm time",
        ignore="notes, timezone, cc, region, tags, last changed",
    ),
    tool(
        "Brevo",
        "people",
        "email | e mail;contact id | email blacklisted | sms blacklisted | added time | modified time",
        phone="sms",
        ignore="double opt in, added time, modified time, opt in",
        state="email blacklisted, sms blacklisted",
    ),
    tool(
        "Sympa",
        "people",
        "email;gecos | reception;visibility | update date | date",
        ignore="date, update date, reception, visibility, bounce, bounce score, subscribed, included",
    ),
)
