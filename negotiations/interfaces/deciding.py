"""An entry and whom it may be, side by side, as the page of decisions shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.models.record import visible_fields
from common.forms import Form
from common.pieces import Chip
from negotiations.domain.proposing import Proposal, verdict_of
from negotiations.interfaces.findings import Findings
from negotiations.list_enums import Acceptance, Band, EntryVerdict, Guard, ListFeature, RefusalReason
from negotiations.models import Candidate, Decision
from negotiations.queries.deciding import Known, Opened
from prisoners.domain.matching import Feature
from prisoners.interfaces.words import person_chip
from prisoners.models import Captivity, Person

V = EntryVerdict
#: The key of each verdict, shown on its button.
KEYS = {str(place): verdict for place, verdict in enumerate(V, start=1)}
TONES = {
    V.OK: "good",
    V.CIVILIAN: "warning",
    V.ALREADY_RETURNED: "active",
    V.CAPTURED_AGAIN: "active",
    V.DECEASED: "neutral",
    V.NOT_HELD: "neutral",
    V.IDENTITY_ERROR: "bad",
    V.UNKNOWN: "bad",
    V.DUPLICATE: "neutral",
}
BANDS = {Band.CERTAIN: "good", Band.LIKELY: "active", Band.POSSIBLE: "neutral"}
#: Of a feature that was not compared: no sign, no words, no tone.
NOTHING_SAID = ("", "", "neutral")


class DecideForm(Form):
    """What goes with a verdict. The person is the one compared; nothing else of it is in the address."""

    blank_label = "–"

    verdict = forms.ChoiceField(choices=V, error_messages={"required": gettext_lazy("Choose a verdict.")})
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    instead_of = forms.UUIDField(required=False, widget=forms.HiddenInput)
    acceptance = forms.ChoiceField(
        label=gettext_lazy("Does the home side take this person?"),
        choices=Acceptance,
        required=False,
        initial=Acceptance.NOT_ASKED,
    )
    refusal_reason = forms.ChoiceField(
        label=gettext_lazy("Why it refuses"), choices=[("", "–"), *RefusalReason.choices], required=False
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=2000)

    def clean_acceptance(self) -> str:
        return self.cleaned_data["acceptance"] or Acceptance.NOT_ASKED


class SearchForm(Form):
    """Another person, in whatever spelling."""

    q = forms.CharField(label=gettext_lazy("Look for another person"), max_length=200)


@dataclass(frozen=True)
class Row:
    """One particular: what the list wrote, what the register says, and what the comparison of the two says."""

    label: str
    written: str
    known: str
    sign: str = ""
    words: str = ""
    tone: str = "neutral"
    #: Where else it stands: other lists, an exchange; address and words.
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Other:
    """Somebody whom the entry may be too."""

    person: Person
    status: Chip
    born: str
    unit: str
    how: str


def verdict_chip(verdict: str) -> Chip:
    """A verdict in words, with its tone."""
    return Chip(str(V(verdict).label), TONES[V(verdict)])


def buttons(opened: Opened) -> list[dict[str, Any]]:
    """The verdicts in their order, each with its key; the one that the machine proposes is marked."""
    proposed = proposed_of(opened)
    return [{"key": key, "verdict": verdict, "proposed": verdict == proposed} for key, verdict in KEYS.items()]


def proposed_of(opened: Opened) -> EntryVerdict | None:
    """The verdict that fits whom the page compares: the machine's, or of another person what the register says."""
    compared, proposal = opened.compared, opened.proposal
    person = compared.person.pk if compared else None
    if proposal and proposal.person in (None, person):
        return proposal.verdict
    if compared is None or person is None:
        return None
    captivity = compared.captivity
    return verdict_of(captivity, [captivity] if captivity else [])


def why_proposed(proposal: Proposal | None) -> str:
    """What the machine proposes, in a sentence."""
    if proposal is None:
        return _("Nothing is proposed: nobody is alike enough.")
    if proposal.candidate is None:
        return _("Proposed: %(verdict)s.") % {"verdict": proposal.verdict.label}
    told = {"verdict": proposal.verdict.label, "band": Band(proposal.candidate.band).label}
    return _("Proposed: %(verdict)s; that this is the person is %(band)s.") % told


def guard_of(candidate: Candidate | None) -> str:
    """The warning that a candidate may be a relative."""
    if candidate is None or candidate.guard == Guard.NONE:
        return ""
    return _("Careful: this %(guard)s of the person meant.") % {"guard": Guard(candidate.guard).label}


