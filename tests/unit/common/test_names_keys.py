"""Keys are equal over spellings, languages and scripts, and differ between different names."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.names import given_key, keys_of, kmu2010, neighbours, patronymic_key, readings, same_given_name, skeleton

PAIRS = [
    line.split("\t") for line in (Path(__file__).parents[2] / "data/name_pairs.tsv").read_text("utf-8").splitlines()[3:]
]
WORDS = st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", min_size=1, max_size=14)


@pytest.mark.parametrize(
    "spellings",
    [
        "Згурський Згурский Zghurskyi Zgurskii Zgurskij ЗГУРСЬКИЙ",
        "Ґалаґан Галаган Galagan Halahan",
        "Щербак Shcherbak Ščerbak Scherbak",
        "Хомченко Khomchenko Homchenko",
        "Цимбалюк Цымбалюк Tsymbaliuk Cymbaljuk Tsimbalyuk",
        "Соловйов Соловьёв Соловьев Soloviov Solovyev",
        "Мар'яненко Марьяненко Марʼяненко Marianenko Maryanenko",
        "Іванова Иванова Ivanova Іванов",
        "Кириллов Кирилов Kyryllov Kirilov",
        "ГӀапуров Г1апуров ГIапуров Гапуров",
        "Нечуй-Левицький Nechui-Levytskyi Нечуй-Левицкий",
    ],
)
def test_one_surname(spellings: str) -> None:
    assert len({skeleton(spelling) for spelling in spellings.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("Шевченко", "Савченко"), ("Іваненко", "Іванченко"), ("Бондар", "Гончар")])
def test_different_surnames(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    "forms",
    [
        "Микола Николай Mykola Nikolai Nikolay Nikolaj Ніколай",
        "Олексій Алексей Oleksii Alexey Aleksei",
        "Костянтин Константин Kostiantyn Konstantin",
        "Володимир Владимир Volodymyr Vladimir",
        "Олена Елена Olena Elena Yelena",
        "Дмитро Дмитрий Dmytro Dmitry Dmitrii",
        "Ганна Анна Hanna Anna",
        "Пилип Филипп Pylyp Filipp",
        "Степан Стефан Stepan Stefan",
        "Юхим Ефим Yukhym Efim",
        "Магомед Мухаммад Muhammad Mohammed",
    ],
)
def test_one_given_name(forms: str) -> None:
    assert len({given_key(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("Юрій", "Єгор"), ("Микола", "Михайло"), ("Ян", "Іван"), ("Лев", "Леонід")])
def test_different_given_names(one: str, other: str) -> None:
    assert given_key(one) != given_key(other)
    assert not same_given_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Микола", "Nikolay"), ("Андрій", "Andrey"), ("Yurii", "Юрий"), ("Євген", "Eugene")]
)
def test_same_given_name_in_other_words(one: str, other: str) -> None:
    assert same_given_name(one, other)


def test_names_that_only_sound_alike_are_not_the_same() -> None:
    assert given_key("Олена") == given_key("Аліна")
    assert not same_given_name("Олена", "Аліна")


@pytest.mark.parametrize(
    "forms",
    [
        "Миколайович Николаевич Mykolaiovych Nikolaevich Миколаївна Николаевна Mykolaivna",
        "Володимирович Владимирович Володимирівна Владимировна Volodymyrovych",
        "Олексійович Алексеевич Олексіївна Алексеевна Oleksiiovych Alekseevich",
        "Ілліч Ильич Іллівна Ильинична Illich",
        "Якович Яковлевич Яковлевна Yakovych",
        "Хомич Фомич Khomych Хомівна",
        "Юрійович Юрьевич Юріївна Yuriiovych",
    ],
)
def test_one_patronymic(forms: str) -> None:
    assert len({patronymic_key(form) for form in forms.split()}) == 1


def test_patronymic_of_another_tongue() -> None:
    assert patronymic_key("Алі оглы") == patronymic_key("Али-оглу") == patronymic_key("Ali qizi")


def test_parts_not_given_have_empty_keys() -> None:
    assert keys_of("Коваль").given_key == keys_of("Коваль").patronymic_key == ""


def test_a_whole_name() -> None:
    ours, theirs = keys_of("Ковальчук", "Микола", "Олексійович"), keys_of("Kovalchuk", "Nikolai", "Alekseevich")
    assert (ours.surname_key, ours.given_key, ours.patronymic_key) == (
        theirs.surname_key,
        theirs.given_key,
        theirs.patronymic_key,
    )
    assert ours.folded == "ковальчук микола олексійович"


def test_shared_pairs_have_equal_skeletons() -> None:
    """Names of the whole world in Russian letters: a floor, so that no later rule loses what is found now."""
    equal = sum(skeleton(latin) == skeleton(cyrillic) for latin, cyrillic in PAIRS)
    read = sum(skeleton(cyrillic) in readings(latin) for latin, cyrillic in PAIRS)
    assert equal >= 0.74 * len(PAIRS)
    assert read >= 0.91 * len(PAIRS)


def test_neighbours_are_one_slip_away() -> None:
    assert {"kvlk", "kvlnnk", "kvlrk", "vklnk"} <= set(neighbours("kvlnk"))
    assert "kvlnk" not in neighbours("kvlnk")


def test_readings_are_few() -> None:
    assert max(len(readings(latin)) for latin, _ in PAIRS) <= 14


@given(WORDS, st.sampled_from("'’ʼ`"), st.integers(0, 14))
def test_apostrophe_and_case_do_not_count(word: str, mark: str, place: int) -> None:
    assert skeleton(word) == skeleton(word.upper()) == skeleton(word[:place] + mark + word[place:])


@given(WORDS)
def test_yo_is_ye(word: str) -> None:
    assert keys_of(word.replace("е", "ё"), word, word) == keys_of(word, word.replace("е", "ё"), word)


@given(WORDS)
def test_romanising_keeps_the_skeleton_of_separate_consonants(word: str) -> None:
    spaced = "а".join(word)
    assert skeleton(kmu2010(spaced)) == skeleton(spaced)


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_any_text_has_keys(surname: str, given_name: str, patronymic: str) -> None:
    assert keys_of(surname, given_name, patronymic) == keys_of(surname, given_name, patronymic)
