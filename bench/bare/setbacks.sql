WITH RECURSIVE tried AS (
    SELECT e.id, e.previous_attempt_id AS before, 1 AS attempts FROM exchanges_exchange e
    WHERE e.voided_at IS NULL AND e.status IN ('completed', 'partly_completed') AND e.kind <> 'remains'
          AND e.day <= %(on)s
          AND NOT EXISTS (SELECT FROM exchanges_exchange s WHERE s.parent_id = e.id AND s.voided_at IS NULL)
    UNION ALL
    SELECT t.id, f.previous_attempt_id, t.attempts + 1 FROM tried t JOIN exchanges_exchange f ON f.id = t.before
    WHERE f.status IN ('derailed', 'cancelled')
)
SELECT attempts, count(*) FROM (SELECT id, max(attempts) AS attempts FROM tried GROUP BY id) each GROUP BY 1;
SELECT extract(year FROM e.day), count(*), count(*) FILTER (WHERE e.status IN ('completed', 'partly_completed')),
       count(*) FILTER (WHERE e.status = 'derailed'), count(*) FILTER (WHERE e.status = 'cancelled'), array_agg(e.id)
FROM exchanges_exchange e
WHERE e.voided_at IS NULL AND e.kind <> 'remains' AND e.day <= %(on)s
      AND NOT EXISTS (SELECT FROM exchanges_exchange s WHERE s.parent_id = e.id AND s.voided_at IS NULL)
GROUP BY 1 ORDER BY 1;
SELECT coalesce(c.after ->> 'setback_reason_id', e.setback_reason_id::text), e.status, array_agg(DISTINCT e.id)
FROM exchanges_exchange e
LEFT JOIN audit_change c ON c.object_id = e.id AND c.model = 'exchanges.exchange' AND c.after ->> 'status' = 'postponed'
WHERE e.voided_at IS NULL AND e.kind <> 'remains' AND e.day <= %(on)s
      AND (c.id IS NOT NULL OR e.status IN ('derailed', 'cancelled', 'postponed'))
GROUP BY 1, 2;
SELECT day, lag(day) OVER (ORDER BY day), day - lag(day) OVER (ORDER BY day) AS days
FROM (SELECT DISTINCT day FROM exchanges_exchange
      WHERE voided_at IS NULL AND status IN ('completed', 'partly_completed') AND date_precision = 'day'
            AND kind <> 'remains' AND day <= %(on)s) handed_over
ORDER BY 3 DESC NULLS LAST LIMIT 10;
