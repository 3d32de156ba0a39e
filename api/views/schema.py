"""The OpenAPI document."""

from drf_spectacular.views import SpectacularAPIView

from api.permissions import ANY, Scoped


class SchemaView(SpectacularAPIView):
    """The contract of this API, as OpenAPI 3: YAML, or JSON for who accepts that."""

    scope = ANY
    permission_classes = [Scoped]
