"""What django-allauth tells: a person changed her second factors."""

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed

from accounts.domain.second_factors import second_factor_added, second_factor_removed


def added(sender: Any, request: Any, user: Any, authenticator: Any, **_: Any) -> None:
    second_factor_added(request=request, user=user, authenticator=authenticator)


def removed(sender: Any, request: Any, user: Any, authenticator: Any, **_: Any) -> None:
    second_factor_removed(user=user, authenticator=authenticator)


authenticator_added.connect(added)
authenticator_removed.connect(removed)
