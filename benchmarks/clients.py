"""Let sixteen clients register five hundred people for a hundred places at once, over PostgreSQL, and count.

    python benchmarks/clients.py [--people 500] [--places 100] [--clients 16]

Once with each isolation of transactions. A hundred hold a place, the others
wait in the order in which they came, nobody twice, and no error reaches a
client. Ends with 1 when it is not so.
"""

import argparse
import sys
import time

from failover import Rush, a_desk, wrong
from servers import Server, servers

from capcli.store.sql_store import SqlStore


def trial(server: Server, isolation: str, people: int, places: int, clients: int) -> bool:
    """Everybody registers; whether all is well."""
    address = f"{server.address}?schema={isolation.replace('-', '_')}&isolation={isolation}"
    a_desk(address, people, places)
    rush, start = Rush(address, people, clients), time.monotonic()
    rush.start()
    rush.wait()
    took, store = time.monotonic() - start, SqlStore(address)
    faults = [*rush.defects, *wrong(rush, store, places)]
    faults += [f"{count} times an error: {code}" for code, count in rush.refused.items()]
    store.close()
    each = f"{1000 * took / people:.0f} ms each, the slowest {rush.longest:.1f} s"
    print(f"{isolation:<16}{len(rush.acknowledged)} acknowledged in {took:.0f} s: {each}", flush=True)
    for fault in faults:
        print(f"  WRONG: {fault}")
    return not faults


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    words.add_argument("--people", type=int, default=500)
    words.add_argument("--places", type=int, default=100)
    words.add_argument("--clients", type=int, default=16)
    asked = words.parse_args()
    with servers() as (server,):
        server.make(max_connections="80")
        server.start()
        numbers = (asked.people, asked.places, asked.clients)
        well = [trial(server, isolation, *numbers) for isolation in ("read-committed", "serializable")]
    sys.exit(0 if all(well) else 1)


if __name__ == "__main__":
    main()
