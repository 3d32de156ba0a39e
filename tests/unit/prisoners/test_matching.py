"""Two records compared feature by feature: what makes them one person, and what makes them relatives."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common.partial_dates import PartialDate
from prisoners.domain.matching import PROBABLE, SUGGESTED, Explanation, Feature, FullName, Profile, Verdict, explain


def profile(surname: str = "Коваленко", given_name: str = "Микола", patronymic: str = "Петрович", **known) -> Profile:
    born = PartialDate.parse(known.pop("born", "1990-03-12"))
    return Profile(names=(FullName(surname, given_name, patronymic),), born=born, **known)


def verdict(found: Explanation, feature: Feature) -> Verdict | None:
    return next((finding.verdict for finding in found.findings if finding.feature is feature), None)


def test_the_same_record_twice() -> None:
    assert explain(profile(), profile()).score >= 98


@pytest.mark.parametrize(
    "other",
    [
        profile("Коваленко", "Николай", "Петрович"),
        profile("Kovalenko", "Mykola", ""),
        profile("Kovalenko", "Nikolay", "Petrovich"),
        profile("КОВАЛЕНКО", "Микола", "Петрович", born="1990-12-03"),
        profile("Коваленко", "Микола", "Петрович", born="1990"),
        profile("Коваленко", "Микола", "Петрович", born="1980-03-12"),
    ],
)
def test_probably_the_same(other: Profile) -> None:
    found = explain(profile(), other)
    assert found.suggested
    assert found.score >= PROBABLE - 5


def test_a_wrong_birth_date_alone_parts_nobody() -> None:
    found = explain(profile(), profile(born="1962-07-30"))
    assert found.suggested
    assert verdict(found, Feature.BORN) is Verdict.DIFFERENT


def test_surname_and_given_name_exchanged() -> None:
    found = explain(profile(), profile("Микола", "Коваленко"))
    assert found.suggested
    assert verdict(found, Feature.SURNAME) is Verdict.EXCHANGED


def test_twins_are_relatives_whatever_they_share() -> None:
    twins = [profile("Коваленко", name, birth_place="Полтава", units=frozenset({"3057"})) for name in ("Іван", "Петро")]
    found = explain(*twins)
    assert found.relatives
    assert found.score < SUGGESTED
    assert not found.suggested


def test_twins_with_names_that_sound_alike() -> None:
    assert explain(profile("Бойко", "Олена", "Петрівна"), profile("Бойко", "Аліна", "Петрівна")).relatives


def test_siblings_of_other_years() -> None:
    found = explain(profile(given_name="Іван", born="1988-01-05"), profile(given_name="Андрій", born="1993-07-30"))
    assert found.relatives


def test_brother_and_sister() -> None:
    assert explain(profile("Ковальський", "Іван", "Петрович"), profile("Ковальська", "Ганна", "Петрівна")).relatives


def test_an_initial_and_another_birth_date_may_be_a_brother() -> None:
    assert explain(profile(), profile(given_name="М.", born="1975-06-30")).relatives


def test_an_initial_and_the_same_birth_date_is_the_same() -> None:
    assert explain(profile(), profile(given_name="М.", patronymic="П.")).suggested


def test_one_number_outweighs_another_given_name() -> None:
    number = frozenset({("passport", "ab123456")})
    found = explain(profile(identifiers=number), profile(given_name="Іван", identifiers=number))
    assert not found.relatives


def test_two_numbers_of_one_scheme_speak_against() -> None:
    mine, theirs = (profile(identifiers=frozenset({("tax", number)})) for number in ("1", "2"))
    assert verdict(explain(mine, theirs), Feature.IDENTIFIER) is Verdict.DIFFERENT
    assert explain(mine, theirs).score < explain(profile(), profile()).score


@pytest.mark.parametrize(
    "other",
    [
        profile("Шевчук", "Олег", "Іванович", born="1971-11-20"),
        profile("Коваленко", "Олег", "Іванович", born="1990-03-12"),
        profile("Шевчук", "Микола", "Петрович", born="1990-03-12"),
        profile("Коваленко", "Микола", "Семенович", born="1971-11-20"),
    ],
)
def test_somebody_else(other: Profile) -> None:
    assert not explain(profile(), other).suggested


def test_what_is_not_told_weighs_nothing() -> None:
    found = explain(profile(), Profile(names=(FullName("Коваленко", "Микола"),)))
    assert {finding.feature for finding in found.findings} == {Feature.SURNAME, Feature.GIVEN_NAME}
    assert found.score == SUGGESTED


def test_the_best_of_several_names_counts() -> None:
    other = Profile(names=(FullName("Сірий"), FullName("Kovalenko", "Nikolay")), born=PartialDate.parse("1990-03-12"))
    assert explain(profile(), other).suggested


def test_nothing_known_is_no_likeness() -> None:
    assert explain(Profile(), Profile()) == Explanation(0, (), relatives=False)


def test_findings_as_they_are_kept() -> None:
    data = explain(profile(), profile()).as_data()
    assert {"feature": "surname", "verdict": "same", "weight": 30} in data


NAMES = ["", "Іван", "Микола", "Nikolai", "Коваленко", "Kovalenko", "Бій", "О."]
BORN = ["", "1990", "1990-03", "1990-03-12", "1990-12-03", "1975-06-30"]
PROFILES = st.tuples(*[st.sampled_from(NAMES)] * 3, st.sampled_from(BORN))


@given(PROFILES, PROFILES)
@example(("Kovalenko", "О.", "", ""), ("Іван", "Kovalenko", "", ""))
def test_symmetric_and_within_bounds(mine: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    one, other = (profile(*parts[:3], born=parts[3]) for parts in (mine, theirs))
    found = explain(one, other)
    assert 0 <= found.score <= 100
    assert found == explain(other, one)
