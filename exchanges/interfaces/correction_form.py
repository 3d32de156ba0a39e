"""The form of a correction: that of an exchange, filled with the completed record, and the source of what is new."""

from typing import Any

from django import forms

from exchanges.interfaces.forms import ExchangeForm
from sources.interfaces.citing import citing_fields


class CorrectionForm(ExchangeForm):
    """Drafts another record of a completed exchange; says where the other numbers come from."""

    def _own_fields(self, data: Any) -> dict[str, forms.Field]:
        return super()._own_fields(data) | citing_fields(self.user)

    @property
    def arguments(self) -> dict[str, Any]:
        """What the verb `draft_correction` takes. What the editor may not see is taken over."""
        exchange = self.dossier.exchange
        hidden = {"venue", "venue_as_reported", "parent", "stage_no", "previous_attempt"} - self.fields.keys()
        taken = {name: getattr(exchange, name) for name in hidden}
        return taken | super().arguments | {"source": self.source}
