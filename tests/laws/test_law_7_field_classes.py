"""Law 7: every field is classified."""

import pytest

from audit.models import Booked
from common.classification import FieldClass, field_classes
from tests.laws.house import our_models


@pytest.mark.parametrize(
    "model", [m for m in our_models() if issubclass(m, Booked)], ids=lambda model: model._meta.label
)
def test_every_field_has_its_class(model) -> None:
    fields = {field.name for field in model._meta.concrete_fields}
    classes = field_classes(model)
    assert fields - classes.keys() == set(), "not classified"
    assert classes.keys() - fields == set(), "classified but not there"
    assert set(classes.values()) <= set(FieldClass)
