"""The page of the book and the pages of redactions."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.queries import book as queries
from accounts.roles import Role
from audit.domain.publishing import publish_all
from audit.domain.redactions import propose_redaction
from audit.models import Change, Redaction
from exchanges.domain.exchanges import revise_exchange
from exchanges.models import Exchange
from prisoners.domain.identity import judge
from sources.models import Source
from tests.factories import ExchangeFactory, PersonFactory, SourceFactory, user_with

pytestmark = pytest.mark.django_db
BOOK = "/book/"


@pytest.fixture
def auditor(db) -> User:
    return user_with(Role.AUDITOR, full_name="Synthetic Auditor")


@pytest.fixture
def client(auditor) -> Client:
    client = Client()
    client.force_login(auditor)
    return client


@pytest.fixture
def exchange() -> Exchange:
    exchange = ExchangeFactory(formula="5 for 5")
    revise_exchange(exchange=exchange, formula="6 for 5", by=User.objects.system(), reason="told by telephone")
    return exchange


def read(client: Client, **query: object) -> str:
    return client.get(BOOK, query).content.decode()


def test_a_line_tells_who_did_what_to_which_record(client, exchange) -> None:
    page = read(client)
    assert exchange.get_absolute_url() in page
    assert "told by telephone" in page
    assert "5 for 5" in page
    assert "6 for 5" in page


def test_what_has_parts_is_told_as_it_stands(client) -> None:
    """A judgement keeps what it rests on as a list of objects."""
    judge(first=PersonFactory(), second=PersonFactory(), verdict="different", by=user_with(Role.REGISTRAR))
    assert client.get(BOOK).status_code == 200


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR}))
def test_others_do_not_read_the_book(role) -> None:
    client = Client()
    client.force_login(user_with(role))
    assert client.get(BOOK).status_code == 403


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"verb": "exchanges.revise"}, {"exchanges.revise"}),
        ({"kind": "sources.source"}, {"sources.register"}),
        ({"day_after": "2019-01-01", "day_before": "2019-12-31"}, set()),
    ],
)
def test_the_filters(client, exchange, query, expected) -> None:
    SourceFactory()
    lines = client.get(BOOK, query).context["lines"]
    assert {line.change.verb for line in lines} == expected


def test_the_filter_by_person_and_record(client, exchange) -> None:
    other = user_with(Role.REGISTRAR)
    revise_exchange(exchange=exchange, formula="7 for 5", by=other)
    SourceFactory(by=other)
    lines = client.get(BOOK, {"actor": other.pk, "record": exchange.pk}).context["lines"]
    assert [line.change.after for line in lines] == [{"formula": "7 for 5"}]


def test_a_wrong_filter_is_told(client) -> None:
    assert client.get(BOOK, {"record": "no key"}).status_code == 400


def test_pages_follow_one_another_without_loss(client, monkeypatch) -> None:
    Source.objects.bulk_create([Source(kind="press", title="Synthetic") for _ in range(120)])
    seen, after = [], ""
    while True:
        page = client.get(BOOK, {"kind": "sources.source", "after": after}).context
        seen += [line.change.pk for line in page["lines"]]
        after = page["next"]
        if not after:
            break
    assert seen == list(Change.objects.filter(model="sources.source").order_by("-pk").values_list("pk", flat=True))


def test_a_record_that_is_hidden_has_no_lines(auditor, exchange, monkeypatch) -> None:
    """The control: without the guard its lines are there."""
    assert queries.lines(queries.book(auditor), auditor, before=None, size=50).records.get(exchange.pk)
    monkeypatch.setattr(type(Exchange.objects.all()), "visible_to", lambda rows, user: rows.none())
    found = queries.lines(queries.book(auditor), auditor, before=None, size=50)
    assert exchange.pk not in {change.object_id for change in found.changes}


def test_hidden_lines_leave_no_hole_in_a_page(auditor, monkeypatch) -> None:
    sources = Source.objects.bulk_create([Source(kind="press", title="Synthetic") for _ in range(500)])
    shown = {each.pk for each in sources[:20]}
    monkeypatch.setattr(type(Source.objects.all()), "visible_to", lambda rows, user: rows.filter(pk__in=shown))
    changes = queries.book(auditor).filter(model="sources.source")
    assert len(queries.lines(changes, auditor, before=None, size=10).changes) == 10


def test_a_field_of_a_class_that_is_hidden_is_not_told(client, exchange, monkeypatch) -> None:
    revise_exchange(exchange=exchange, notes="hidden words", by=User.objects.system())
    assert "hidden words" in read(client)
    monkeypatch.setattr("accounts.interfaces.history.visible_fields", lambda model, user: frozenset())
    assert "hidden words" not in read(client)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries(client, rows, django_assert_max_num_queries) -> None:
    for _ in range(rows):
        ExchangeFactory()
    read(client)
    with django_assert_max_num_queries(22):
        read(client)


def test_the_state_of_the_chain(client, exchange) -> None:
    assert client.get(BOOK).context["state"].waiting == Change.objects.count()
    publish_all()
    state = client.get(BOOK).context["state"]
    assert (state.waiting, state.last) == (0, Change.objects.count())


def test_a_redaction_is_proposed_and_another_approves(client, exchange) -> None:
    publish_all()
    line = Change.objects.of(exchange).first()
    url = reverse("book:redact", args=[line.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"lines": [line.pk], "note": "a name of a relative"})
    proposal = Redaction.objects.get()
    other = Client()
    other.force_login(user_with(Role.AUDITOR))
    assert "a name of a relative" in other.get("/book/redactions/").content.decode()
    page = reverse("book:redaction", args=[proposal.pk])
    assert "6 for 5" in other.get(page).content.decode()
    other.post(f"{page}approve/", {"version": 1, "reason": ""})
    assert Change.objects.get(pk=line.pk).is_redacted
    assert "the content was removed by two people" in read(client)


def test_who_proposed_is_refused(client, auditor, exchange) -> None:
    publish_all()
    line = Change.objects.of(exchange).first()
    proposal = propose_redaction(changes=[line], note="synthetic", by=auditor)
    page = reverse("book:redaction", args=[proposal.pk])
    assert "another person approves" in client.get(page).content.decode()
    assert client.post(f"{page}approve/", {"version": 1}).status_code == 403
    assert not Change.objects.get(pk=line.pk).is_redacted


def test_what_was_typed_is_kept(client, exchange) -> None:
    publish_all()
    line = Change.objects.of(exchange).first()
    page = client.post(reverse("book:redact", args=[line.pk]), {"note": "a name of a relative"})
    assert "a name of a relative" in page.content.decode()
    assert not Redaction.objects.exists()


def test_the_history_of_a_record_goes_on(client, exchange, monkeypatch) -> None:
    monkeypatch.setattr("accounts.queries.history.LONGEST", 1)
    page = client.get(exchange.get_absolute_url()).content.decode()
    older = Change.objects.of(exchange).first().pk
    assert f"?history={older}#history" in page
    page = client.get(exchange.get_absolute_url(), {"history": older}).content.decode()
    assert "Back to the latest" in page
    assert "told by telephone" not in page
