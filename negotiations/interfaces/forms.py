"""The form of a programme."""

from django.utils.translation import gettext_lazy as _

from accounts.interfaces.record_form import RecordForm
from negotiations.models import Programme


class ProgrammeForm(RecordForm):
    """Registers or corrects a programme."""

    class Meta(RecordForm.Meta):
        model = Programme
        fields = ("code", "name_uk", "name_en", "agreed_on", "target_each", "terms", "status", "source")

    fieldsets = (
        ("", ["code", "name_uk", "name_en", "agreed_on", "target_each", "terms"]),
        (_("Where it stands"), ["status", "source"]),
    )
