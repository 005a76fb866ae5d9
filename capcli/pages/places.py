"""The grammar of places: "Maison du Parc, 12 rue de l'Exemple, 26400 Val-Fictif", "à la salle des fêtes de Couddes"."""

from capcli.domain.folding import fold
from capcli.domain.records import Place
from capcli.pages.pieces import Piece, pieces_of
from capcli.pages.streets import street_end
from capcli.pages.tokens import Gap, Passage
from capcli.pages.towns import LARGER, TOWNS, is_plain_town, past_district, town_end
from capcli.pages.venues import VENUES, house_in, name_end
from capcli.pages.vocabulary import words

_EVENTS = words(
    "rencontre rencontres festival salon congres assises journee journees semaine universite forum sommet occasion",
    "programme suite fin issue intention tous toutes nos vos ceux celles distance partir destination debut printemps",
    "automne ete hiver midi",
)
"""Capitals after a preposition that are no places."""
_COUNTRIES = words("f fr b be ch")


def place_in(passage: Passage, start: int, end: int, *, labelled: bool) -> Place | None:
    """The place said between these tokens.

    `labelled` when the line is about nothing else ("Lieu : …"); otherwise a
    name needs a sign of being one: a preposition after a day, a kind of house,
    a street or a postcode beside it.
    """
    found = _Found(passage, labelled=labelled)
    for piece in pieces_of(passage, start, end):
        found.read(piece)
    return found.place() if (labelled or found.sure) and not found.torn else None


