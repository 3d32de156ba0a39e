"""The pages of simple records, one behaviour for all rooms."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.interfaces.editing import values_of
from accounts.models import User
from accounts.roles import Role
from audit.verbs import VERBS
from audit.words import words_of
from negotiations.models import Programme
from places.domain.places import revise_place
from places.models import Place
from sources.models import Source
from tests.factories import (
    BranchFactory,
    PartyFactory,
    PlaceFactory,
    ProgrammeFactory,
    SourceFactory,
    settle,
    user_with,
)
from units.models import Branch, Party

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Room:
    """What differs from room to room."""

    name: str
    model: type[Model]
    factory: Any
    role: Role
    typed: dict[str, str]
    wrong: dict[str, str]
    list_queries: int = 6


NAMES = {"name_uk": "Вигадане", "name_en": "Synthetic"}
ROOMS = [
    Room(
        "sources",
        Source,
        SourceFactory,
        Role.REGISTRAR,
        {"kind": "press", "title": "Synthetic", "reliability": "B", "credibility": "2"},
        {"title": ""},
    ),
    Room(
        "places", Place, PlaceFactory, Role.REGISTRAR, NAMES | {"kind": "crossing", "status": "open"}, {"name_en": ""}
    ),
    Room(
        "branches",
        Branch,
        BranchFactory,
        Role.REGISTRAR,
        NAMES | {"code": "marines"},
        {"code": "x y"},
        list_queries=7,
    ),
    Room("parties", Party, PartyFactory, Role.REGISTRAR, NAMES | {"code": "XX", "kind": "state"}, {"code": "x y"}),
    Room(
        "programmes",
        Programme,
        ProgrammeFactory,
        Role.NEGOTIATOR,
        NAMES | {"code": "synthetic", "target_each": "1000"},
        {"target_each": "many"},
    ),
]
every_room = pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)


def url(room: Room, name: str, *args: Any) -> str:
    return reverse(f"{room.name}:{name}", args=args)


def sign_in(client: Client, *roles: Role) -> None:
    client.force_login(user_with(*roles, language="en"))


@every_room
def test_a_record_is_registered_listed_and_shown(client: Client, room: Room) -> None:
    sign_in(client, room.role)
    response = client.post(url(room, "create"), room.typed)
    record = room.model.objects.get()
    assert response.url == url(room, "detail", record.pk)
    assert [row.pk for row in client.get(url(room, "list")).context["page"].rows] == [record.pk]
    page = client.get(url(room, "detail", record.pk))
    assert page.context["history"][0].parts[0].is_new


@every_room
def test_what_is_wrong_is_named_and_what_was_typed_is_kept(client: Client, room: Room) -> None:
    sign_in(client, room.role)
    form = client.post(url(room, "create"), room.typed | room.wrong).context["form"]
    assert form.errors.keys() == room.wrong.keys()
    assert all(form[name].value() == value for name, value in room.typed.items() if name not in room.wrong)
    assert not room.model.objects.exists()


@every_room
def test_a_record_is_corrected(client: Client, room: Room) -> None:
    sign_in(client, room.role)
    record = room.factory()
    form = client.get(url(room, "edit", record.pk)).context["form"]
    response = client.post(url(room, "edit", record.pk), room.typed | {"seen": form["seen"].value()})
    assert response.url == url(room, "detail", record.pk)
    record.refresh_from_db()
    assert "Synthetic" in {getattr(record, "name_en", ""), getattr(record, "title", "")}


@every_room
def test_an_untouched_form_changes_nothing(client: Client, room: Room) -> None:
    sign_in(client, room.role)
    record = room.factory()
    form = client.get(url(room, "edit", record.pk)).context["form"]
    posted = {key: value for each in values_of(form).values() for key, value in each.items() if value}
    assert client.post(url(room, "edit", record.pk), posted | {"seen": form["seen"].value()}).status_code == 302
    record.refresh_from_db()
    assert record.version == 1


@every_room
def test_a_record_is_voided_and_leaves_the_list(client: Client, room: Room) -> None:
    sign_in(client, room.role)
    record = room.factory()
    client.post(url(room, "void", record.pk), {"version": 1, "reason": "it never was"})
    assert "it never was" in client.get(record.get_absolute_url()).content.decode(), "the page says that it is proposed"
    settle()
    assert client.get(url(room, "list")).context["page"].rows == []
    assert "it never was" in client.get(url(room, "detail", record.pk)).content.decode()
    assert client.get(url(room, "edit", record.pk)).status_code == 404


@every_room
def test_who_may_only_read_is_offered_nothing_and_refused(client: Client, room: Room) -> None:
    record = room.factory()
    sign_in(client, Role.ANALYST)
    assert client.get(url(room, "detail", record.pk)).context["edit_url"] == ""
    assert client.get(url(room, "create")).status_code == 403
    assert client.post(url(room, "void", record.pk), {"version": 1, "reason": "it never was"}).status_code == 403


@every_room
def test_who_may_not_see_finds_nothing(client: Client, room: Room) -> None:
    record = room.factory()
    sign_in(client, Role.ADMINISTRATOR)
    assert client.get(url(room, "list")).status_code == 403
    assert client.get(url(room, "detail", record.pk)).status_code == 404


@every_room
@pytest.mark.parametrize("number", [1, 3])
def test_a_list_takes_the_same_queries_for_one_row_and_for_three(
    client: Client, room: Room, number: int, django_assert_num_queries
) -> None:
    for _ in range(number):
        room.factory()
    sign_in(client, Role.ANALYST)
    # One more for what is assigned, where rows are seen by that.
    with django_assert_num_queries(room.list_queries + bool(room.model.scoped_by)):
        client.get(url(room, "list"))


def test_a_stale_form_shows_both_versions_and_loses_nothing(client: Client) -> None:
    sign_in(client, Role.REGISTRAR)
    place = PlaceFactory(name_en="Before", region="")
    seen = client.get(reverse("places:edit", args=[place.pk])).context["form"]["seen"].value()
    revise_place(place=place, region="theirs", by=User.objects.system())
    typed = NAMES | {"kind": place.kind, "status": place.status, "seen": seen}
    response = client.post(reverse("places:edit", args=[place.pk]), typed)
    assert response.status_code == 409
    assert [(each.label, each.now, each.both) for each in response.context["differences"]] == [
        ("Region", "theirs", False)
    ]
    form = response.context["form"]
    assert (form["name_en"].value(), form["region"].value()) == ("Synthetic", "theirs")


def test_what_a_place_is_called_is_hidden_from_those_who_may_not_see_places(client: Client) -> None:
    place = PlaceFactory(name_en="Hidden bridge", name_uk="Прихований міст")
    sign_in(client, Role.ANALYST)
    for page in (reverse("places:list"), reverse("places:detail", args=[place.pk])):
        assert "Hidden bridge" not in client.get(page).content.decode()
    sign_in(client, Role.REGISTRAR)
    assert "Hidden bridge" in client.get(reverse("places:list")).content.decode()


def test_every_verb_has_words() -> None:
    ours = ("exchanges.", "sources.", "places.", "units.", "negotiations.")
    assert [verb for verb in VERBS if verb.startswith(ours) and words_of(verb) == verb] == []
