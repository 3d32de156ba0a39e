"""How the people of a list fit the categories that its programme agreed on."""

from collections.abc import Callable

from dateutil.relativedelta import relativedelta

from common import clock
from negotiations.enums import AgeTaken, Category
from negotiations.models import Programme
from negotiations.queries.told import Told
from prisoners.enums import HealthGrade, LegalCategory, ServiceBasis, Sex

#: Whom a category that was agreed takes; one that says nothing of a record, such as an origin, is not counted.
TAKES: dict[str, Callable[[Told], bool]] = {
    Category.POW: lambda each: each.legal_category == LegalCategory.POW,
    Category.CIVILIANS: lambda each: each.legal_category == LegalCategory.CIVILIAN,
    Category.SERIOUSLY_WOUNDED: lambda each: each.grade == HealthGrade.SERIOUSLY_WOUNDED,
    Category.GRAVELY_SICK: lambda each: each.grade == HealthGrade.GRAVELY_SICK,
    Category.WOMEN: lambda each: each.sex == Sex.FEMALE,
    Category.CONSCRIPTS: lambda each: each.service_basis == ServiceBasis.CONSCRIPT,
    Category.CONTRACT: lambda each: each.service_basis == ServiceBasis.CONTRACT,
    Category.MOBILISED: lambda each: each.service_basis == ServiceBasis.MOBILISED,
    Category.OCCUPIED: lambda each: each.service_basis == ServiceBasis.PROXY,
    Category.CONVICTS: lambda each: each.service_basis == ServiceBasis.CONVICT,
    Category.COMPANY: lambda each: each.service_basis == ServiceBasis.COMPANY,
}
OF_HEALTH = frozenset({Category.SERIOUSLY_WOUNDED, Category.GRAVELY_SICK})


def agreed_of(
    programme: Programme | None, held: list[Told], *, sees_health: bool
) -> tuple[list[tuple[str, int]], int | None]:
    """How many of the held ones each agreed category takes, and how many none does.

    Nothing is counted where none was agreed, nor of health for whom it is not to be told. Where a category cannot be
    counted it cannot be said who is outside: None.
    """
    if programme is None or not programme.categories:
        return [], None
    takes = {**TAKES, Category.YOUNG: lambda each: _of_age(programme, each)}
    agreed = [code for code in programme.categories if code in takes and (sees_health or code not in OF_HEALTH)]
    counted = [(code, sum(map(takes[code], held))) for code in agreed]
    if len(agreed) < len(programme.categories):
        return counted, None
    return counted, sum(not any(takes[code](each) for code in agreed) for each in held)


def _of_age(programme: Programme, each: Told) -> bool:
    """Whether somebody has the agreed age on the day on which it is taken; of whom either is not known: no."""
    days = {AgeTaken.CAPTURE: each.captured_on, AgeTaken.AGREEMENT: programme.agreed_on}
    day = days.get(programme.age_taken, clock.today())
    if not day or not each.born_on:
        return False
    age = relativedelta(day, each.born_on).years
    return (programme.age_from or 0) <= age <= (programme.age_to or age)