class _Found:
    """What has been found of a place so far; `sure` once something leaves no doubt that it is one."""

    def __init__(self, passage: Passage, *, labelled: bool) -> None:
        self.passage, self.labelled = passage, labelled
        self.name: str | None = None
        self.address: str | None = None
        self.postcode: str | None = None
        self.city: str | None = None
        self.sure = False
        self.torn = False
        """Whether a second day has a place of its own: which is whose is not said."""
        self.before: str | None = None
        """The proper name of the piece just before, which an address makes a house."""

    def place(self) -> Place | None:
        """The place, None when nothing of it is known."""
        if not (self.name or self.address or self.postcode or self.city):
            return None
        return Place(name=self.name, address=self.address, postcode=self.postcode, city=self.city)

    def read(self, piece: Piece) -> None:
        """Fit one piece into what is known."""
        before, self.before = self.before, None
        self.labelled = self.labelled or piece.opened == "label"
        if piece.begin >= piece.end:
            return
        if self._read_postcode(piece) or self._read_street(piece):
            self.name = self.name or before
            return
        opens = piece.opened in ("day", "hour", ",", "-", ":", "/", "|", "sign")
        if self.passage.low(piece.begin) in VENUES and (self.labelled or piece.preposition or opens or piece.first):
            self._read_house(piece)
        elif self.passage.tokens[piece.begin].text[0].isupper() and self.passage.low(piece.begin) not in _EVENTS:
            known = (self.name, self.city)
            self._read_proper(piece)
            if known == (self.name, self.city) and not piece.preposition:
                self.before = self._long_name(piece)

    def _read_street(self, piece: Piece) -> bool:
        street = street_end(self.passage, piece.begin, piece.end)
        if not street or self.address:
            return False
        self.address, self.sure = self.passage.written(piece.begin, street), True
        return True

    def _read_house(self, piece: Piece) -> None:
        name, town = house_in(self.passage, piece.begin, piece.end)
        if town and not self.city:
            self.city, self.sure = town, True
        if name and not self.name:
            self.name = name
            self.sure = self.sure or bool(piece.preposition) or piece.opened in ("day", "hour", ",", "sign")

    def _read_postcode(self, piece: Piece) -> bool:
        """ "26400 Val-Fictif", "à 4000 Liège", "Le Sappey en Chartreuse 38700", "(07400)"."""
        for at in range(piece.begin, piece.end):
            if self.postcode or not self._is_postcode(piece, at):
                continue
            stop = town_end(self.passage, at + 1, piece.end)
            if stop > at + 1:
                self.postcode, self.city, self.sure = self.passage.low(at), self.passage.written(at + 1, stop), True
                self._read_before_postcode(piece, at)
                return True
            if self._read_town_before(piece, at):
                return True
        return False

    def _is_postcode(self, piece: Piece, at: int) -> bool:
        """Five digits, or four abroad where an address is and no year can be."""
        passage, digits = self.passage, self.passage.low(at)
        if passage.kind(at) != "num" or (passage.gap(at) is Gap.GLUED and passage.kind(at - 1) in ("num", "word")):
            return False
        if len(digits) == 5:
            return "01000" <= digits <= "98999"
        if len(digits) != 4 or digits < "1000" or town_end(passage, at + 1, piece.end) == at + 1:
            return False
        if self.address:
            return True
        led = piece.opened in ("a", ",") or piece.preposition == "a" or passage.low(at - 1) in ("a", "-")
        return led and not 1990 <= int(digits) <= 2099

    def _read_before_postcode(self, piece: Piece, at: int) -> None:
        """What stands before a postcode in the same piece: a street, or a house."""
        passage, start, stop = self.passage, piece.begin, at
        if passage.low(stop - 1) == "-" and passage.low(stop - 2) in _COUNTRIES:
            stop -= 2
        while stop > start and passage.low(stop - 1) in ("a", "-", ","):
            stop -= 1
        if stop <= start:
            return
        if (street_end(passage, start, stop) or self.name) and not self.address:
            self.address = passage.written(start, stop)
        elif not self.name and (passage.low(start) in VENUES or passage.tokens[start].text[0].isupper()):
            self.name = passage.written(start, stop)

    def _read_town_before(self, piece: Piece, at: int) -> bool:
        if len(self.passage.low(at)) != 5:
            return False
        if town_end(self.passage, piece.begin, at) == at > piece.begin:
            self.city = self.passage.written(piece.begin, at)
        elif not (at == piece.begin and piece.opened == "(" and self.city):
            return False
        self.postcode, self.sure = self.passage.low(at), True
        return True

    def _read_proper(self, piece: Piece) -> None:
        """A proper name: a town, or a house called so."""
        name = self.passage.written(piece.begin, town_end(self.passage, piece.begin, piece.end))
        whole = past_district(self.passage, town_end(self.passage, piece.begin, piece.end), piece.end) == piece.end
        folded = fold(name)
        if piece.preposition == "en" or folded in LARGER or (len(folded) < 2 and not self.labelled):
            return
        if piece.preposition in ("locaux", "chez"):
            self._take_name(self._long_name(piece))
        elif piece.opened == "(" and piece.preposition != "a":
            if whole and self.name and not self.city and is_plain_town(name):
                self.city = name
        elif piece.preposition in ("au", "aux"):
            self._read_contracted(piece, name)
        elif piece.article:
            self._read_with_article(piece, name)
        elif self._is_led(piece, name, whole=whole):
            self.torn = self.torn or (piece.opened == "day" and bool(self.name or self.city))
            long = name if whole or not self.labelled else self._long_name(piece)
            self._place_proper(long, is_town=self._is_in_department(piece))

    def _long_name(self, piece: Piece) -> str:
        return self.passage.written(piece.begin, name_end(self.passage, piece.begin, piece.end))

    def _read_contracted(self, piece: Piece, name: str) -> None:
        """ "au Teil" is Le Teil; "au Moulin Digital" is a house."""
        article = "Le" if piece.preposition == "au" else "Les"
        if fold(f"{article} {name}") in TOWNS:
            self.city, self.sure = f"{article} {name}", True
        elif piece.opened in ("day", "hour", ",") or self.labelled:
            self._take_name(self._long_name(piece))

    def _read_with_article(self, piece: Piece, name: str) -> None:
        """ "à la Fontaine" keeps its article, "à la Halle Pajol" does not."""
        if piece.preposition != "a" or not (piece.opened in ("day", "hour", ",", "a", "") or self.labelled):
            return
        alone = " " not in name and not piece.article.endswith("'")
        self._take_name(f"{piece.article} {name}" if alone else self._long_name(piece))

    def _is_led(self, piece: Piece, name: str, *, whole: bool) -> bool:
        """Whether a name without an article is led up to as a place is."""
        known = bool(self.name or self.address)
        if self.labelled:
            return True
        if piece.preposition in ("a", "in", "at"):
            return piece.opened in ("day", "hour", "a", ",", "aside", "", "(") or (piece.opened == "then" and known)
        follows = piece.opened in (",", "-", "day", "hour") and not self.city
        return follows and whole and (known or "-" in name or self._is_in_department(piece))

    def _is_in_department(self, piece: Piece) -> bool:
        """ "Die (26)", "Aubenas (Ardèche)": only a town is followed by where it is."""
        if self.passage.low(piece.end) != "(":
            return False
        inner = self.passage.tokens[piece.end + 1] if piece.end + 1 < len(self.passage) else None
        if inner is None or self.passage.low(piece.end + 2) != ")":
            return False
        return (inner.kind == "num" and len(inner.low) in (2, 3, 5)) or fold(inner.text) in LARGER

    def _place_proper(self, name: str, *, is_town: bool) -> None:
        """A name without any sign: one with an article is a house unless listed, a second one the town of the first."""
        articled = name.split()[0].lower() in ("la", "le", "les") or name.lower().startswith(("l'", "l’"))
        if articled and not is_town and fold(name) not in TOWNS and "-" not in name:
            self._take_name(name)
        elif self.city and not self.name and is_plain_town(self.city) and not articled:
            self.name, self.city, self.sure = self.city, name, True
        elif not self.city and is_plain_town(name):
            self.city, self.sure = name, True
        else:
            self._take_name(name)

    def _take_name(self, name: str) -> None:
        if not self.name:
            self.name, self.sure = name, True
