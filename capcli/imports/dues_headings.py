"""The headings of columns about money that came in, and about those who pay."""

from capcli.imports.known_headings import Field, known, more
from capcli.imports.person_headings import (
    EMAIL,
    FAMILY_NAME,
    GIVEN_NAME,
    NAME,
    ORGANISATION,
    PAYER,
    PHONE,
    POSTCODE,
    STATE,
)

PAID: tuple[Field, ...] = (
    known(
        "amount",
        "amount, montant, somme, montant regle, montant paye, montant tarif, montant verse, "
        "montant cotisation, montant adhesion, montant total, montant encaisse, total, total paye, "
        "cotisation, cotisation versee, montant cotisation versee, amount paid, total amount, price, "
        "prix, order total, payment amount, subscription amount, montant ttc, montant du, "
        "tarif montant, versement, credit, cotis, montant adhesion reglee, montant reglement, "
        "montant paiement, gross amount, prix paye",
    ),
    known("amount.cents", "amount cents, cents, centimes"),
    known("currency", "currency, amount currency, devise, monnaie"),
    known(
        "paid_on",
        "paid on, paye le, date paiement, date reglement, date versement, date encaissement, "
        "payment date, date, date cotisation, date adhesion, date don, date commande, regle le, "
        "verse le, encaisse le, date of payment, date operation, date transaction, transaction date, "
        "paid at, payment day, paid date, date dadhesion, date cotis, date paiement cotisation, "
        "date last payment, order date, subscription date, date souscription, date valeur, "
        "date de paiement adhesion, jour paiement, date denregistrement, date enregistrement, "
        "horodateur, timestamp, date achat, created utc, date dinscription, date inscription",
    ),
    known(
        "kind",
        "kind, nature, type operation, type ecriture, nature operation, type, type don, type campagne, "
        "type de campagne, type contribution, type formulaire, type vente, nature paiement, "
        "campaign type, form type, type paiement",
    ),
    known(
        "from",
        "from, du, debut, date debut, debut dadhesion, debut adhesion, date debut dadhesion, "
        "date debut adhesion, debut validite, valable du, date debut cotisation, debut cotisation, "
        "debut periode, start date, valid from, date debut validite, subscription start, period start",
    ),
    known(
        "until",
        "until, au, jusquau, fin, date fin, date fin cotisation, fin cotisation, fin dadhesion, fin adhesion, "
        "date fin dadhesion, date fin adhesion, fin validite, valable jusquau, date decheance, date echeance, "
        "echeance, expire le, expiration, end date, expiry date, "
        "fin periode, valid until, date fin validite, date expiration, subscription end, "
        "date end subscription, end subscription date, period end, due date",
    ),
    known("received_on", "received on, recu le, date reception"),
    known(
        "deposited_on",
        "deposited on, depose le, date depot, remis en banque le, date remise en banque, remise en banque",
    ),
    known(
        "year",
        "year, annee, exercice, annee cotisation, millesime, annee adhesion, annee dadhesion, "
        "exercice cotisation, saison, dues year, membership year, campagne annee",
    ),
    known(
        "rate",
        "rate, tarif, categorie, formule, type adhesion, type cotisation, tarif cotisation, "
        "type dadhesion, formule adhesion, formule dadhesion, categorie adhesion, tarif adhesion, "
        "type adherent, type dadherent, membership type, member type, tarif choisi, niveau adhesion, "
        "nom tarif, tarif dadhesion",
    ),
    known(
        "method",
        "method, moyen, moyen paiement, mode paiement, mode reglement, moyen reglement, payment method, "
        "mode, paiement, reglement, type reglement, payment type, mode versement, paye par, regle par, "
        "means payment",
    ),
    known(
        "reference",
        "reference, ref paiement, reference paiement, reference commande, no cheque, n cheque, "
        "numero cheque, piece, payment reference, numero commande, no commande, n commande, order code, "
        "order id, order, order number, numero transaction, id transaction, transaction id, "
        "ref commande, numero piece, no piece, n piece, numero recu, reference transaction, no recu, "
        "n recu, ref cheque, num cheque, numero paiement, id paiement, payment id",
    ),
)
OWN: tuple[Field, ...] = (
    known("ref", "ref"),
    known("who.ref", "who ref, whos ref, ref qui"),
    known("of", "of, porte sur"),
    known("due.cents", "due cents, du centimes"),
    known("remains", "remains, reste du"),
    known("reason", "reason, motif"),
)
DUES: tuple[Field, ...] = (
    *OWN,
    more(GIVEN_NAME, "prenom adherent, prenom membre, prenom cotisant"),
    more(FAMILY_NAME, "nom adherent, nom membre, nom cotisant"),
    more(
        NAME,
        "who, who name, payeur, payer, cotisant, adherent, membre, member, qui, member name, "
        "nom prenom adherent, nom et prenom adherent, donateur, emetteur, tireur, debiteur",
    ),
    more(EMAIL, "email adherent, e mail adherent, courriel adherent, mail adherent, customer email, email client"),
    PHONE,
    POSTCODE,
    ORGANISATION,
    *PAYER,
    *PAID,
    STATE,
)
