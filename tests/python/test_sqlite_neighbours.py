"""Other copies of SQLite open, read and close weir's files inside weir's own process.

POSIX locks belong to the process: where one copy closes a file, another copy's locks on it are
gone, and rows can be lost without an error. Python's own sqlite3 (the system's library), DuckDB (a
copy inside its extension) and APSW (a copy inside its module) do so here while threads of this
process and another process write. No row may be lost, no quota miscounted.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import duckdb
import pytest
import weir
from conftest import Provider, policy

THREADS = 4
CALLS_EACH = 100
CALLS_OF_OTHER_PROCESS = 200
LIMIT = 450  # fewer than are tried: the quota must hold exactly

READ_LOG = "SELECT count(*) FROM {}inference"
READ_QUOTA = "SELECT coalesce(sum(settled), 0) FROM {}quota"

OTHER_PROCESS = """
    import sys, weir
    answered = 0
    with weir.Gate(policy_text=sys.argv[1]) as gate:
        print("ready", flush=True)
        for _ in range(int(sys.argv[2])):
            try:
                gate.chat("Moi", user="other", groups=["team"])
                answered += 1
            except weir.OverQuota:
                pass
    print(answered)
"""


class Neighbour:
    """Open connections to both files, by one of the other copies."""

    def __init__(self, kind: str, store: Path) -> None:
        self._close: list[Callable[[], Any]] = []
        self._read: list[Callable[[], int]] = []
        for name, query in (("log.db", READ_LOG), ("quota.db", READ_QUOTA)):
            getattr(self, f"_open_{kind}")(store / name, query)

    def _open_sqlite3(self, path: Path, query: str) -> None:
        self._keep(sqlite3.connect(path, timeout=30), query)

    def _open_sqlite3_read_only(self, path: Path, query: str) -> None:
        self._keep(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30), query)

    def _keep(self, connection: sqlite3.Connection, query: str) -> None:
        self._read.append(lambda: int(connection.execute(query.format("")).fetchone()[0]))
        self._close.append(connection.close)

    def _open_apsw(self, path: Path, query: str) -> None:
        connection = apsw.Connection(str(path))
        connection.set_busy_timeout(30_000)
        self._read.append(lambda: int(connection.execute(query.format("")).fetchone()[0]))
        self._close.append(connection.close)

    def _open_duckdb(self, path: Path, query: str) -> None:
        connection = duckdb.connect()
        connection.execute(f"LOAD '{duckdb_extension()}'")
        connection.execute(f"ATTACH '{path}' AS weir_file (TYPE sqlite, READ_ONLY)")

        def read() -> int:
            row = connection.execute(query.format("weir_file.")).fetchone()
            assert row is not None
            return int(row[0])

        self._read.append(read)
        self._close.append(connection.close)

    def read(self) -> list[int]:
        return [read() for read in self._read]

    def close(self) -> None:
        for close in self._close:
            close()


def duckdb_extension() -> Path:
    found = importlib.util.find_spec("duckdb_extension_sqlite_scanner")
    assert found is not None
    assert found.origin is not None
    return next(Path(found.origin).parent.rglob("*.duckdb_extension"))


def seen_from_outside(store: Path) -> dict[str, Any]:
    """What an independent process reads."""
    script = """
        import json, pathlib, sqlite3, sys
        store = pathlib.Path(sys.argv[1])
        log, quota = (sqlite3.connect(store / name, timeout=30) for name in ("log.db", "quota.db"))
        print(json.dumps({
            "intact": [db.execute("PRAGMA integrity_check").fetchone()[0] for db in (log, quota)],
            "outcomes": dict(log.execute("SELECT outcome, count(*) FROM inference GROUP BY 1")),
            "ids": [row[0] for row in log.execute("SELECT request_id FROM inference")],
            "settled": quota.execute("SELECT sum(settled) FROM quota").fetchone()[0],
            "holds": quota.execute("SELECT count(*) FROM hold").fetchone()[0],
        }))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(store)],
        capture_output=True,
        text=True,
        check=True,
    )
    parsed: dict[str, Any] = json.loads(done.stdout)
    return parsed


def write_rows(gate: weir.Gate, ids: list[str], visits: threading.Semaphore) -> None:
    """Makes the calls, and waits for a visit of the neighbour now and then: some fall between."""
    for number in range(CALLS_EACH):
        if number % (CALLS_EACH // 5) == 1:
            visits.acquire()
        try:
            ids.append(gate.chat("Moi", user="aino", groups=["team"]).id)
        except weir.OverQuota as error:
            assert error.request_id is not None
            ids.append(error.request_id)


@pytest.mark.parametrize("order", ["before", "after"])
@pytest.mark.parametrize("kind", ["sqlite3", "sqlite3_read_only", "duckdb", "apsw"])
def test_nothing_is_lost(kind: str, order: str, provider: Provider, store: Path) -> None:
    quota = {
        "name": "all",
        "limit": {"requests": LIMIT},
        "window": {"kind": "calendar", "length": "month"},
    }
    text = json.dumps(policy(provider.url, store, quotas=[quota]))
    with weir.Gate(policy_text=text) as first:  # the files exist, and one row
        ids = [first.chat("Moi", user="aino", groups=["team"]).id]
    early = Neighbour(kind, store) if order == "before" else None
    if early is not None:
        assert early.read() == [1, 1]

    gate = weir.Gate(policy_text=text)
    other = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(OTHER_PROCESS),
            text,
            str(CALLS_OF_OTHER_PROCESS),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    permits = threading.Semaphore(0)
    threads = [
        threading.Thread(target=write_rows, args=(gate, ids, permits)) for _ in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    visits = 0
    counted = 0
    while any(thread.is_alive() for thread in threads) or other.poll() is None:
        visitor = Neighbour(kind, store)
        rows, settled = visitor.read()
        visitor.close()
        assert rows >= counted  # what was there stays there
        assert settled <= LIMIT
        counted = rows
        visits += 1
        permits.release(THREADS)
        if early is not None and visits == 3:
            early.close()
            early = None
    for thread in threads:
        thread.join()
    assert visits >= 4
    answered_by_other = int(other.stdout.read())
    assert other.wait() == 0
    other.stdout.close()

    tried = 1 + THREADS * CALLS_EACH + CALLS_OF_OTHER_PROCESS
    while_open = seen_from_outside(store)
    gate.close()
    closed = seen_from_outside(store)
    assert len(set(ids)) == 1 + THREADS * CALLS_EACH
    for seen in (while_open, closed):
        assert seen["intact"] == ["ok", "ok"]
        assert seen["outcomes"] == {"answered": LIMIT, "over_quota": tried - LIMIT}
        assert set(ids) <= set(seen["ids"])
        assert (seen["settled"], seen["holds"]) == (LIMIT, 0)
    assert len(provider.requests()) == LIMIT
    assert 0 <= answered_by_other <= CALLS_OF_OTHER_PROCESS


def test_the_neighbours_are_independent_copies() -> None:
    """Each is another library in this process, none of them weir's own."""
    maps = Path(f"/proc/{os.getpid()}/maps").read_text()
    assert "libsqlite3.so" in maps
    assert str(Path(apsw.__file__).parent) in maps
    connection = duckdb.connect()
    connection.execute(f"LOAD '{duckdb_extension()}'")
    assert str(duckdb_extension()) in Path(f"/proc/{os.getpid()}/maps").read_text()
    connection.close()
