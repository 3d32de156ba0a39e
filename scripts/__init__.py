"""Set-up and checks: what `make` calls. Nothing here is imported by the product."""
