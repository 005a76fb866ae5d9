"""The programs whose exports are known by their headings, and what some of these mean there and nowhere else."""

from msgspec import Struct


class Tool(Struct, frozen=True, kw_only=True):
    """A program: `needs` are groups of headings of which one each must be there, `fields` what headings mean there.

    `accounts` are fields of columns that the program fills in from whoever was
    signed in: a question of the form tells better.
    """

    name: str
    kind: str
    needs: tuple[frozenset[str], ...]
    fields: dict[str, str] = {}
    accounts: frozenset[str] = frozenset()


def _tool(called: str, holds: str, needs: str, accounts: str = "", /, **fields: str) -> Tool:
    """`needs`: groups between semicolons, headings between bars; `fields`: headings between commas."""
    meant = {heading.strip(): field for field, text in fields.items() for heading in text.split(",")}
    return Tool(
        name=called,
        kind=holds,
        needs=tuple(frozenset(one.strip() for one in group.split("|")) for group in needs.split(";")),
        fields=meant,
        accounts=frozenset(accounts.split()),
    )


_ORDERED = "buyer email, email acheteur, e mail acheteur"
_PRETIX_ANSWERS = (
    "order code, order total, total de la commande, product, variation, price, voucher code, address, city, "
    "street, country, payment providers, comment, checkin text, sales channel, position id, invoice numbers, "
    "fees, vat id, tax rate, tax value, net price"
)
_PRETIX_IGNORED = (
    "event slug, identifiant de levenement, order locale, pseudonymization id, ticket secret, state, seat id, "
    "seat name, "
    "custom address field, gross at 20 00 tax, net at 20 00 tax, tax value at 20 00 tax, tax rule, "
    "date of last payment, subevent, event start date, event end date, requires special attention, valid from, "
    "valid until"
)

