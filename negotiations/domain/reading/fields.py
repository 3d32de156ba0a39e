"""What a column of a list may tell, in the words of the import of persons, and where an entry keeps it."""

#: The text of an entry, and the fields whose words it takes, one after the other.
TEXTS: dict[str, tuple[str, ...]] = {
    "unit_text": ("unit",),
    "rank_text": ("rank",),
    "place_text": ("places", "captured_at", "birth_place", "last_residence"),
    "category_text": ("legal_category", "service_basis", "captivity_status"),
    "note": ("notes", "captured", "description", "other_spelling", "aliases", "callsign"),
}
#: A list without one of these tells no name.
NAMING = ("full_name", "surname")
KEYS = frozenset(
    {*NAMING, "given_name", "patronymic", "born", "sex", "party", *(key for keys in TEXTS.values() for key in keys)}
)
