"""What a kind of particular of a captivity is: its form, its verbs, how a row of it is told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from accounts.models import User
from common.classification import FieldClass
from common.pieces import Event
from prisoners.interfaces.record_forms import PersonsForm
from prisoners.models import Captivity

Cells = list[tuple[str, str, Any]]


def _any(_captivity: Captivity) -> bool:
    return True


@dataclass(frozen=True)
class Particular:
    """A kind of particular: its form, its verbs, and how a row of it is told.

    `needs` is the class of fields without which nothing of it is shown; `cells` are (field, head, value) of a row;
    `fits` says of which captivities there can be any.
    """

    slug: str
    model: type[Model]
    title: Any
    add_label: Any
    form: type[PersonsForm]
    record: Callable[..., Model]
    revise: Callable[..., Model]
    argument: str
    needs: FieldClass
    names: tuple[str, ...]
    cells: Callable[[Any], Cells]
    event: Callable[[Any], Event]
    fits: Callable[[Captivity], bool] = _any

    def seen_by(self, user: User) -> bool:
        """Whether a reader may see particulars of this kind."""
        return self.needs in user.field_classes_seen

    def rows(self, user: User) -> QuerySet:
        """Particulars that a reader may see, with what their rows name."""
        rows = self.model.objects.visible_to(user) if self.seen_by(user) else self.model.objects.none()
        return rows.select_related("source", *self.names)


def form_of(of: type[Model], *names: str) -> type[PersonsForm]:
    """The form of a particular with these fields."""
    meta = type("Meta", (PersonsForm.Meta,), {"model": of, "fields": names})
    return type(f"{of.__name__}Form", (PersonsForm,), {"Meta": meta, "__module__": __name__})
