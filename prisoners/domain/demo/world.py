"""What invented people need around them: units, places of detention, sources, cohorts. Each says what it is."""

import random

from accounts.models import User
from common import clock
from common.bulk import copy_in
from common.ids import new_id
from places.enums import PlaceKind, PlaceStatus
from places.models import Place
from prisoners.domain.demo.army import add_army
from prisoners.domain.demo.calendar import PEAKS_OURS, PEAKS_THEIRS, captures
from prisoners.domain.demo.draft import Side, World
from prisoners.domain.demo.words import Pick
from prisoners.domain.reference import add_cohorts
from prisoners.enums import EvidenceClass
from prisoners.models import Cohort
from sources.enums import SourceKind
from sources.models import Source
from units.models import Party

PLACES, SOURCES = 30, 40
#: Ours are the more numerous: of a hundred persons, so many.
OURS = 55
KINDS = (
    (PlaceKind.COLONY, "Колонія", "Penal colony"),
    (PlaceKind.REMAND, "СІЗО", "Remand prison"),
    (PlaceKind.CAMP, "Табір", "Camp"),
    (PlaceKind.HOSPITAL, "Лікарня", "Hospital"),
    (PlaceKind.TRANSIT, "Пересильний пункт", "Transit point"),
)
REGIONS = {
    "RU": "Ростовська Бєлгородська Курська Тульська Володимирська Волгоградська Мордовія Чечня Воронезька Тверська",
    "UA": "Львівська Вінницька Дніпропетровська Житомирська Київська Полтавська Хмельницька Черкаська Сумська Одеська",
}
TOLD = {
    EvidenceClass.POWER: (SourceKind.DOCUMENT, "Підтвердження через МКЧХ / notice through the ICRC"),
    EvidenceClass.ICRC_VISIT: (SourceKind.DOCUMENT, "Відвідування МКЧХ / visit of the ICRC"),
    EvidenceClass.LIST: (SourceKind.DOCUMENT, "Список / list"),
    EvidenceClass.RETURNEE: (SourceKind.TESTIMONY, "Свідчення / testimony"),
    EvidenceClass.CONTACT: (SourceKind.TESTIMONY, "Лист або дзвінок / letter or call"),
    EvidenceClass.IMAGE: (SourceKind.OPEN_SOURCE, "Відео / video"),
    EvidenceClass.FAMILY: (SourceKind.TESTIMONY, "Родина / family"),
    EvidenceClass.OPEN_SOURCE: (SourceKind.OPEN_SOURCE, "Відкрите джерело / open source"),
}
ADDRESS = "https://example.org/synthetic/held/"


def raise_world(*, by: User) -> World:
    """The world of the invented people, made where it is missing. Inside a verb only."""
    add_cohorts(by=by)
    home = Party.objects.home()
    other = Party.objects.standing().exclude(pk=home.pk).get(code="RU" if home.code == "UA" else "UA")
    sides = [_side(party, holder, by) for party, holder in ((home, other), (other, home))]
    cohorts = {code: key.hex for code, key in Cohort.objects.standing().values_list("code", "pk")}
    return World(sides=Pick(sides, (OURS, 100 - OURS)), cohorts=cohorts, today=clock.today())


def _side(party: Party, holder: Party, by: User) -> Side:
    units = add_army(party, by=by)
    random.Random(0).shuffle(units)  # noqa: S311  # nosec B311 (made-up units, no secret)
    return Side(
        party=party.pk.hex,
        code=party.code,
        is_home=party.is_home,
        holder=holder.pk.hex,
        units=Pick.ranked(units),
        places=Pick.ranked(_places(holder)),
        sources=Pick.ranked(_sources(party)),
        months=captures(PEAKS_OURS if party.is_home else PEAKS_THEIRS, clock.today()),
    )


def _places(holder: Party) -> list[str]:
    regions = REGIONS.get(holder.code, "-").split()
    names = [(*KINDS[number % len(KINDS)], number, regions[number % len(regions)]) for number in range(1, PLACES + 1)]
    rows = [
        {
            "name_uk": f"{uk} № {number} (синтетичне місце)",
            "name_en": f"{en} No. {number} (synthetic)",
            "kind": kind,
            "country": holder.code[:2],
            "region": region,
            "declared": number % 3 == 0,
            "status": PlaceStatus.OPEN,
        }
        for kind, uk, en, number, region in names
    ]
    there = Place.objects.standing().filter(name_en__endswith="(synthetic)", country=holder.code[:2])
    if not there.exists():
        copy_in(Place, rows)
    return [key.hex for key in there.order_by("name_en", "region").values_list("pk", flat=True)]


def _sources(party: Party) -> list[tuple[str, str]]:
    """Keys with kinds of evidence. Every fifth source is the reprint of the one before it."""
    address = f"{ADDRESS}{party.code.lower()}/"
    there = Source.objects.standing().filter(url__startswith=address).order_by("url").values_list("pk", flat=True)
    evidence = [list(TOLD)[number % len(TOLD)] for number in range(SOURCES)]
    if not there.exists():
        _write_sources(party, address, evidence)
    return list(zip([key.hex for key in there], evidence, strict=True))


def _write_sources(party: Party, address: str, evidence: list[EvidenceClass]) -> None:
    rows: list[dict] = []
    for number, kind in enumerate(evidence):
        row = {
            "id": new_id().hex,
            "kind": TOLD[kind][0],
            "title": f"СИНТЕТИЧНЕ / SYNTHETIC: {TOLD[kind][1]} № {number}",
            "publisher": "example.org",
            "url": f"{address}{number:02d}",
            "same_statement_as_id": rows[-1]["id"] if number % 5 == 4 else None,
        }
        rows.append(row)
    copy_in(Source, rows)
