"""Runs compared and shared over REST."""

import pytest

from accounts.roles import Role
from reports.models import ReportRun
from tests.api.client import ApiClient
from tests.factories import CaptivityFactory, completed_exchange, home, user_with
from tests.factories.schedules import answered, new_schedule

pytestmark = pytest.mark.django_db
SCOPES = ["*:read", "report-runs:write", "report-schedules:write"]


def compare(client: ApiClient, one: object, other: object):
    return client.ask("GET", f"/report-runs/{one}/compare/?with={other}")


def share(client: ApiClient, run: ReportRun, to: str = "shared", **more: object):
    return client.ask("POST", f"/report-runs/{run.pk}/share/", {"to": to, **more})


class TestComparing:
    def test_it_says_what_moved_with_the_older_question_first(self, client_of) -> None:
        analyst = user_with(Role.ANALYST, language="en")
        completed_exchange(40, 150, "2024-10-18")
        before = answered(analyst)
        completed_exchange(95, 95, "2024-10-19")
        after = answered(analyst)
        told = compare(client_of(user=analyst, scopes=SCOPES), after.pk, before.pk).json()
        assert (told["before"], told["after"]) == (str(before.pk), str(after.pk))
        ratio = next(each for each in told["figures"] if each["key"] == "ratio")
        assert (ratio["before"], ratio["after"], ratio["difference"]) == ("40:150", "135:245", None)
        (line,) = [each for each in told["tables"][0]["lines"] if each["column"] == "to_us"]
        assert (line["row"], line["before"], line["after"], line["difference"]) == ("2024-10", 40, 135, 95)

    def test_small_figures_are_told_here_no_better(self, client_of) -> None:
        home()
        analyst, clerk = user_with(Role.ANALYST), user_with(Role.REGISTRAR)
        CaptivityFactory.create_batch(3)
        before = answered(analyst, report="backlog"), answered(clerk, report="backlog")
        CaptivityFactory()
        after = answered(analyst, report="backlog"), answered(clerk, report="backlog")
        differences = []
        for user, one, two in zip((analyst, clerk), before, after, strict=True):
            told = compare(client_of(user=user, scopes=SCOPES), one.pk, two.pk).json()
            differences.append(next(each["difference"] for each in told["figures"] if each["key"] == "held"))
        assert differences == [None, 1], "the second one is the control"

    def test_what_is_not_seen_is_not_there(self, client_of) -> None:
        analyst = user_with(Role.ANALYST)
        own, other = answered(analyst), answered()
        client = client_of(user=analyst, scopes=SCOPES)
        assert compare(client, own.pk, other.pk).status_code == 404
        assert compare(client, own.pk, own.pk).status_code == 404
        assert compare(client, own.pk, "soon").json()["errors"][0]["parameter"] == "with"


class TestSharing:
    def test_another_client_finds_it_by_its_id_and_takes_no_files(self, client_of) -> None:
        run = answered()
        own, reader = client_of(user=run.asked_by, scopes=SCOPES), client_of(Role.REGISTRAR, scopes=SCOPES)
        path = f"/report-runs/{run.pk}/"
        assert reader.ask("GET", path).status_code == 404
        shared = share(own, run)
        assert shared.json()["url"] == f"http://testserver{run.get_absolute_url()}"
        assert reader.read(path)["shared_at"] == shared.json()["shared_at"]
        assert reader.read("/report-runs/")["results"] == []
        run.artefacts.create(format="csv", file_name="a.csv", content=b"1", size=1, sha256="0" * 64)
        assert reader.ask("GET", f"{path}artefacts/csv").status_code == 404
        assert own.ask("GET", f"{path}artefacts/csv").status_code == 200
        assert share(own, run, "taken_back").json()["shared_at"] is None
        assert reader.ask("GET", path).status_code == 404

    def test_only_who_asked_shares_it(self, client_of) -> None:
        run = answered()
        share(client_of(user=run.asked_by, scopes=SCOPES), run)
        assert share(client_of(Role.REGISTRAR, scopes=SCOPES), run, "taken_back").status_code == 403

    def test_the_body_is_checked(self, client_of) -> None:
        run = answered()
        response = share(client_of(user=run.asked_by, scopes=SCOPES), run, "everybody")
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/to")


class TestSchedules:
    def test_wrong_parameters_are_pointed_at_in_the_body(self, client_of) -> None:
        body = {"report": "swap-ratio", "role": "analyst", "parameters": {"group_by": "week"}}
        response = client_of(Role.ANALYST, scopes=SCOPES).ask("POST", "/report-schedules/", body)
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/parameters/group_by")

    def test_one_is_made_paused_resumed_and_ended(self, client_of) -> None:
        client = client_of(Role.ANALYST, scopes=SCOPES)
        body = {"report": "swap-ratio", "role": "analyst", "parameters": {"group_by": "year"}, "at": "07:30:00"}
        made = client.ask("POST", "/report-schedules/", body).json()
        assert (made["status"], made["weekday"], made["parameters"]["group_by"]) == ("active", 1, "year")
        path = f"/report-schedules/{made['id']}/"
        for version, to in enumerate(["paused", "active", "voided"], start=1):
            moved = client.ask("POST", f"{path}transitions/", {"to": to, "reason": "enough"}, if_match=version)
            assert moved.status_code == 200, moved.content
        assert client.read(path)["void_reason"] == "enough"

    def test_its_owner_sets_it_otherwise_and_nobody_else(self, client_of) -> None:
        schedule = new_schedule(parameters={"group_by": "year"})
        path, change = f"/report-schedules/{schedule.pk}/", {"weekday": 5, "parameters": {"group_by": "kind"}}
        owner, reader = client_of(user=schedule.owner, scopes=SCOPES), client_of(Role.ANALYST, scopes=SCOPES)
        assert owner.ask("PATCH", path, change).status_code == 428
        assert reader.ask("PATCH", path, change, if_match=1).status_code == 403
        revised = owner.ask("PATCH", path, change, if_match=1)
        assert (revised.status_code, revised["ETag"]) == (200, '"v2"'), revised.content
        assert (revised.json()["weekday"], revised.json()["parameters"]["group_by"]) == (5, "kind")
        assert owner.ask("PATCH", path, {"weekday": 6}, if_match=1).status_code == 412

    @pytest.mark.parametrize(
        ("change", "pointer"),
        [({"parameters": {"group_by": "week"}}, "/parameters/group_by"), ({"report": "backlog"}, "/report")],
    )
    def test_what_cannot_be_asked_is_pointed_at(self, client_of, change, pointer) -> None:
        schedule = new_schedule()
        client = client_of(user=schedule.owner, scopes=SCOPES)
        response = client.ask("PATCH", f"/report-schedules/{schedule.pk}/", change, if_match=1)
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, pointer)
