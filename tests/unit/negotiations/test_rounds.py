"""What is kept of a round: its delegations and mediators, its minutes, what stands on it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.roles import Role
from audit.models import Change
from negotiations.domain.minutes import file_minutes
from negotiations.domain.rounds import lift_restriction, restrict_round, revise_round
from negotiations.models import Delegation, Minutes, MinutesFile, Proposal, Round, RoundMediation
from negotiations.queries.records import minutes, proposals, rounds
from tests.factories import PartyFactory, ProposalFactory, RoundFactory, minutes_of, proposed, user_with, voided
from tests.factories.negotiations import DAY

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def revise(round: Round, **changes: object) -> Round:
    return revise_round(round=round, by=User.objects.system(), **changes)


def file(content: bytes, name: str = "minutes.pdf", round: Round | None = None) -> Minutes:
    return file_minutes(round=round or RoundFactory(), name=name, content=content, by=User.objects.system())


class TestParts:
    def test_a_round_is_logged_with_them(self) -> None:
        ours, host = PartyFactory(), PartyFactory()
        held = RoundFactory(
            delegations=[{"party": ours, "body": "HQ"}], mediations=[{"mediator": host, "role": "host"}]
        )
        assert [str(each) for each in held.delegations.all()] == [f"{ours} (HQ)"]
        assert [(each.mediator, each.role) for each in held.mediations.all()] == [(host, "host")]

    def test_what_stays_keeps_its_row_and_what_left_is_voided(self) -> None:
        stays, leaves = PartyFactory(), PartyFactory()
        held = RoundFactory(delegations=[{"party": stays}, {"party": leaves}])
        before = held.delegations.get(party=stays)
        revise(held, delegations=[{"party": stays}])
        assert Delegation.objects.standing().get() == before
        assert Delegation.objects.get(party=leaves).void_reason == "No longer said of the round."

    def test_a_change_of_them_raises_the_version_and_the_same_again_does_not(self) -> None:
        held = RoundFactory(mediations=[{"mediator": (host := PartyFactory()), "role": "host"}])
        assert revise(held, mediations=[{"mediator": host, "role": "host"}]).version == 1
        assert revise(held, mediations=[{"mediator": host, "role": "broker"}]).version == 2

    def test_a_changed_one_does_not_stand_beside_itself(self) -> None:
        held = RoundFactory(delegations=[{"party": (party := PartyFactory()), "members": "one"}])
        revise(held, delegations=[{"party": party, "members": "two"}])
        assert Delegation.objects.standing().get().members == "two"

    def test_a_list_that_is_not_given_stays(self) -> None:
        held = RoundFactory(delegations=[{"party": PartyFactory()}])
        revise(held, title="Renamed")
        assert Delegation.objects.standing().count() == 1

    def test_one_named_twice_is_told_under_the_list(self) -> None:
        party = PartyFactory()
        with pytest.raises(ValidationError) as refused:
            RoundFactory(delegations=[{"party": party}, {"party": party}])
        assert refused.value.message_dict == {"delegations": ["This delegation is named twice."]}
        assert not Round.objects.exists()


class TestDays:
    def test_the_last_day_is_not_before_the_first(self) -> None:
        with pytest.raises(ValidationError, match="ends before"):
            RoundFactory(starts_on=DAY, ends_on=DAY.replace(day=1))

    def test_nor_for_who_goes_round_the_verb(self) -> None:
        held = RoundFactory()
        with pytest.raises(IntegrityError, match="round_begins_before"), transaction.atomic():
            Round.objects.filter(pk=held.pk).update(ends_on=DAY.replace(day=1))

    def test_a_last_day_wants_a_first_one(self) -> None:
        with pytest.raises(ValidationError, match="first day too"):
            RoundFactory(starts_on=None, ends_on=DAY)


class TestVoiding:
    def test_takes_its_parts_with_it(self) -> None:
        held = RoundFactory(delegations=[{"party": PartyFactory()}], mediations=[{"mediator": PartyFactory()}])
        minutes_of(held)
        voided(held)
        for model in (Delegation, RoundMediation, Minutes):
            assert not model.objects.standing().exists()

    def test_waits_until_nothing_stands_on_it(self) -> None:
        held = ProposalFactory(round=RoundFactory()).round
        with pytest.raises(ValidationError, match="Proposals: 1"):
            proposed("void", held)
        voided(Proposal.objects.get())
        assert voided(held).is_voided


class TestMinutes:
    @pytest.mark.parametrize(
        ("content", "kind"), [(b"Agreed: nothing.", "text/plain"), (PDF, "application/pdf")], ids=["text", "pdf"]
    )
    def test_are_kept_as_they_came_with_their_hash(self, content, kind) -> None:
        kept = file(content)
        assert (kept.content_type, kept.size, len(kept.sha256)) == (kind, len(content), 64)
        assert bytes(MinutesFile.objects.get(minutes=kept).content) == content

    @pytest.mark.parametrize("content", [b"MZ\x90\x00", b"<html><script>", PDF + b"/JavaScript (x)", b"\x89PNG"])
    def test_are_refused_when_they_are_something_else(self, content) -> None:
        with pytest.raises(ValidationError) as refused:
            file(content)
        assert refused.value.message_dict.keys() == {"file"}
        assert not Minutes.objects.exists()

    @pytest.mark.parametrize(
        ("name", "kept"), [("../../a.bat", "a.bat.txt"), ("C:\\x\\b.txt", "b.txt"), ("\u202etxt.exe", "txt.exe.txt")]
    )
    def test_bear_the_ending_of_what_they_are(self, name, kept) -> None:
        assert file(b"Synthetic", name=name).name == kept

    def test_are_filed_once(self) -> None:
        held = RoundFactory()
        file(PDF, round=held)
        with pytest.raises(ValidationError, match="already among"):
            file(PDF, round=held)

    def test_never_stand_in_the_book(self) -> None:
        file(b"a secret word")
        assert "secret" not in str(list(Change.objects.values_list("after", flat=True)))

    @pytest.mark.parametrize("role", [Role.REGISTRAR, Role.ANALYST])
    def test_are_not_there_for_most(self, role) -> None:
        minutes_of()
        assert not minutes(user_with(role)).exists()
        assert minutes(user_with(Role.APPROVER)).exists()

    def test_are_not_filed_by_who_may_only_read_them(self) -> None:
        with pytest.raises(PermissionDenied):
            file_minutes(round=RoundFactory(), name="a.txt", content=b"x", by=user_with(Role.AUDITOR))


class TestRestricted:
    def test_a_restricted_round_is_not_there_with_all_that_belongs_to_it(self) -> None:
        held = minutes_of().round
        ProposalFactory(round=held)
        restrict_round(round=held, reason="synthetic", by=User.objects.system())
        reader = user_with(Role.NEGOTIATOR)
        assert [rows(reader).count() for rows in (rounds, proposals, minutes)] == [0, 0, 0]
        insider = user_with(Role.NEGOTIATOR, sees=({"restricted": True},))
        assert [rows(insider).count() for rows in (rounds, proposals, minutes)] == [1, 1, 1]

    def test_nobody_lifts_it_alone(self) -> None:
        held = restrict_round(round=RoundFactory(), reason="synthetic", by=User.objects.system())
        with pytest.raises(PermissionDenied, match="two people"):
            lift_restriction(round=held, reason="over", by=user_with(Role.APPROVER, sees=({"restricted": True},)))
