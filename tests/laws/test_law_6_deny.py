"""Law 6: deny by default. Pages, API and reports get rows only through `visible_to`."""

import ast

import pytest

from accounts.models import Record
from accounts.roles import Role
from tests.factories import user_with
from tests.laws.house import our_models, sources, told, tree

RECORDS = [model for model in our_models() if issubclass(model, Record)]


def _reaches_past(path) -> list[str]:
    return [
        told(path, node)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}
    ]


def _watched() -> list:
    in_views = [path for path in sources() if "views" in path.parts or path.name == "views.py"]
    outside = {"queries", "domain", "models"}
    return in_views + [path for path in sources("api", "reports") if not outside & set(path.parts)]


def test_views_api_and_reports_never_use_objects() -> None:
    assert [place for path in _watched() for place in _reaches_past(path)] == []


def test_there_is_something_to_watch() -> None:
    assert _watched()


@pytest.mark.django_db
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_without_a_role_nothing_is_visible(model, everything) -> None:
    assert model.objects.exists()
    assert not model.objects.visible_to(user_with()).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_with_every_role_there_is_something_to_see(model, everything) -> None:
    assert model.objects.visible_to(user_with(*Role)).exists()


@pytest.mark.django_db
def test_who_is_not_active_sees_nothing(everything) -> None:
    gone = user_with(*Role, is_active=False)
    assert not any(model.objects.visible_to(gone).exists() for model in RECORDS)
