SELECT e.day, e.number, e.status, t.direction, sum(t.agreed), sum(t.delivered), count(*), count(t.agreed),
       count(t.delivered)
FROM exchanges_transfer t JOIN exchanges_exchange e ON e.id = t.exchange_id
WHERE t.voided_at IS NULL AND e.voided_at IS NULL AND e.kind <> 'remains' AND e.day <= %(on)s
GROUP BY e.id, t.direction ORDER BY e.day, e.number, t.direction DESC;
SELECT t.exchange_id, t.direction, count(*) FILTER (WHERE m.origin NOT IN ('substitution', 'hand_over')),
       count(*) FILTER (WHERE m.frozen_in_id IS NOT NULL AND (m.let_go OR m.status NOT IN ('substituted', 'withdrawn', 'vetoed'))),
       count(*) FILTER (WHERE m.status IN ('boarded', 'delivered')), count(*) FILTER (WHERE m.status = 'delivered'),
       count(*) FILTER (WHERE m.status = 'substituted'), count(*) FILTER (WHERE m.status = 'withdrawn'),
       count(*) FILTER (WHERE m.status = 'vetoed'), count(*) FILTER (WHERE m.status = 'refused'),
       count(*) FILTER (WHERE m.status = 'absent'), count(*) FILTER (WHERE m.status = 'died')
FROM exchanges_manifestentry m JOIN exchanges_transfer t ON t.id = m.transfer_id
     JOIN exchanges_exchange e ON e.id = t.exchange_id
WHERE m.voided_at IS NULL AND e.voided_at IS NULL AND e.day <= %(on)s GROUP BY 1, 2;
SELECT m.status, t.direction, count(*)
FROM exchanges_manifestentry m JOIN exchanges_transfer t ON t.id = m.transfer_id
     JOIN exchanges_exchange e ON e.id = t.exchange_id
WHERE m.voided_at IS NULL AND e.voided_at IS NULL AND e.day <= %(on)s GROUP BY 1, 2;
SELECT m.demanded_by_id, b.category, m.category, count(*)
FROM exchanges_manifestentry m JOIN exchanges_manifestentry b ON b.id = m.substitutes_id
WHERE m.voided_at IS NULL GROUP BY 1, 2, 3;