def band_chip(candidate: Candidate | None) -> Chip:
    """How sure it is that this is the person."""
    if candidate is None:
        return Chip(_("looked up by hand"))
    return Chip(str(Band(candidate.band).label), BANDS[Band(candidate.band)])


def rows(opened: Opened, findings: dict[str, tuple[str, str]], user: User) -> list[Row]:
    """The particulars side by side, in the order in which people compare them; none that neither side tells."""
    entry, compared = opened.entry, opened.compared
    seen = visible_fields(Captivity, user)
    told = [
        (Feature.SURNAME, _("Surname"), entry.surname, _names(compared, "surname")),
        (Feature.GIVEN_NAME, _("Given name"), entry.given_name, _names(compared, "given_name")),
        (Feature.PATRONYMIC, _("Patronymic"), entry.patronymic, _names(compared, "patronymic")),
        (Feature.BORN, _("Born on"), _text(entry.born), _text(compared and compared.person.born)),
        (Feature.SEX, _("Sex"), _sex(entry), _sex(compared and compared.person)),
        (Feature.UNIT, _("Unit"), entry.unit_text, _text(_of(compared, "unit"))),
        ("rank", _("Rank"), entry.rank_text, _text(_of(compared, "rank"))),
        ("category", _("Category"), entry.category_text, _category(compared)),
        ("place", _("Place"), entry.place_text, _text(opened.place)),
        ("captured", _("Captured"), "", _text(_of(compared, "captured")) if "captured_on" in seen else ""),
        ("ended", _("Captivity ended"), "", _ended(compared) if {"ended_on", "outcome"} <= seen else ""),
        (Feature.IDENTIFIER, _("Numbers"), "", " / ".join(map(str, opened.numbers))),
        ("note", _("Note"), entry.note, ""),
    ]
    links = {"ended": ((opened.home.url, opened.home.exchange),)} if opened.home else {}
    return [
        Row(label, written, known, *findings.get(str(feature), NOTHING_SAID), links=links.get(feature, ()))
        for feature, label, written, known in told
        if written or known
    ]


def other_lists(opened: Opened, findings: Findings) -> list[Row]:
    """What the register and other lists say beside the person; only of lists that the reader may see."""
    earlier = tuple((each.entry.name_list.get_absolute_url(), _decided(each)) for each in opened.earlier)
    ours = tuple((each.get_absolute_url(), str(each)) for each in opened.own_lists)
    namesakes = formats.number_format(opened.namesakes, use_l10n=True) if opened.compared else ""
    told = findings.get(ListFeature.EARLIER, NOTHING_SAID)
    rows = [
        Row(capfirst(ListFeature.NAMESAKES.label), "", namesakes),
        Row(capfirst(ListFeature.EARLIER.label), "", "", *told, links=earlier),
        Row(capfirst(ListFeature.OWN_LIST.label), "", "", links=ours),
    ]
    return [row for row in rows if row.known or row.links]


def _decided(decision: Decision) -> str:
    return f"{decision.entry.name_list}: {decision.get_verdict_display()}"


def others(opened: Opened) -> list[Other]:
    """The other candidates, the likeliest first."""
    return [
        Other(
            each.person,
            person_chip(each.person),
            _text(each.person.born),
            _text(_of(each, "unit")),
            str(band_chip(each.candidate)),
        )
        for each in opened.others
    ]


def _names(known: Known | None, part: str) -> str:
    return " / ".join(dict.fromkeys(filter(None, (getattr(name, part) for name in known.names)))) if known else ""


def _of(known: Known | None, name: str) -> Any:
    return getattr(known.captivity, name) if known and known.captivity else None


def _ended(known: Known | None) -> str:
    """How and when the captivity ended; blank while it lasts."""
    captivity = known.captivity if known else None
    if captivity is None or captivity.is_open:
        return ""
    day = captivity.ended or _("day not known")
    return f"{captivity.get_outcome_display()} · {day}"


def _text(value: Any) -> str:
    return str(value) if value else ""


def _sex(told: Any) -> str:
    return "" if told is None or told.sex == "unknown" else str(told.get_sex_display())


def _category(known: Known | None) -> str:
    return str(known.captivity.get_legal_category_display()) if known and known.captivity else ""


def spellings(known: Known) -> list[str]:
    """The person's names, whole, in all spellings; the preferred one first."""
    return list(dict.fromkeys(_whole(name) for name in known.names))


def _whole(name: Any) -> str:
    return " ".join(filter(None, (name.surname, name.given_name, name.patronymic))) or str(name)


def cells(raw: Any) -> Iterable[str]:
    """The row as it came, cell by cell."""
    return [str(cell) for cell in raw if cell not in (None, "")] if isinstance(raw, list) else []
