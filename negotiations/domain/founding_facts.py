"""The founding facts that speak of negotiations, each with the document that says so (see `sources.domain.founding`).

Public facts only. Text is data: it stands in Ukrainian and in English.
"""

import datetime
from dataclasses import dataclass

from negotiations.enums import (
    Category,
    Channel,
    Direction,
    MediatorRole,
    Position,
    ProposalFormat,
    ProposalKind,
    ProposalStatus,
)

D = datetime.date
TO_US, TO_THEM = Direction.TO_US, Direction.TO_THEM
C, P = Category, Position


@dataclass(frozen=True)
class FoundingRound:
    """A round that the public record tells of; all of them are over."""

    title: str
    channel: Channel
    outcome: str
    day: datetime.date | None = None
    venue: str = ""
    agenda: str = ""
    source: str = ""
    parties: tuple[str, ...] = ("UA", "RU")
    mediators: tuple[tuple[str, MediatorRole], ...] = ()


ISTANBUL = {
    "channel": Channel.DIPLOMATIC,
    "venue": "Стамбул / Istanbul",
    "mediators": (("TR", MediatorRole.HOST),),
}
ROUNDS = (
    FoundingRound(
        title="Стамбул, перший раунд / Istanbul, first round",
        day=D(2025, 5, 16),
        outcome="Домовлено про 1000 на 1000. / 1,000 for 1,000 was agreed.",
        **ISTANBUL,
    ),
    FoundingRound(
        title="Стамбул, другий раунд / Istanbul, second round",
        day=D(2025, 6, 2),
        outcome="Домовлено про всіх тяжкопоранених і тяжкохворих та осіб віком 18–25 років, без обмеження, "
        "і про 6000 тіл. / All seriously wounded and sick and those aged 18 to 25 were agreed, open-ended, and 6,000 "
        "bodies.",
        **ISTANBUL,
    ),
    FoundingRound(
        title="Стамбул, третій раунд / Istanbul, third round",
        day=D(2025, 7, 23),
        outcome="Домовлено щонайменше про 1200 осіб з кожного боку. / At least 1,200 persons each way were agreed.",
        **ISTANBUL,
    ),
    FoundingRound(
        title="Зустрічі перемовників за інтерв’ю Штабу / Meetings of negotiators, as the Headquarters tells",
        channel=Channel.HEADQUARTERS,
        venue="окуповані території, Білорусь, Росія / occupied territories, Belarus, Russia",
        outcome="Відомо лише, що вони відбувалися. / It is known only that they took place.",
        source="B",
    ),
    FoundingRound(
        title="Катар передав списки зниклих і листи / Qatar passed on lists of the missing and letters",
        channel=Channel.MEDIATOR,
        agenda="Списки зниклих військових; листи. / Lists of missing service members; letters.",
        outcome="Списки й листи передано; нікого не передавали. / Lists and letters were passed on; nobody "
        "was handed over.",
        source="D",
        mediators=(("QA", MediatorRole.COURIER),),
    ),
)


@dataclass(frozen=True)
class FoundingProposal:
    """A proposal that the public record tells of, and what became of it."""

    title: str
    kind: ProposalKind
    made_by: str
    made_to: str
    format: ProposalFormat
    source: str
    text: str
    made_on: datetime.date | None = None
    channel: str = ""
    terms: tuple[tuple[Direction, Category, int | None], ...] = ()
    status: ProposalStatus = ProposalStatus.TABLED
    answer: str = ""


PROPOSALS = (
    FoundingProposal(
        title="630 на 630, публічно / 630 for 630, in public",
        kind=ProposalKind.PUBLIC,
        made_by="RU",
        made_to="UA",
        made_on=D(2024, 11, 27),
        channel=Channel.MEDIA,
        format=ProposalFormat.ONE_FOR_ONE,
        terms=((TO_US, C.ANYBODY, 630), (TO_THEM, C.ANYBODY, 630)),
        source="D",
        text="27.11.2024 заявлено про готовність; 02.12 оприлюднено список і звинувачення у відмові; 03.12 Україна "
        "відповіла, що офіційного запиту не було, а в списку є цивільні й уже повернуті. / Readiness was declared on "
        "27 Nov 2024; on 2 Dec the list was published with the reproach of a refusal; on 3 Dec Ukraine said that no "
        "official request had come, and that civilians and persons already returned are on the list.",
    ),
    FoundingProposal(
        title="Всіх на всіх / All for all",
        kind=ProposalKind.REPORTED,
        made_by="UA",
        made_to="RU",
        format=ProposalFormat.ALL_FOR_ALL,
        terms=((TO_US, C.ANYBODY, None), (TO_THEM, C.ANYBODY, None)),
        source="C",
        text="Гуманітарну пропозицію зроблено й відхилено. / The humanitarian offer was made and refused.",
        status=ProposalStatus.REFUSED,
        answer="Відхилено. / Refused.",
    ),
    FoundingProposal(
        title="Українські пропозиції до серпня 2024 / Ukrainian offers before August 2024",
        kind=ProposalKind.REPORTED,
        made_by="UA",
        made_to="RU",
        format=ProposalFormat.OTHER,
        source="D",
        text="Росія місяцями відхиляла українські пропозиції. / Russia rebuffed Ukrainian offers for months.",
        status=ProposalStatus.REFUSED,
        answer="Місяцями відхиляли. / Rebuffed for months.",
    ),
    FoundingProposal(
        title="1000 прізвищ, від яких нібито відмовились / 1,000 names said to have been refused",
        kind=ProposalKind.REPORTED,
        made_by="RU",
        made_to="UA",
        format=ProposalFormat.NUMBERS,
        terms=((TO_US, C.ANYBODY, 1000),),
        source="kommersant",
        text="За словами російського перемовника, раніше запропоновано 1000 прізвищ і отримано відмову. / By the "
        "words of the Russian negotiator, 1,000 names were offered earlier and refused.",
        status=ProposalStatus.REFUSED,
        answer="За словами однієї сторони. / By the words of one side.",
    ),
)