TOOLS: tuple[Tool, ...] = (
    _tool(
        "Webform", "registrations",
        "sid | submission id | id de la soumission | identifiant de soumission | uuid | submission uri;"
        "numero de serie | serial | serial number | numero dordre | numero de soumission;"
        "brouillon | draft | in draft | is draft | est un brouillon | est brouillon | adresse ip | ip address | "
        "remote addr |"
        "remote ip address | adresse ip distante | soumis par | submitted by",
        requested_at="heure de soumission, submitted time, time, heure, created, cree, cree le, date de creation",
        ignore="heure dachevement, completed time, completed, acheve, termine, heure de modification, "
            "modified time, changed, "
        "modifie, langue, language, page actuelle, current page, notes, soumis a type dentite, soumis a id dentite, "
        "verrouille, epingle, statut du webform, type de soumission",
        state="brouillon, draft, in draft, is draft, est un brouillon, est brouillon",
    ),
    _tool(
        "LimeSurvey", "registrations",
        "id | id de la reponse | response id;submitdate | date de soumission | date submitted;"
        "lastpage | derniere page | last page",
        requested_at="submitdate, date de soumission, date submitted",
        ignore="id, startdate, datestamp, date de lancement, date started, date de la derniere action, "
            "date last action, token, "
        "code dacces, access code, refurl, interviewtime, temps total, date de debut",
    ),
    _tool(
        "Microsoft Forms", "registrations",
        "id;heure de debut | start time;heure de fin | completion time",
        "email name family_name",
        requested_at="heure de fin, completion time",
        ignore="id, heure de debut, start time, heure de la derniere modification, last modified time, langue, "
            "language, "
        "total points, nombre total de points, quiz feedback, commentaires relatifs au questionnaire",
    ),
    _tool("Tally", "registrations", "submission id;respondent id;submitted at", requested_at="submitted at"),
    _tool(
        "Gravity Forms", "registrations",
        "entry id | id de lentree | id dentree;entry date | date de lentree | date dentree;source url | url source | "
        "user agent | agent utilisateur | user ip | ip de lutilisateur | adresse ip de lutilisateur",
        requested_at="entry date, date de lentree, date dentree",
        ignore="date updated, date de mise a jour, payment date, date du paiement, transaction id, "
            "id de la transaction, "
        "post id, id de la publication, created by user id, cree par id utilisateur",
        answer="payment amount, montant du paiement",
        state="payment status, etat du paiement, statut du paiement",
    ),
    _tool(
        "Jotform", "registrations",
        "submission date | date de soumission | date denvoi;submission ip | adresse ip de la soumission | "
        "submission id |"
        "id de soumission | ip | ip de soumission",
        requested_at="submission date, date de soumission, date denvoi",
    ),
    _tool(
        "Contact Form 7", "registrations",
        "your email | votre email | email 123 | cfdb7 status;your name | your message | your subject | nom 123 | "
        "your prenom",
        requested_at="date, submitted, submit time, form date, channel date, submitted on, heure",
        family_name="your lastname, your last name, your surname, your nom",
        given_name="your firstname, your first name, your prenom",
        name="your name",
        ignore="submitted login, submitted from, cfdb7 status, id, form id, subject, from, your subject, "
            "cfdb7 file, titre, remote ip",
        sensitive="your message",
    ),
    _tool(
        "Eventbrite", "registrations",
        "order | order id | n de commande | numero de commande | no de commande | commande n | commande | order no;"
        "ticket type | type de billet | price tier;attendee | attendee id | attendee no | n de participant | "
        "attendee status | "
        "statut du participant | barcode | barcode no | participant no | numero du participant",
        requested_at="order date, date de la commande, date de commande",
        state="attendee status, statut du participant, order status",
        payer_email=_ORDERED,
        answer="order type, ticket type, type de billet",
        ignore="attendee, attendee no, barcode, barcode no, event id, participant no, n de participant",
    ),
    _tool(
        "HelloAsso", "registrations",
        "numero de billet | billet | num billet | url billet | nom participant;nom payeur | email payeur | "
        "email acheteur | nom acheteur",
        ignore="billet, numero de billet, num billet, url billet, url carte dadherent, attestation, recu fiscal, url",
        requested_at="date de la commande, date, date de commande",
        payer_organisation="raison sociale",
        answer="reference commande, tarif, montant tarif, montant, montant code promo, code promo, "
            "moyen de paiement, formule",
    ),
    _tool(
        "HelloAsso", "dues",
        "url carte dadherent | carte dadherent | nom adherent | prenom adherent | url carte;email acheteur | "
        "email payeur | nom payeur;"
        "tarif | montant tarif | montant | formule",
        paid_on="date, date de la commande, date du paiement",
        state="status, statut, statut de la commande, statut du paiement",
        amount="montant tarif, montant, montant cotisation, montant adhesion",
        rate="tarif, formule",
        ignore="url carte dadherent, carte dadherent, url carte, attestation, recu fiscal, code promo, "
            "montant code promo, "
        "url de la carte, date de naissance",
    ),
    _tool(
        "HelloAsso", "dues",
        "reference paiement | numero de paiement | id paiement | reference du paiement;nom payeur | email payeur | "
        "email acheteur;"
        "montant | montant total | montant du paiement",
        paid_on="date du paiement, date paiement, date de paiement, date",
        state="statut du paiement, statut, status",
        amount="montant total, montant du paiement, montant",
        ignore="attestation, recu fiscal, url attestation, date du versement, numero de versement, verse, url recu, "
        "type de campagne, campagne",
    ),
    _tool(
        "pretix", "registrations",
        "order code | code de la commande | code de commande;attendee name | attendee name given name | "
        "nom du participant | position id",
        requested_at="order date, date de la commande, date de commande, order datetime, order date and time",
        requested_hour="order time, heure de la commande, heure de commande",
        email="attendee email, attendee e mail, e mail du participant, email du participant",
        payer_email="email, e mail, customer email, order email",
        payer_name="invoice address name",
        payer_organisation="invoice address company, company, societe, entreprise",
        organisation="attendee company",
        postcode="attendee zip code",
        phone="phone number, phone",
        answer=_PRETIX_ANSWERS,
        ignore=_PRETIX_IGNORED,
    ),
    _tool(
        "pretix", "registrations",
        "order code | code de la commande | code de commande;event slug | attendee name | order time | "
        "pseudonymization id | "
        "identifiant de levenement | position id | order locale | nom du participant",
        requested_at="order date, date de la commande, date de commande, order datetime, order date and time",
        requested_hour="order time, heure de la commande, heure de commande",
        email="attendee email, attendee e mail, e mail du participant, email du participant",
        organisation="attendee company, company, societe, entreprise",
        answer=_PRETIX_ANSWERS,
        ignore=_PRETIX_IGNORED,
        payer_name="invoice address name",
        postcode="attendee zip code, zip code, zip",
        phone="phone number, phone, telephone",
    ),
    _tool(
        "Indico", "registrations",
        "registration date;registration state",
        requested_at="registration date",
        state="registration state",
        organisation="affiliation",
        function="position",
        ignore="id, price, checked in, check in date, transaction",
    ),
    _tool(
        "Zoom", "registrations",
        "registration time;approval status | registration source | join url | source name",
        requested_at="registration time",
        state="approval status",
        ignore="join url, unique link, registration source, source name, attendance type, country region name",
    ),
    _tool(
        "Galette", "people",
        "numero dadherent | member number | id adherent | identifiant;statut | status;"
        "date decheance | due date | exempt de cotisation | freed of dues | compte",
        kind="statut, status",
        organisation="societe, company",
        exempt="exempt de cotisation, freed of dues, exempte de cotisation",
        state="compte, account",
        ignore="numero dadherent, member number, titre, title, date de creation, creation date, modified, "
        "date de modification, langue, identifiant",
    ),
    _tool(
        "Dolibarr", "people",
        "type dadherent | type d adherent | type adherent | member type | libelle type | type | membertype;nature | "
        "nature de ladherent | nature adherent | morphy | mor phy | "
        "personne morale physique | member nature | physique morale;date fin adhesion | fin adhesion | "
        "date de fin dadhesion | end subscription date | "
        "date fin dadhesion | date end subscription | date validation | date creation | subscription end date | "
        "datefin | login | identifiant",
        kind="nature, nature de ladherent, morphy, mor phy, personne morale physique, member nature, "
            "nature adherent, physique morale",
        organisation="societe, company, tiers",
        phone="tel pro, telephone pro, phone pro, tel perso, telephone perso, phone perso, portable, mobile, "
            "tel mobile",
        ignore="id, ref, titre civilite, civilite, login, identifiant, mot de passe, photo, date de naissance, "
            "birthday, "
        "date creation, date validation, public, note publique, note privee",
        rate="type dadherent, type adherent, member type, libelle type",
    ),
    _tool("Mailchimp", "people", "email address | adresse e mail;member rating | optin time | leid | euid | "
        "confirm time",
          ignore="notes, timezone, cc, region, tags, last changed"),
    _tool("Brevo", "people", "email | e mail;contact id | email blacklisted | sms blacklisted | added time | "
        "modified time",
          phone="sms", state="email blacklisted, sms blacklisted"),
    _tool("Typeform", "registrations", "network id | submit date utc | date denvoi utc;start date utc | tags | "
        "response type",
          requested_at="submit date utc, date denvoi utc"),
    _tool("SurveyMonkey", "registrations", "respondent id | id du repondant;collector id | id du collecteur",
          requested_at="date created, date de creation", ignore="custom 1, date modified"),
    _tool("Nextcloud Forms", "registrations", "timestamp | horodatage;user id | id de lutilisateur | "
        "id utilisateur;user display name | nom daffichage de lutilisateur | nom affiche de lutilisateur",
          "name", requested_at="timestamp, horodatage"),
    _tool("WPForms", "registrations", "entry id | id de lentree;entry date | date | date de lentree;entry notes | "
        "starred | viewed | user device | entry geolocation",
          requested_at="entry date, date, date de lentree", ignore="entry notes, starred, viewed"),
    _tool("Ninja Forms", "registrations", "date submitted | date de soumission;seq | "
        "seq num", requested_at="date submitted, date de soumission"),
    _tool("Elementor", "registrations", "form name id | form id;created at;user agent | user ip | "
        "referrer", requested_at="created at"),
    _tool("Weezevent", "registrations", "code barres | barcode | id weezevent | numero de billet;"
          "date de creation | date dachat | date de commande;nom du tarif | tarif | billet;acheteur | "
          "nom acheteur | email acheteur | prenom acheteur",
          requested_at="date de creation, date dachat, "
              "date de commande", answer="tarif, nom du tarif, billet, montant, prix"),
    _tool("Google Forms", "registrations", "horodateur | timestamp", requested_at="horodateur, timestamp"),
)  # fmt: skip
"""Those that need more come first where two would fit."""
