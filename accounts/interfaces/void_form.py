"""The form that asks why a record is voided."""

from django import forms

from common.forms import Form, ReasonField


class VoidForm(Form):
    """Why, and the version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField()
