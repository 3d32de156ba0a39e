"""The form that asks why a claim is adopted."""

from django.utils.translation import gettext_lazy as _

from common.forms import Form, ReasonField


class AdoptForm(Form):
    """Why this figure is the one to go by."""

    reason = ReasonField(label=_("Why this figure is the one to go by"))
