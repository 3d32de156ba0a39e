"""The founding order of priority, put into force by two people, as every later one."""

import datetime

from accounts.models import User
from prisoners.domain.policies import approve_policy, draft_policy, propose_policy, set_rules
from prisoners.enums import Criterion, HealthGrade, LegalCategory, Sex
from prisoners.models import PriorityPolicy
from sources.domain.sources import register_source
from sources.enums import SourceKind
from sources.models import Source

EFFECTIVE_FROM = datetime.date(2024, 8, 1)
TITLE = "Transcript of a video analysis on exchanges, August 2024"
#: “The longest in captivity” says no number; this one is ours, and the note says so.
LONG_HELD_DAYS = 1095
NOTE = (
    "The order that the transcript tells. “Longest in captivity” is taken as held for at least 1,095 days (three "
    "years): the number is ours, not the source's. Crimean Tatars are named there without a rank and have none here."
)
#: Criterion, values, reason in Ukrainian, reason in English; the first tier first.
RULES: tuple[tuple[Criterion, list[str], str, str], ...] = (
    (
        Criterion.HEALTH,
        [HealthGrade.SERIOUSLY_WOUNDED.value, HealthGrade.GRAVELY_SICK.value],
        "Тяжкопоранені та тяжкохворі",
        "Seriously wounded and gravely sick",
    ),
    (Criterion.SEX, [Sex.FEMALE.value], "Жінки", "Women"),
    (Criterion.DAYS_HELD, [str(LONG_HELD_DAYS)], "Найдовше в полоні", "Longest in captivity"),
    (
        Criterion.COHORT,
        ["mariupol-garrison", "azovstal"],
        "Маріупольський гарнізон і «Азовсталь»",
        "Mariupol garrison and Azovstal",
    ),
    (Criterion.CATEGORY, [LegalCategory.CIVILIAN.value], "Цивільні", "Civilians"),
)


def add_founding_policy(*, proposer: User, approver: User) -> PriorityPolicy | None:
    """Draft, propose and approve the founding policy where there is none at all; None where there is one already."""
    if PriorityPolicy.objects.exists():
        return None
    source = Source.objects.standing().filter(title=TITLE).first()
    source = source or register_source(
        kind=SourceKind.OPEN_SOURCE, title=TITLE, published_on=EFFECTIVE_FROM, by=proposer
    )
    policy = draft_policy(
        name="Founding order of priority", effective_from=EFFECTIVE_FROM, source=source, note=NOTE, by=proposer
    )
    rules = [
        {"tier": tier, "criterion": criterion, "values": values, "label_uk": uk, "label_en": en}
        for tier, (criterion, values, uk, en) in enumerate(RULES, start=1)
    ]
    set_rules(policy=policy, rules=rules, by=proposer)
    propose_policy(policy=policy, by=proposer)
    return approve_policy(policy=policy, by=approver)
