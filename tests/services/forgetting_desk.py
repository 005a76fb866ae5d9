"""A desk on which one person left traces everywhere, and the spellings by which they would be found again."""

import datetime as dt
import json
import re
from pathlib import Path
from secrets import token_hex

from msgspec.structs import replace
from verbs import Verbs

from capcli.domain.forgotten import FORGET
from capcli.domain.keys import keyed_person
from capcli.domain.names import fold, name_key, squash
from capcli.domain.records import (
    DUES,
    MEMORIES,
    ORGANISATIONS,
    PEOPLE,
    REGISTRATIONS,
    SESSIONS,
    Dues,
    Exemption,
    Fee,
    Lift,
    Memory,
    Presence,
    Registration,
)
from capcli.services import forgetting, forgetting_plans, merging
from capcli.services.forgetting import Forgot
from capcli.services.remembering import remember_former, remember_told
from capcli.store.protocol import Author

ON = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
PUT = "personne oubliée"
SPELLINGS = (
    *("Zoé L'Hostis-Bœuf", "L’HOSTIS-BŒUF Zoé", "zoe lhostis boeuf", "Zoé Martineau", "MARTINEAU, Zoé"),
    *("zoe.lhostis@exemple.example", "ZOE.LHOSTIS@exemple.example", "z.martineau@ancien.example"),
    *("+33612345678", "06 12 34 56 78", "06.12.34.56.78", "+33 (0)6-12-34-56-78"),
)


class ForgettingDesk(Verbs):
    """Verbs, and what is asked of forgetting."""

    def plan(self, number: int):
        return forgetting_plans.plan(self.store, number, put=PUT, today=ON)

    def forget(self, number: int) -> Forgot:
        traces, past = (planned := self.plan(number)).traces, planned.past
        author = Author(by="camille", at=NOW, command=FORGET)
        return self.store.change(
            lambda tx: forgetting.forget(tx, past, traces, secret=token_hex(32), today=ON, now=NOW, by="camille"),
            author,
            redact=forgetting.redacting(traces),
        ).result

    def known(self) -> int:
        """Zoé, who was called Martineau, whose double was merged, who came, paid, answered and was written about."""
        home = self.organisation("Mairie de Die")
        zoe = self.person("Zoé Martineau", home, email="z.martineau@ancien.example", function="Maire", postcode="26150")
        self._renamed(zoe)
        double = self.person("Zoé L'HOSTIS BOEUF", phone="+33612345678")
        self.store.change(
            lambda tx: merging.merge_people(tx, zoe, double, today=self.today, now=self.now, by="camille"),
            Author(by="camille", at=NOW, command="person merge"),
        )
        session, other = self.session(), self.person("Luc Roche")
        self.register(session, zoe, other, note="Vient avec Zoé L'Hostis-Bœuf")
        for one in self.of(session):
            self.put(REGISTRATIONS, _told_of(one, theirs=one.person == zoe))
        self.dues(person=zoe)
        self.put(DUES, _refund(zoe))
        self.put(DUES, Dues(person=other, paid_on=ON, cents=500, kind="donation", reason="pour Zoé Martineau"))
        self.put(ORGANISATIONS, replace(self.store.read().get(ORGANISATIONS, home), representative=zoe))
        self.put(
            MEMORIES,
            Memory(kind="import", key=f"|{name_key('Zoé', 'Martineau')}|", value={"answer": "ignore", "person": None}),
        )
        self.change(lambda tx: remember_told(tx, "form|S1", zoe, {"phone": ["06 12 34 56 78"]}))
        return zoe

    def _renamed(self, zoe: int) -> None:
        before = self.store.read().get(PEOPLE, zoe)
        after = keyed_person(
            replace(
                before,
                family_name="L'Hostis-Bœuf",
                email="zoe.lhostis@exemple.example",
                phone="+33612345678",
                exempt=Exemption(reason="Zoé est au chômage", until=dt.date(2023, 12, 31)),
                allowed=[Lift(rule="duplicate", reason="pas la cousine", by="camille", at=NOW)],
            )
        )
        self.put(PEOPLE, after)
        self.change(lambda tx: remember_former(tx, before, after))

    def everything(self) -> str:
        """All that the store holds, records and history."""
        read = self.store.read()
        tables = (PEOPLE, ORGANISATIONS, SESSIONS, REGISTRATIONS, DUES, MEMORIES)
        return repr([[list(read.scan(table)) for table in tables], list(self.store.history())])


def _told_of(one: Registration, *, theirs: bool) -> Registration:
    return replace(
        one,
        function="Maire" if theirs else "Directeur",
        public="élus",
        answers={"Régime ?": "sans gluten"} if theirs else {"Avec qui ?": "MARTINEAU, Zoé"},
        sensitive={"Santé ?": "fauteuil"} if theirs else {},
        fees=[Fee(cents=1000, on=one.requested_at.date(), reference="chq L'HOSTIS-BŒUF Zoé 06.12.34.56.78")],
        presence=[Presence(slot=1, state="present", at=NOW, by="camille", source="z.martineau@ancien.example.csv")],
    )


def _refund(zoe: int) -> Dues:
    return Dues(
        kind="refund", of=1, person=zoe, since=dt.date(2023, 1, 1), until=dt.date(2023, 12, 31), paid_on=ON, cents=-500,
        reference="MARTINEAU, Zoé, 12", reason="a déménagé",
    )  # fmt: skip


def found_in(text: str) -> list[str]:
    """The spellings, folded forms and telling words of Zoé that a text holds, written out or escaped."""
    forms = {form for one in SPELLINGS for form in (one, json.dumps(one)[1:-1], fold(one), squash(one))}
    forms |= {
        "zoelhostis",
        "lhostisboeufzoe",
        "martineau zoe",
        "sans gluten",
        "fauteuil",
        "déménagé",
        "chômage",
        "Maire'",
    }
    lowered = text.casefold()
    return sorted(form for form in forms if form.casefold() in lowered)


def found_in_folder(folder: Path) -> dict[str, list[str]]:
    """The same of every byte of every file."""
    found = {}
    for file in folder.rglob("*"):
        if file.is_file():
            text = file.read_bytes().decode("utf-8", "replace")
            plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)
            if told := found_in(text + plain):
                found[file.name] = told
    return found
