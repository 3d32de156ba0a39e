"""Servers for one command: away when it ends, however it ends; and roles as in production."""

import os
import subprocess
import sys

import psycopg2
import pytest

from scripts.console import ROOT

EXEC = [sys.executable, "-m", "scripts.services", "exec", "--"]


def run(*command: str, **variables: str) -> subprocess.CompletedProcess:
    clean = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return subprocess.run(
        [*EXEC, *command], cwd=ROOT, env={**clean, **variables}, capture_output=True, text=True, check=False
    )


def test_the_code_of_the_command_is_handed_on_and_nothing_is_left(tmp_path):
    tmp_path.chmod(0o711)
    done = run("sh", "-c", 'test -n "$DATABASE_URL" && exit 7', TMPDIR=str(tmp_path))
    assert (done.returncode, list(tmp_path.iterdir())) == (7, [])


def test_servers_of_the_environment_are_used(tmp_path):
    done = run("sh", "-c", "echo $DATABASE_URL $REDIS_URL", DATABASE_URL="postgres://a/b", REDIS_URL="redis://c")
    assert done.stdout == "postgres://a/b redis://c\n"


def test_the_application_role_is_neither_superuser_nor_owner(db):
    if "DATABASE_APP_URL" not in os.environ:
        pytest.skip("another server's roles are not ours to look at")
    with psycopg2.connect(os.environ["DATABASE_APP_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("CREATE TABLE mine (id int)")
    connection.close()
