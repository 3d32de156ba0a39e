SELECT e.day, e.number, t.direction, t.delivered, t.delivered_military, t.delivered_civilian
FROM exchanges_transfer t JOIN exchanges_exchange e ON e.id = t.exchange_id
WHERE t.voided_at IS NULL AND e.voided_at IS NULL AND e.day <= %(on)s
      AND e.status IN ('completed', 'partly_completed') AND e.kind <> 'remains'
ORDER BY e.day, e.number, t.direction DESC;
SELECT c.transfer_id, c.axis, c.category, c.qualifier, c.number, c.percent, c.is_partition, s.publisher
FROM exchanges_claim c JOIN exchanges_transfer t ON t.id = c.transfer_id JOIN exchanges_exchange e ON e.id = t.exchange_id
     JOIN sources_source s ON s.id = c.source_id
WHERE c.voided_at IS NULL AND c.axis <> '' AND NOT c.adopted AND c.measure = 'delivered'
      AND e.voided_at IS NULL AND e.day <= %(on)s;
SELECT t.direction, m.category, c.legal_category, c.service_basis, u.branch_id, c.rank, p.sex,
       extract(year FROM age(m.delivered_on, c.captured_on)) AS years, count(*)
FROM exchanges_manifestentry m JOIN exchanges_transfer t ON t.id = m.transfer_id
     JOIN exchanges_exchange e ON e.id = t.exchange_id
     JOIN prisoners_captivity c ON c.id = m.captivity_id JOIN prisoners_person p ON p.id = c.person_id
     LEFT JOIN units_unit u ON u.id = c.unit_id
WHERE m.voided_at IS NULL AND m.status = 'delivered' AND e.voided_at IS NULL AND e.day <= %(on)s
GROUP BY GROUPING SETS ((t.direction, m.category, c.legal_category), (t.direction, c.service_basis),
                        (t.direction, u.branch_id), (t.direction, c.rank), (t.direction, p.sex),
                        (t.direction, extract(year FROM age(m.delivered_on, c.captured_on))));
SELECT t.direction, b.cohort_id, count(*)
FROM exchanges_manifestentry m JOIN exchanges_transfer t ON t.id = m.transfer_id
     JOIN exchanges_exchange e ON e.id = t.exchange_id
     JOIN prisoners_cohortmembership b ON b.captivity_id = m.captivity_id AND b.voided_at IS NULL
WHERE m.voided_at IS NULL AND m.status = 'delivered' AND e.voided_at IS NULL AND e.day <= %(on)s GROUP BY 1, 2;
SELECT c.transfer_id, c.axis, c.source_id, sum(c.percent), sum(coalesce(c.number, round(c.percent * t.delivered / 100))),
       t.delivered
FROM exchanges_claim c JOIN exchanges_transfer t ON t.id = c.transfer_id JOIN exchanges_exchange e ON e.id = t.exchange_id
WHERE c.voided_at IS NULL AND c.is_partition AND NOT c.adopted AND e.voided_at IS NULL AND e.day <= %(on)s
GROUP BY c.transfer_id, c.axis, c.source_id, t.delivered;
SELECT axis, category, direction, sum(persons), sum(delivered), array_agg(exchange_id) FROM (
    SELECT DISTINCT ON (c.transfer_id, c.axis, c.category) c.axis, c.category, t.direction, t.delivered, t.exchange_id,
           coalesce(c.number, c.percent * t.delivered / 100) AS persons
    FROM exchanges_claim c JOIN exchanges_transfer t ON t.id = c.transfer_id
         JOIN exchanges_exchange e ON e.id = t.exchange_id
    WHERE c.voided_at IS NULL AND c.axis <> '' AND c.measure = 'delivered' AND e.voided_at IS NULL AND e.day <= %(on)s
    ORDER BY c.transfer_id, c.axis, c.category, c.adopted DESC, c.number NULLS LAST) best
GROUP BY 1, 2, 3;
