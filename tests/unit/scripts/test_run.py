"""`make run`: what it says when it cannot start."""

import pytest

from scripts.console import Trouble
from scripts.ports import HOST, free_port, is_taken
from scripts.run import address, fingerprint, serve
from scripts.var import Var


@pytest.fixture
def listener():
    import socket

    with socket.create_server((HOST, 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_named_with_the_way_out(listener, tmp_path, monkeypatch):
    monkeypatch.setenv("OBMIN_PORT", str(listener))
    with pytest.raises(Trouble, match=f"port {listener} is taken.*OBMIN_PORT={listener + 1} make run"):
        serve(Var(tmp_path / "var"))


def test_nothing_was_started_when_the_port_is_taken(listener, tmp_path, monkeypatch):
    monkeypatch.setenv("OBMIN_PORT", str(listener))
    with pytest.raises(Trouble):
        serve(Var(tmp_path / "var"))
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["lock"]


def test_a_free_port_is_not_taken():
    assert not is_taken(free_port())


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(port, monkeypatch):
    monkeypatch.setenv("OBMIN_PORT", port)
    with pytest.raises(Trouble, match="is not a port"):
        address()


def test_preparation_is_due_again_when_a_migration_is_added(tmp_path):
    (tmp_path / "room" / "migrations").mkdir(parents=True)
    (tmp_path / "room" / "apps.py").touch()
    before = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == before
    (tmp_path / "room" / "migrations" / "0001_initial.py").touch()
    assert fingerprint(tmp_path) != before
