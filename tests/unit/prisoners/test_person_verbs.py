"""Verbs of a person and of what is recorded of a captivity: one behaviour each."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from common.errors import Conflict, Stale
from common.partial_dates import PartialDate
from prisoners.domain.alerts import answer_alert
from prisoners.domain.cohorts import register_cohort, revise_cohort
from prisoners.domain.custody import change_custody, record_detention
from prisoners.domain.evidence import record_confirmation, record_consent
from prisoners.domain.health import record_commission_decision, record_health_assessment
from prisoners.domain.persons import (
    add_name,
    register_person,
    revise_person,
    set_identifiers,
    set_names,
    value_key,
)
from prisoners.enums import ConsentAnswer, Voluntariness
from prisoners.models import Alert
from tests.factories import (
    CaptivityFactory,
    CohortFactory,
    PartyFactory,
    PersonFactory,
    SourceFactory,
    home,
    other,
    returned,
    voided,
)

pytestmark = pytest.mark.django_db
SHEVCHENKO = {"surname": "Шевченко", "given_name": "Тарас", "patronymic": "Григорович"}


@pytest.fixture
def by() -> User:
    return User.objects.system()


def test_a_person_is_called_by_the_first_name(by) -> None:
    person = register_person(party=home(), names=[SHEVCHENKO, {"surname": "Shevchenko"}], by=by)
    assert person.name == "Шевченко Тарас Григорович"
    assert person.names.get(is_preferred=True).surname == "Шевченко"


def test_somebody_unknown_has_a_description(by) -> None:
    assert register_person(party=home(), description="непритомний", by=by).name == ""
    with pytest.raises(ValidationError):
        register_person(party=home(), by=by)


def test_a_name_without_a_surname_is_refused(by) -> None:
    with pytest.raises(ValidationError) as refused:
        register_person(party=home(), names=[{"given_name": "Тарас"}], by=by)
    assert "surname" in refused.value.message_dict


def test_a_minted_key_is_taken_once(by) -> None:
    person = PersonFactory()
    with pytest.raises(Conflict):
        register_person(id=person.pk, party=home(), names=[SHEVCHENKO], by=by)


def test_a_stale_version_is_refused(by) -> None:
    person = PersonFactory()
    revise_person(person=person, notes="one", expected_version=person.version, by=by)
    with pytest.raises(Stale):
        revise_person(person=person, notes="two", expected_version=person.version, by=by)


def test_other_names_call_a_person_anew(by) -> None:
    person = set_names(person=PersonFactory(), names=[SHEVCHENKO], by=by)
    assert person.name == "Шевченко Тарас Григорович"
    assert person.names.standing().count() == 1


def test_the_same_names_change_nothing(by) -> None:
    person = register_person(party=home(), names=[SHEVCHENKO], by=by)
    assert set_names(person=person, names=[SHEVCHENKO], by=by).version == 1


def test_an_added_name_is_preferred_only_when_it_is_said(by) -> None:
    person = register_person(party=home(), names=[SHEVCHENKO], by=by)
    add_name(person=person, surname="Shevchenko", by=by)
    add_name(person=person, surname="Шевченко-Вишневий", is_preferred=True, by=by)
    person.refresh_from_db()
    assert person.name == "Шевченко-Вишневий"
    assert person.names.standing().filter(is_preferred=True).count() == 1


def test_a_number_is_compared_without_its_signs(by) -> None:
    assert value_key("AB-12 34") == value_key("ab1234")
    set_identifiers(person=PersonFactory(), identifiers=[{"scheme": "tax", "value": "AB-1"}], by=by)
    with pytest.raises(ValidationError):
        set_identifiers(person=PersonFactory(), identifiers=[{"scheme": "tax", "value": "ab 1"}], by=by)


def test_numbers_that_left_are_voided(by) -> None:
    person = PersonFactory()
    set_identifiers(person=person, identifiers=[{"scheme": "tax", "value": "1"}], by=by)
    set_identifiers(person=person, identifiers=[], by=by)
    assert person.identifiers.get().is_voided


def test_a_change_of_parts_raises_the_version_of_the_person(by) -> None:
    person = PersonFactory()
    changed = set_identifiers(person=person, identifiers=[{"scheme": "tax", "value": "1"}], by=by)
    assert changed.version == person.version + 1


def test_who_has_a_captivity_is_not_voided(by) -> None:
    captivity = CaptivityFactory()
    with pytest.raises(ValidationError, match="captivities"):
        voided(captivity.person, "x")
    voided(captivity, "x")
    assert voided(captivity.person, "x").is_voided


def test_a_detention_does_not_end_before_it_began(by) -> None:
    with pytest.raises(ValidationError):
        record_detention(
            captivity=CaptivityFactory(),
            place_as_reported="підвал",
            began=PartialDate.parse("2024-02"),
            ended=PartialDate.parse("2024-01"),
            by=by,
        )


def test_nothing_is_recorded_of_a_voided_captivity(by) -> None:
    captivity = voided(CaptivityFactory(), "x")
    with pytest.raises(ValidationError, match="voided"):
        record_detention(captivity=captivity, place_as_reported="підвал", by=by)


def test_the_last_to_take_a_prisoner_holds_him(by) -> None:
    captivity, company = CaptivityFactory(), PartyFactory()
    change_custody(captivity=captivity, holder_to=company, changed=PartialDate.parse("2023-02"), by=by)
    change_custody(captivity=captivity, holder_to=other(), changed=PartialDate.parse("2023-01"), by=by)
    captivity.refresh_from_db()
    assert captivity.holder == company


def test_without_the_last_change_the_one_before_counts(by) -> None:
    captivity, company = CaptivityFactory(), PartyFactory()
    change_custody(captivity=captivity, holder_to=other(), changed=PartialDate.parse("2023-01"), by=by)
    last = change_custody(captivity=captivity, holder_to=company, changed=PartialDate.parse("2023-02"), by=by)
    voided(last)
    captivity.refresh_from_db()
    assert captivity.holder == other()


def test_a_reprint_is_no_second_confirmation(by) -> None:
    captivity, statement = CaptivityFactory(), SourceFactory()
    for source in (statement, SourceFactory(same_statement_as=statement)):
        record_confirmation(captivity=captivity, source=source, evidence="list", by=by)
    assert captivity.confirmations.count() == 2
    assert captivity.confirmations.independent() == 1


def test_a_source_confirms_once(by) -> None:
    captivity, source = CaptivityFactory(), SourceFactory()
    record_confirmation(captivity=captivity, source=source, evidence="list", by=by)
    with pytest.raises(ValidationError):
        record_confirmation(captivity=captivity, source=source, evidence="image", by=by)


@pytest.mark.parametrize(("voluntariness", "counts"), [(Voluntariness.FREE, True), (Voluntariness.COERCED, False)])
def test_a_coerced_consent_does_not_count(by, voluntariness, counts) -> None:
    consent = record_consent(
        captivity=CaptivityFactory(), answer=ConsentAnswer.GIVEN, voluntariness=voluntariness, by=by
    )
    assert consent.counts is counts


def test_a_decision_is_due_in_three_months(by) -> None:
    decision = record_commission_decision(captivity=CaptivityFactory(), decided_on="2024-11-30", basis="a110_1", by=by)
    decision.refresh_from_db()
    assert decision.due_on.isoformat() == "2025-02-28"


def test_health_is_recorded_as_of_a_day(by) -> None:
    assessment = record_health_assessment(
        captivity=CaptivityFactory(), grade="gravely_sick", assessed=PartialDate.parse("2024-01"), by=by
    )
    assert assessment.assessed.isoformat() == "2024-01"


@pytest.fixture
def alert() -> Alert:
    CaptivityFactory(person=returned().person, captured=PartialDate.parse("2025-03"))
    return Alert.objects.get()


def test_an_alert_is_answered_once_and_in_words(by, alert) -> None:
    with pytest.raises(ValidationError):
        answer_alert(alert=alert, answer=" ", by=by)
    answered = answer_alert(alert=alert, answer="his brother", by=by)
    assert answered.answered_by == by
    with pytest.raises(ValidationError, match="already"):
        answer_alert(alert=alert, answer="again", by=by)


def test_a_cohort_keeps_its_code_to_itself(by) -> None:
    cohort = CohortFactory()
    revise_cohort(cohort=cohort, name_en="Azovstal", by=by)
    with pytest.raises(ValidationError):
        register_cohort(code=cohort.code, name_uk="x", name_en="x", by=by)
