#!/usr/bin/env python3
"""Keeps a copy of what a token may see of an Obmin server in one SQLite file, and sends what is queued there.

    obmin_sync.py sync --follow --database office.sqlite --url https://obmin.example --token-file token
    obmin_sync.py queue operations.jsonl --database office.sqlite   # and then: status

It may be killed or cut off at any point and goes on from there: docs/write-your-own-client.md tells how. The file holds
personal data; it is readable by its owner alone, and belongs on an encrypted disk.
"""

import argparse
import json
import logging
import os
import random
import re
import sqlite3
import sys
import time
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx

TABLES = """
CREATE TABLE IF NOT EXISTS records (
    type TEXT, id TEXT, version INTEGER NOT NULL, data TEXT NOT NULL, walk INTEGER NOT NULL, PRIMARY KEY (type, id)
) WITHOUT ROWID;
-- Without a cursor a snapshot is being walked: `after` is where its next page begins, `start_cursor` what follows it.
CREATE TABLE IF NOT EXISTS feeds (
    types TEXT PRIMARY KEY, cursor TEXT, walk INTEGER NOT NULL DEFAULT 1, after TEXT, start_cursor TEXT
);
-- state: queued, sent (under the key `batch`, not yet answered), done, parked, refused
CREATE TABLE IF NOT EXISTS queue (
    place INTEGER PRIMARY KEY AUTOINCREMENT, op_id TEXT NOT NULL UNIQUE, record TEXT NOT NULL, op TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued', batch TEXT, attempts INTEGER NOT NULL DEFAULT 0, outcome TEXT
);
CREATE INDEX IF NOT EXISTS queue_open ON queue (state, place) WHERE state IN ('queued', 'sent');
"""
# What a snapshot brings wins over all from before it, for a restored server has lower versions; else the higher wins.
KEEP = """
INSERT INTO records VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
SET version = excluded.version, data = excluded.data, walk = excluded.walk
WHERE excluded.walk > records.walk OR excluded.version >= records.version
"""
SWEEP = "DELETE FROM records WHERE walk < ?1 AND (?2 = '' OR instr(',' || ?2 || ',', ',' || type || ','))"
# Later operations of ours on the version that was ours to change are meant for what this one made of it.
SUCCEED = """
UPDATE queue SET op = json_set(op, '$.if_match', ?) WHERE record = ? AND state = 'queued' AND op ->> 'if_match' = ?
"""
STATUS = """
SELECT type, count(*) FROM records GROUP BY type;
SELECT 'operations', state, count(*) FROM queue GROUP BY state;
SELECT op_id, op ->> 'method', op ->> 'path', state, outcome ->> 'status', outcome ->> '$.problem.detail'
FROM queue WHERE state IN ('parked', 'refused') ORDER BY place
"""
MOST_RECORDS, FEWEST_RECORDS, MOST_OPERATIONS, MOST_BYTES = 1000, 25, 200, 32 * 1024
LONG_POLL, LONGEST_PAUSE, MOST_ATTEMPTS = 25, 20, 5  # seconds, seconds, times
PASSING = {408, 425, 429, 500, 502, 503, 504}
log = logging.getLogger("obmin_sync")  # to stderr: counts and codes, never what a record holds


class Stop(Exception):
    """What trying again does not mend."""


