"""Pages of the import, included by those of exchanges under their namespace."""

from django.urls import path

from exchanges.views.imports import ImportConfirm, ImportDetail, ImportStart, ImportUndo

urlpatterns = [
    path("", ImportStart.as_view(), name="import"),
    path("<uuid:pk>/", ImportDetail.as_view(), name="import-detail"),
    path("<uuid:pk>/confirm/", ImportConfirm.as_view(), name="import-confirm"),
    path("<uuid:pk>/undo/", ImportUndo.as_view(), name="import-undo"),
]
