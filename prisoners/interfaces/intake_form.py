"""The form of an intake: what persons captured together share, and a line for each of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.interfaces.editing import SEEN
from accounts.models import User
from common.forms import Form
from prisoners.domain.intake import MOST, Taken, problems_of
from prisoners.enums import IdentifierScheme
from prisoners.interfaces.intake_lines import Line, read_lines
from prisoners.interfaces.register_form import sided_fields
from prisoners.queries.candidates import Candidate
from prisoners.queries.lookalikes import lookalikes

NEW, LEFT_OUT = "new", "out"


class IntakeForm(Form):
    """Reads the lines when it is cleaned: `lines` with their problems, `candidates` of those recorded by line."""

    fieldsets = (
        (_("What they share"), ["party", "status", "captured_on", "captured_at", "detaining_power", "holder"]),
        ("", ["unit", "service_basis", "legal_category", "cohorts", "source", "notes"]),
        (_("Who they are"), ["scheme", "lines"]),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.rows: list[Line] = []
        self.candidates: dict[int, list[Candidate]] = {}
        self.shared = sided_fields(self, user)
        # A rank stands in the line of whom it belongs to.
        del self.fields["rank"], self.shared.fields["rank"]
        self.fields["scheme"] = forms.ChoiceField(
            label=_("Their numbers are"), choices=IdentifierScheme, initial=IdentifierScheme.SERVICE
        )
        self.fields["lines"] = forms.CharField(
            label=_("One person a line"),
            help_text=_("Name; birth date; rank; number. In any script; ? for what is not known. A paste will do."),
            widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.rows = read_lines(data.get("lines", ""))
        if len(self.rows) > MOST:
            told = {"count": len(self.rows), "most": MOST}
            self.add_error("lines", _now("%(count)d lines; at most %(most)d at once. Import a file instead.") % told)
            self.rows = []
        if self.rows and not self.errors:
            self._look()
        return data

    @property
    def taken(self) -> list[Taken]:
        """Those who are to be registered."""
        return [self._taken(line) for line in self.kept]

    @property
    def kept(self) -> list[Line]:
        """The lines that are not left out."""
        return [line for line in self.rows if self.choice(line) != LEFT_OUT]

    @property
    def arguments(self) -> dict[str, Any]:
        """What the verb `register_intake` takes."""
        captivity = self._captivity()
        cohorts = captivity.pop("cohorts", ())
        return {
            "people": self.taken,
            "party": self.cleaned_data["party"],
            "captivity": captivity,
            "cohorts": cohorts,
        }

    def choice(self, line: Line) -> str:
        """What was chosen of a line that looks like somebody recorded."""
        return self.data.get(line.field_name, "")

    @property
    def is_ready(self) -> bool:
        """Whether nothing is wrong and every line that looks like somebody recorded is decided on."""
        wrong = any(line.problems for line in self.kept)
        decided = all(self.choice(line) in {NEW, LEFT_OUT} for line in self.rows if line.number in self.candidates)
        return self.is_valid() and not wrong and decided and bool(self.kept)

    def _look(self) -> None:
        captivity = self._captivity()
        captivity.pop("cohorts", None)
        kept = self.kept
        said = problems_of([self._taken(line) for line in kept], self.cleaned_data["party"], captivity)
        for place, problems in said.items():
            kept[place - 1].problems.extend(problems)
        named = {line.number: line.name for line in self.rows if line.name}
        self.candidates = lookalikes(named, {line.number: line.born for line in self.rows}, self.user)

    def _taken(self, line: Line) -> Taken:
        where = self.cleaned_data.get("captured_at") or str(self.cleaned_data["captured_on"])
        told = {"number": line.number, "where": where}
        return line.taken(self.cleaned_data["scheme"], _now("Unknown person %(number)d, %(where)s") % told)

    def _captivity(self) -> dict[str, Any]:
        names = [name for name in self.shared.fields if name != SEEN]
        return {self.shared.dates.get(name, name): self.cleaned_data[name] for name in names}
