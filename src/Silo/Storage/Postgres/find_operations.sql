-- Which of the given operations are the stored ones of their rows: arrays of equal length in, positions (from 1) out.
SELECT asked.position::integer
FROM unnest($1::integer[], $2::uuid[], $3::uuid[]) WITH ORDINALITY AS asked (petition, row_key, operation, position)
JOIN signature USING (petition, row_key, operation)
