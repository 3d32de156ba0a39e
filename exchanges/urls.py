"""Pages of exchanges."""

app_name = "exchanges"
urlpatterns: list = []
