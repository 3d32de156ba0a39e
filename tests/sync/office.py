"""A field office: the reference client in a process of its own, with its SQLite file."""

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing, redirect_stdout
from pathlib import Path
from typing import Any

import httpx

from clients import obmin_sync
from common.ids import new_id
from scripts.console import ROOT

CLIENT = [str(ROOT / "clients" / "obmin_sync.py")]
#: The same with smaller pages, so that a small size has as many as the full one.
SMALL_PAGES = "import sys; from clients import obmin_sync as c; c.MOST_RECORDS = c.FEWEST_RECORDS; sys.exit(c.main())"
Records = dict[tuple[str, str], str]


class Office:
    """What it has, what it sends, and its process, which may be killed at any time."""

    def __init__(self, folder: Path, url: str, token: str, types: str, program: list[str]) -> None:
        self.url, self.token, self.types, self.program = url, token, types, program
        self.database, self.log = folder / "office.sqlite", folder / "client.log"
        self.process: subprocess.Popen | None = None

    def start(self, *how: str) -> subprocess.Popen:
        command = [sys.executable, *self.program, "sync", *how, "--database", str(self.database), "--url", self.url]
        environment = {**os.environ, "OBMIN_TOKEN": self.token, "PYTHONPATH": str(ROOT)}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--types", self.types], env=environment, stdout=log, stderr=log, start_new_session=True
            )
        return self.process

    def once(self, seconds: float = 120) -> int:
        """Push and pull until there is no more; the exit status."""
        return self.start("--once").wait(seconds)

    def sync(self) -> None:
        """The same in this process, which is sooner done."""
        line = obmin_sync.Line(self.url, self.token, 60)
        with closing((store := obmin_sync.Store(self.database)).db), closing(line.http):
            up_to_date = False
            while not up_to_date:
                obmin_sync.push(store, line)
                up_to_date = obmin_sync.pull(store, line, self.types)

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def queue(self, *operations: dict[str, Any]) -> list[str]:
        with closing((store := obmin_sync.Store(self.database)).db):
            return store.queue(operations)

    def ask(self, statement: str, *parameters: object) -> list[tuple]:
        """What its file says; nothing before it has tables."""
        if not self.database.exists():
            return []
        with closing(sqlite3.connect(self.database, timeout=60)) as db, db:
            there = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'queue'").fetchone()
            return db.execute(statement, parameters).fetchall() if there else []

    def status(self) -> str:
        """What it prints of how things stand."""
        with redirect_stdout(io.StringIO()) as printed:
            assert obmin_sync.main(["status", "--database", str(self.database)]) == 0
        return printed.getvalue()

    def count(self) -> int:
        """How many records it has."""
        return sum(number for (number,) in self.ask("SELECT count(*) FROM records"))

    def outcomes(self) -> list[str]:
        """How its operations stand, in their order."""
        return [state for (state,) in self.ask("SELECT state FROM queue ORDER BY place")]

    def records(self) -> Records:
        return {(kind, key): data for kind, key, data in self.ask("SELECT type, id, data FROM records")}

    def follows(self) -> bool:
        """Whether it has walked the snapshot and follows the feed."""
        return bool(self.ask("SELECT 1 FROM feeds WHERE cursor IS NOT NULL"))


def scope(url: str, token: str, types: Iterable[str]) -> Records:
    """What the server shows of these types, by its lists, as the reference client writes it."""
    found: Records = {}
    with httpx.Client(headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        for kind in types:
            page: str | None = f"{url}/api/v1/{kind}/?limit=1000"
            while page:
                answer = client.get(page).raise_for_status().json()
                found |= {(kind, row["id"]): canonical(row) for row in answer["results"]}
                page = answer["next"]
    return found


def canonical(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def differences(office: Office, truth: Records) -> dict[str, int]:
    """How many records it misses, has though they are gone, and has otherwise; empty where it is equal."""
    has = office.records()
    found = {
        "missed": len(truth.keys() - has.keys()),
        "too many": len(has.keys() - truth.keys()),
        "otherwise": sum(has[key] != truth[key] for key in truth.keys() & has.keys()),
    }
    return {name: number for name, number in found.items() if number}


def new_source(title: str) -> dict[str, Any]:
    """An operation that makes a source under an id of the office's own."""
    return {"method": "PUT", "path": f"/sources/{new_id()}/", "body": {"kind": "press", "title": title}}


def posted_source(title: str) -> dict[str, Any]:
    """One that makes another source each time that it is done."""
    return {"method": "POST", "path": "/sources/", "body": {"kind": "press", "title": title}}
