"""Pages of a manifest: what they show, what is kept where they refuse."""

import pytest
from django.urls import reverse

from accounts.models import Approval, User
from accounts.roles import Role
from exchanges.manifest_enums import APPROVE_MANIFEST, NOMINATE, EntryStatus
from exchanges.models import ManifestEntry
from negotiations.domain.deciding import decide
from prisoners.domain.evidence import record_consent
from prisoners.domain.restricting import restrict_person
from tests.factories import (
    CaptivityFactory,
    ManifestEntryFactory,
    PersonFactory,
    TransferFactory,
    agreed_exchange,
    approved_manifest,
    user_with,
)
from tests.factories.decided import entry_of, incoming

pytestmark = pytest.mark.django_db


@pytest.fixture
def negotiator(client):
    user = user_with(Role.NEGOTIATOR, language="en")
    client.force_login(user)
    return user


@pytest.fixture
def entry():
    return ManifestEntryFactory(transfer=TransferFactory(exchange=agreed_exchange(), agreed=2))


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def test_the_manifest_counts_places_that_are_open(client, negotiator, entry) -> None:
    told = page(client, "exchanges:manifest", entry.transfer.exchange_id)
    assert "1 place is open" in told
    assert str(entry.captivity.person) in told


def test_an_analyst_is_shown_nobody(client, entry) -> None:
    client.force_login(user_with(Role.ANALYST))
    assert client.get(reverse("exchanges:manifest", args=[entry.transfer.exchange_id])).status_code == 403


def test_somebody_is_looked_up_and_nominated(client, negotiator) -> None:
    held, transfer = CaptivityFactory(person=PersonFactory(called="Вигаданенко Петро")), TransferFactory()
    address = reverse("exchanges:nominate", args=[transfer.pk])
    assert str(held.pk) in client.post(address, {"q": "Вигаданенко Петро"}).content.decode()
    client.post(address, {"captivity": held.pk, "shown": held.pk, "reason": "asked for by the family"})
    assert ManifestEntry.objects.get().reason == "asked for by the family"


def test_a_reason_that_is_missing_keeps_who_was_marked(client, negotiator) -> None:
    held, transfer = CaptivityFactory(), TransferFactory()
    told = {"captivity": held.pk, "shown": held.pk, "reason": "", "category": "medical"}
    answer = client.post(reverse("exchanges:nominate", args=[transfer.pk]), told)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{held.pk}" aria-label' in text
    assert "checked" in text
    assert '<option value="medical" selected' in text


def test_the_order_of_priority_shows_who_cannot_go_and_why(client, negotiator) -> None:
    transfer, there = TransferFactory(), CaptivityFactory()
    record_consent(captivity=there, answer="refused", voluntariness="free", by=User.objects.system())
    told = page(client, "exchanges:nominate", transfer.pk, by="priority", number=5)
    assert "Refused to return" in told


def test_who_is_restricted_waits_for_a_second_person(client) -> None:
    client.force_login(user_with(Role.REGISTRAR, sees=[{"restricted": True}], language="en"))
    held, transfer = CaptivityFactory(), TransferFactory()
    restrict_person(person=held.person, reason="synthetic", by=User.objects.system())
    told = {"captivity": held.pk, "shown": held.pk, "reason": "in the order"}
    answer = client.post(reverse("exchanges:nominate", args=[transfer.pk]), told, follow=True)
    assert "another person has to approve" in answer.content.decode()
    assert Approval.objects.open().get().act == NOMINATE
    assert not ManifestEntry.objects.exists()


@pytest.mark.parametrize(("act", "status"), [("withdraw", "withdrawn"), ("refuse", "vetoed")])
def test_those_marked_go_off_with_a_reason(client, negotiator, entry, act, status) -> None:
    address = reverse("exchanges:manifest-act", args=[entry.transfer.exchange_id, act])
    assert "Say why" in client.post(address, {"entry": entry.pk, "reason": ""}).content.decode()
    client.post(address, {"entry": entry.pk, "reason": "wounded meanwhile"})
    entry.refresh_from_db()
    assert (entry.status, entry.status_note) == (status, "wounded meanwhile")


def test_everybody_who_fits_the_filters_is_accepted(client, negotiator, entry) -> None:
    address = reverse("exchanges:manifest-act", args=[entry.transfer.exchange_id, "accept"])
    client.post(f"{address}?status=approved", {"everybody": "1", "reason": ""})
    assert ManifestEntry.objects.get().acceptance == "not_asked"
    client.post(f"{address}?status=nominated", {"everybody": "1", "reason": ""})
    assert ManifestEntry.objects.get().acceptance == "accepted"


