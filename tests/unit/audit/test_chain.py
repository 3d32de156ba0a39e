"""The chain as it is written down: anybody can do it again without our database."""

import json
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from audit.chain import GENESIS, content_hash, link, runs
from audit.domain.publishing import publish, publish_all
from audit.domain.verifying import verify
from audit.models import Change, FeedEntry
from audit.queries.links import read_links
from sources.models import Source

pytestmark = pytest.mark.django_db


def test_a_link_is_as_it_is_written_down() -> None:
    first = sha256(b"aa\ncontent").hexdigest()
    assert content_hash("aa", "content") == first
    assert link(GENESIS, 1, first, "header") == sha256(f"{'0' * 64}\n1\n{first}\nheader".encode()).hexdigest()


def test_what_is_missing_between_keys() -> None:
    assert list(runs([1, 2, 5, 6, 8])) == [(3, 5), (7, 8)]


def by_length(value: object) -> object:
    """Members of an object as PostgreSQL orders them: by length and bytes of the key."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return {key: by_length(value[key]) for key in keys}
    return [by_length(each) for each in value] if isinstance(value, list) else value


TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
CONTENT = st.dictionaries(TEXT, TEXT | st.integers(-(2**40), 2**40) | st.booleans() | st.none(), max_size=5)


@given(content=CONTENT, reason=TEXT)
def test_the_text_of_a_content_is_json_as_others_write_it(content, reason) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT jsonb_build_array(NULL::jsonb, %s::jsonb, %s::text)::text", [json.dumps(content), reason]
        )
        ours = cursor.fetchone()[0]
    assert ours == json.dumps([None, by_length(content), reason], ensure_ascii=False)


@pytest.mark.parametrize("title", ["plain", 'with "quotes"', r"back\slash \N", "tab\tand\nline", "вигаданий — ’", "\\"])
def test_any_text_survives_the_way_to_the_verification(title) -> None:
    Source.objects.create(kind="press", title=title)
    publish_all()
    assert verify().found == 0


def test_a_reader_can_follow_the_chain_alone() -> None:
    Source.objects.bulk_create([Source(kind="press", title=f"Synthetic {number}") for number in range(5)])
    publish_all()
    previous, seen = GENESIS, []
    read_links(0, seen.append)
    for each in seen:
        previous = link(previous, each.seq, content_hash(each.salt, each.content), each.header)
        assert previous == each.hash
        assert json.loads(each.header, parse_float=Decimal)[0] == each.change_id
    assert len(seen) == Change.objects.count()


def test_numbers_follow_the_order_of_the_book() -> None:
    Source.objects.bulk_create([Source(kind="press", title="Synthetic") for _ in range(5)])
    publish()
    Source.objects.bulk_create([Source(kind="press", title="Synthetic") for _ in range(5)])
    publish()
    entries = list(FeedEntry.objects.order_by("seq").values_list("seq", "change_id"))
    assert [seq for seq, _ in entries] == list(range(1, len(entries) + 1))
    assert [key for _, key in entries] == sorted(key for _, key in entries)


def test_a_salt_is_never_used_twice() -> None:
    Source.objects.bulk_create([Source(kind="press", title="Synthetic") for _ in range(20)])
    publish()
    assert len({bytes(salt) for salt in FeedEntry.objects.values_list("salt", flat=True)}) == FeedEntry.objects.count()


def test_publishing_takes_the_same_statements_for_many_lines(django_assert_max_num_queries) -> None:
    publish_all()
    for rows in (1, 50):
        Source.objects.bulk_create([Source(kind="press", title="Synthetic") for _ in range(rows)])
        with django_assert_max_num_queries(14):
            assert publish() == rows
