"""The pages of negotiations: lists, forms with rows, details with the next act, the month, the matrix, minutes."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.interfaces.editing import values_of
from accounts.models import User
from accounts.roles import Role
from common import clock
from negotiations.domain.programmes import record_programme_event
from negotiations.domain.proposals import move_proposal
from negotiations.domain.rounds import revise_round
from negotiations.models import Minutes, ProgrammeEvent, Proposal, Round, Stance
from tests.factories import (
    PartyFactory,
    PlaceFactory,
    ProgrammeFactory,
    ProposalFactory,
    RoundFactory,
    SourceFactory,
    StanceFactory,
    UnitFactory,
    completed_exchange,
    home,
    minutes_of,
    other,
    user_with,
)
from tests.factories.exports import fetched
from tests.factories.negotiations import DAY, terms, whole_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def negotiator(client: Client) -> Client:
    client.force_login(user_with(Role.NEGOTIATOR, language="en"))
    return client


@pytest.fixture
def analyst(client: Client) -> Client:
    client.force_login(user_with(Role.ANALYST, language="en"))
    return client


def day(name: str, value: datetime.date = DAY) -> dict[str, str]:
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}


def posted(form: Any) -> dict[str, Any]:
    """What the form as it was given out would send back."""
    told = {key: value for each in values_of(form).values() for key, value in each.items() if value}
    return told | {"seen": form["seen"].value()}


def text(response: HttpResponse) -> str:
    return response.content.decode()


class TestLists:
    MAKE = {
        "rounds": lambda: RoundFactory(venue=PlaceFactory()),
        "proposals": whole_proposal,
        "stances": lambda: StanceFactory(unit=UnitFactory(), group=""),
        "programmes": ProgrammeFactory,
    }

    @pytest.mark.parametrize(
        ("name", "queries"), [("rounds", 10), ("proposals", 10), ("stances", 7), ("programmes", 6)]
    )
    @pytest.mark.parametrize("rows", [1, 3])
    def test_ask_as_often_for_three_as_for_one(self, analyst, name, queries, rows, django_assert_num_queries) -> None:
        for _ in range(rows):
            self.MAKE[name]()
        with django_assert_num_queries(queries):
            analyst.get(reverse(f"{name}:list"))

    @pytest.mark.parametrize(
        ("name", "query", "found"),
        [
            ("rounds", {"status": "planned"}, 1),
            ("rounds", {"status": "concluded"}, 0),
            ("proposals", {"waiting": "on"}, 1),
            ("proposals", {"kind": "public"}, 0),
            ("stances", {"on": "2024-01-01"}, 1),
            ("stances", {"position": "refuses"}, 0),
            ("programmes", {"status": "in_force"}, 1),
        ],
    )
    def test_are_filtered(self, negotiator, name, query, found) -> None:
        self.MAKE[name]()
        assert len(negotiator.get(reverse(f"{name}:list"), query).context["page"].rows) == found

    def test_of_rounds_knows_who_sat_there_and_who_helped(self, negotiator) -> None:
        party, host = PartyFactory(), PartyFactory()
        RoundFactory(delegations=[{"party": party}], mediations=[{"mediator": host}])
        for query, found in (({"party": party.pk}, 1), ({"mediator": host.pk}, 1), ({"mediator": party.pk}, 0)):
            assert len(negotiator.get(reverse("rounds:list"), query).context["page"].rows) == found

    @pytest.mark.parametrize("name", MAKE)
    def test_say_what_would_be_here(self, negotiator, name) -> None:
        page = text(negotiator.get(reverse(f"{name}:list")))
        assert 'class="empty"' in page
        assert reverse(f"{name}:create") in page

    @pytest.mark.parametrize("name", MAKE)
    def test_are_exported(self, negotiator, name) -> None:
        self.MAKE[name]()
        assert len(fetched(negotiator, reverse(f"{name}:list")).decode().strip().splitlines()) == 2

    @pytest.mark.parametrize("name", MAKE)
    def test_are_not_for_a_liaison(self, client, name) -> None:
        client.force_login(user_with(Role.LIAISON))
        assert client.get(reverse(f"{name}:list")).status_code == 403


class TestRoundForm:
    def typed(self, **more: str) -> dict[str, str]:
        return {"title": "Synthetic", "channel": "mediator"} | day("starts_on") | more

    def test_logs_the_round_with_its_rows_and_leaves_out_blank_ones(self, negotiator) -> None:
        party, host = PartyFactory(), PartyFactory()
        rows = {"party_1": party.pk, "body_1": "HQ", "mediator_0": host.pk, "role_0": "host", "role_1": "broker"}
        response = negotiator.post(reverse("rounds:create"), self.typed(**rows))
        held = Round.objects.get()
        assert response.url == held.get_absolute_url()
        assert [(each.party, each.body) for each in held.delegations.all()] == [(party, "HQ")]
        assert [(each.mediator, each.role) for each in held.mediations.all()] == [(host, "host")]

    def test_loses_nothing_typed(self, negotiator) -> None:
        party = PartyFactory()
        typed = self.typed(party_0=str(party.pk), party_4=str(party.pk), starts_on_day="31", starts_on_month="2")
        form = negotiator.post(reverse("rounds:create"), typed).context["form"]
        assert form.errors.keys() == {"starts_on"}
        assert {form[name].value() for name in ("party_0", "party_4")} == {str(party.pk)}

    def test_tells_of_a_row_that_stands_there_twice(self, negotiator) -> None:
        party = str(PartyFactory().pk)
        page = text(negotiator.post(reverse("rounds:create"), self.typed(party_0=party, party_1=party)))
        assert "This delegation is named twice." in page

    def test_untouched_changes_nothing(self, negotiator) -> None:
        held = RoundFactory(delegations=[{"party": PartyFactory()}], mediations=[{"mediator": PartyFactory()}])
        form = negotiator.get(reverse("rounds:edit", args=[held.pk])).context["form"]
        assert negotiator.post(reverse("rounds:edit", args=[held.pk]), posted(form)).status_code == 302
        assert Round.objects.get().version == 1

    def test_that_is_stale_comes_back_with_both(self, negotiator) -> None:
        held = RoundFactory()
        form = negotiator.get(reverse("rounds:edit", args=[held.pk])).context["form"]
        revise_round(round=held, mediations=[{"mediator": PartyFactory(name_en="Host")}], by=User.objects.system())
        response = negotiator.post(reverse("rounds:edit", args=[held.pk]), posted(form) | {"title": "Mine"})
        assert response.status_code == 409
        assert response.context["form"]["title"].value() == "Mine"
        assert "Host" in text(response)

    @pytest.mark.parametrize("name", ["rounds", "proposals", "stances", "programmes"])
    def test_is_not_for_who_may_only_see(self, analyst, name) -> None:
        assert analyst.get(reverse(f"{name}:create")).status_code == 403


class TestProposal:
    def test_is_logged_with_its_terms_in_the_round_it_came_from(self, negotiator) -> None:
        held = RoundFactory()
        form = negotiator.get(reverse("proposals:create"), {"round": held.pk}).context["form"]
        assert form["round"].value() == held.pk
        typed = {"title": "Synthetic", "kind": "official", "made_by": other().pk, "made_to": home().pk}
        typed |= day("made_on") | {"format": "numbers", "round": held.pk, "direction_0": "to_us"}
        typed |= {"category_0": "women", "qualifier_0": ">=", "number_0": "5"}
        assert negotiator.post(reverse("proposals:create"), typed).status_code == 302
        term = Proposal.objects.get(round=held).terms.get()
        assert (term.category, term.qualifier, term.number) == ("women", ">=", 5)

    def test_shows_its_clock_and_the_answers_that_may_be_recorded(self, negotiator) -> None:
        proposal = ProposalFactory(terms=terms(to_us=95, to_them=None))
        page = text(negotiator.get(proposal.get_absolute_url()))
        assert "days without an answer" in page
        assert reverse("proposals:move", args=[proposal.pk, "accepted"]) in page

    def test_has_no_clock_when_it_was_only_said_in_public(self, negotiator) -> None:
        assert "without an answer ·" not in text(negotiator.get(ProposalFactory(kind="public").get_absolute_url()))
        assert "days without an answer" not in text(negotiator.get(Proposal.objects.get().get_absolute_url()))

    def test_is_answered(self, negotiator) -> None:
        proposal = ProposalFactory()
        address = reverse("proposals:move", args=[proposal.pk, "refused"])
        response = negotiator.post(address, {"version": 1, "reason": "no"} | day("answered_on"))
        assert response.url == proposal.get_absolute_url()
        proposal.refresh_from_db()
        assert (proposal.status, proposal.answer, proposal.answered_on) == ("refused", "no", DAY)

    def test_asks_for_the_day_of_the_answer(self, negotiator) -> None:
        address = reverse("proposals:move", args=[ProposalFactory().pk, "accepted"])
        form = negotiator.post(address, {"version": 1, "reason": "so they said"}).context["form"]
        assert form.errors.keys() == {"answered_on"}
        assert form["reason"].value() == "so they said"

    def test_a_stale_answer_keeps_what_was_typed(self, negotiator) -> None:
        proposal = ProposalFactory()
        move_proposal(proposal=proposal, to="ignored", by=User.objects.system())
        address = reverse("proposals:move", args=[proposal.pk, "refused"])
        response = negotiator.post(address, {"version": 1, "reason": "mine"} | day("answered_on"))
        assert (response.status_code, response.context["form"]["reason"].value()) == (409, "mine")

    def test_a_move_that_cannot_be_says_so_and_leads_back(self, negotiator) -> None:
        proposal = move_proposal(proposal=ProposalFactory(), to="refused", answered_on=DAY, by=User.objects.system())
        response = negotiator.get(reverse("proposals:move", args=[proposal.pk, "accepted"]), follow=True)
        assert "cannot become" in text(response)
        assert negotiator.get(reverse("proposals:move", args=[proposal.pk, "tabled"])).status_code == 404


class TestRoundPage:
    def test_offers_what_comes_next(self, negotiator) -> None:
        held = RoundFactory()
        page = negotiator.get(held.get_absolute_url()).context["page"]
        assert page.next_action == ("Record that it has begun", reverse("rounds:move", args=[held.pk, "under_way"]))

    def test_its_end_becomes_its_outcome(self, negotiator) -> None:
        held = RoundFactory()
        address = reverse("rounds:move", args=[held.pk, "concluded"])
        assert negotiator.post(address, {"version": 1}).context["form"].errors.keys() == {"reason"}
        negotiator.post(address, {"version": 1, "reason": "500 for 500"})
        assert "500 for 500" in text(negotiator.get(held.get_absolute_url()))

    def test_does_not_tell_the_venue_to_who_may_not_know_places(self, analyst) -> None:
        held = RoundFactory(venue=PlaceFactory(name_en="Hidden hall"), venue_as_reported="a hall")
        page = text(analyst.get(held.get_absolute_url()))
        assert "Hidden hall" not in page
        assert "a hall" not in page


class TestMinutes:
    def test_are_filed_and_sent_as_an_attachment(self, negotiator) -> None:
        held = RoundFactory()
        upload = SimpleUploadedFile("notes.txt", b"What was said.")
        response = negotiator.post(reverse("rounds:minutes-file", args=[held.pk]), {"file": upload})
        assert response.url == f"{held.get_absolute_url()}#minutes"
        sent = negotiator.get(reverse("rounds:minutes", args=[Minutes.objects.get().pk]))
        assert b"".join(sent.streaming_content) == b"What was said."
        assert sent["Content-Disposition"] == 'attachment; filename="notes.txt"'
        assert sent["X-Content-Type-Options"] == "nosniff"

    def test_of_another_kind_are_refused_by_the_field(self, negotiator) -> None:
        upload = SimpleUploadedFile("notes.pdf", b"MZ\x90")
        address = reverse("rounds:minutes-file", args=[RoundFactory().pk])
        assert negotiator.post(address, {"file": upload}).context["form"].errors.keys() == {"file"}

    def test_that_are_too_large_are_let_go_of(self, negotiator, settings) -> None:
        settings.IMPORT_MAX_BYTES = 100
        address = reverse("rounds:minutes-file", args=[RoundFactory().pk])
        response = negotiator.post(address, {"file": SimpleUploadedFile("a.txt", b"x" * 200_000)})
        assert response.status_code == 413

    def test_are_not_there_for_who_may_not_read_them(self, analyst) -> None:
        kept = minutes_of(name="secret.txt")
        assert analyst.get(reverse("rounds:minutes", args=[kept.pk])).status_code == 404
        assert "secret" not in text(analyst.get(kept.round.get_absolute_url()))


class TestMonth:
    def rounds(self, response: HttpResponse) -> dict[int, list[str]]:
        days = [day for week in response.context["month"].weeks for day in week if day.inside]
        return {day.date.day: [each.label for each in day.items] for day in days if day.items}

    def test_a_round_stands_on_each_of_its_days(self, negotiator) -> None:
        RoundFactory(title="Long", ends_on=DAY + datetime.timedelta(days=1))
        RoundFactory(title="Before", starts_on=DAY.replace(month=9))
        response = negotiator.get(reverse("rounds:calendar"), {"month": "2024-10"})
        assert self.rounds(response) == {18: ["Long"], 19: ["Long"]}

    def test_one_of_two_months_stands_in_both(self, negotiator) -> None:
        RoundFactory(title="Long", starts_on=datetime.date(2024, 9, 30), ends_on=datetime.date(2024, 10, 1))
        for month, days in (("2024-09", {30: ["Long"]}), ("2024-10", {1: ["Long"]}), ("2024-11", {})):
            assert self.rounds(negotiator.get(reverse("rounds:calendar"), {"month": month})) == days

    def test_leads_to_the_months_beside_it(self, negotiator) -> None:
        month = negotiator.get(reverse("rounds:calendar"), {"month": "2024-12"}).context["month"]
        assert (month.earlier[-7:], month.later[-7:]) == ("2024-11", "2025-01")

    @pytest.mark.parametrize("wrong", ["", "2024-13", "1900-01", "x", "２０２４-10"])
    def test_shows_this_month_when_asked_for_none(self, negotiator, wrong) -> None:
        first = negotiator.get(reverse("rounds:calendar"), {"month": wrong}).context["month"].first
        assert first == clock.today().replace(day=1)

    def test_rounds_of_no_known_day_stand_below(self, negotiator) -> None:
        RoundFactory(title="Undated", starts_on=None)
        assert "Undated" in text(negotiator.get(reverse("rounds:calendar")))


class TestStances:
    def test_the_matrix_shows_the_day_that_was_asked_for(self, negotiator) -> None:
        StanceFactory(group="conscripts of then", since=DAY, until=DAY + datetime.timedelta(days=9))
        assert "conscripts of then" in text(negotiator.get(reverse("stances:matrix"), {"on": "2024-10-20"}))
        assert 'class="empty"' in text(negotiator.get(reverse("stances:matrix")))

    def test_a_change_is_recorded_from_the_page(self, negotiator) -> None:
        stance, source = StanceFactory(since=DAY), SourceFactory()
        typed = {"version": 1, "position": "refuses", "source": source.url}
        address = reverse("stances:change", args=[stance.pk])
        response = negotiator.post(address, typed | day("on", DAY + datetime.timedelta(days=5)))
        later = Stance.objects.get(position="refuses")
        assert response.url == later.get_absolute_url()
        assert len(negotiator.get(response.url).context["page"].timeline) == 2

    def test_a_change_without_its_source_is_told_by_the_field(self, negotiator) -> None:
        address = reverse("stances:change", args=[StanceFactory().pk])
        form = negotiator.post(address, {"version": 1, "position": "refuses"} | day("on")).context["form"]
        assert form.errors.keys() == {"source"}


class TestProgramme:
    def test_shows_how_far_it_is_carried_out(self, negotiator) -> None:
        programme = ProgrammeFactory(target_each=200)
        exchange = completed_exchange(95, 100, programmes=[programme])
        page = text(negotiator.get(programme.get_absolute_url()))
        assert "95 of 200" in page
        assert '<progress value="100" max="200"' in page
        assert exchange.get_absolute_url() in page

    def test_has_no_bar_without_a_target(self, negotiator) -> None:
        assert "<progress" not in text(negotiator.get(ProgrammeFactory(open_ended=True).get_absolute_url()))

    def test_what_became_of_it_is_recorded_from_the_page(self, negotiator) -> None:
        programme = ProgrammeFactory()
        typed = {"version": 1, "kind": "breach", "by_party": other().pk, "note": "unilaterally"}
        negotiator.post(reverse("programmes:event-add", args=[programme.pk]), typed | day("happened_on"))
        assert (ProgrammeEvent.objects.get().by_party, ProgrammeEvent.objects.get().note) == (other(), "unilaterally")
        assert "Breach by Russia" in text(negotiator.get(programme.get_absolute_url()))

    def test_a_stale_event_keeps_what_was_typed(self, negotiator) -> None:
        programme = ProgrammeFactory()
        record_programme_event(programme=programme, kind="breach", happened_on=DAY, by=User.objects.system())
        typed = {"version": 1, "kind": "end", "note": "mine"} | day("happened_on")
        response = negotiator.post(reverse("programmes:event-add", args=[programme.pk]), typed)
        assert (response.status_code, response.context["form"]["note"].value()) == (409, "mine")


class TestToday:
    def told(self, client: Client) -> set[str]:
        return {each.label for each in client.get("/").context["waiting"]}

    def test_tells_of_requests_without_an_answer(self, negotiator) -> None:
        ProposalFactory()
        ProposalFactory(made_by=home(), made_to=other())
        labels = {"Official requests to us without an answer", "Our official requests without an answer"}
        assert labels <= self.told(negotiator)

    def test_tells_of_rounds_that_are_near_or_were_never_closed(self, negotiator) -> None:
        RoundFactory()
        RoundFactory(starts_on=clock.today() + datetime.timedelta(days=3))
        assert len([label for label in self.told(negotiator) if label.startswith("Rounds")]) == 2
