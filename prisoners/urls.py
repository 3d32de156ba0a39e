"""Pages of persons and their captivities."""

from django.urls import path

from prisoners.interfaces.particulars import PARTICULARS
from prisoners.views import captivities, persons, restricting
from prisoners.views.article_117 import Article117List
from prisoners.views.detail import person_detail
from prisoners.views.emergency import Emergency, opened
from prisoners.views.entry import PersonCreate
from prisoners.views.intake import Intake
from prisoners.views.listing import PersonList
from prisoners.views.particulars import ParticularAdd, ParticularEdit, ParticularVoid
from prisoners.views.reads import PersonReads

app_name = "prisoners"

urlpatterns = [
    path("", PersonList.as_view(), name="list"),
    path("new/", PersonCreate.as_view(), name="create"),
    path("intake/", Intake.as_view(), name="intake"),
    path("article-117/", Article117List.as_view(), name="article-117"),
    path("emergency/", Emergency.as_view(), name="emergency"),
    path("emergency/<uuid:pk>/", opened, name="opened"),
    path("<uuid:pk>/reads/", PersonReads.as_view(), name="reads"),
    path("<uuid:pk>/", person_detail, name="detail"),
    path("<uuid:pk>/edit/", persons.PersonEdit.as_view(), name="edit"),
    path("<uuid:pk>/void/", persons.PersonVoid.as_view(), name="void"),
    path("<uuid:pk>/restrict/", restricting.PersonRestrict.as_view(), name="restrict"),
    path("<uuid:pk>/lift/", restricting.PersonLift.as_view(), name="lift"),
    path("<uuid:pk>/withhold/", restricting.Withhold.as_view(), name="withhold"),
    path("withholdings/<uuid:pk>/end/", restricting.WithholdingEnd.as_view(), name="withholding-end"),
    path("<uuid:pk>/names/new/", persons.NameAdd.as_view(), name="name-add"),
    path("<uuid:pk>/numbers/new/", persons.IdentifierAdd.as_view(), name="identifier-add"),
    path("<uuid:pk>/captivities/new/", captivities.CaptivityAdd.as_view(), name="captivity-add"),
    path("<uuid:pk>/captivities/past/", captivities.CaptivityPast.as_view(), name="captivity-past"),
    path("names/<uuid:pk>/prefer/", persons.NamePrefer.as_view(), name="name-prefer"),
    path("names/<uuid:pk>/void/", persons.NameVoid.as_view(), name="name-void"),
    path("numbers/<uuid:pk>/void/", persons.IdentifierVoid.as_view(), name="identifier-void"),
    path("captivities/<uuid:pk>/edit/", captivities.CaptivityEdit.as_view(), name="captivity-edit"),
    path("captivities/<uuid:pk>/void/", captivities.CaptivityVoid.as_view(), name="captivity-void"),
    path("captivities/<uuid:pk>/event/", captivities.EventAdd.as_view(), name="event"),
    path("captivities/<uuid:pk>/correct/", captivities.StatusCorrect.as_view(), name="correct"),
    path("alerts/<uuid:pk>/answer/", captivities.AlertAnswer.as_view(), name="alert-answer"),
]

for kind in PARTICULARS:
    urlpatterns += [
        path(f"captivities/<uuid:pk>/{kind.slug}/new/", ParticularAdd.as_view(kind=kind), name=f"{kind.slug}-add"),
        path(f"{kind.slug}/<uuid:pk>/edit/", ParticularEdit.as_view(kind=kind), name=f"{kind.slug}-edit"),
        path(f"{kind.slug}/<uuid:pk>/void/", ParticularVoid.as_view(kind=kind), name=f"{kind.slug}-void"),
    ]
