"""Files that come in as `multipart/form-data`."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from api import filtering
from api.problems import TooLarge
from api.views.base import ApiView
from common.uploads import Quota


class UploadView(ApiView):
    """Base of a view that takes a file; its size is watched while it comes in."""

    parser_classes = [MultiPartParser]
    takes = [MultiPartParser.media_type]
    refusals: tuple[int, ...] = (409, 413, 415, 422)
    #: The serializer of the parts, under "".
    bodies: dict[str, type[serializers.Serializer]]

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        # Before anybody looks into the body, which reads it.
        request.upload_handlers.insert(0, Quota(request))
        return super().initialize_request(request, *args, **kwargs)

    def parts(self, request: Request) -> dict[str, Any]:
        """The parts as the serializer cleans them. Raises a problem 413 for a file above the limit, 422 for others."""
        filtering.refuse_unknown(request, set())
        asked = self.bodies[""](data=request.data, context={"user": request.user})
        valid = asked.is_valid()
        if getattr(request._request, "upload_too_large", False):
            raise TooLarge(settings.IMPORT_MAX_BYTES)
        if not valid:
            raise serializers.ValidationError(asked.errors)
        return asked.validated_data
