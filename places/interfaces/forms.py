"""The form of a place."""

from django.utils.translation import gettext_lazy as _

from accounts.interfaces.record_form import RecordForm
from places.models import Place


class PlaceForm(RecordForm):
    """Registers or corrects a place."""

    class Meta(RecordForm.Meta):
        model = Place
        fields = ("name_uk", "name_en", "kind", "country", "region", "declared", "near_military_objective", "status")

    fieldsets = (
        ("", ["name_uk", "name_en", "kind", "country", "region"]),
        (_("As the law asks"), ["declared", "near_military_objective", "status"]),
    )
