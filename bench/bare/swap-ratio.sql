SELECT sum(us), sum(them), count(*) FROM (
    SELECT sum(delivered) FILTER (WHERE direction = 'to_us') AS us,
           sum(delivered) FILTER (WHERE direction = 'to_them') AS them
    FROM exchanges_transfer t JOIN exchanges_exchange e ON e.id = t.exchange_id
    WHERE t.voided_at IS NULL AND e.voided_at IS NULL AND e.status IN ('completed', 'partly_completed')
    GROUP BY e.id) sums
WHERE us IS NOT NULL AND them IS NOT NULL;
