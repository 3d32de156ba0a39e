"""Documents that the product began from, and what is told of them elsewhere: public statements, no person named."""

import datetime

from accounts.models import User
from sources.domain.sources import register_source
from sources.enums import SourceKind
from sources.models import Source

D = datetime.date
#: By key: kind, title, publisher, day of publication, address. The titles are those of the documents.
FOUNDING: dict[str, tuple[SourceKind, str, str, datetime.date | None, str]] = {
    "A": (
        SourceKind.PRESS,
        "Ukrainska Pravda, 22.02.2025: інтерв’ю секретаріату Координаційного штабу / "
        "interview with the secretariat of the Coordination Headquarters",
        "Ukrainska Pravda",
        D(2025, 2, 22),
        "",
    ),
    "B": (
        SourceKind.PRESS,
        "Ukrinform: те саме інтерв’ю, ширше / the same interview, more of it",
        "Ukrinform",
        None,
        "",
    ),
    "C": (
        SourceKind.PRESS,
        "Ukrainska Pravda, 05.02.2026: проєкт «Хочу жити» про обмін 157 на 157 / "
        "the project I Want to Live on the exchange of 157 for 157",
        "Ukrainska Pravda",
        D(2026, 2, 5),
        "",
    ),
    "D": (
        SourceKind.PRESS,
        "Rubryka, 04.12.2024: звіт ISW про список 630 / the ISW report on the list of 630",
        "Rubryka",
        D(2024, 12, 4),
        "",
    ),
    "E": (
        SourceKind.OPEN_SOURCE,
        "Відеоаналіз обмінів, серпень 2024 / video analysis of exchanges, August 2024",
        "",
        None,
        "",
    ),
    "bodies": (
        SourceKind.PRESS,
        "Українська правда, 16.06.2025: 6057 тіл / 6,057 bodies",
        "Ukrainska Pravda",
        D(2025, 6, 16),
        "https://www.pravda.com.ua/eng/news/2025/06/16/7517351/",
    ),
    "kommersant": (
        SourceKind.PRESS,
        "Коммерсантъ, серпень 2025: слова російського перемовника / "
        "Kommersant, August 2025: words of the Russian negotiator",
        "Коммерсантъ",
        None,
        "https://www.kommersant.ru/doc/8081059",
    ),
}
#: The same statement, told again: no second confirmation.
REPRINTS = {"B": "A"}


def founding_source(key: str, *, by: User) -> Source:
    """The source of this key; registered unless it is there by its title, after the one that it reprints."""
    kind, title, publisher, published_on, url = FOUNDING[key]
    if there := Source.objects.standing().filter(title=title).first():
        return there
    original = founding_source(REPRINTS[key], by=by) if key in REPRINTS else None
    return register_source(
        kind=kind,
        title=title,
        publisher=publisher,
        published_on=published_on,
        url=url,
        same_statement_as=original,
        by=by,
    )
