"""The rooms: a foreign key never points upward, not even by string. Import-linter holds the imports."""

from tests.laws.house import ROOMS, our_models


def _height(label: str) -> int:
    return ROOMS.index(label) if label in ROOMS else -1


def test_no_relation_points_upward() -> None:
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and _height(field.related_model._meta.app_label) > _height(model._meta.app_label)
    ]
    assert upward == []


def test_no_relation_hides_a_table_from_the_book() -> None:
    automatic = [model._meta.label for model in our_models() if model._meta.auto_created]
    assert automatic == []
