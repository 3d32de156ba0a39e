"""What the pages of identity show: pairs feature by feature, merges, the section of a person's page, what waits."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.models.record import name_for
from accounts.roles import Permission
from common.forms import Form, ReasonField
from common.panels import Panel
from common.pieces import Chip
from common.reading import Surface, shown
from common.today import Waiting
from prisoners.domain.matching import PROBABLE, Explanation
from prisoners.enums import MergeStatus, Verdict
from prisoners.models import Merge, Person
from prisoners.queries import identity as queries

SHOWN = 5
TONES = {
    MergeStatus.PROPOSED: "warning",
    MergeStatus.APPROVED: "good",
    MergeStatus.REFUSED: "neutral",
    MergeStatus.UNDONE: "neutral",
}


@dataclass(frozen=True)
class Row:
    """One particular of two persons, and what the comparison of it says."""

    label: str
    first: str
    second: str
    verdict: str
    tone: str


class JudgeForm(Form):
    """A verdict and, if one likes, why. Of possible relatives "the same" is believed only with a tick."""

    verdict = forms.ChoiceField(choices=Verdict, widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    not_relatives = forms.BooleanField(
        label=gettext_lazy(
            "I made sure that these are not brothers, sisters or twins: something else than names shows it"
        ),
        required=False,
    )

    def __init__(self, *args: Any, relatives: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not relatives:
            del self.fields["not_relatives"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("verdict") == Verdict.SAME and cleaned.get("not_relatives") is False:
            self.add_error("not_relatives", _("Tick this if you made sure. Otherwise judge them different or unsure."))
        return cleaned


class ProposeForm(Form):
    """Which record is the duplicate, and why the two are one person."""

    note = ReasonField(label=gettext_lazy("Why they are one person"))


class SettleForm(Form):
    """Why a merge is refused or undone; an approval needs no words."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField(required=False)


def likeness(explanation: Explanation) -> Chip:
    """How alike two records are, in words; of relatives it never says that they are one person."""
    if explanation.relatives:
        return Chip(_("possible relatives"), "neutral")
    if explanation.score >= PROBABLE:
        return Chip(_("probably one person"), "warning")
    return Chip(_("possibly one person"), "active") if explanation.suggested else Chip(_("little in common"))


def merge_chip(merge: Merge) -> Chip:
    """The state of a merge."""
    return Chip(merge.get_status_display(), TONES[MergeStatus(merge.status)])


def rows(pair: queries.Pair) -> list[Row]:
    """The particulars of both side by side, in the order in which people compare them."""
    told = {finding.feature.value: finding for finding in pair.explanation.findings}
    return [
        Row(str(label), read(pair.first), read(pair.second), *_verdict(told.get(feature)))
        for feature, label, read in _COMPARED
    ]


def _verdict(finding: Any) -> tuple[str, str]:
    if finding is None:
        return "", "neutral"
    return str(finding.verdict.label), "good" if finding.weight > 0 else "bad"


def _named(part: str) -> Any:
    def read(person: Person) -> str:
        return " / ".join(dict.fromkeys(filter(None, (getattr(name, part) for name in person.names.all()))))

    return read


def _unit(person: Person) -> str:
    return " / ".join(str(each.unit) for each in person.captivities.all() if each.unit_id)


_COMPARED = (
    ("surname", gettext_lazy("Surname"), _named("surname")),
    ("given_name", gettext_lazy("Given name"), _named("given_name")),
    ("patronymic", gettext_lazy("Patronymic"), _named("patronymic")),
    ("born", gettext_lazy("Born on"), lambda person: str(person.born)),
    ("sex", gettext_lazy("Sex"), lambda person: person.get_sex_display()),
    ("birth_place", gettext_lazy("Place of birth"), lambda person: person.birth_place),
    ("unit", gettext_lazy("Unit"), _unit),
    ("identifier", gettext_lazy("Numbers"), lambda person: " / ".join(str(each) for each in person.identifiers.all())),
    (
        "captivity",
        gettext_lazy("Captivities"),
        lambda person: " / ".join(f"{each.captured}, {each.get_status_display()}" for each in person.captivities.all()),
    ),
)


def waiting_merges(user: User) -> list[Waiting]:
    """Merges that wait for an approver, for the page Today."""
    if not user.has_perm(Permission.PRISONERS_MERGE):
        return []
    merges = [merge for merge in queries.waiting_merges(user)[:100] if merge.proposed_by_id != user.pk]
    shown(Person, [each for merge in merges[:SHOWN] for each in (merge.duplicate_id, merge.into_id)], Surface.LIST)
    items = [
        (f"{name_for(m.duplicate, user)} → {name_for(m.into, user)}", m.get_absolute_url()) for m in merges[:SHOWN]
    ]
    return [Waiting(_("Merges to approve or refuse"), "warning", len(merges), items, reverse("identity:merges"))]


def panel_of_person(person: Person, request: HttpRequest) -> Panel | None:
    """What was decided about a record, on the page of the person; None for who may not see who persons are."""
    user = request.user
    if not queries.may_judge(user):
        return None
    judgements, merges = queries.about(person, user), queries.merges_of(person, user)
    suggested = queries.candidates_of(person, user, judgements)
    if not (judgements or merges or suggested):
        return None
    shown(Person, [each.person.pk for each in suggested])
    shown(Person, [each for one in judgements for each in (one.first_id, one.second_id)])
    shown(Person, [each for one in merges for each in (one.duplicate_id, one.into_id)])
    context = {
        "person": person,
        "suggested": [(each.person, likeness(each.explanation)) for each in suggested],
        "judgements": [
            (each, each.second if each.first_id == person.pk else each.first, each.get_verdict_display())
            for each in judgements
        ],
        "merges": [(merge, merge_chip(merge)) for merge in merges],
    }
    return Panel("identity", gettext_lazy("Identity"), "prisoners/identity/_panel.html", context)
