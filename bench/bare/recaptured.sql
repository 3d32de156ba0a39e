WITH against AS (
    SELECT a.captivity_id AS later, n.person_id, n.captured_on, a.answered_at
    FROM prisoners_alert a JOIN prisoners_captivity n ON n.id = a.captivity_id
    WHERE a.kind = 'recaptured' AND a.voided_at IS NULL AND (n.captured_on IS NULL OR n.captured_on <= %(on)s)),
evidence AS (
    SELECT DISTINCT captivity_id FROM prisoners_postreturnreport
    WHERE kind IN ('active_service', 'front', 'recaptured') AND voided_at IS NULL
          AND (reported_on IS NULL OR reported_on <= %(on)s))
SELECT c.service_basis, a.later IS NOT NULL, e.captivity_id IS NOT NULL, a.answered_at IS NULL,
       width_bucket(a.captured_on - c.ended_on, ARRAY[91, 182, 365]), count(*)
FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
LEFT JOIN against a ON a.person_id = c.person_id AND a.later <> c.id
          AND (a.captured_on IS NULL OR c.captured_on IS NULL OR a.captured_on >= c.captured_on)
LEFT JOIN evidence e ON e.captivity_id = c.id
WHERE c.status IN ('returned', 'released', 'paroled', 'escaped') AND c.voided_at IS NULL AND p.voided_at IS NULL
      AND p.merged_into_id IS NULL AND p.party_id = %(side)s AND (c.ended_on IS NULL OR c.ended_on <= %(on)s)
GROUP BY 1, 2, 3, 4, 5;
SELECT r.kind, count(DISTINCT r.captivity_id), count(DISTINCT coalesce(s.same_statement_as_id, s.id))
FROM prisoners_postreturnreport r JOIN sources_source s ON s.id = r.source_id WHERE r.voided_at IS NULL GROUP BY 1;
