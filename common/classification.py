"""The class of each field decides who may see it (DESIGN law 7). A model says its own in `field_classes`."""

from functools import cache

from django.db import models
from django.utils.translation import gettext_lazy as _


class FieldClass(models.TextChoices):
    OPEN = "open", _("open")
    STAFF = "staff", _("staff")
    IDENTITY = "identity", _("identity")
    HEALTH = "health", _("health")
    LOCATION = "location", _("location")
    FAMILY = "family", _("family")


def classify(**names: str) -> dict[str, FieldClass]:
    """Field classes from words: `classify(open="code name_uk", location="venue")`."""
    return {field: FieldClass(kind) for kind, fields in names.items() for field in fields.split()}


@cache
def field_classes(model: type[models.Model]) -> dict[str, FieldClass]:
    """The classes of all fields of a model, those of its abstract bases included."""
    classes: dict[str, FieldClass] = {}
    for base in reversed(model.__mro__):
        classes.update(vars(base).get("field_classes", {}))
    return classes
