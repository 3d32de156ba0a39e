SELECT e.day, e.number, t.id, t.direction, t.agreed, t.delivered, t.delivered_military, t.delivered_civilian
FROM exchanges_transfer t JOIN exchanges_exchange e ON e.id = t.exchange_id
WHERE t.voided_at IS NULL AND e.voided_at IS NULL AND e.kind <> 'remains' AND e.day <= %(on)s;
SELECT c.transfer_id, c.exchange_id, c.measure, c.axis, c.category, c.qualifier, c.number, c.percent, p.code,
       s.publisher
FROM exchanges_claim c JOIN sources_source s ON s.id = c.source_id LEFT JOIN units_party p ON p.id = c.claimed_by_id
WHERE c.voided_at IS NULL AND c.measure IN ('agreed', 'delivered') AND EXISTS (
    SELECT FROM exchanges_claim o WHERE o.transfer_id = c.transfer_id AND o.measure = c.measure AND o.axis = c.axis
    AND o.category = c.category AND NOT o.adopted AND o.voided_at IS NULL);
SELECT count(*) FROM exchanges_claim WHERE voided_at IS NULL AND adopted;
SELECT as_of, measure, qualifier, number FROM exchanges_claim
WHERE voided_at IS NULL AND measure IN ('returned_total', 'exchanges_total') AND as_of <= %(on)s ORDER BY as_of;
SELECT e.id, e.day, e.counted_in_format, sum(t.delivered) FILTER (WHERE t.direction = 'to_us'),
       sum(t.delivered) FILTER (WHERE t.direction = 'to_them')
FROM exchanges_exchange e JOIN exchanges_transfer t ON t.exchange_id = e.id AND t.voided_at IS NULL
WHERE e.voided_at IS NULL AND e.day <= %(on)s GROUP BY e.id;
SELECT c.number, r.received FROM exchanges_claim c JOIN exchanges_remainstransfer r ON r.id = c.remains_transfer_id
WHERE c.voided_at IS NULL;
SELECT c.claimed_by_id, c.source_id, count(*), count(*) FILTER (WHERE c.number = t.delivered),
       sum(c.number - t.delivered), array_agg(DISTINCT t.exchange_id)
FROM exchanges_claim c JOIN exchanges_transfer t ON t.id = c.transfer_id
WHERE c.voided_at IS NULL AND NOT c.adopted AND c.measure = 'delivered' AND c.axis = '' GROUP BY 1, 2;
SELECT c.transfer_id, c.measure, c.axis, c.category, min(c.number), max(c.number), count(DISTINCT c.source_id)
FROM exchanges_claim c WHERE c.voided_at IS NULL AND c.transfer_id IS NOT NULL GROUP BY 1, 2, 3, 4
HAVING count(DISTINCT c.source_id) > 1;
