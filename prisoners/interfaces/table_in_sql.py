"""The columns of the list of persons as the database writes them into a file; PersonTable says the same row by row."""

from django.db.models import Case, DateField, Expression, F, Func, IntegerField, TextChoices, TextField, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf
from django.db.models.lookups import GreaterThan
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common import clock
from common.parquet import Kind
from common.partial_columns import as_text
from prisoners.enums import CaptivityStatus, LegalCategory

LATEST = "latest_captivity__"
UNIT = f"{LATEST}unit__"


def columns_in_sql() -> dict[str, tuple[Kind, Expression]]:
    """By the names of the columns, in the language that is active."""
    return {
        "name": (Kind.TEXT, _name()),
        "party": (Kind.TEXT, F("party__name_en" if _is_english() else "party__name_uk")),
        "status": (Kind.TEXT, _status()),
        "unit": (Kind.TEXT, _unit()),
        "captured_on": (Kind.DAY, as_text(f"{LATEST}captured_on")),
        "days_held": (Kind.INTEGER, _days_held()),
        "legal_category": (Kind.TEXT, _labels(f"{LATEST}legal_category", LegalCategory)),
        "born_on": (Kind.DAY, as_text("born_on")),
    }


def _name() -> Expression:
    """As `str(person)`."""
    called = Coalesce(NullIf("name", Value("")), "description")
    invented = Case(When(is_synthetic=True, then=Value(" · " + _("synthetic"))), default=Value(""))
    return Concat(called, invented, output_field=TextField())


def _status() -> Expression:
    """As `words.person_chip`; voided and merged persons are in no list."""
    captivity = _labels(f"{LATEST}status", CaptivityStatus)
    return Case(
        When(latest_captivity__isnull=True, then=Value(_("no captivity recorded"))),
        When(**{f"{LATEST}voided_at__isnull": False}, then=Value(_("voided"))),
        default=captivity,
        output_field=TextField(),
    )


def _unit() -> Expression:
    """As `units.models.unit.code_and_name`, of the unit's name in the language of the reader where it has one."""
    code, name = F(f"{UNIT}code"), F(f"{UNIT}name_uk")
    if _is_english():
        name = Coalesce(NullIf(f"{UNIT}name_en", Value("")), f"{UNIT}name_uk")
    # Nothing stands in every name at its first letter.
    told = Func(name, code, function="strpos", output_field=IntegerField())
    return Case(
        When(**{f"{LATEST}unit__isnull": True}, then=Value(None, TextField())),
        When(GreaterThan(told, 0), then=name),
        default=Concat(name, Value(" ("), code, Value(")"), output_field=TextField()),
        output_field=TextField(),
    )


def _days_held() -> Expression:
    """As `words.days_held`: of an empty range both ends are NULL."""
    first, end = (Func(f"{LATEST}surely_held", function=name, output_field=DateField()) for name in ("lower", "upper"))
    until = Coalesce(end, Value(clock.today()), output_field=DateField())
    return Func(until, first, template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField())


def _labels(field: str, choices: type[TextChoices]) -> Case:
    cases = [When(**{field: code}, then=Value(str(label))) for code, label in choices.choices]
    return Case(*cases, output_field=TextField())


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