def test_somebody_comes_in_anothers_place(client, negotiator, entry) -> None:
    approved_manifest(entry.transfer.exchange)
    held, address = CaptivityFactory(), reverse("manifests:substitute", args=[entry.pk])
    assert "Mark who comes" in client.post(address, {"shown": held.pk, "reason": "ill"}).content.decode()
    client.post(address, {"shown": held.pk, "captivity": held.pk, "reason": "ill"})
    made = ManifestEntry.objects.get(captivity=held)
    assert made.substitutes == entry
    assert made.status == EntryStatus.NOMINATED


def test_the_approval_is_proposed_for_what_was_looked_at(client, negotiator, entry) -> None:
    address = reverse("exchanges:manifest-approve", args=[entry.transfer.exchange_id])
    seen = client.get(address).context["sha256"]
    ManifestEntryFactory(transfer=entry.transfer)
    assert client.post(address, {"sha256": seen}).status_code == 409
    client.post(address, {"sha256": client.get(address).context["sha256"]})
    assert Approval.objects.open().get().act == APPROVE_MANIFEST


def test_an_entry_tells_its_history(client, negotiator, entry) -> None:
    told = page(client, "manifests:detail", entry.pk)
    assert "nominated persons for an exchange" in told
    assert "Put somebody in this place" in told


def test_an_entry_is_corrected_before_its_approval(client, negotiator, entry) -> None:
    address = reverse("manifests:edit", args=[entry.pk])
    seen = client.get(address).context["form"].initial["seen"]
    told = {"category": "medical", "outcome": "exchanged", "reason": "by the commission", "seen": seen}
    assert client.post(address, told).status_code == 302
    entry.refresh_from_db()
    assert (entry.category, entry.outcome) == ("medical", "repatriated")


def revised(client, entry, **told):
    """Send the form of an entry as somebody filled it in."""
    address = reverse("manifests:edit", args=[entry.pk])
    seen = client.get(address).context["form"].initial["seen"]
    return client.post(address, {"category": "medical", "reason": "by the commission", "seen": seen} | told)


def test_an_internment_is_written_down_with_its_terms(client, negotiator, entry) -> None:
    until = {"until_day": "1", "until_month": "6", "until_year": "2030"}
    revised(client, entry, outcome="interned", condition="Türkiye, under its guard", **until)
    entry.refresh_from_db()
    assert (entry.outcome, entry.condition, str(entry.until)) == ("interned", "Türkiye, under its guard", "2030-06-01")
    assert "Türkiye, under its guard" in page(client, "manifests:detail", entry.pk)


def test_an_internment_on_no_condition_is_refused_at_its_field(client, negotiator, entry) -> None:
    answer = revised(client, entry, outcome="interned", until_day="1", until_month="6", until_year="2030")
    assert answer.context["form"].errors == {"condition": ["Say in which country, and what was agreed."]}
    assert 'value="2030"' in answer.content.decode()


def test_an_internment_stays_one_when_only_the_category_is_changed(client, negotiator, entry) -> None:
    revised(client, entry, category="military", outcome="interned", condition="Türkiye")
    revised(client, entry, category="medical", outcome="interned", condition="Türkiye")
    entry.refresh_from_db()
    assert (entry.category, entry.outcome) == ("medical", "interned")


def test_terms_of_what_is_no_internment_are_refused_at_their_field(client, negotiator, entry) -> None:
    answer = revised(client, entry, outcome="repatriated", condition="Türkiye")
    assert list(answer.context["form"].errors) == ["condition"]
    assert 'value="Türkiye"' in answer.content.decode()


def test_whom_a_lists_verdict_found_is_nominated_with_the_row(client, negotiator) -> None:
    held, listed = CaptivityFactory(), entry_of(incoming(), 1)
    held.person.refresh_from_db()
    decide(entry=listed, verdict="ok", person=held.person, acceptance="accepted", by=User.objects.system())
    address, name_list = reverse("exchanges:nominate", args=[TransferFactory().pk]), listed.name_list_id
    assert str(held.pk) in client.get(address, {"by": "list", "name_list": name_list}).content.decode()
    told = {"captivity": held.pk, "shown": held.pk, "origin": "list", "name_list": name_list, "reason": "by the list"}
    client.post(address, told)
    made = ManifestEntry.objects.get()
    assert (made.list_entry, made.acceptance, made.origin) == (listed, "accepted", "list")
