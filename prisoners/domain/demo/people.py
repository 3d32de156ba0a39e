"""An invented person: name in one or several languages, birth, family, numbers."""

import datetime
from dataclasses import dataclass
from typing import Any

from common.names import icao_russian, keys_of, kmu2010
from prisoners.domain.demo.calendar import DAY, PRECISION_OF_BIRTH, partial
from prisoners.domain.demo.draft import Draft, Side
from prisoners.domain.demo.words import GivenName, Names, Pick, names
from prisoners.domain.persons import value_key
from prisoners.enums import IdentifierScheme, IdentityBasis, IdentityStatus, NameKind, Sex, Transmission
from prisoners.models import Identifier, Person, PersonName

PEOPLES = {
    "UA": Pick.of({"ukrainian": 92, "russian": 5, "crimean_tatar": 3}),
    "": Pick.of({"russian": 78, "caucasian": 9, "buryat": 5, "ukrainian": 6, "crimean_tatar": 2}),
}
SCHEMES = Pick.of({IdentifierScheme.SERVICE: 50, IdentifierScheme.PERSONAL: 30, IdentifierScheme.AGENCY: 20})
BASES = Pick.of(
    {IdentityBasis.STATED: 30, IdentityBasis.LIST: 30, IdentityBasis.PHOTO: 15, IdentityBasis.CARD: 10, "": 15}
)
TOWNS = {
    "UA": "Київ Харків Дніпро Одеса Запоріжжя Львів Миколаїв Маріуполь Вінниця Херсон Полтава Чернігів Черкаси Суми "
    "Житомир Рівне Тернопіль Луцьк Ужгород Бердянськ Мелітополь Бахмут Краматорськ Умань Ізюм Ніжин Стрий",
    "": "Ростов-на-Дону Волгоград Самара Саратов Краснодар Чита Улан-Удэ Грозный Махачкала Псков Иркутск Омск Пермь "
    "Уфа Казань Барнаул Кызыл Владивосток Курск Белгород Брянск Рязань Тамбов Пенза Оренбург Екатеринбург",
}
UNKNOWN = ("Непритомний чоловік, лікарня № {}", "Невідомий у шрамах, відео № {}", "Чоловік з позивним, камера № {}")


@dataclass(frozen=True)
class Family:
    """What a brother shares."""

    people: Names
    surname: str
    father: GivenName
    born: datetime.date
    birth_place: str


@dataclass(frozen=True)
class Made:
    """A person in the making."""

    key: str
    side: Side
    family: Family
    is_woman: bool
    is_civilian: bool


def add_person(draft: Draft, brother: Family | None) -> Made:
    """One more person; of `brother`'s family, when one is given."""
    side = draft.world.sides.draw(draft.chance)
    is_civilian = draft.happens(0.09 if side.is_home else 0.01)
    is_woman = brother is None and draft.happens(0.3 if is_civilian else 0.03)
    family = _brother(draft, brother) if brother else _family(draft, side)
    made = Made(draft.key(), side, family, is_woman, is_civilian)
    given = family.people.female.draw(draft.chance) if is_woman else family.people.male.draw(draft.chance)
    is_unknown = brother is None and draft.happens(0.004)
    called = (
        {"description": _description(draft), "name": "", "sort_key": ""} if is_unknown else _names(draft, made, given)
    )
    draft.rows[Person].append({"id": made.key, **called, **_particulars(draft, made, is_unknown)})
    if not is_unknown and draft.happens(0.5):
        _number(draft, made)
    return made


def _particulars(draft: Draft, made: Made, is_unknown: bool) -> dict[str, Any]:
    family, chance, told = made.family, draft.chance, draft.happens(0.25) and not is_unknown
    provisional = IdentityStatus.PROVISIONAL if draft.happens(0.06) else IdentityStatus.ESTABLISHED
    country = made.side.code if len(made.side.code) == 2 else ""
    return {
        "party_id": made.side.party,
        "sex": Sex.FEMALE if made.is_woman else Sex.MALE,
        **partial("born_on", None if is_unknown else family.born, PRECISION_OF_BIRTH.draw(chance)),
        "birth_place": "" if is_unknown else family.birth_place,
        "citizenships": f"{{{country}}}" if country and not is_unknown else "{}",
        "origin_group": family.people.origin_group,
        "identity_status": IdentityStatus.UNKNOWN if is_unknown else provisional,
        "identity_basis": BASES.draw(chance),
        "father_name": "" if is_unknown else family.father.name,
        "mother_maiden_name": family.people.surnames.draw(chance) if told else "",
        "last_residence": _town(draft, made.side) if told else "",
        "transmission": Transmission.FREE,
        "is_synthetic": True,
    }


