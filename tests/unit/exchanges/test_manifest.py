"""Who is put on a manifest, and what stands in the way."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from common.errors import Conflict
from exchanges.domain.manifest.nominating import Nominee, nominate
from exchanges.manifest_enums import EntryCategory, EntryOutcome, EntryStatus
from exchanges.models import ManifestEntry
from tests.factories import CaptivityFactory, ManifestEntryFactory, TransferFactory

pytestmark = pytest.mark.django_db


def by_system(transfer, *captivities, **fields):
    people = [Nominee(each.pk) for each in captivities]
    return nominate(transfer=transfer, people=people, by=User.objects.system(), **fields)


def test_somebody_is_nominated_as_what_they_are_held() -> None:
    [entry] = by_system(TransferFactory(), CaptivityFactory(legal_category="civilian")).entries
    assert (entry.category, entry.outcome) == (EntryCategory.CIVILIAN, EntryOutcome.RELEASED)


def test_nobody_is_on_two_live_manifests() -> None:
    there = ManifestEntryFactory()
    with pytest.raises(Conflict, match="on the manifest of an exchange already"):
        by_system(TransferFactory(), there.captivity)


def test_who_is_held_by_the_other_side_does_not_go_this_way() -> None:
    with pytest.raises(ValidationError, match="brings people to"):
        by_system(TransferFactory(direction="to_them"), CaptivityFactory())


@pytest.mark.parametrize("status", [EntryStatus.APPROVED, EntryStatus.BOARDED, EntryStatus.VETOED])
def test_an_entry_comes_to_its_state(status) -> None:
    entry = ManifestEntryFactory(status=status)
    assert ManifestEntry.objects.get(pk=entry.pk).status == status