class Refused(Exception):
    """An answer that would be the same again."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        self.problem = response.json() if "problem+json" in response.headers.get("Content-Type", "") else {}
        super().__init__(f"{self.status} {self.problem.get('code', '')}")


class Store:
    """The SQLite file. Each method is one transaction: after a kill it has happened whole or not at all."""

    def __init__(self, path: Path) -> None:
        path.touch(mode=0o600)
        path.chmod(0o600)
        self.db = sqlite3.connect(path, timeout=60, isolation_level="IMMEDIATE")
        self.db.row_factory = sqlite3.Row
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.executescript(TABLES)

    def feed(self, types: str) -> sqlite3.Row:
        with self.db as db:
            db.execute("INSERT OR IGNORE INTO feeds (types) VALUES (?)", [types])
        return db.execute("SELECT * FROM feeds WHERE types = ?", [types]).fetchone()

    def begin_walk(self, feed: sqlite3.Row) -> bool:
        """The cursor is of no use any more: the snapshot is walked anew. Until its end nothing is removed."""
        with self.db as db:
            db.execute("UPDATE feeds SET cursor = NULL, walk = walk + 1 WHERE types = ?", [feed["types"]])
        return False

    def keep(self, feed: sqlite3.Row, page: dict[str, Any]) -> None:
        """A page, and where the next one begins. After the last of a snapshot goes what it did not bring."""
        start, more = feed["start_cursor"] or page.get("start_cursor"), page.get("next")
        place = [None, json.dumps(more), start] if more else [page.get("cursor", start), None, None]
        with self.db as db:
            for each in page["entries"]:
                if each.get("op") == "removed":
                    db.execute("DELETE FROM records WHERE type = ? AND id = ?", [each["type"], each["id"]])
                else:
                    data = json.dumps(each["data"], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
                    db.execute(KEEP, [each["type"], each["id"], each["version"], data, feed["walk"]])
            if feed["cursor"] is None and not more:
                db.execute(SWEEP, [feed["walk"], feed["types"]])
            stands = "UPDATE feeds SET cursor = ?, after = ?, start_cursor = ? WHERE types = ?"
            db.execute(stands, [*place, feed["types"]])

    def queue(self, operations: Iterable[dict[str, Any]]) -> list[str]:
        """Queue operations, all or none; their ids, which are their own for good."""
        told = [{"op_id": str(uuid.uuid4()), "if_match": None, "on_conflict": "park"} | each for each in operations]
        rows = [[each["op_id"], each["path"].split("/")[2] or each["op_id"], json.dumps(each)] for each in told]
        with self.db as db:
            db.executemany("INSERT INTO queue (op_id, record, op) VALUES (?, ?, ?)", rows)
        return [each["op_id"] for each in told]

    def batch(self) -> tuple[str, list[sqlite3.Row]]:
        """What to send next, under which key: what was begun and not answered, else new. Empty: nothing waits."""
        begun = self.db.execute("SELECT batch FROM queue WHERE state = 'sent' ORDER BY place").fetchone()
        key = begun["batch"] if begun else str(uuid.uuid4())
        waiting = "SELECT * FROM queue WHERE state = 'queued' ORDER BY place LIMIT ?"
        taken: dict[str, sqlite3.Row] = {}
        for row in [] if begun else self.db.execute(waiting, [MOST_OPERATIONS]).fetchall():
            # In their order, one of each record, and no more than a slow line bears.
            if taken and (row["record"] in taken or sum(len(each["op"]) for each in taken.values()) > MOST_BYTES):
                break
            taken[row["record"]] = row
        with self.db as db:
            change = "UPDATE queue SET state = 'sent', batch = ? WHERE place = ?"
            db.executemany(change, [[key, row["place"]] for row in taken.values()])
        sent = "SELECT * FROM queue WHERE state = 'sent' AND batch = ? ORDER BY place"
        return key, self.db.execute(sent, [key]).fetchall()

    def part(self, key: str) -> None:
        """Of a batch that was refused as a whole nothing was done: each operation goes by itself, under a new key."""
        with self.db as db:
            db.execute("UPDATE queue SET batch = op_id WHERE state = 'sent' AND batch = ?", [key])

    def settle(self, rows: list[sqlite3.Row], results: list[dict[str, Any]]) -> None:
        """Keep what became of each operation of a batch."""
        change = "UPDATE queue SET state = ?, outcome = ?, attempts = attempts + 1 WHERE place = ?"
        with self.db as db:
            for row, outcome in zip(rows, results, strict=True):
                state = _state_after(row, outcome)
                db.execute(change, [state, json.dumps(outcome), row["place"]])
                if state == "done" and not outcome.get("merged"):
                    db.execute(SUCCEED, [outcome["etag"], row["record"], json.loads(row["op"])["if_match"]])


def _state_after(row: sqlite3.Row, outcome: dict[str, Any]) -> str:
    status, code = outcome["status"], (outcome.get("problem") or {}).get("code")
    if status < 300:
        return "parked" if status == 202 else "done"
    may_pass = status in PASSING | {409, 423, 424} and code != "duplicate"
    return "queued" if may_pass and row["attempts"] + 1 < MOST_ATTEMPTS else "refused"


class Line:
    """A line that fails: each request is sent until it is answered, for `patience` seconds at most."""

    def __init__(self, url: str, token: str, patience: float) -> None:
        headers = {"Authorization": f"Bearer {token}", "User-Agent": "obmin-sync/1"}
        self.http = httpx.Client(base_url=f"{url.rstrip('/')}/api/v1/", headers=headers)
        self.patience, self.records, self.rest = patience, MOST_RECORDS // 2, 0.0
        if self.http.base_url.scheme != "https" and self.http.base_url.host not in {"127.0.0.1", "::1", "localhost"}:
            raise Stop("--url: a token goes over https only, except on this machine")

    def ask(self, method: str, path: str, *, wait: int = 0, **options: Any) -> Any:
        """The JSON of a successful answer. Raises Refused, or Stop when patience ends."""
        end, turn = time.monotonic() + self.patience, 0
        while True:
            time.sleep(self.rest)
            asked, pause = time.monotonic(), random.SystemRandom().uniform(0.5, 1) * min(LONGEST_PAUSE, 0.5 * 2**turn)
            if method == "GET":
                options["params"] |= {"limit": self.records}
            try:
                response = self.http.request(method, path, timeout=wait + 20 * (turn + 1), **options)
                self._suit(2 if wait else time.monotonic() - asked)
                self.rest, why = _pause_of(response), str(response.status_code)
                if response.is_success:
                    return response.json()
                if response.status_code not in PASSING and "Retry-After" not in response.headers:
                    raise Refused(response)
            except (httpx.RequestError, ValueError) as error:  # ValueError: somebody else answered, and not with JSON
                self._suit(float("inf"))
                self.rest, why = 0, type(error).__name__
            self.rest, turn = max(self.rest, pause), min(turn + 1, 10)
            if time.monotonic() + self.rest > end:
                raise Stop(f"no answer for {self.patience:.0f} s, the last was {why}")
            log.warning(f"{path} {why}: again in {self.rest:.1f} s")

    def _suit(self, seconds: float) -> None:
        """Ask for fewer records when an answer is cut off or slow, so that one comes through between two cuts."""
        fitting = self.records // 2 if seconds > 10 else self.records * 2 if seconds < 2 else self.records
        self.records = max(FEWEST_RECORDS, min(MOST_RECORDS, fitting))


def _pause_of(response: httpx.Response) -> float:
    """Seconds for which the server asks to be left alone."""
    told = [response.headers.get(name, "") for name in ("Retry-After", "Backoff")]
    limit = dict(re.findall(r";\s*([rt])=(\d+)", response.headers.get("RateLimit", "")))
    return max(float(each) for each in ["0", *told, limit.get("t", "") if limit.get("r") == "0" else ""] if each)


def pull(store: Store, line: Line, types: str = "", wait: int = 0) -> bool:
    """Take a page of the feed, or of the snapshot while there is no cursor; whether the copy is up to date."""
    feed, params = store.feed(types), {"types": types} if types else {}
    if feed["cursor"] is None:
        page = line.ask("GET", "sync/snapshot/", params=params | json.loads(feed["after"] or "{}"))
    else:
        try:
            params |= {"cursor": feed["cursor"], "wait": wait}
            page = line.ask("GET", "sync/changes/", wait=wait, params=params)
        except Refused as refusal:
            if refusal.status != 410:
                raise
            log.warning("the feed begins anew: walking the snapshot")
            return store.begin_walk(feed)
    store.keep(feed, page)
    return page.get("up_to_date", False)


def push(store: Store, line: Line) -> None:
    """Send what is queued, batch by batch, in its order."""
    while (batch := store.batch())[1]:
        key, rows = batch
        time.sleep(random.SystemRandom().uniform(1, 2) * max(row["attempts"] for row in rows))
        content = {"mode": "each", "ops": [json.loads(row["op"]) for row in rows]}
        try:
            results = line.ask("POST", "sync/batch/", json=content, headers={"Idempotency-Key": key})["results"]
        except Refused as refusal:
            if refusal.status not in {400, 413, 422}:
                raise
            if len(rows) > 1:
                store.part(key)
                continue
            results = [{"status": refusal.status, "problem": refusal.problem}]
        store.settle(rows, results)


def operations(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The operations of a file, one a line. Raises Stop with the number of a line that is none."""
    for number, text in enumerate(lines, 1):
        try:
            told = json.loads(text)
            told["method"], told["path"].split("/")[2]
        except (ValueError, LookupError, TypeError, AttributeError):
            raise Stop(f'line {number}: an operation is as {{"method": "PUT", "path": "/sources/<id>/", …}}') from None
        yield told


