"""Cohorts that every headquarters of this war knows."""

from accounts.models import User
from prisoners.domain.cohorts import register_cohort
from prisoners.models import Cohort

#: Code, name in Ukrainian, name in English.
COHORTS = (
    ("mariupol-garrison", "Маріупольський гарнізон", "Mariupol garrison"),
    ("azovstal", "Азовсталь", "Azovstal"),
    ("zmiinyi", "Острів Зміїний", "Zmiinyi Island"),
    # Without a rank in the founding policy: a headquarters gives it one when it decides to.
    ("crimean-tatars", "Кримські татари", "Crimean Tatars"),
    ("chornobyl-guard", "Охорона Чорнобильської АЕС", "Guard of the Chornobyl plant"),
)


def add_cohorts(*, by: User) -> int:
    """Register the cohorts that are missing by their codes; returns how many were. Changes none."""
    there = set(Cohort.objects.standing().values_list("code", flat=True))
    missing = [cohort for cohort in COHORTS if cohort[0] not in there]
    for code, name_uk, name_en in missing:
        register_cohort(code=code, name_uk=name_uk, name_en=name_en, by=by)
    return len(missing)
