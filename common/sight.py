"""Which fields a reader may see, by the class of each field (DESIGN law 7)."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from common.classification import field_classes


def may_see(user: Any, model: type[Model], path: str) -> bool:
    """Whether the user's roles see the field at this path (`venue`, `venue__name_en` or `venue.name_en`).

    Each field on the way counts. A name that is no field, such as an annotation, ends the walk: who shows it says with
    `shows=` on which field it leans.
    """
    for name in path.replace(".", "__").split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return True
        if field.concrete and field_classes(model).get(field.name) not in user.field_classes_seen:
            return False
        if field.related_model is None:
            return True
        model = field.related_model
    return True
