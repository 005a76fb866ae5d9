"""Making and showing sessions by typing commands, for the tests of their commands."""

import json

NEW = ("session", "new", "--title")


def shown(cap, name: str = "S1") -> dict:
    done = cap("session", "show", name, "-f", "json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def made(cap, *options: str, title: str = "Compost") -> dict:
    """The session made with these options, as JSON."""
    done = cap(*NEW, title, *options)
    assert done.code == 0, done.err
    listed = json.loads(cap("session", "list", "--all", "-f", "json").out)
    return max(listed, key=lambda session: session["id"])
