"""Who goes in an exchange, and what was frozen of it. Many are nominated in one request (api/views/manifests.py)."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import User
from api.fields import ChoiceField, KeyField
from api.queries.rows import none_of
from api.resources import VOIDED, Resource
from exchanges.domain.manifest import changing, nominating, substituting
from exchanges.interfaces.manifest.filters import FrozenManifestFilter, ManifestEntryFilter
from exchanges.manifest_enums import EntryCategory, EntryOutcome
from exchanges.models import FrozenManifest, ManifestEntry
from negotiations.list_enums import Acceptance
from prisoners.models import Captivity
from units.models import Party


def _of_one(entry: ManifestEntry, by: User, version: int, reason: str) -> dict[str, Any]:
    told = {"exchange": entry.transfer.exchange, "entries": [entry], "by": by}
    return told | {"reason": reason, "expected_version": version}


def _vetoed(
    *,
    manifest_entry: ManifestEntry,
    by: User,
    expected_version: int,
    reason: str = "",
    demanded_by: Party | None = None,
) -> Any:
    """A side will not have the person go."""
    return changing.veto(demanded_by=demanded_by, **_of_one(manifest_entry, by, expected_version, reason))


def _withdrawn(*, manifest_entry: ManifestEntry, by: User, expected_version: int, reason: str = "") -> Any:
    """The person is taken off."""
    return changing.withdraw(**_of_one(manifest_entry, by, expected_version, reason))


def _accepted(*, manifest_entry: ManifestEntry, by: User, expected_version: int, reason: str = "") -> Any:
    """The home side takes the person."""
    told = _of_one(manifest_entry, by, expected_version, reason)
    return changing.answer_entries(acceptance=Acceptance.ACCEPTED, **told)


def _not_accepted(*, manifest_entry: ManifestEntry, by: User, expected_version: int, reason: str = "") -> Any:
    """The home side does not take the person."""
    told = _of_one(manifest_entry, by, expected_version, reason)
    return changing.answer_entries(acceptance=Acceptance.REFUSED, **told)


def _substituted(
    *,
    manifest_entry: ManifestEntry,
    by: User,
    expected_version: int,
    reason: str = "",
    captivity: Captivity | None = None,
    demanded_by: Party | None = None,
) -> Any:
    """Somebody else comes in the person's place."""
    if captivity is None:
        raise serializers.ValidationError({"captivity": [_("Say who comes in.")]}, code="required")
    told = {"reason": reason, "demanded_by": demanded_by, "expected_version": expected_version}
    return substituting.substitute(manifest_entry=manifest_entry, captivity=captivity, by=by, **told)


MANIFEST_ENTRIES = Resource(
    name="manifest-entries",
    model=ManifestEntry,
    create=nominating.nominate_one,
    revise=changing.revise_entry,
    doors={
        "vetoed": _vetoed,
        "withdrawn": _withdrawn,
        "accepted": _accepted,
        "not_accepted": _not_accepted,
        "substituted": _substituted,
        VOIDED: changing.void_entry,
    },
    doors_help=format_lazy(
        "{} {}",
        _(
            "`accepted` and `not_accepted` are the answer of the home side; whom it does not take is `vetoed` with it. "
            "`substituted` takes the `captivity` of who comes in, and a new entry is made for them."
        ),
        _("The manifest is approved as a whole: a transition of the exchange, `manifest_approved`."),
    ),
    door_members={
        "captivity": KeyField(queryset=none_of(Captivity), required=False),
        "demanded_by": KeyField(queryset=none_of(Party), required=False, allow_null=True),
    },
    filterset=ManifestEntryFilter,
    masked=("list_entry", "substitutes"),
    fixed=("transfer", "captivity", "origin", "list_entry", "acceptance"),
    members_fields={
        "category": ChoiceField(
            choices=EntryCategory.choices, required=False, help_text=_("As they are held, where it is left out.")
        ),
        "outcome": ChoiceField(
            choices=EntryOutcome.choices, required=False, help_text=_("As it follows from that, where it is left out.")
        ),
        "substitutes": serializers.UUIDField(read_only=True, allow_null=True),
        "demanded_by": serializers.UUIDField(read_only=True, allow_null=True),
    },
)

FROZEN_MANIFESTS = Resource(
    name="frozen-manifests",
    model=FrozenManifest,
    filterset=FrozenManifestFilter,
    orderings=("number",),
    left_out=("content",),
)
