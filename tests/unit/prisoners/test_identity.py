"""Judging pairs, merging them by two people, and what the database refuses."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, transaction

from accounts.models import User
from accounts.roles import Role
from common.errors import Conflict, IllegalMove
from common.partial_dates import PartialDate
from prisoners.domain.identity import judge, take_back_judgement
from prisoners.domain.merges import approve_merge, propose_merge, refuse_merge, undo_merge
from prisoners.models import Captivity, Judgement, Merge, Person
from prisoners.queries import identity
from prisoners.queries.identity import Place, queue
from prisoners.queries.search import find_persons
from tests.factories import CaptivityFactory, PersonFactory, returned, user_with

pytestmark = pytest.mark.django_db
BORN = PartialDate.parse("1990-04-05")


@pytest.fixture
def registrar() -> User:
    return user_with(Role.REGISTRAR)


@pytest.fixture
def approver() -> User:
    return user_with(Role.APPROVER)


@pytest.fixture
def twice() -> tuple[Person, Person]:
    """One person in two records, the second in Russian spelling."""
    first = PersonFactory(called="Шевченко Микола Іванович", born=BORN)
    return first, PersonFactory(called="Шевченко Николай Иванович", born=BORN)


def merged(into: Person, duplicate: Person, registrar: User, approver: User) -> Merge:
    return approve_merge(merge=propose_merge(duplicate=duplicate, into=into, note="one man", by=registrar), by=approver)


class TestJudging:
    def test_the_pair_is_kept_in_order_with_what_it_rests_on(self, twice, registrar) -> None:
        first, second = twice
        judgement = judge(first=second, second=first, verdict="same", by=registrar)
        assert (judgement.first, judgement.second) == (first, second)
        assert judgement.score >= 80
        assert {"feature": "given_name", "verdict": "form", "weight": 20} in judgement.features

    def test_a_pair_is_judged_once(self, twice, registrar) -> None:
        judge(first=twice[0], second=twice[1], verdict="different", by=registrar)
        with pytest.raises(ValidationError, match="judged already"):
            judge(first=twice[1], second=twice[0], verdict="same", by=registrar)

    def test_a_record_is_not_judged_against_itself(self, twice, registrar) -> None:
        with pytest.raises(ValidationError, match="one record"):
            judge(first=twice[0], second=twice[0], verdict="same", by=registrar)

    def test_the_system_judges_nobody(self, twice) -> None:
        with pytest.raises(PermissionDenied, match="a person decides"):
            judge(first=twice[0], second=twice[1], verdict="same", by=User.objects.system())

    def test_nor_does_who_may_not(self, twice, approver) -> None:
        with pytest.raises(PermissionDenied):
            judge(first=twice[0], second=twice[1], verdict="same", by=approver)

    def test_it_is_taken_back_with_a_reason(self, twice, registrar) -> None:
        judgement = judge(first=twice[0], second=twice[1], verdict="different", by=registrar)
        with pytest.raises(ValidationError):
            take_back_judgement(judgement=judgement, by=registrar)
        take_back_judgement(judgement=judgement, by=registrar, reason="looked again")
        assert not Judgement.objects.standing().exists()

    def test_not_while_a_merge_rests_on_it(self, twice, registrar) -> None:
        propose_merge(duplicate=twice[1], into=twice[0], note="one man", by=registrar)
        with pytest.raises(ValidationError, match="merge rests"):
            take_back_judgement(judgement=Judgement.objects.get(), by=registrar, reason="looked again")


class TestQueue:
    def keys(self, user: User) -> list[tuple]:
        return [(pair.first.pk, pair.second.pk) for pair in queue(user).likely]

    def test_one_person_in_two_spellings_is_suggested(self, twice, registrar) -> None:
        assert self.keys(registrar) == [(twice[0].pk, twice[1].pk)]

    @pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
    def test_a_pair_that_was_judged_never_again(self, twice, registrar, verdict) -> None:
        judge(first=twice[0], second=twice[1], verdict=verdict, by=registrar)
        assert self.keys(registrar) == []

    def test_but_again_when_that_was_taken_back(self, twice, registrar) -> None:
        judgement = judge(first=twice[0], second=twice[1], verdict="different", by=registrar)
        take_back_judgement(judgement=judgement, by=registrar, reason="looked again")
        assert len(self.keys(registrar)) == 1

    def test_one_number_under_two_schemes_is_suggested(self, registrar) -> None:
        born = {"born": BORN}
        one = PersonFactory(called="Шевченко Микола", identifiers=[{"scheme": "tax", "value": "55 5"}], **born)
        other = PersonFactory(called="Шевченко Петро", identifiers=[{"scheme": "passport", "value": "555"}], **born)
        assert (one.pk, other.pk) in [(p.first.pk, p.second.pk) for p in _all(queue(registrar))]

    def test_births_that_disagree_are_no_pair(self, registrar) -> None:
        PersonFactory(called="Шевченко Микола Іванович", born=BORN)
        PersonFactory(called="Шевченко Микола Іванович", born=PartialDate.parse("1970-01-01"))
        assert self.keys(registrar) == []

    def test_after_a_pair_comes_the_other_pair_of_the_same_record(self, twice, registrar) -> None:
        third = PersonFactory(called="Шевченко Микола Іванович", born=BORN)
        passed = queue(registrar, Place(newer=third.pk, older=twice[1].pk))
        assert [(pair.first.pk, pair.second.pk) for pair in passed.likely] == [
            (twice[0].pk, third.pk),
            (twice[0].pk, twice[1].pk),
        ]

    @pytest.mark.parametrize("shown", [1, 2, 20])
    def test_page_by_page_no_pair_is_lost_and_none_comes_twice(self, registrar, monkeypatch, shown) -> None:
        monkeypatch.setattr(identity, "SHOWN", shown)
        for _ in range(4):
            PersonFactory(called="Шевченко Микола Іванович", born=BORN)
        seen, after = [], None
        while (found := queue(registrar, after)).likely:
            seen += [(pair.first.pk, pair.second.pk) for pair in found.likely]
            if (after := found.next) is None:
                break
        assert len(seen) == len(set(seen)) == 6

    def test_who_may_not_see_who_persons_are_sees_none(self, twice) -> None:
        assert queue(user_with(Role.ANALYST)).likely == []

    @pytest.mark.parametrize("pairs", [1, 3])
    def test_its_queries_are_counted(self, registrar, django_assert_num_queries, pairs) -> None:
        for n in range(pairs):
            for _ in range(2):
                PersonFactory(called=f"Шевченко{n} Микола Іванович", born=BORN)
        assert registrar.permissions
        with django_assert_num_queries(9):  # assignments; pairs, last; persons with 3 lists; profiles
            queue(registrar)


def _all(found) -> list:
    return [*found.likely, *found.relatives]


class TestMerging:
    def test_it_links_and_takes_the_duplicate_out_of_the_count(self, twice, registrar, approver) -> None:
        for person in twice:
            CaptivityFactory(person=person)
        assert Captivity.objects.open().count() == 2
        merged(*twice, registrar, approver)
        twice[1].refresh_from_db()
        assert twice[1].merged_into == twice[0]
        assert [each.person for each in Captivity.objects.open()] == [twice[0]]

    def test_the_record_that_stays_is_found_by_the_names_of_the_duplicate(self, registrar, approver) -> None:
        stays, duplicate = PersonFactory(called="Шевченко Микола"), PersonFactory(called="Згурський Остап")
        merged(stays, duplicate, registrar, approver)
        assert [match.person for match in find_persons("Zghurskyi Ostap", registrar)] == [stays]

    def test_undoing_counts_both_again(self, twice, registrar, approver) -> None:
        for person in twice:
            CaptivityFactory(person=person)
        merge = merged(*twice, registrar, approver)
        undo_merge(merge=merge, by=approver, reason="two brothers after all")
        assert Captivity.objects.open().count() == 2
        assert Person.objects.get(pk=twice[1].pk).merged_into is None

    def test_nobody_approves_their_own(self, twice) -> None:
        both = user_with(Role.REGISTRAR, Role.APPROVER)
        merge = propose_merge(duplicate=twice[1], into=twice[0], note="one man", by=both)
        with pytest.raises(PermissionDenied, match="their own"):
            approve_merge(merge=merge, by=both)

    def test_a_registrar_approves_none(self, twice, registrar) -> None:
        merge = propose_merge(duplicate=twice[1], into=twice[0], note="one man", by=registrar)
        with pytest.raises(PermissionDenied):
            approve_merge(merge=merge, by=user_with(Role.REGISTRAR))

    @pytest.mark.parametrize("made", [CaptivityFactory, returned])
    def test_no_captivity_drops_out_of_the_counts(self, twice, registrar, made) -> None:
        made(person=twice[1])
        with pytest.raises(ValidationError, match="First record this captivity"):
            propose_merge(duplicate=twice[1], into=twice[0], note="one man", by=registrar)

    def test_nor_one_that_is_over_there_and_open_here(self, twice, registrar) -> None:
        returned(person=twice[1])
        CaptivityFactory(person=twice[0])
        with pytest.raises(ValidationError, match="First record this captivity"):
            propose_merge(duplicate=twice[1], into=twice[0], note="one man", by=registrar)

    def test_it_is_looked_at_again_before_approval(self, twice, registrar, approver) -> None:
        merge = propose_merge(duplicate=twice[1], into=twice[0], note="one man", by=registrar)
        CaptivityFactory(person=twice[1])
        with pytest.raises(ValidationError, match="First record this captivity"):
            approve_merge(merge=merge, by=approver)

    def test_a_pair_judged_different_is_not_merged(self, twice, registrar) -> None:
        judge(first=twice[0], second=twice[1], verdict="different", by=registrar)
        with pytest.raises(ValidationError, match="judged otherwise"):
            propose_merge(duplicate=twice[1], into=twice[0], note="one man", by=registrar)

    def test_no_chain_either_way(self, twice, registrar, approver) -> None:
        merged(*twice, registrar, approver)
        third = PersonFactory()
        with pytest.raises(ValidationError, match="merged into another one"):
            propose_merge(duplicate=third, into=twice[1], note="one man", by=registrar)
        with pytest.raises(ValidationError, match="Others were merged"):
            propose_merge(duplicate=twice[0], into=third, note="one man", by=registrar)

    def test_what_was_refused_stays_refused(self, twice, registrar, approver) -> None:
        merge = propose_merge(duplicate=twice[1], into=twice[0], note="one man", by=registrar)
        refuse_merge(merge=merge, by=approver, reason="look again")
        with pytest.raises(IllegalMove):
            approve_merge(merge=merge, by=approver)

    def test_one_proposal_at_a_time(self, twice, registrar) -> None:
        propose_merge(duplicate=twice[1], into=twice[0], note="one man", by=registrar)
        with pytest.raises((ValidationError, Conflict), match="proposed or approved"):
            propose_merge(duplicate=twice[1], into=twice[0], note="one man", by=registrar)


class TestTheDatabase:
    def test_it_refuses_a_link_without_an_approved_merge(self, twice) -> None:
        with pytest.raises(InternalError, match="approved merge"), transaction.atomic():
            Person.objects.filter(pk=twice[1].pk).update(merged_into=twice[0])

    def test_it_refuses_a_ring(self, twice, registrar, approver) -> None:
        merged(*twice, registrar, approver)
        with pytest.raises(InternalError, match="merged into nothing else"), transaction.atomic():
            Person.objects.filter(pk=twice[0].pk).update(merged_into=twice[1])

    def test_it_refuses_a_merge_by_the_system(self, twice) -> None:
        with pytest.raises(InternalError, match="never by a machine"), transaction.atomic():
            Merge.objects.create(duplicate=twice[1], into=twice[0], note="one man", proposed_by=User.objects.system())

    def test_it_refuses_one_person_for_both_parts(self, twice, registrar) -> None:
        merge = propose_merge(duplicate=twice[1], into=twice[0], note="one man", by=registrar)
        with pytest.raises(IntegrityError, match="merge_two_people"), transaction.atomic():
            Merge.objects.filter(pk=merge.pk).update(status="approved", settled_by=registrar)
