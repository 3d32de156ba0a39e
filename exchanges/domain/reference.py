"""What the public record takes for granted: its two sides, the mediators it names, the agreements it counts to."""

import datetime
from typing import Any

from accounts.models import User
from negotiations.domain.programmes import log_programme, record_programme_event
from negotiations.enums import AgeTaken, Category, ProgrammeEventKind
from negotiations.models import Programme
from sources.domain.founding import founding_source
from units.domain.parties import register_party
from units.enums import PartyKind
from units.models import Party

#: Code, name in Ukrainian, name in English. The first is ours.
PARTIES = (
    ("UA", "Україна", "Ukraine"),
    ("RU", "Росія", "Russia"),
    ("AE", "ОАЕ", "UAE"),
    ("TR", "Туреччина", "Türkiye"),
    ("SA", "Саудівська Аравія", "Saudi Arabia"),
    ("US", "США", "USA"),
    ("QA", "Катар", "Qatar"),
    ("VA", "Святий Престол", "Holy See"),
    ("BY", "Білорусь", "Belarus"),
)

PROGRAMMES = (
    {
        "code": "1000-for-1000",
        "name_uk": "1000 на 1000",
        "name_en": "1000 for 1000",
        "agreed_on": datetime.date(2025, 5, 16),
        "target_each": 1000,
        "terms": "Домовлено у Стамбулі 16 травня 2025 року.\nAgreed in Istanbul on 16 May 2025.",
    },
    {
        "code": "istanbul-2",
        "name_uk": "Стамбул II",
        "name_en": "Istanbul II",
        "agreed_on": datetime.date(2025, 6, 2),
        "open_ended": True,
        "categories": [Category.SERIOUSLY_WOUNDED, Category.GRAVELY_SICK, Category.YOUNG, Category.REMAINS],
        "age_from": 18,
        "age_to": 25,
        "age_taken": AgeTaken.NOT_STATED,
        "terms": "Усі тяжкопоранені й тяжкохворі та особи віком 18–25 років, без обмеження кількості; 6000 тіл. "
        "Порушено 23 липня 2025 року.\nAll seriously wounded and sick, and those aged 18 to 25, without a limit; "
        "6,000 bodies. Breached on 23 July 2025.",
    },
    {
        "code": "istanbul-3",
        "name_uk": "Стамбул III",
        "name_en": "Istanbul III",
        "agreed_on": datetime.date(2025, 7, 23),
        "target_each": 1200,
        "terms": "Щонайменше 1200 осіб з кожного боку.\nAt least 1,200 persons each way.",
    },
    {
        "code": "geneva-2026",
        "name_uk": "Женева 2026: 500 на 500",
        "name_en": "Geneva 2026: 500 for 500",
        "target_each": 500,
        "terms": "Два етапи: 200 і 300 осіб з кожного боку.\nTwo stages: 200 and 300 persons each way.",
    },
)

#: Programme, what became of it, when, by whom, the key of the source (`sources.domain.founding`), in words.
EVENTS = (
    (
        "1000-for-1000",
        ProgrammeEventKind.FULFILMENT,
        datetime.date(2025, 5, 25),
        "",
        "",
        "Три етапи, 23–25 травня 2025 року.\nThree stages, 23 to 25 May 2025.",
    ),
    (
        "istanbul-2",
        ProgrammeEventKind.BREACH,
        datetime.date(2025, 7, 23),
        "RU",
        "C",
        "Безстроковий обмін тяжкопоранених припинено в односторонньому порядку.\n"
        "The open-ended exchange of the severely wounded was broken unilaterally.",
    ),
    (
        "geneva-2026",
        ProgrammeEventKind.FULFILMENT,
        datetime.date(2026, 3, 6),
        "",
        "",
        "Другий етап, 6 березня 2026 року.\nThe second stage, 6 March 2026.",
    ),
)


def add_reference_data(*, by: User) -> int:
    """Register the parties and programmes that are missing by their codes; returns how many were. Changes none."""
    there = set(Party.objects.standing().values_list("code", flat=True))
    missing = [party for party in PARTIES if party[0] not in there]
    has_home = Party.objects.standing().filter(is_home=True).exists()
    for code, name_uk, name_en in missing:
        ours = code == PARTIES[0][0] and not has_home
        kind = PartyKind.STATE
        register_party(code=code, name_uk=name_uk, name_en=name_en, kind=kind, is_home=ours, by=by)
    logged = set(Programme.objects.standing().values_list("code", flat=True))
    added = [programme for programme in PROGRAMMES if programme["code"] not in logged]
    _log_programmes(added, by)
    return len(missing) + len(added)


def _log_programmes(added: list[dict[str, Any]], by: User) -> None:
    """Log these programmes with what became of them."""
    programmes = {fields["code"]: log_programme(by=by, **fields) for fields in added}
    for code, kind, happened_on, party, source, note in EVENTS:
        if code in programmes:
            record_programme_event(
                programme=programmes[code],
                kind=kind,
                happened_on=happened_on,
                by_party=Party.objects.standing().get(code=party) if party else None,
                source=founding_source(source, by=by) if source else None,
                note=note,
                by=by,
            )