INTERVIEW, AKHMAT_FIRST = D(2025, 2, 22), D(2026, 2, 5)
LITTLE_INTEREST = "Мало зацікавлена; доводиться переконувати. / Little interest; has to be persuaded."
AZOV = "12-та бригада спеціального призначення «Азов»"
#: Party, position, direction, what it is about and which, since when, source, note.
STANCES: tuple[tuple[str, Position, Direction, str, str, datetime.date | None, str, str], ...] = (
    (
        "RU",
        P.REFUSES,
        TO_US,
        "unit",
        AZOV,
        INTERVIEW,
        "A",
        "Репутація, військова цінність. / Reputation, military value.",
    ),
    ("RU", P.REFUSES, TO_US, "branch", "marines", INTERVIEW, "A", ""),
    (
        "RU",
        P.WANTS,
        TO_THEM,
        "category",
        C.CONSCRIPTS,
        INTERVIEW,
        "A",
        "Офіційно не воюють. / Officially they do not fight.",
    ),
    ("RU", P.WANTS, TO_THEM, "category", C.CHECHENS, INTERVIEW, "A", ""),
    ("RU", P.WHEN_PRESSED, TO_THEM, "category", C.OCCUPIED, INTERVIEW, "A", LITTLE_INTEREST),
    ("RU", P.REFUSES, TO_THEM, "category", C.OCCUPIED, AKHMAT_FIRST, "C", ""),
    ("RU", P.WHEN_PRESSED, TO_THEM, "category", C.CONVICTS, INTERVIEW, "A", LITTLE_INTEREST),
    ("RU", P.WANTS, TO_THEM, "category", C.CONVICTS, AKHMAT_FIRST, "C", "75 % зі 157. / 75 % of the 157."),
    ("RU", P.WHEN_PRESSED, TO_THEM, "category", C.MINORITIES, INTERVIEW, "A", LITTLE_INTEREST),
    ("RU", P.WANTS, TO_THEM, "unit", "Спеціальний загін «Ахмат»", AKHMAT_FIRST, "C", "Першими. / First of all."),
    ("RU", P.WANTS, TO_THEM, "category", C.RECENT, AKHMAT_FIRST, "C", "Більшість менше року. / Most under a year."),
    ("RU", P.REFUSES, TO_THEM, "category", C.SERIOUSLY_WOUNDED, AKHMAT_FIRST, "C", ""),
    ("RU", P.REFUSES, TO_THEM, "category", C.GRAVELY_SICK, AKHMAT_FIRST, "C", ""),
    ("RU", P.REFUSES, TO_THEM, "category", C.FOREIGNERS, AKHMAT_FIRST, "C", ""),
    ("RU", P.REFUSES, TO_THEM, "category", C.LONG_HELD, AKHMAT_FIRST, "C", ""),
    ("UA", P.WANTS, TO_US, "category", C.SERIOUSLY_WOUNDED, None, "E", "Перші в черзі. / First in the order."),
    ("UA", P.WANTS, TO_US, "category", C.GRAVELY_SICK, None, "E", "Перші в черзі. / First in the order."),
    ("UA", P.WANTS, TO_US, "category", C.WOMEN, None, "E", "Другі в черзі. / Second in the order."),
    ("UA", P.WANTS, TO_US, "category", C.LONG_HELD, None, "E", "Треті в черзі. / Third in the order."),
    ("UA", P.WANTS, TO_US, "cohort", "mariupol-garrison", None, "E", "Четверті в черзі. / Fourth in the order."),
    ("UA", P.WANTS, TO_US, "cohort", "azovstal", None, "E", "Четверті в черзі. / Fourth in the order."),
    ("UA", P.WANTS, TO_US, "category", C.CIVILIANS, None, "E", "Звільнення, не обмін. / A release, no exchange."),
    ("UA", P.WANTS, TO_US, "unit", AZOV, INTERVIEW, "A", ""),
    ("UA", P.WANTS, TO_US, "unit", "Інші підрозділи військової частини 3057", INTERVIEW, "A", ""),
)
