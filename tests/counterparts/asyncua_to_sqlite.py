"""The work of `optria-bench ingest`, done with asyncua and SQLite: the yardstick of `cargo xtask bench ingest`.

Browses the server, subscribes to its first N numeric variables under Objects at the rate they change, and stores every
value as (signal, source time, value, status) in SQLite in batches, durably (WAL, synchronous=FULL), for S seconds.
Written as a careful Python engineer would: one bulk subscription, no work in the callback beyond an append, executemany,
one transaction a batch, the writer on its own thread so that a commit never stops the event loop.

Prints one JSON line with the keys of optria-bench: values, values_per_second, cpu_seconds, gaps, doubled.
"""

import argparse
import asyncio
import json
import logging
import queue
import resource
import sqlite3
import tempfile
import threading
import time
from pathlib import Path

from asyncua import Client, ua

NUMERIC = {
    ua.ObjectIds.SByte, ua.ObjectIds.Byte, ua.ObjectIds.Int16, ua.ObjectIds.UInt16, ua.ObjectIds.Int32,
    ua.ObjectIds.UInt32, ua.ObjectIds.Int64, ua.ObjectIds.UInt64, ua.ObjectIds.Float, ua.ObjectIds.Double,
}
BATCH_SECONDS = 0.5
PUBLISHING_MS = 500
ITEMS_PER_CALL = 1000


class Writer(threading.Thread):
    """Takes lists of rows and stores each list in one durable transaction."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.path, self.inbox, self.stored, self.doubled = path, queue.SimpleQueue(), 0, 0

    def run(self):
        database = sqlite3.connect(self.path)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute(
            "CREATE TABLE reading (signal INTEGER, source_ts INTEGER, value REAL, status INTEGER,"
            " PRIMARY KEY (signal, source_ts)) WITHOUT ROWID"
        )
        while (rows := self.inbox.get()) is not None:
            with database:
                cursor = database.executemany("INSERT OR IGNORE INTO reading VALUES (?, ?, ?, ?)", rows)
            self.stored += cursor.rowcount
            self.doubled += len(rows) - cursor.rowcount
        database.close()


class Handler:
    """Called by asyncua for every value."""

    def __init__(self, signals):
        self.signals, self.rows = signals, []

    def datachange_notification(self, node, value, data):
        reading = data.monitored_item.Value
        status = reading.StatusCode.value if reading.StatusCode else 0
        microseconds = int(reading.SourceTimestamp.timestamp() * 1_000_000)
        self.rows.append((self.signals[node.nodeid], microseconds, value, status))


async def numeric_variables(client, count):
    """The first `count` scalar numeric variables below Objects, breadth first, without the Server object."""
    found, level, seen = [], [client.nodes.objects], set()
    while level and len(found) < count:
        below = []
        for node in level:
            references = await node.get_references(
                refs=ua.ObjectIds.HierarchicalReferences, direction=ua.BrowseDirection.Forward,
                nodeclassmask=ua.NodeClass.Object | ua.NodeClass.Variable, includesubtypes=True,
            )
            children = [r for r in references if r.NodeId not in seen and r.NodeId.NamespaceIndex != 0]
            seen.update(reference.NodeId for reference in children)
            variables = [client.get_node(r.NodeId) for r in children if r.NodeClass == ua.NodeClass.Variable]
            below += [client.get_node(r.NodeId) for r in children if r.NodeClass == ua.NodeClass.Object]
            if variables:
                types = await client.read_attributes(variables, ua.AttributeIds.DataType)
                ranks = await client.read_attributes(variables, ua.AttributeIds.ValueRank)
                found += [
                    variable for variable, kind, rank in zip(variables, types, ranks)
                    if kind.Value.Value.Identifier in NUMERIC and rank.Value.Value in (-1, -2, -3)
                ]
        level = below
    return found[:count]


async def collect(options, writer):
    async with Client(options.endpoint, timeout=30) as client:
        nodes = await numeric_variables(client, options.nodes)
        handler = Handler({node.nodeid: n for n, node in enumerate(nodes)})
        subscription = await client.create_subscription(PUBLISHING_MS, handler)
        for begin in range(0, len(nodes), ITEMS_PER_CALL):
            await subscription.subscribe_data_change(
                nodes[begin:begin + ITEMS_PER_CALL], queuesize=10, sampling_interval=options.sampling_ms
            )
        # Set-up is done: what follows is the steady work that is measured.
        handler.rows = []
        began, cpu = time.monotonic(), cpu_seconds()
        while time.monotonic() - began < options.seconds:
            await asyncio.sleep(BATCH_SECONDS)
            rows, handler.rows = handler.rows, []
            if rows:
                writer.inbox.put(rows)
        rows, handler.rows = handler.rows, []
        writer.inbox.put(rows)
        writer.inbox.put(None)
        await asyncio.to_thread(writer.join)
        return len(nodes), time.monotonic() - began, cpu_seconds() - cpu


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def gaps(path):
    """Signals whose source times leave out more than twice their usual step."""
    database = sqlite3.connect(path)
    steps = database.execute(
        "SELECT signal, source_ts - lag(source_ts) OVER (PARTITION BY signal ORDER BY source_ts) FROM reading"
    )
    by_signal = {}
    for signal, step in steps:
        if step is not None:
            by_signal.setdefault(signal, []).append(step)
    return sum(
        sum(1 for step in found if step > 2.5 * sorted(found)[len(found) // 2]) for found in by_signal.values()
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=30.0)
    # Half the step of the values, as optria-bench has it.
    parser.add_argument("--sampling-ms", type=float, default=500.0)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="optria-asyncua-") as folder:
        path = Path(folder) / "readings.db"
        writer = Writer(path)
        writer.start()
        nodes, seconds, cpu = asyncio.run(collect(options, writer))
        print(json.dumps({
            "bench": "ingest",
            "client": "asyncua",
            "nodes": nodes,
            "seconds": round(seconds, 2),
            "values": writer.stored,
            "values_per_second": round(writer.stored / seconds, 1),
            "cpu_seconds": round(cpu, 3),
            "gaps": gaps(path),
            "doubled": writer.doubled,
        }))


if __name__ == "__main__":
    main()
