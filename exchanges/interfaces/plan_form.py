"""What is asked of a plan: from what it starts, then the terms, filled in with what is known of the other side."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.forms import CountField, DayField, Form, Pair
from exchanges.models import Transfer
from exchanges.queries.plans import exchanges_ahead, group_of, programmes_ahead, sides, stances_today, transfers_of
from negotiations.enums import Category, Direction, Position
from negotiations.interfaces.words import returning
from negotiations.models import Programme, Stance
from negotiations.queries.groups import TOLD
from negotiations.tally import tallies
from units.models import Party
from units.queries.records import home_party

#: Limits of one's own, besides what the stances say.
OWN = 3
WAYS = (Direction.TO_US, Direction.TO_THEM)
#: Whoever is of these goes home whatever the numbers: nobody is limited by them.
OUTSIDE = {Category.CIVILIANS, Category.SERIOUSLY_WOUNDED, Category.GRAVELY_SICK}


class BasisForm(Form):
    """From what a plan starts: with whom, for which exchange, by which programme."""

    side = forms.ModelChoiceField(label=_("With whom"), queryset=Party.objects.none(), required=False)
    exchange = forms.ModelChoiceField(label=_("For the exchange"), queryset=None, required=False)
    programme = forms.ModelChoiceField(label=_("By the programme"), queryset=None, required=False)
    blank_label = _("None")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["side"].queryset = sides(user)
        self.fields["exchange"].queryset = exchanges_ahead(user)
        self.fields["programme"].queryset = programmes_ahead(user)

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen, as far as it is there; where no side was, that of the exchange, else the first."""
        told = dict(self.cleaned_data) if self.is_valid() else {}
        exchange, programme = told.get("exchange"), told.get("programme")
        agreed = transfers_of(exchange, self.user) if exchange else {}
        return {
            "side": told.get("side") or self._side_of(agreed) or self.fields["side"].queryset.first(),
            "exchange": exchange,
            "programme": programme,
            "agreed": {way: transfer.agreed for way, transfer in agreed.items() if transfer.agreed is not None},
        }

    def _side_of(self, transfers: Mapping[str, Transfer]) -> Party | None:
        parties = {party for each in transfers.values() for party in (each.from_party_id, each.to_party_id)}
        return self.fields["side"].queryset.filter(pk__in=parties).first() if parties else None


def _groups() -> list[tuple[str, Any]]:
    return [("", _("None")), *((f"category:{each}", Category(each).label) for each in sorted(TOLD - OUTSIDE))]


