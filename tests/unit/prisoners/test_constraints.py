"""What the database itself holds of the register: each rule lets one through and refuses one, round every verb."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error, IntegrityError, InternalError, models, transaction
from django.utils import timezone

from accounts.acts import VOID
from accounts.models import User
from accounts.roles import Role
from prisoners.models import (
    Alert,
    Captivity,
    Cohort,
    CohortMembership,
    CommissionDecision,
    Confirmation,
    CustodyChange,
    Detention,
    Identifier,
    Judgement,
    Merge,
    Person,
    PersonName,
    PriorityPolicy,
    PriorityRule,
    StatusEvent,
)
from tests.factories import (
    CaptivityFactory,
    CohortFactory,
    PersonFactory,
    PlaceFactory,
    SourceFactory,
    allowed,
    home,
    other,
    user_with,
)

pytestmark = pytest.mark.django_db

NAME = {"surname": "А", "surname_key": "a", "folded": "а"}
RETURNED = {"status": "returned", "outcome": "exchanged"}
HALVES = [{"status": "returned"}, {"outcome": "exchanged"}, {"ended_on": "2023-01-01", "ended_on_precision": "day"}]
LATER = {"captured_on": "2023-06-01", "captured_on_precision": "day"}


def refused(write: Callable[[], Any], *, match: str, error: type[Error] = IntegrityError) -> None:
    with pytest.raises(error, match=match), transaction.atomic():
        write()


def void(record: models.Model) -> None:
    by = allowed(VOID, record)
    type(record).objects.filter(pk=record.pk).update(voided_at=timezone.now(), voided_by=by, void_reason="x")


@pytest.fixture
def person() -> Person:
    return PersonFactory()


@pytest.fixture
def captivity(person) -> Captivity:
    return CaptivityFactory(person=person)


def insert(person: Person, **values: Any) -> Captivity:
    values = {"number": 1 + person.captivities.count()} | values
    return Captivity.objects.create(person=person, detaining_power=other(), **values)


def test_a_person_has_a_name_or_a_description() -> None:
    Person.objects.create(party=home(), description="непритомний чоловік")
    refused(lambda: Person.objects.create(party=home()), match="person_called_somehow")


def test_a_birth_date_is_whole(person) -> None:
    rows = Person.objects.filter(pk=person.pk)
    rows.update(born_on="1990-01-01", born_on_precision="year")
    refused(lambda: rows.update(born_on=None), match="person_born_on_whole")


def test_nobody_is_merged_into_themselves(person) -> None:
    with pytest.raises(InternalError, match="needs an approved merge"):
        Person.objects.filter(pk=person.pk).update(merged_into=person)


def test_one_name_is_preferred(person) -> None:
    PersonName.objects.create(person=person, **NAME)
    refused(lambda: PersonName.objects.create(person=person, is_preferred=True, **NAME), match="one_preferred")


def test_a_number_belongs_to_one_person(person) -> None:
    number = {"value": "1", "value_key": "1"}
    Identifier.objects.create(person=person, scheme="tax", **number)
    Identifier.objects.create(person=PersonFactory(), scheme="service", **number)
    refused(lambda: Identifier.objects.create(person=person, scheme="tax", **number), match="identifier_once")


def test_the_number_of_a_voided_row_is_free(person) -> None:
    number = {"person": person, "scheme": "tax", "value": "1", "value_key": "1"}
    void(Identifier.objects.create(**number))
    assert Identifier.objects.create(**number)


def test_one_captivity_is_open(person, captivity) -> None:
    insert(person, **RETURNED)
    refused(lambda: insert(person, status="missing"), match="captivity_one_open")


def test_a_second_captivity_says_that_it_is_not_the_first(person, captivity) -> None:
    assert insert(person, **RETURNED).number == 2
    refused(lambda: insert(person, number=1, **RETURNED), match="captivity_of_person")


def test_a_voided_captivity_leaves_room(person, captivity) -> None:
    void(captivity)
    assert insert(person, status="missing")


def test_captivities_do_not_overlap(person, captivity) -> None:
    insert(person, captured_on="2022-03-01", captured_on_precision="day", ended_on="2022-05-01",
           ended_on_precision="day", **RETURNED)  # fmt: skip
    over = {"ended_on": "2023-07-01", "ended_on_precision": "day", **LATER, **RETURNED}
    refused(lambda: insert(person, **over), match="captivity_no_overlap")


def test_dates_that_may_not_overlap_are_let_through(person) -> None:
    insert(person, captured_on="2022-01-01", captured_on_precision="year", ended_on="2022-06-01",
           ended_on_precision="day", **RETURNED)  # fmt: skip
    assert insert(person, captured_on="2022-03-01", captured_on_precision="day")


def test_an_end_is_not_before_the_start(captivity) -> None:
    rows = Captivity.objects.filter(pk=captivity.pk)
    end = RETURNED | {"ended_on_precision": "day"}
    refused(lambda: rows.update(ended_on="2022-05-16", **end), match="captivity_end_not_before_start")
    rows.update(ended_on="2022-05-17", **end)


def test_an_end_known_to_the_month_may_be_that_of_the_capture(captivity) -> None:
    end = RETURNED | {"ended_on": "2022-05-01", "ended_on_precision": "month"}
    assert Captivity.objects.filter(pk=captivity.pk).update(**end)


@pytest.mark.parametrize("half", HALVES)
def test_status_outcome_and_end_go_together(captivity, half) -> None:
    refused(lambda: Captivity.objects.filter(pk=captivity.pk).update(**half), match="captivity_end_whole")


def test_a_move_that_no_table_holds_is_refused(captivity) -> None:
    rows = Captivity.objects.filter(pk=captivity.pk)
    rows.update(**RETURNED)
    refused(lambda: rows.update(status="died", outcome="died"), match="no move of status", error=InternalError)


def test_an_event_is_never_changed(captivity) -> None:
    event = StatusEvent.objects.create(captivity=captivity, kind="claimed", from_status="claimed", to_status="claimed")
    rows = StatusEvent.objects.filter(pk=event.pk)
    refused(lambda: rows.update(note="other"), match="never changed", error=InternalError)
    void(event)


def test_a_captivity_is_in_a_cohort_once(captivity) -> None:
    cohort = CohortFactory()
    CohortMembership.objects.create(captivity=captivity, cohort=cohort)
    refused(lambda: CohortMembership.objects.create(captivity=captivity, cohort=cohort), match="cohortmembership_once")


def test_a_code_belongs_to_one_cohort() -> None:
    cohort = CohortFactory()
    again = {"code": cohort.code, "name_uk": "x", "name_en": "x"}
    refused(lambda: Cohort.objects.create(**again), match="cohort_code_once")


def test_a_source_confirms_a_captivity_once(captivity) -> None:
    values = {"captivity": captivity, "source": SourceFactory(), "evidence": "list"}
    Confirmation.objects.create(**values)
    refused(lambda: Confirmation.objects.create(**values), match="confirmation_once")


def test_a_detention_is_somewhere(captivity) -> None:
    Detention.objects.create(captivity=captivity, place=PlaceFactory())
    Detention.objects.create(captivity=captivity, place_as_reported="підвал")
    refused(lambda: Detention.objects.create(captivity=captivity), match="detention_somewhere")


def test_custody_passes_between_two(captivity) -> None:
    change = {"captivity": captivity, "holder_to": other()}
    CustodyChange.objects.create(**change, holder_from=home())
    refused(lambda: CustodyChange.objects.create(**change, holder_from=other()), match="custodychange_two_holders")


def test_a_decision_is_carried_out_after_it_was_made(captivity) -> None:
    decision = {"captivity": captivity, "decided_on": "2024-01-02", "basis": "a110_1"}
    CommissionDecision.objects.create(**decision, carried_out_on="2024-01-02")
    late = decision | {"carried_out_on": "2024-01-01"}
    refused(lambda: CommissionDecision.objects.create(**late), match="commissiondecision_in_order")


def test_an_alert_is_raised_once(captivity) -> None:
    Alert.objects.create(captivity=captivity, kind="recaptured")
    refused(lambda: Alert.objects.create(captivity=captivity, kind="recaptured"), match="alert_once")


def test_an_answer_has_somebody_who_gave_it(captivity) -> None:
    alert = Alert.objects.create(captivity=captivity, kind="recaptured")
    refused(lambda: Alert.objects.filter(pk=alert.pk).update(answer="x"), match="alert_answer_whole")


def pair() -> dict[str, Person]:
    first, second = sorted([PersonFactory(), PersonFactory()], key=lambda each: each.pk)
    return {"first": first, "second": second}


def test_a_pair_is_judged_in_order_and_once() -> None:
    two = pair()
    Judgement.objects.create(**two, verdict="unsure")
    refused(lambda: Judgement.objects.create(**two, verdict="same"), match="judgement_one_of_a_pair")
    turned = {"first": two["second"], "second": two["first"]}
    refused(lambda: Judgement.objects.create(**turned, verdict="same"), match="judgement_pair_in_order")


def test_a_merge_is_of_two_records_and_one_is_live() -> None:
    two, by = pair(), user_with(Role.REGISTRAR)
    merge = {"duplicate": two["first"], "proposed_by": by, "note": "x"}
    refused(lambda: Merge.objects.create(**merge, into=two["first"]), match="merge_two_records")
    Merge.objects.create(**merge, into=two["second"])
    refused(lambda: Merge.objects.create(**merge, into=two["second"]), match="merge_one_live")


def test_nobody_settles_a_merge_of_their_own() -> None:
    two, by = pair(), user_with(Role.REGISTRAR)
    merge = Merge.objects.create(duplicate=two["first"], into=two["second"], proposed_by=by, note="x")
    rows = Merge.objects.filter(pk=merge.pk)
    refused(lambda: rows.update(status="approved", settled_by=by), match="merge_two_people")
    refused(lambda: rows.update(status="approved"), match="merge_settled_by_somebody")


def test_a_policy_is_settled_by_a_second_person() -> None:
    by = User.objects.system()
    policy = PriorityPolicy.objects.create(name="x", effective_from="2026-01-01")
    rows = PriorityPolicy.objects.filter(pk=policy.pk)
    rows.update(status="proposed", proposed_by=by)
    refused(lambda: rows.update(status="in_force", settled_by=by), match="prioritypolicy_two_people")


def test_a_tier_counts_from_one() -> None:
    policy = PriorityPolicy.objects.create(name="x", effective_from="2026-01-01")
    rule = {"policy": policy, "criterion": "sex", "values": ["female"], "label_uk": "x", "label_en": "x"}
    PriorityRule.objects.create(**rule, tier=1)
    refused(lambda: PriorityRule.objects.create(**rule, tier=0), match="priorityrule_tier_from_one")