def arguments_of(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("act", choices=["sync", "pull", "push", "queue", "status"], help="sync is push, then pull")
    parser.add_argument("file", nargs="?", default="-", help="queue: JSON objects, one a line; - is standard input")
    parser.add_argument("--database", type=Path, required=True, help="the SQLite file, on an encrypted disk")
    parser.add_argument("--url", default=os.environ.get("OBMIN_URL", ""), help="the server; else from OBMIN_URL")
    parser.add_argument("--token-file", type=Path, help="file with the token; else from OBMIN_TOKEN")
    parser.add_argument("--types", default="", help="pull only these, such as persons,captivities")
    parser.add_argument("--patience", type=float, default=300, help="seconds without an answer before --once gives up")
    parser.add_argument("--once", dest="follow", action="store_false", help="until there is no more (the default)")
    parser.add_argument("--follow", action="store_true", help="for ever")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    told = arguments_of(argv)
    try:
        store = Store(told.database)
        if told.act == "status":
            for row in (row for statement in STATUS.split(";") for row in store.db.execute(statement)):
                print(*row)
        elif told.act == "queue":
            with sys.stdin if told.file == "-" else Path(told.file).open(encoding="utf-8") as lines:
                print(*store.queue(operations(lines)), sep="\n")
        else:
            token = told.token_file.read_text().strip() if told.token_file else os.environ.get("OBMIN_TOKEN", "")
            line = Line(told.url, token, float("inf") if told.follow else told.patience)
            up_to_date = False
            while told.follow or not up_to_date:
                if told.act != "pull":
                    push(store, line)
                if told.act == "push":
                    break
                up_to_date = pull(store, line, told.types, LONG_POLL if up_to_date else 0)
    except (Stop, Refused) as reason:
        log.warning(f"stopped: {reason}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
