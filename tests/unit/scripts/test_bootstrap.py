"""The virtual environment: what machine will do, and when nothing is to be done."""

import pytest

from scripts import bootstrap


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "requirements-dev.txt").write_text("a==1\n")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / ".stamp").write_text(bootstrap.fingerprint(tmp_path))
    return tmp_path


def test_an_old_python_is_named():
    with pytest.raises(bootstrap.Unfit, match=r"Python 3\.10 is too old: 3.11 or later"):
        bootstrap.check_python((3, 10), True)


def test_a_python_without_venv_says_which_package_brings_it():
    with pytest.raises(bootstrap.Unfit, match="apt-get install python3-venv"):
        bootstrap.check_python((3, 11), False)


def test_unchanged_requirements_are_fresh(tree):
    assert bootstrap.is_fresh(tree)


def test_changed_requirements_are_not_fresh(tree):
    (tree / "requirements-dev.txt").write_text("a==2\n")
    assert not bootstrap.is_fresh(tree)


def test_an_environment_that_was_moved_is_not_fresh(tree):
    moved = tree.rename(tree.with_name("elsewhere"))
    assert not bootstrap.is_fresh(moved)


def test_a_failed_installation_leaves_no_stamp(tree, monkeypatch):
    monkeypatch.setattr(bootstrap, "_run", lambda *_: (_ for _ in ()).throw(bootstrap.Unfit("failed")))
    with pytest.raises(bootstrap.Unfit):
        bootstrap.install(tree)
    assert not (tree / ".venv" / ".stamp").exists()
