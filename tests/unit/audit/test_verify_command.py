"""`manage.py verify_book`: what it says, and how it ends."""

import argparse
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit.domain.anchoring import anchor
from audit.domain.publishing import publish_all
from audit.management.commands.verify_book import moment
from audit.models import Anchor, FeedEntry, Verification
from audit.queries.anchors import latest
from audit.signing import is_signed
from sources.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def book(tmp_path, settings) -> None:
    settings.ANCHOR_FILE = str(tmp_path / "anchors.jsonl")
    Source.objects.bulk_create([Source(kind="press", title="Synthetic") for _ in range(5)])
    publish_all()
    anchor()


def run(**options: object) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify_book", stdout=out, no_color=True, **options)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_a_whole_book() -> None:
    code, told = run()
    assert code == 0
    assert f"{FeedEntry.objects.count()} links verified" in told
    assert "The book is whole." in told


def test_a_fault_names_its_place_and_ends_with_1() -> None:
    line = FeedEntry.objects.select_related("change").get(seq=2).change
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_change DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_change SET reason = 'other' WHERE id = %s", [line.pk])
        cursor.execute("ALTER TABLE audit_change ENABLE TRIGGER USER")
    code, told = run()
    assert code == 1
    assert f"#2, {line.model} {line.object_id}, {line.at:%Y-%m-%dT%H:%M}" in told
    assert "1 fault was found." in told


def test_a_lost_file_is_found(settings) -> None:
    Path(settings.ANCHOR_FILE).unlink()
    assert run()[0] == 1


def test_a_file_that_is_not_there_is_named(tmp_path) -> None:
    with pytest.raises(CommandError, match="elsewhere"):
        run(anchors=tmp_path / "elsewhere")


def test_without_a_trusted_key_it_says_so(settings) -> None:
    settings.ANCHOR_KEY = ""
    with pytest.raises(CommandError, match="OBMIN_ANCHOR_TRUSTED"):
        run()


def test_an_earlier_key_may_still_be_trusted(settings) -> None:
    settings.ANCHOR_TRUSTED = [Anchor.objects.get().key]
    settings.ANCHOR_KEY = "B" * 42 + "A"
    assert run()[0] == 0


def test_a_key_that_nobody_trusts_is_found(settings) -> None:
    settings.ANCHOR_KEY = "B" * 42 + "A"
    assert run()[0] == 1


def test_what_came_of_it_is_kept() -> None:
    run()
    kept = Verification.objects.get()
    assert (kept.start, kept.links, kept.found) == (1, FeedEntry.objects.count(), 0)


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "12:00"])
def test_a_time_that_is_none_is_named(text) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=text):
        moment(text)


def test_a_head_is_signed_once() -> None:
    assert anchor() is None
    assert Anchor.objects.count() == 1


def test_whoever_follows_the_feed_can_check_the_last_head() -> None:
    handed = latest()
    assert handed.head.seq == FeedEntry.objects.count()
    assert is_signed(handed.head, handed.key, handed.signature)
    assert not is_signed(handed.head._replace(seq=1), handed.key, handed.signature)
