"""A restored database: every old cursor is told so, whichever way it was done; the controls go on in silence."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from audit.models import Epoch
from audit.queries import feed
from scripts.postgres import Postgres, program
from tests.api.follower import Follower
from tests.factories import SourceFactory

COPY = "obmin_restored"


@pytest.fixture
def follower(transactional_db) -> Follower:
    """One who has everything, and whose last page was empty."""
    SourceFactory()
    follower = Follower().begin()
    follower.follow()
    return follower


@contextmanager
def restored(database: str) -> Iterator[None]:
    """The site goes on with another database, as after a restore."""
    first = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = first


def run(name: str, *arguments: str) -> None:
    told = connection.settings_dict
    where = ["-h", told["HOST"], "-p", str(told["PORT"]), "-U", told["USER"]]
    subprocess.run([program(name), *where, *arguments], check=True, env=os.environ | {"PGPASSWORD": told["PASSWORD"]})


@pytest.fixture
def backup(follower, tmp_path) -> Iterator[Path]:
    """A dump of the test's database, and an empty one to restore it into."""
    path = tmp_path / "backup"
    run("pg_dump", "-Fc", "--no-acl", "-f", str(path), connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {COPY}")
        cursor.execute(f"CREATE DATABASE {COPY}")
    run("pg_restore", "-d", COPY, str(path))
    yield path
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {COPY}")


def test_after_a_dump_and_restore_every_old_cursor_leads_to_the_snapshot(follower, backup) -> None:
    with restored(COPY):
        answer = follower.asked("changes")
        assert (answer.status_code, answer.json()["code"]) == (410, "cursor-reset")
        follower.begin()
        assert follower.page()["up_to_date"]
        # A second restore, into the same database this time.
        connection.close()
        run("pg_restore", "--clean", "--if-exists", "-d", COPY, str(backup))
        assert follower.asked("changes").status_code == 410
        assert Epoch.objects.count() == 2
    assert Epoch.objects.count() == 1


def test_without_the_epoch_it_would_be_an_empty_page(follower, backup, monkeypatch) -> None:
    """The control: the chain of a restored database is the same up to the head of the backup."""
    fingerprint = Epoch.objects.get().fingerprint
    monkeypatch.setattr(feed, "POSITION", feed.POSITION.replace(feed.FINGERPRINT, f"'{fingerprint}'"))
    with restored(COPY):
        page = follower.page()
        assert (page["entries"], page["up_to_date"]) == ([], True)


def test_a_feed_that_went_on_in_another_way_is_found_in_the_same_epoch(follower, backup, monkeypatch) -> None:
    """As after a disk was set back: all names are the same, and other changes have the numbers."""
    fingerprint = Epoch.objects.get().fingerprint
    monkeypatch.setattr(feed, "POSITION", feed.POSITION.replace(feed.FINGERPRINT, f"'{fingerprint}'"))
    SourceFactory()
    follower.follow()
    with restored(COPY):
        assert follower.asked("changes").status_code == 410
        SourceFactory(), SourceFactory()
        assert follower.asked("changes").status_code == 410


def test_a_point_in_time_has_another_fingerprint(tmp_path) -> None:
    """Of the cluster set back in time only the timeline differs; a cold copy differs in nothing."""
    shutil.copytree(_cluster(tmp_path / "first"), tmp_path / "cold" / "data", symlinks=True)
    shutil.copytree(tmp_path / "cold" / "data", tmp_path / "back" / "data", symlinks=True)
    data = tmp_path / "back" / "data"
    (data / "recovery.signal").touch()
    with (data / "postgresql.auto.conf").open("a") as settings:
        settings.write("restore_command = 'false'\nrecovery_target_timeline = 'current'\nhot_standby = off\n")
    first, cold, back = (_fingerprint(tmp_path / name) for name in ("first", "cold", "back"))
    assert cold == first
    assert [one == other for one, other in zip(first.split("."), back.split("."), strict=True)] == [
        True,
        True,
        False,
        True,
    ]


def _server(folder: Path) -> Postgres:
    folder.mkdir(exist_ok=True)
    for each in (folder, *folder.parents):
        if each.is_relative_to("/tmp") and each != Path("/tmp"):  # noqa: S108 - where pytest makes its folders
            each.chmod(0o711)
    return Postgres(folder, dict.fromkeys(("postgres", "obmin_owner", "obmin_app"), "synthetic"), lasting=False)


def _cluster(folder: Path) -> Path:
    """The data of a server that was stopped, with a table of the feed."""
    server = _server(folder)
    server.start()
    try:
        with psycopg2.connect(server.url("obmin_owner")) as session, session.cursor() as cursor:
            cursor.execute("CREATE TABLE audit_feedentry ()")
    finally:
        server.stop()
    return folder / "data"


def _fingerprint(folder: Path) -> str:
    server = _server(folder)
    server.start()
    try:
        with psycopg2.connect(server.url("obmin_app")) as session, session.cursor() as cursor:
            cursor.execute(f"SELECT {feed.FINGERPRINT}")
            return cursor.fetchone()[0]
    finally:
        server.stop()