class PlanForm(Form):
    """The terms of a plan. What is filled in was assumed, and each assumption says from where."""

    title = forms.CharField(label=_("What it is for"), max_length=200, required=False)
    hand_over_on = DayField(label=_("Hand-over on"), help_text=_("Time waited and ages are reckoned up to this day."))
    with_missing = forms.BooleanField(
        label=_("Also those of whom nothing is known but that they are missing"), required=False
    )

    def __init__(self, *args: Any, user: User, basis: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.basis, self.home = basis, home_party()
        self.stances = stances_today(basis["side"], user) if basis["side"] else []
        self.fields["hand_over_on"].initial = getattr(basis["exchange"], "planned_on", None) or clock.today()
        self._add_numbers(user)
        self.told = [(each, group) for each in self.stances if (group := group_of(each))]
        self.fieldsets = (
            ("", ["title", "hand_over_on"]),
            (_now("How many"), self._pairs_of_numbers()),
            *self._stances(),
            (_now("Limits of your own"), self._own()),
            (_now("Who else"), ["with_missing"]),
        )

    def _add_numbers(self, user: User) -> None:
        assumed = numbers_of(self.basis["programme"], user)
        assumed["most"] = assumed.get("most", {}) | self.basis["agreed"]
        for name in ("ratio", "least", "most", "other_ratio"):
            for way in WAYS:
                party = self.home if way == Direction.TO_US else self.basis["side"]
                label = _now("to %(party)s") % {"party": party}
                initial = assumed.get(name, {}).get(way)
                self.fields[f"{name}_{way}"] = CountField(label=label, help_text="", initial=initial, max_value=100_000)

    def _pairs_of_numbers(self) -> list[Pair]:
        legends = {"ratio": _now("Ratio"), "least": _now("At least"), "most": _now("At most")}
        legends["other_ratio"] = _now("Another ratio, to compare")
        return [Pair(legend, [f"{name}_{way}" for way in WAYS]) for name, legend in legends.items()]

    def _stances(self) -> Iterable[tuple[str, list[Pair]]]:
        """The stances of the other side on each direction, as limits that can be changed."""
        for way in WAYS:
            pairs = [self._limit(each) for each, _group in self.told if each.direction == way]
            if pairs:
                yield _now("%(returning)s: what %(party)s says") % {
                    "returning": returning(way, self.home), "party": self.basis["side"]
                }, pairs  # fmt: skip

    def _limit(self, stance: Stance) -> Pair:
        refused = stance.position == Position.REFUSES
        told = {"group": stance.subject, "position": stance.get_position_display(), "source": stance.source}
        return self._numbers(f"stance_{stance.pk}", _now("%(group)s: %(position)s (%(source)s)") % told, refused)

    def _numbers(self, name: str, legend: str, refused: bool = False) -> Pair:
        self.fields[f"{name}_least"] = CountField(label=_now("At least"), help_text="", max_value=100_000)
        self.fields[f"{name}_most"] = CountField(
            label=_now("At most"), help_text="", initial=0 if refused else None, max_value=100_000
        )
        return Pair(legend, [f"{name}_least", f"{name}_most"])

    def _own(self) -> list[str | Pair]:
        found: list[str | Pair] = []
        for n in range(OWN):
            label = _now("Group %(number)d") % {"number": n + 1}
            self.fields[f"own_{n}_group"] = forms.ChoiceField(label=label, choices=_groups(), required=False)
            self.fields[f"own_{n}_way"] = forms.ChoiceField(
                label=_now("Which way"), choices=[(way, returning(way, self.home)) for way in WAYS], required=False
            )
            found += [f"own_{n}_group", f"own_{n}_way", self._numbers(f"own_{n}", label)]
        return found

    @property
    def silent(self) -> list[Stance]:
        """Stances on groups that the register does not tell: nothing is assumed from them."""
        told = {each.pk for each, _group in self.told}
        return [each for each in self.stances if each.pk not in told]

    @property
    def terms(self) -> dict[str, Any]:
        """The terms as the verb takes them."""
        data = self.cleaned_data
        pair = {name: [data[f"{name}_{way}"] for way in WAYS] for name in ("ratio", "other_ratio")}
        return {
            **{str(way): {"least": data[f"least_{way}"], "most": data[f"most_{way}"]} for way in WAYS},
            **{name: None if both == [None, None] else [each or 0 for each in both] for name, both in pair.items()},
            "limits": [each for each in self._limits() if each["least"] is not None or each["most"] is not None],
            "with_missing": data["with_missing"],
        }

    def _limits(self) -> Iterable[dict[str, Any]]:
        for stance, group in self.told:
            yield self._said(f"stance_{stance.pk}", stance.direction, group, str(stance.pk))
        for n in range(OWN):
            if group := self.cleaned_data[f"own_{n}_group"]:
                yield self._said(f"own_{n}", self.cleaned_data[f"own_{n}_way"] or Direction.TO_US, group, None)

    def _said(self, name: str, way: str, group: str, stance: str | None) -> dict[str, Any]:
        numbers = {bound: self.cleaned_data[f"{name}_{bound}"] for bound in ("least", "most")}
        return {"direction": str(way), "subject": group, "stance": stance, **numbers}

    def place(self, field: str) -> str | None:
        """The field of the form that stands for a member of the terms, to show a fault at."""
        names = {"to_us": f"most_{Direction.TO_US}", "to_them": f"most_{Direction.TO_THEM}"}
        names |= {name: f"{name}_{Direction.TO_US}" for name in ("ratio", "other_ratio")}
        return names.get(field, field if field in self.fields else None)


def numbers_of(programme: Programme | None, user: User) -> dict[str, dict[str, int]]:
    """What a programme says of numbers: one for one, and what is left of its target."""
    if programme is None or not programme.target_each:
        return {}
    done = tallies([programme], user).get(programme.pk)
    gone = {Direction.TO_US: done.to_us, Direction.TO_THEM: done.to_them} if done else {}
    left = {way: max(programme.target_each - gone.get(way, 0), 0) for way in WAYS}
    return {"ratio": dict.fromkeys(WAYS, 1), "most": left}
