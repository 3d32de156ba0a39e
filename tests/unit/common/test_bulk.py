"""Rows by COPY: what goes in comes out, and the database watches as it does over an INSERT."""

import pytest
from django.db import IntegrityError, InternalError
from django.utils import timezone

from accounts.models import ApiToken
from audit.models import Change
from common.bulk import copy_in
from exchanges.models import Exchange, ImportBatch, ImportRow
from tests.factories import user_with

pytestmark = pytest.mark.django_db
NOW = timezone.now()
AWKWARD = "tab\t line\n return\r back\\slash \\N \\. обмін 🕊 'quoted' \"twice\""


def test_awkward_text_survives() -> None:
    copy_in(Exchange, [{"notes": AWKWARD}])
    assert Exchange.objects.get().notes == AWKWARD


def test_json_survives() -> None:
    batch = ImportBatch.objects.create(file_name="x", sha256="", size=1)
    copy_in(ImportRow, [{"batch_id": batch.pk, "row_no": 2, "raw": {"a": AWKWARD}, "key": "k", "outcome": "create"}])
    assert ImportRow.objects.get().raw == {"a": AWKWARD}


def test_arrays_survive() -> None:
    words = ["a,b", 'c"d', "e\\f", "{g}", ""]
    copy_in(ImportBatch, [{"file_name": "x", "sha256": "", "size": 1, "parents_added": []}])
    copy_in(ApiToken, [{"user_id": user_with().pk, "name": "x", "digest": "0", "scopes": words, "expires_at": NOW}])
    assert (ImportBatch.objects.get().parents_added, ApiToken.objects.get().scopes) == ([], words)


def test_what_is_not_named_gets_its_default() -> None:
    copy_in(Exchange, [{"formula": "5 for 5"}, {"planned_on": "2026-12-01"}])
    assert sorted(Exchange.objects.values_list("formula", "status", "counted_in_format", "version")) == [
        ("", "draft", True, 1),
        ("5 for 5", "draft", True, 1),
    ]


def test_the_book_sees_every_row() -> None:
    copy_in(Exchange, [{"notes": str(number)} for number in range(3)])
    assert sorted(Change.objects.filter(model="exchanges.exchange").values_list("after__notes", flat=True)) == [
        "0",
        "1",
        "2",
    ]


def test_no_rows_are_no_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        copy_in(Exchange, [])


def test_constraints_hold() -> None:
    with pytest.raises(IntegrityError, match="exchange_date_whole"):
        copy_in(Exchange, [{"date": "2024-10-18"}])


def test_triggers_hold() -> None:
    with pytest.raises(InternalError, match="starts as draft"):
        copy_in(Exchange, [{"status": "proposed"}])
