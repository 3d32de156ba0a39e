"""Who may be put on a manifest, and what stands in the way of the others; a statement for each question."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace

from accounts.models import Approval, User
from accounts.sight import EVERYTHING, Recipient
from exchanges.manifest_enums import CATEGORIES, LIVE, NOMINATE, EntryCategory, EntryStatus, Obstacle
from exchanges.models import ManifestEntry, Transfer
from prisoners.enums import ConsentAnswer, ConsentPurpose, LegalCategory, Transmission, Voluntariness
from prisoners.models import Captivity, Consent, Person

O = Obstacle  # noqa: E741
#: No machine client: a party is told by a manifest.
NOBODY = uuid.UUID(int=0)


@dataclass(frozen=True)
class Eligibility:
    """What stands in the way of one captivity; `captivity` is None for one that the reader may not see."""

    captivity: Captivity | None
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def is_clear(self) -> bool:
        """One person may nominate them."""
        return not self.obstacles

    @property
    def takes_two(self) -> bool:
        """Nothing is in the way but that a second person has to agree."""
        return self.obstacles == (O.PROTECTED,)

    @property
    def category(self) -> EntryCategory:
        """As what they go, where nobody says otherwise."""
        return category_of(self.captivity)


def category_of(captivity: Captivity) -> EntryCategory:
    """As what somebody goes, where nobody says otherwise."""
    return CATEGORIES.get(LegalCategory(captivity.legal_category), EntryCategory.MILITARY)


def eligibility(transfer: Transfer, captivities: Collection[uuid.UUID], user: User) -> dict[uuid.UUID, Eligibility]:
    """What stands in the way of each of these captivities going with a transfer, as far as a user may see them."""
    rows = Captivity.objects.visible_to(user).filter(pk__in=captivities).select_related("person", "detaining_power")
    found = {captivity.pk: captivity for captivity in rows}
    live, delivered = _on_manifests(found)
    refused, waiting = refusing(found), _waiting(found)
    kept = withheld(transfer, [captivity.person_id for captivity in found.values()])
    judged = {}
    for key in captivities:
        if (captivity := found.get(key)) is None:
            judged[key] = Eligibility(None, (O.UNKNOWN,))
            continue
        obstacles = {
            O.NOT_HELD: not is_held(captivity),
            O.OTHER_WAY: captivity.detaining_power.is_home != transfer.from_party.is_home,
            O.DELIVERED: key in delivered,
            O.ON_MANIFEST: key in live,
            O.CONSENT_REFUSED: key in refused,
            O.WAITS: key in waiting,
            O.PROTECTED: captivity.person_id in kept,
        }
        judged[key] = Eligibility(captivity, tuple(obstacle for obstacle, there in obstacles.items() if there))
    return judged


def is_held(captivity: Captivity) -> bool:
    """Whether somebody is held still, under a record that counts."""
    person = captivity.person
    return captivity.is_open and not captivity.is_voided and not person.is_voided and person.merged_into_id is None


def _on_manifests(captivities: Collection[uuid.UUID]) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    """Of these captivities those on a live entry, and those handed over; of every manifest, also of hidden ones."""
    entries = ManifestEntry.objects.standing().filter(captivity__in=captivities)
    found = list(entries.filter(status__in=(*LIVE, EntryStatus.DELIVERED)).values_list("captivity", "status"))
    delivered = {key for key, status in found if status == EntryStatus.DELIVERED}
    return {key for key, status in found if status != EntryStatus.DELIVERED}, delivered


def refusing(captivities: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of these captivities those whose last answer to whether they want to return is a no that was not forced."""
    return {
        key
        for key, consent in consents_of(captivities).items()
        if consent.answer == ConsentAnswer.REFUSED and consent.voluntariness != Voluntariness.COERCED
    }


def consents_of(captivities: Collection[uuid.UUID]) -> dict[uuid.UUID, Consent]:
    """The latest answer of each to whether they want to return."""
    asked = Consent.objects.standing().filter(captivity__in=captivities, purpose=ConsentPurpose.RETURN)
    return {consent.captivity_id: consent for consent in asked.order_by("answered_on", "pk")}


def withheld(transfer: Transfer, persons: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of these persons those who are restricted, or of whom a party of the transfer, or anybody, is not to be told."""
    parties = frozenset({transfer.from_party_id, transfer.to_party_id})
    kept = Person.out_of(replace(EVERYTHING, recipient=Recipient(NOBODY, parties)))
    rows = Person.objects.filter(pk__in=persons)
    held_back = rows.filter(restricted=True) | rows.exclude(transmission=Transmission.FREE) | rows.filter(kept)
    return set(held_back.values_list("pk", flat=True))


def _waiting(captivities: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of these captivities those whose nomination waits for a second person."""
    open_ones = Approval.objects.open().filter(act=NOMINATE, subject_id__in=captivities)
    return set(open_ones.values_list("subject_id", flat=True))


def engaged(captivities: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of these captivities those who are on the manifest of an exchange: for the rooms below."""
    return set(ManifestEntry.objects.live().filter(captivity__in=captivities).values_list("captivity", flat=True))
