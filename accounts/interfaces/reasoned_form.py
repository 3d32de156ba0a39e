"""The form that asks why before something is done to a record."""

from django import forms

from common.forms import Form, ReasonField


class ReasonedForm(Form):
    """Why, and the version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField()
