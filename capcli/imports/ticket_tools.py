"""The programs that sell tickets or collect money."""

from capcli.imports.known_tools import Tool, tool

_ORDERED = "buyer email, email acheteur, e mail acheteur"
_PRETIX_ANSWERS = (
    "order code, order total, total de la commande, product, variation, price, voucher code, address, "
    "city, street, country, payment providers, comment, checkin text, sales channel, position id, "
    "invoice numbers, fees, vat id, tax rate, tax value, net price"
)
_PRETIX_IGNORED = (
    "event slug, identifiant de levenement, order locale, pseudonymization id, ticket secret, state, "
    "seat id, seat name, custom address field, gross at 20 00 tax, net at 20 00 tax, "
    "tax value at 20 00 tax, tax rule, date of last payment, subevent, event start date, "
    "event end date, requires special attention, valid from, valid until"
)

TICKETS: tuple[Tool, ...] = (
    tool(
        "Eventbrite",
        "registrations",
        "order | order id | n de commande | numero de commande | no de commande | commande n | commande |"
        " order no;ticket type | type de billet | price tier;attendee | attendee id | attendee no | "
        "n de participant | no de participant | attendee status | statut du participant | barcode | barcode no | "
        "participant no | numero du participant",
        requested_at="order date, date de la commande, date de commande",
        state="attendee status, statut du participant, order status",
        payer_email=_ORDERED,
        answer="order type, ticket type, type de billet",
        ignore=(
            "attendee, attendee no, barcode, barcode no, event id, participant no, n de participant, no de participant"
        ),
    ),
    tool(
        "HelloAsso",
        "registrations",
        "numero de billet | billet | num billet | url billet | nom participant;nom payeur | "
        "email payeur | email acheteur | nom acheteur",
        ignore="billet, numero de billet, num billet, url billet, url carte dadherent, attestation, recu fiscal, url",
        requested_at="date de la commande, date, date de commande",
        payer_organisation="raison sociale",
        answer=(
            "reference commande, tarif, montant tarif, montant, montant code promo, code promo, "
            "moyen de paiement, formule"
        ),
    ),
    tool(
        "HelloAsso",
        "dues",
        "url carte dadherent | carte dadherent | nom adherent | prenom adherent | url carte;"
        "email acheteur | email payeur | nom payeur;tarif | montant tarif | montant | formule",
        paid_on="date, date de la commande, date du paiement",
        state="status, statut, statut de la commande, statut du paiement",
        amount="montant tarif, montant, montant cotisation, montant adhesion",
        rate="tarif, formule",
        ignore=(
            "url carte dadherent, carte dadherent, url carte, attestation, recu fiscal, code promo, "
            "montant code promo, url de la carte, date de naissance"
        ),
    ),
    tool(
        "HelloAsso",
        "dues",
        "reference paiement | numero de paiement | id paiement | reference du paiement;nom payeur | "
        "email payeur | email acheteur;montant | montant total | montant du paiement",
        paid_on="date du paiement, date paiement, date de paiement, date",
        state="statut du paiement, statut, status",
        amount="montant du tarif, montant total, montant du paiement, montant",
        ignore=(
            "attestation, recu fiscal, url attestation, date du versement, numero de versement, verse, "
            "url recu, campagne, date de lecheance, date echeance, date decheance, echeance, numero decheance"
        ),
        kind="type de campagne, type de formulaire, type",
    ),
    tool(
        "pretix",
        "registrations",
        "order code | code de la commande | code de commande;attendee name | attendee name given name |"
        " nom du participant | position id",
        requested_at="order date, date de la commande, date de commande, order datetime, order date and time",
        requested_hour="order time, heure de la commande, heure de commande",
        email="attendee email, attendee e mail, e mail du participant, email du participant",
        payer_email="email, e mail, customer email, order email",
        payer_name="invoice address name",
        payer_organisation="invoice address company, company, societe, entreprise",
        organisation="attendee company",
        postcode="attendee zip code",
        payer_phone="phone number, phone",
        answer=_PRETIX_ANSWERS,
        ignore=_PRETIX_IGNORED,
    ),
    tool(
        "pretix",
        "registrations",
        "order code | code de la commande | code de commande;event slug | attendee name | order time | "
        "pseudonymization id | identifiant de levenement | position id | order locale | "
        "nom du participant",
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
    tool(
        "pretix",
        "registrations",
        "order code | code de la commande | code de commande;attendee name | nom du participant;"
        "checked in | automatically checked in | enregistre",
        requested_at="order date, date de la commande, date de commande, order datetime",
        requested_hour="order time, heure de la commande, heure de commande",
        email="attendee email, email, e mail",
        organisation="attendee company, company, societe, entreprise",
        postcode="zip code, code postal",
        phone="phone number, telephone",
        answer="order code, product, variation, price, voucher code, address, city, country, comment, seat",
        ignore=(
            "checked in, checked out, automatically checked in, secret, seat id, requires special attention, "
            "blocked, state, valid from, valid until, event start date, event end date"
        ),
    ),
    tool(
        "PayPal",
        "dues",
        "fuseau horaire | time zone | timezone;avant commission | brut | gross;commission | fee | frais",
        amount="avant commission, brut, gross",
        email="de ladresse email, from email address, de ladresse e mail",
        reference="numero de transaction, transaction id",
        state="etat, status",
        paid_on="date",
        name="nom, name",
        ignore="a ladresse email, to email address, heure, time, fuseau horaire, time zone, net, commission, fee",
        kind="type",
    ),
    tool(
        "Weezevent",
        "registrations",
        "code barres | barcode | id weezevent | numero de billet;date de creation | date dachat | "
        "date de commande;nom du tarif | tarif | billet;acheteur | nom acheteur | email acheteur | "
        "prenom acheteur | acheteur nom | acheteur e mail | acheteur email",
        requested_at="date de creation, date dachat, date de commande",
        answer="tarif, nom du tarif, billet, montant, prix",
    ),
)
