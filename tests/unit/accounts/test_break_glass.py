"""Break-glass: one record, half an hour, a reason, a review by somebody else; and no way to guess by it."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.domain.emergency import break_glass, review_glass
from accounts.interfaces.reads import waiting
from accounts.models import BreakGlass, User
from accounts.roles import Role
from audit.models import Read
from prisoners.domain.restricting import restrict_person
from prisoners.models import Captivity
from prisoners.queries.sight import in_sight
from tests.factories import CaptivityFactory, PersonFactory, user_with

pytestmark = pytest.mark.django_db
KIND = "prisoners.person"


def opened(by: User, person=None, **told) -> BreakGlass:
    key = person.pk if person else uuid.uuid4()
    asked = {"kind": KIND, "object_id": key, "asked": "0-1", "reason": "she is being moved"}
    return break_glass(**asked | told, by=by)


def ask(user: User, asked: str, reason: str = "she is being moved"):
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client, client.post("/prisoners/emergency/", {"asked": asked, "reason": reason}, follow=True)


@pytest.fixture
def registrar() -> User:
    return user_with(Role.REGISTRAR)


@pytest.fixture
def auditor() -> User:
    return user_with(Role.AUDITOR)


def test_it_lasts_half_an_hour(registrar) -> None:
    glass = opened(registrar)
    assert glass.until - glass.opened_at == datetime.timedelta(minutes=30)
    assert glass.object_id in registrar.open_glass


def test_then_it_is_over(registrar, monkeypatch) -> None:
    opened(registrar)
    later = timezone.now() + datetime.timedelta(minutes=31)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert User.objects.get(pk=registrar.pk).open_glass == {}


def test_sign_in_reads_what_is_open_now_and_nothing_else(registrar, monkeypatch) -> None:
    other, glass = opened(user_with(Role.REGISTRAR)), opened(registrar)
    lasting = User.objects.get(pk=registrar.pk).open_glass
    assert User.objects.signed_in(registrar.pk).open_glass == lasting == {glass.object_id: glass.pk}
    assert User.objects.signed_in(other.user_id).open_glass == {other.object_id: other.pk}
    later = timezone.now() + datetime.timedelta(minutes=31)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert User.objects.signed_in(registrar.pk).open_glass == {}


def test_the_database_knows_no_longer_one(registrar) -> None:
    glass = opened(registrar)
    with pytest.raises(IntegrityError, match="breakglass_thirty_minutes"), transaction.atomic():
        BreakGlass.objects.filter(pk=glass.pk).update(until=glass.opened_at + datetime.timedelta(minutes=31))


def test_it_wants_a_reason(registrar) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        opened(registrar, reason=" ")


def test_it_wants_a_role_that_may(auditor) -> None:
    with pytest.raises(PermissionDenied):
        opened(auditor)


def test_every_read_under_it_is_marked(registrar) -> None:
    person, other = PersonFactory(called="Арко Іван"), PersonFactory(called="Бочка Петро")
    glass = opened(registrar, person)
    client = Client()
    client.force_login(registrar)
    client.get("/prisoners/")
    marked = {read.break_glass_id: read.ids for read in Read.objects.filter(kind=KIND)}
    assert marked == {glass.pk: [person.pk], None: [other.pk]}


def test_a_number_is_answered_alike_whether_it_is_known_or_not(registrar) -> None:
    PersonFactory(identifiers=[{"scheme": "service", "value": "77-1"}])
    _client, known = ask(registrar, "77-1")
    _client, unknown = ask(user_with(Role.REGISTRAR), "77-2")
    told = [answer.content.decode().replace(number, "N") for answer, number in ((known, "77-1"), (unknown, "77-2"))]
    assert "If there is such a record" in told[0]
    assert len({text.count("prisoners/emergency/") for text in told}) == 1
    assert BreakGlass.objects.count() == 2


def test_the_way_to_what_was_opened(registrar) -> None:
    person = PersonFactory(identifiers=[{"scheme": "service", "value": "77-1"}])
    client, _answer = ask(registrar, "77-1")
    answer = client.get(f"/prisoners/emergency/{BreakGlass.objects.get().pk}/")
    assert answer.url == person.get_absolute_url()


def test_of_what_is_not_there_nothing_opens(registrar) -> None:
    client, _answer = ask(registrar, "77-2")
    assert client.get(f"/prisoners/emergency/{BreakGlass.objects.get().pk}/").status_code == 404


def test_what_was_typed_stays_where_the_reason_lacks(registrar) -> None:
    _client, answer = ask(registrar, "77-1", reason="")
    assert 'value="77-1"' in answer.content.decode()
    assert not BreakGlass.objects.exists()


def test_it_waits_on_today_until_it_is_reviewed(registrar, auditor) -> None:
    glass = opened(registrar)
    assert [each.count for each in waiting(auditor)] == [0, 1]
    review_glass(glass=glass, justified=True, note="rang the ward", by=auditor)
    assert [each.count for each in waiting(auditor)] == [0, 0]


def test_the_review_is_somebody_elses() -> None:
    both = user_with(Role.REGISTRAR, Role.AUDITOR)
    with pytest.raises(ValidationError, match="Somebody else"):
        review_glass(glass=opened(both), justified=True, note="it was me", by=both)


def test_the_database_too_refuses_a_review_of_ones_own(registrar) -> None:
    glass = opened(registrar)
    whole = {"reviewed_at": timezone.now(), "justified": True, "note": "mine"}
    with pytest.raises(IntegrityError, match="breakglass_reviewed_by_another"), transaction.atomic():
        BreakGlass.objects.filter(pk=glass.pk).update(reviewed_by=registrar, **whole)


def test_a_second_review_is_refused(registrar, auditor) -> None:
    glass = opened(registrar)
    review_glass(glass=glass, justified=False, note="no reason found", by=auditor)
    with pytest.raises(ValidationError, match="already"):
        review_glass(glass=glass, justified=True, note="after all", by=auditor)


def test_it_opens_a_restricted_person_with_all_that_hangs_on_them(registrar) -> None:
    captivity = CaptivityFactory()
    restrict_person(person=captivity.person, by=User.objects.system(), reason="synthetic")
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(registrar)
    address = captivity.person.get_absolute_url()
    assert client.get(address).status_code == 404
    opened(registrar, captivity.person)
    assert client.get(address).status_code == 200
    reader = User.objects.get(pk=registrar.pk)
    assert [*Captivity.objects.visible_to(reader)] == [captivity]
    assert in_sight(reader, "id") != in_sight(user_with(Role.REGISTRAR), "id")
