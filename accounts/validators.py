"""Checks of what is typed about accounts."""

import ipaddress
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def networks_of(words: Iterable[str]) -> list[str]:
    """Addresses and networks as CIDR, each once. Raises ValidationError naming what is neither."""
    found, wrong = {}, []
    for word in words:
        try:
            found[str(ipaddress.ip_network(word))] = None
        except ValueError:
            wrong.append(word)
    if wrong:
        raise ValidationError(
            _("Neither an address nor a network, such as 192.0.2.7 or 2001:db8::/48: %(words)s")
            % {"words": ", ".join(wrong)},
            code="invalid",
        )
    return list(found)


def validate_networks(words: list[str]) -> None:
    """Raises ValidationError for what is no address and no network."""
    networks_of(words)


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Whether an address lies in one of these networks; IPv4 that is told as IPv6 is IPv4."""
    known = ipaddress.ip_address(address)
    known = getattr(known, "ipv4_mapped", None) or known
    return any(known in ipaddress.ip_network(network) for network in networks)
