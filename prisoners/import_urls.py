"""Pages of the import of persons."""

from django.urls import path

from prisoners.views.import_acts import ImportAgain, ImportConfirm, ImportUndo
from prisoners.views.import_rows import ImportDecide, ImportDetail, ImportRowPage
from prisoners.views.imports import ImportColumns, ImportStart, import_status, import_template

app_name = "prisoners-import"

urlpatterns = [
    path("", ImportStart.as_view(), name="start"),
    path("template.<slug:kind>", import_template, name="template"),
    path("<uuid:pk>/", ImportDetail.as_view(), name="detail"),
    path("<uuid:pk>/columns/", ImportColumns.as_view(), name="columns"),
    path("<uuid:pk>/status/", import_status, name="status"),
    path("<uuid:pk>/rows/<int:row_no>/", ImportRowPage.as_view(), name="row"),
    path("<uuid:pk>/decide/", ImportDecide.as_view(), name="decide"),
    path("<uuid:pk>/confirm/", ImportConfirm.as_view(), name="confirm"),
    path("<uuid:pk>/again/", ImportAgain.as_view(), name="again"),
    path("<uuid:pk>/undo/", ImportUndo.as_view(), name="undo"),
]
