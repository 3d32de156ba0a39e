"""The form of a source."""

from django.utils.translation import gettext_lazy as _

from accounts.interfaces.record_form import RecordForm
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
