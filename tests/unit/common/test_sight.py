"""Which fields a reader may see, and which lead to one that she may not."""

import pytest

from common.classification import FieldClass
from common.sight import may_see
from exchanges.models import Exchange, Transfer


class Reader:
    def __init__(self, *classes):
        self.field_classes_seen = frozenset(classes)


@pytest.mark.parametrize(
    ("model", "path", "seen"),
    [
        (Exchange, "formula", True),
        (Exchange, "venue", False),
        (Exchange, "venue__kind", False),
        (Exchange, "venue.name_en", False),
        (Exchange, "parent__venue", False),
        (Exchange, "transfers__exchange__notes", False),
        (Transfer, "exchange__formula", True),
        (Exchange, "some_annotation", True),
    ],
)
def test_each_field_on_the_way_counts(model, path, seen):
    assert may_see(Reader(FieldClass.OPEN), model, path) is seen


def test_with_the_classes_the_same_fields_are_seen():
    reader = Reader(FieldClass.OPEN, FieldClass.STAFF, FieldClass.LOCATION)
    assert all(may_see(reader, Exchange, path) for path in ["venue", "venue__kind", "notes", "parent__venue"])
