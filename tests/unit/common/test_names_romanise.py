"""Names in Latin letters: the examples of the resolution itself, and what passports of Russia have."""

import pytest

from common.names import icao_russian, kmu2010

# Every example in the tables of Resolution 55 of the Cabinet of Ministers of Ukraine, 27 January 2010.
EXAMPLES = """
Алушта=Alushta Андрій=Andrii Борщагівка=Borshchahivka Борисенко=Borysenko Вінниця=Vinnytsia Володимир=Volodymyr
Гадяч=Hadiach Богдан=Bohdan Згурський=Zghurskyi Ґалаґан=Galagan Ґорґани=Gorgany Донецьк=Donetsk Дмитро=Dmytro
Рівне=Rivne Олег=Oleh Есмань=Esman Єнакієве=Yenakiieve Гаєвич=Haievych Короп'є=Koropie Житомир=Zhytomyr
Жанна=Zhanna Жежелів=Zhezheliv Закарпаття=Zakarpattia Казимирчук=Kazymyrchuk Медвин=Medvyn Михайленко=Mykhailenko
Іванків=Ivankiv Іващенко=Ivashchenko Їжакевич=Yizhakevych Кадиївка=Kadyivka Мар'їне=Marine Йосипівка=Yosypivka
Стрий=Stryi Олексій=Oleksii Київ=Kyiv Коваленко=Kovalenko Лебедин=Lebedyn Леонід=Leonid Миколаїв=Mykolaiv
Маринич=Marynych Ніжин=Nizhyn Наталія=Nataliia Одеса=Odesa Онищенко=Onyshchenko Полтава=Poltava Петро=Petro
Решетилівка=Reshetylivka Рибчинський=Rybchynskyi Суми=Sumy Соломія=Solomiia Тернопіль=Ternopil Троць=Trots
Ужгород=Uzhhorod Уляна=Uliana Фастів=Fastiv Філіпчук=Filipchuk Харків=Kharkiv Христина=Khrystyna
Біла_Церква=Bila_Tserkva Стеценко=Stetsenko Чернівці=Chernivtsi Шевченко=Shevchenko Шостка=Shostka
Кишеньки=Kyshenky Щербухи=Shcherbukhy Гоща=Hoshcha Гаращенко=Harashchenko Юрій=Yurii Корюківка=Koriukivka
Яготин=Yahotyn Ярошенко=Yaroshenko Костянтин=Kostiantyn Знам'янка=Znamianka Феодосія=Feodosiia Згорани=Zghorany
Розгон=Rozghon
"""
OFFICIAL = [pair.replace("_", " ").split("=") for pair in EXAMPLES.split()]


def test_the_examples_are_all_there() -> None:
    assert len(OFFICIAL) == 76


@pytest.mark.parametrize(("ukrainian", "latin"), OFFICIAL)
def test_official_example(ukrainian: str, latin: str) -> None:
    assert kmu2010(ukrainian) == latin


@pytest.mark.parametrize(
    ("ukrainian", "latin"),
    [
        ("ЩЕРБУХИ", "SHCHERBUKHY"),
        ("щербухи", "shcherbukhy"),
        ("Ю. Єгоров", "Yu. Yehorov"),
        ("ЗГУРСЬКИЙ", "ZGHURSKYI"),
        ("Знам’янка", "Znamianka"),
        ("Нечуй-Ївга", "Nechui-Yivha"),
        ("Smith 5", "Smith 5"),
        ("", ""),
    ],
)
def test_capitals_marks_and_the_rest(ukrainian: str, latin: str) -> None:
    assert kmu2010(ukrainian) == latin


@pytest.mark.parametrize(
    ("russian", "latin"),
    [
        ("Згурский", "Zgurskii"),
        ("Енакиево", "Enakievo"),
        ("Юрий", "Iurii"),
        ("Подъячий", "Podieiachii"),
        ("Хрущёв", "Khrushchev"),
        ("ЦЫГАНОВ", "TSYGANOV"),
    ],
)
def test_russian_passports(russian: str, latin: str) -> None:
    assert icao_russian(russian) == latin
