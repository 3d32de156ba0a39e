"""The form of a party."""

from accounts.interfaces.record_form import RecordForm
from units.models import Party


class PartyForm(RecordForm):
    """Registers or corrects a party."""

    class Meta(RecordForm.Meta):
        model = Party
        fields = ("code", "name_uk", "name_en", "kind", "is_home", "acts_beside")

    fieldsets = (("", ["code", "name_uk", "name_en", "kind", "is_home", "acts_beside"]),)
