"""Manifests by REST: many nominated at once, doors of an entry, the approval that waits for a second person."""

import pytest

from accounts.models import User
from accounts.roles import Role
from prisoners.domain.restricting import restrict_person
from tests.factories import CaptivityFactory, ManifestEntryFactory, TransferFactory, agreed_exchange

pytestmark = pytest.mark.django_db


def nominate(client, transfer, *captivities, **more):
    body = {"captivities": [str(each.pk) for each in captivities], "reason": "synthetic"} | more
    return client.ask("POST", f"/transfers/{transfer.pk}/nominations/", body)


def move(client, entry, to, **more):
    told = {"to": to, "reason": "synthetic"} | more
    return client.ask("POST", f"/manifest-entries/{entry.pk}/transitions/", told, if_match=1)


def test_many_are_nominated_in_one_request(office) -> None:
    held, transfer = [CaptivityFactory(), CaptivityFactory()], TransferFactory()
    made = nominate(office, transfer, *held).json()
    found = office.read(f"/manifest-entries/?transfer={transfer.pk}")["results"]
    assert {each["id"] for each in found} == set(made["entries"])


def test_one_who_cannot_go_keeps_all_out_unless_they_are_skipped(office) -> None:
    there, free, transfer = ManifestEntryFactory().captivity, CaptivityFactory(), TransferFactory()
    assert nominate(office, transfer, there, free).status_code == 409
    made = nominate(office, transfer, there, free, skip=True).json()
    assert made["left_out"] == [{"captivity": str(there.pk), "why": ["on_manifest"]}]
    assert len(made["entries"]) == 1


def test_a_civilian_goes_as_one_where_nobody_says_otherwise(office) -> None:
    held = CaptivityFactory(legal_category="civilian")
    body = {"transfer": str(TransferFactory().pk), "captivity": str(held.pk)}
    made = office.ask("POST", "/manifest-entries/", body).json()
    assert (made["category"], made["outcome"]) == ("civilian", "released")


@pytest.mark.parametrize(
    ("to", "status"), [("withdrawn", "withdrawn"), ("vetoed", "vetoed"), ("not_accepted", "vetoed")]
)
def test_an_entry_goes_off_by_a_door(office, to, status) -> None:
    assert move(office, ManifestEntryFactory(), to).json()["status"] == status


def test_somebody_comes_in_anothers_place(office) -> None:
    entry, held = ManifestEntryFactory(), CaptivityFactory()
    assert move(office, entry, "substituted").status_code == 422
    assert move(office, entry, "substituted", captivity=str(held.pk)).json()["status"] == "substituted"
    found = office.read(f"/manifest-entries/?captivity={held.pk}")["results"][0]
    assert found["substitutes"] == str(entry.pk)


def test_the_approval_waits_for_a_second_person(office) -> None:
    entry = ManifestEntryFactory(transfer=TransferFactory(exchange=agreed_exchange()))
    path = f"/exchanges/{entry.transfer.exchange_id}/"
    manifest, version = office.read(f"{path}manifest/"), office.read(path)["version"]
    told = {"to": "manifest_approved", "sha256": manifest["sha256"]}
    assert office.ask("POST", f"{path}transitions/", told, if_match=version).status_code == 202
    assert manifest["directions"][0]["states"] == {"nominated": 1}


def test_what_was_frozen_is_told_by_its_hash(office) -> None:
    frozen = ManifestEntryFactory(status="approved").frozen_in
    told = office.read(f"/frozen-manifests/{frozen.pk}/")
    assert told["sha256"] == frozen.sha256
    assert "content" not in told


def test_who_sees_no_persons_is_told_nobody(client_of) -> None:
    analyst, transfer = client_of(Role.ANALYST), TransferFactory()
    assert analyst.ask("GET", "/manifest-entries/").status_code == 403
    assert nominate(analyst, transfer, CaptivityFactory()).status_code == 403


def test_in_whose_place_somebody_comes_is_told_to_who_may_see_both(client_of, office) -> None:
    entry, held = ManifestEntryFactory(), CaptivityFactory()
    move(office, entry, "substituted", captivity=str(held.pk))
    path = f"/manifest-entries/?captivity={held.pk}"
    assert office.read(path)["results"][0]["substitutes"] == str(entry.pk)
    restrict_person(person=entry.captivity.person, reason="synthetic", by=User.objects.system())
    assert client_of(Role.NEGOTIATOR).read(path)["results"][0]["substitutes"] is None
