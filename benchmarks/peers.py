"""The same work without `cap`: the file's bytes, and a stock TinyDB.

    python benchmarks/peers.py read|rewrite|stock-list|stock-add FILE [NUMBER …]

Only what is asked for is imported, and the quickest way that TinyDB offers is
taken.
"""

import os
import sys
from pathlib import Path


def read(path: str) -> None:
    """Read the bytes: no listing can cost less."""
    Path(path).read_bytes()


def rewrite(path: str) -> None:
    """Write the bytes beside, flushed to the disk, and put them in place: no safe insertion can cost less."""
    beside = Path(f"{path}.again")
    with beside.open("wb") as file:
        file.write(Path(path).read_bytes())
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def stock_list(path: str, session: str) -> None:
    """The registrations of a session with the people's names."""
    from tinydb import TinyDB, where

    db = TinyDB(path)
    rows = db.table("registrations").search(where("session") == int(session))
    # All at once: asked for one by one, each would read the whole file again.
    people = {person.doc_id: person for person in db.table("people").get(doc_ids=[row["person"] for row in rows])}
    for row in rows:
        person = people[row["person"]]
        print(row["state"], person["family_name"], person["given_name"])


def stock_add(path: str, session: str, person: str) -> None:
    """Count the places held in a session, look for the person in it, add a registration."""
    import datetime as dt

    from tinydb import TinyDB, where

    db = TinyDB(path)
    places = db.table("sessions").get(doc_id=int(session))["capacity"]
    held = db.table("registrations").search(where("session") == int(session))
    if len(held) >= places or any(row["person"] == int(person) for row in held):
        raise SystemExit(f"no place for {person}")
    now = f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    made = {"session": int(session), "person": int(person), "state": "confirmed", "requested_at": now}
    print(db.table("registrations").insert(made))


if __name__ == "__main__":
    {"read": read, "rewrite": rewrite, "stock-list": stock_list, "stock-add": stock_add}[sys.argv[1]](*sys.argv[2:])
