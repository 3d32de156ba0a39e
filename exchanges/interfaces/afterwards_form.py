"""What of a completed exchange may still be edited: what others count, who may know of it, notes of the staff."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.interfaces.record_form import form_field
from accounts.models import User
from exchanges.models import Exchange
from exchanges.queries.choices import parties
from negotiations.interfaces.rows import Choices, Rows, RowsForm


class AfterwardsForm(RowsForm):
    """Notes, embargo and ordinals of a completed exchange."""

    class Meta(RowsForm.Meta):
        model = Exchange
        fields = ("embargo_until", "notes")
        formfield_callback = form_field

    fieldsets = ((_("For the staff"), ["embargo_until", "notes"]),)

    def get_lists(self, user: User) -> list[Rows]:
        known = Choices(parties(user))

        def ordinal() -> dict[str, forms.Field]:
            number = forms.IntegerField(label=_("Ordinal"), min_value=1, max_value=32767, widget=forms.TextInput)
            number.widget.attrs |= {"inputmode": "numeric", "class": "count", "autocomplete": "off"}
            return {"value": number, "counted_by": known.field(label=_("Counted by"), blank=_("Not known"))}

        return [Rows("ordinals", _("Ordinals as reported"), ordinal)]

    def _post_clean(self) -> None:
        """The verb checks the record as a whole."""

    @property
    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        said = super().values
        return said | {"ordinals": [(each["value"], each.get("counted_by")) for each in said["ordinals"]]}
