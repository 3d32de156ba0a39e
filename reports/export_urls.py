"""Pages of lists as files."""

from django.urls import path

from reports.views import exports

app_name = "exports"

urlpatterns = [
    path("", exports.ExportList.as_view(), name="list"),
    path("<uuid:pk>/", exports.export_page, name="detail"),
    path("<uuid:pk>/status.json", exports.export_status, name="status"),
    path("<uuid:pk>/cancel/", exports.export_cancel, name="cancel"),
    path("<uuid:pk>/again/", exports.export_again, name="again"),
    path("<uuid:pk>/file", exports.export_file, name="file"),
]
