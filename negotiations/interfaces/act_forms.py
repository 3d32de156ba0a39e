"""Forms of what is done with a record: move it, answer it, record a change or an event, file minutes."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import DayField, Form, ReasonField
from negotiations.enums import (
    ANSWERS,
    ROUND_OVER,
    Position,
    ProgrammeEventKind,
    ProposalKind,
    ProposalStatus,
    RoundStatus,
)
from negotiations.models import Proposal, Round
from sources.interfaces.citing import SourceField
from units.queries.records import parties

MIB = 1024 * 1024


class MoveForm(Form):
    """Base: the version that was looked at, and words about the move."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def arguments(self) -> dict[str, Any]:
        """What the verb takes."""
        data = dict(self.cleaned_data)
        return data | {"expected_version": data.pop("version")}


class RoundMoveForm(MoveForm):
    """Moves a round; its end asks what came of it."""

    def __init__(self, *args: Any, record: Round, to: RoundStatus, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if to in ROUND_OVER:
            label = _("What came of it") if to == RoundStatus.CONCLUDED else _("Why")
            hint = _("It is kept as the outcome of the round")
            self.fields["reason"] = ReasonField(label=label, help_text=hint, initial=record.outcome, max_length=10_000)


class ProposalMoveForm(MoveForm):
    """Records the answer to a proposal."""

    def __init__(self, *args: Any, record: Proposal, to: ProposalStatus, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if to != ProposalStatus.IGNORED:
            wanted = to in ANSWERS and record.kind == ProposalKind.OFFICIAL
            label = _("Withdrawn on") if to == ProposalStatus.WITHDRAWN else _("Answered on")
            self.fields["answered_on"] = DayField(label=label, required=wanted, initial=clock.today())
        required = to == ProposalStatus.WITHDRAWN
        label = _("Why") if required else _("In which words")
        self.fields["reason"] = forms.CharField(
            label=label, required=required, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
        )


class ChangeForm(MoveForm):
    """Records that a party thought better of it."""

    position = forms.ChoiceField(label=_("Now it"), choices=Position, widget=forms.RadioSelect)
    on = DayField(label=_("Since"), required=True)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"] = SourceField(user=user, label=_("Source"))
        self.fields["source"].required = True
        self.order_fields(["position", "on", "source", "note"])


class EventForm(MoveForm):
    """Records what became of a programme."""

    kind = forms.ChoiceField(label=_("What happened"), choices=ProgrammeEventKind, widget=forms.RadioSelect)
    happened_on = DayField(label=_("On"), required=True)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by_party"] = forms.ModelChoiceField(
            label=_("By"),
            queryset=parties(user).standing(),
            required=False,
            empty_label=_("Nobody in particular"),
            help_text=_("As the source says"),
        )
        self.fields["source"] = SourceField(user=user, label=_("Source"))
        self.order_fields(["kind", "happened_on", "by_party", "source", "note"])


class MinutesForm(Form):
    """A file of minutes."""

    file = forms.FileField(
        label=_("File"),
        error_messages={"required": _("Choose a file"), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = f"{settings.IMPORT_MAX_BYTES / MIB:g}"
        self.fields["file"].help_text = _("PDF, DOCX, XLSX or text, at most %(limit)s MiB") % {"limit": limit}
