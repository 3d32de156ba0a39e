SELECT DISTINCT ON (c.as_of) c.as_of, c.number, c.quote
FROM exchanges_claim c JOIN units_party p ON p.id = c.party_id
WHERE p.is_home AND c.measure = 'returned_total' AND c.qualifier = 'exactly' AND c.axis = '' AND c.voided_at IS NULL
      AND c.number IS NOT NULL AND c.as_of <= %(on)s
ORDER BY c.as_of, c.id DESC;
SELECT e.id, e.date, e.counted_in_format, sum(t.delivered) FILTER (WHERE t.direction = 'to_us')
FROM exchanges_exchange e LEFT JOIN exchanges_transfer t ON t.exchange_id = e.id AND t.voided_at IS NULL
WHERE e.voided_at IS NULL AND e.date <= %(on)s GROUP BY e.id;
