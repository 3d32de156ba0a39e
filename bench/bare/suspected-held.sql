WITH stay AS (
    SELECT DISTINCT ON (d.captivity_id) d.captivity_id, d.place_id
    FROM prisoners_detention d
    WHERE d.voided_at IS NULL AND (d.since IS NULL OR d.since <= %(on)s) AND (d.until IS NULL OR d.until > %(on)s)
    ORDER BY d.captivity_id, d.since DESC NULLS LAST, d.id DESC)
SELECT l.region, c.status, l.declared, count(*)
FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
LEFT JOIN stay s ON s.captivity_id = c.id LEFT JOIN places_place l ON l.id = s.place_id
WHERE c.status IN ('missing', 'claimed', 'confirmed', 'listed') AND c.voided_at IS NULL AND p.voided_at IS NULL
      AND p.merged_into_id IS NULL AND p.party_id = %(side)s AND (c.captured_on IS NULL OR c.captured_on <= %(on)s)
GROUP BY 1, 2, 3;
SELECT l.region, l.name_en, c.category, c.qualifier, c.number, c.as_of
FROM exchanges_claim c JOIN places_place l ON l.id = c.place_id
WHERE c.voided_at IS NULL AND c.measure = 'held' ORDER BY 1, 2, c.as_of;
