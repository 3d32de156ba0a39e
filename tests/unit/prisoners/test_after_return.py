"""What is heard of persons after they came home, and the list of what speaks against GC III art. 117."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, transaction
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from prisoners.domain.after_return import report_after_return
from prisoners.models import Captivity, PostReturnReport
from prisoners.queries.article_117 import article_117
from tests.factories import CaptivityFactory, SourceFactory, returned, user_with

pytestmark = pytest.mark.django_db
PAGE = "/prisoners/article-117/"


def reported(kind: str = "front", captivity: Captivity | None = None, **fields: object) -> PostReturnReport:
    fields = {"source": SourceFactory(reliability="B", credibility=2)} | fields
    return report_after_return(captivity=captivity or returned(), kind=kind, by=User.objects.system(), **fields)


def test_nobody_held_is_reported_home() -> None:
    with pytest.raises(ValidationError, match="Nobody came home"):
        reported(captivity=CaptivityFactory())


def test_sql_reports_nobody_held_neither() -> None:
    report, held = reported(), CaptivityFactory()
    with pytest.raises(InternalError, match="nobody came home"), transaction.atomic():
        PostReturnReport.objects.filter(pk=report.pk).update(captivity=held)


def test_a_report_is_not_before_the_return() -> None:
    with pytest.raises(ValidationError, match="before the return"):
        reported(reported=PartialDate.parse("2023"))


@pytest.mark.parametrize(
    ("kind", "evidence"), [("front", True), ("active_service", True), ("recaptured", True), ("leave", False)]
)
def test_evidence_follows_from_the_kind(kind: str, evidence: bool) -> None:
    assert reported(kind).is_evidence is evidence
    assert PostReturnReport.objects.evidence().exists() is evidence


class TestTheList:
    def rows(self) -> list[Captivity]:
        return list(article_117(user_with(Role.REGISTRAR)))

    def test_brings_reports_and_second_captures_together(self) -> None:
        told, again, _home = reported().captivity, returned(), returned()
        reported("leave", _home)
        CaptivityFactory(person=again.person, captured=PartialDate.parse("2025-01-02"))
        assert {row.pk for row in self.rows()} == {told.pk, again.pk}
        assert {row.pk for row in self.rows() if row.captured_again and row.waits} == {again.pk}

    @pytest.mark.parametrize("number", [1, 3])
    def test_costs_the_same_for_one_and_three(
        self, client: Client, number: int, django_assert_num_queries: Callable
    ) -> None:
        for _ in range(number):
            reported()
        client.force_login(user_with(Role.REGISTRAR))
        client.get(PAGE)
        with django_assert_num_queries(10):
            client.get(PAGE)

    def test_is_closed_to_who_sees_no_staff(self, client: Client) -> None:
        client.force_login(user_with(Role.LIAISON))
        assert client.get(PAGE).status_code == 403

    def test_says_kind_and_trust(self, client: Client) -> None:
        reported()
        client.force_login(user_with(Role.REGISTRAR, language="en"))
        page = client.get(f"{PAGE}?kind=front&evidence=report").content.decode()
        assert "Sent to the front" in page
        assert "B2" in page
        assert "Nothing fits" in client.get(f"{PAGE}?evidence=alert").content.decode()
