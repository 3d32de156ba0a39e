"""The form of a source."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.interfaces.record_form import RecordForm
from accounts.models import User
from sources.interfaces.citing import SourceField
from sources.models import Source


class SourceForm(RecordForm):
    """Registers or corrects a source."""

    class Meta(RecordForm.Meta):
        model = Source
        fields = (
            "kind",
            "title",
            "publisher",
            "published_on",
            "url",
            "quote",
            "reliability",
            "credibility",
            "same_statement_as",
        )

    fieldsets = (
        ("", ["kind", "title", "publisher", "published_on", "url", "quote"]),
        (_("How far to trust it"), ["reliability", "credibility", "same_statement_as"]),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["same_statement_as"] = SourceField(user=user, label=_("Same statement as"))
