"""The pages of schedules: made from a run, changed by their owner, seen by whom they tell."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from reports.domain.firing import fire
from reports.models import Schedule, Slot
from tests.factories import user_with
from tests.factories.schedules import DUE, answered, finished, scheduled

pytestmark = pytest.mark.django_db
TYPED = {"group_by": "year", "variant": "all", "as_of": "today", "weekday": "3", "at": "07:30", "role": "analyst"}


@pytest.fixture
def schedule() -> Schedule:
    return scheduled()


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"schedules:{name}", args=args)


def test_a_run_fills_the_form_in() -> None:
    run = answered(parameters={"group_by": "year"})
    page = browser(run.asked_by).get(f"{url('create', 'swap-ratio')}?run={run.pk}")
    assert page.context["form"]["group_by"].value() == "year"
    assert page.context["cancel_url"] == run.get_absolute_url()
    assert "By the clock of the headquarters, " in page.content.decode()


def test_it_is_made_and_says_when_it_asks_next() -> None:
    analyst = user_with(Role.ANALYST, language="en")
    page = browser(analyst).post(url("create", "swap-ratio"), TYPED, follow=True).content.decode()
    made = Schedule.objects.get()
    assert (made.owner, made.weekday, f"{made.at:%H:%M}", made.parameters["group_by"]) == (analyst, 3, "07:30", "year")
    assert "Wednesday, 07:30" in page
    assert "this server sends no mail" in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"at": "25:00"}, "Enter a valid time"),
        ({"role": "liaison"}, "Select a valid choice"),
        ({"group_by": "week"}, "Select a valid choice"),
        ({"weekday": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(typed, message) -> None:
    page = browser(user_with(Role.ANALYST, language="en")).post(url("create", "swap-ratio"), TYPED | typed)
    assert (page.status_code, Schedule.objects.count()) == (400, 0)
    assert message in page.content.decode()
    assert page.context["form"]["since"].field is not None
    assert page.context["form"]["at"].value() == (TYPED | typed)["at"]


def test_what_the_asker_may_not_ask_is_refused_by_field() -> None:
    given = {
        "side": "home",
        "by": "bands",
        "sex": "female",
        **{k: TYPED[k] for k in ("as_of", "weekday", "at", "role")},
    }
    page = browser(user_with(Role.ANALYST, language="en")).post(url("create", "backlog"), given)
    assert list(page.context["form"].errors) == ["sex"]


def test_its_owner_changes_pauses_resumes_and_ends_it(schedule) -> None:
    own = browser(schedule.owner)
    form = own.get(url("edit", schedule.pk)).context["form"]
    own.post(url("edit", schedule.pk), TYPED | {"seen": form["seen"].value()})
    assert Schedule.objects.get().weekday == 3
    own.post(url("pause", schedule.pk))
    assert Schedule.objects.get().status == "paused"
    own.post(url("resume", schedule.pk))
    assert Schedule.objects.get().status == "active"
    page = own.get(url("void", schedule.pk))
    own.post(url("void", schedule.pk), {"reason": "enough", "version": page.context["form"]["version"].value()})
    assert Schedule.objects.get().is_voided


def test_a_stale_form_is_refused_and_kept(schedule) -> None:
    own = browser(schedule.owner)
    form = own.get(url("edit", schedule.pk)).context["form"]
    own.post(url("pause", schedule.pk))
    page = own.post(url("edit", schedule.pk), TYPED | {"seen": form["seen"].value()})
    assert "changed meanwhile" in page.content.decode()
    assert page.context["form"]["at"].value() == "07:30"


def test_whom_it_tells_sees_it_and_changes_nothing(schedule) -> None:
    told = browser(user_with(Role.ANALYST, language="en"))
    page = told.get(url("detail", schedule.pk)).content.decode()
    assert "Pause" not in page
    assert url("edit", schedule.pk) not in page
    answers = [told.get(url(name, schedule.pk)).status_code for name in ("edit", "void")]
    answers += [told.post(url(name, schedule.pk)).status_code for name in ("pause", "resume", "edit", "void")]
    assert answers == [403] * 6


@pytest.mark.parametrize(("role", "status"), [(Role.REGISTRAR, 404), (Role.LIAISON, 404), (Role.AUDITOR, 200)])
def test_who_else_sees_it(schedule, role, status) -> None:
    assert browser(user_with(role)).get(url("detail", schedule.pk)).status_code == status


def test_its_slots_lead_to_what_was_asked(schedule) -> None:
    fire(schedule, DUE)
    run = finished(Slot.objects.get().run)
    assert run.get_absolute_url() in browser(schedule.owner).get(url("detail", schedule.pk)).content.decode()
    told = browser(user_with(Role.ANALYST)).get(url("detail", schedule.pk)).content.decode()
    assert run.get_absolute_url() not in told, "it is not shared yet"


def test_a_stopped_one_says_why(schedule) -> None:
    Schedule.objects.filter(pk=schedule.pk).update(status="stopped", why_stopped="forbidden")
    assert "may no longer run this report" in browser(schedule.owner).get(url("detail", schedule.pk)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_with_more(rows, django_assert_num_queries) -> None:
    owner = user_with(Role.ANALYST)
    for _number in range(rows):
        scheduled(owner)
    client = browser(owner)
    client.get(url("list"))
    with django_assert_num_queries(6):
        assert client.get(url("list")).status_code == 200
