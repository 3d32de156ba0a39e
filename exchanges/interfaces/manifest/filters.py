"""The FilterSets of entries of manifests and of frozen manifests, for the API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from common.filters import FilterSet
from exchanges.interfaces.manifest.tables import ManifestFilter
from exchanges.models import FrozenManifest, ManifestEntry


class ManifestEntryFilter(ManifestFilter):
    """Filters of entries, of whatever exchange."""

    exchange = filters.UUIDFilter(label=_("Exchange"), field_name="transfer__exchange")
    transfer = filters.UUIDFilter(label=_("Of the transfer"))
    captivity = filters.UUIDFilter(label=_("Captivity"))

    class Meta:
        model = ManifestEntry
        fields = ()


class FrozenManifestFilter(FilterSet):
    """Filters of frozen manifests."""

    exchange = filters.UUIDFilter(label=_("Exchange"))

    class Meta:
        model = FrozenManifest
        fields = ()
