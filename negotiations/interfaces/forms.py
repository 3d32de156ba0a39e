"""The form of a programme."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.interfaces.record_form import RecordForm
from accounts.models import User
from negotiations.models import Programme
from sources.interfaces.citing import SourceField


class ProgrammeForm(RecordForm):
    """Registers or corrects a programme."""

    class Meta(RecordForm.Meta):
        model = Programme
        fields = ("code", "name_uk", "name_en", "agreed_on", "target_each", "terms", "status", "source")

    fieldsets = (
        ("", ["code", "name_uk", "name_en", "agreed_on", "target_each", "terms"]),
        (_("Where it stands"), ["status", "source"]),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["source"] = SourceField(user=user, label=_("Source"))
