-- Which of the given operations are the stored ones of their rows, or were before: arrays of equal length in, positions (from 1) out.
SELECT asked.position::integer
FROM unnest($1::integer[], $2::uuid[], $3::uuid[]) WITH ORDINALITY AS asked (petition, row_key, operation, position)
JOIN (
  SELECT petition, row_key, operation FROM signature UNION ALL SELECT petition, row_key, operation FROM earlier_attempt
) AS stored USING (petition, row_key, operation)