def _family(draft: Draft, side: Side) -> Family:
    people = names(PEOPLES.get(side.code, PEOPLES[""]).draw(draft.chance))
    age = 19 + int(draft.chance.betavariate(1.6, 2.6) * 42)
    born = datetime.date(2023 - age, 1, 1) + draft.within(0, 365) * DAY
    surname, father = people.surnames.draw(draft.chance), people.male.draw(draft.chance)
    return Family(people, surname, father, born, _town(draft, side))


def _brother(draft: Draft, family: Family) -> Family:
    """The family again: a twin, or a brother some years apart."""
    apart = 0 if draft.happens(0.3) else draft.within(400, 3000)
    return Family(family.people, family.surname, family.father, family.born + apart * DAY, family.birth_place)


def _town(draft: Draft, side: Side) -> str:
    towns = _TOWNS.get(side.code, _TOWNS[""])
    return towns[draft.within(0, len(towns))]


_TOWNS = {code: towns.split() for code, towns in TOWNS.items()}


def _description(draft: Draft) -> str:
    return UNKNOWN[draft.within(0, len(UNKNOWN))].format(draft.within(1, 90))


def _names(draft: Draft, made: Made, given: GivenName | str) -> dict[str, str]:
    """Add the names; returns how the person is called."""
    family = made.family
    surname = family.people.of_a_woman(family.surname) if made.is_woman else family.surname
    first = given if isinstance(given, str) else given.name
    patronymic = family.father.daughter if made.is_woman else family.father.son
    if draft.happens(0.04):
        patronymic = ""
    keys = _name(draft, made, (surname, first, patronymic), NameKind.LEGAL, family.people.language, preferred=True)
    if draft.happens(0.3):
        romanised = kmu2010 if draft.happens(0.6) and family.people.language == "uk" else icao_russian
        latin = (romanised(surname), romanised(first), romanised(patronymic) if draft.happens(0.3) else "")
        _name(draft, made, latin, NameKind.LISTED, "en")
    if isinstance(given, GivenName) and given.russian and draft.happens(0.15):
        russian = family.father.russian[1] if family.father.russian and patronymic else ""
        _name(draft, made, (_in_russian(surname), given.russian[0], russian), NameKind.LISTED, "ru")
    return {"name": " ".join(filter(None, (surname, first, patronymic))), "sort_key": keys, "description": ""}


def _in_russian(surname: str) -> str:
    """About as an official of the other side writes it down."""
    for old, new in (
        ("ський", "ский"),
        ("ий", "ый"),
        ("и", "ы"),
        ("і", "и"),
        ("ї", "и"),
        ("є", "е"),
        ("'", "ъ"),
        ("ґ", "г"),
    ):
        surname = surname.replace(old, new)
    return surname


def _name(
    draft: Draft, made: Made, parts: tuple[str, str, str], kind: NameKind, language: str, *, preferred: bool = False
) -> str:
    keys = keys_of(*parts)
    draft.add(
        PersonName,
        person_id=made.key,
        surname=parts[0],
        given_name=parts[1],
        patronymic=parts[2],
        kind=kind,
        language=language,
        is_preferred=preferred,
        surname_key=keys.surname_key,
        given_key=keys.given_key,
        patronymic_key=keys.patronymic_key,
        folded=keys.folded,
    )
    return keys.sort_key


def _number(draft: Draft, made: Made) -> None:
    """A number that nobody else has: it follows from the person's own."""
    scheme, value = SCHEMES.draw(draft.chance), f"S-{draft.number:07d}"
    draft.add(Identifier, person_id=made.key, scheme=scheme, value=value, value_key=value_key(value))
