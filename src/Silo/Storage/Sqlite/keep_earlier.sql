-- Keeps what a row holds before it is replaced: with data when its mail was given to a sender, without when it was withdrawn. At most 64
-- attempts of a person are kept.
INSERT INTO earlier_attempt (petition, row_key, operation, signed_at, document_version, consent_record, source, sealed)
SELECT petition, row_key, operation,
  CASE WHEN state = 0 THEN signed_at END, CASE WHEN state = 0 THEN document_version END, CASE WHEN state = 0 THEN consent_record END,
  CASE WHEN state = 0 THEN source END, CASE WHEN state = 0 THEN sealed END
FROM signature
WHERE petition = @petition AND row_key = @row_key
  AND (state = 2 OR state = 0 AND EXISTS (
    SELECT 1 FROM mail
    WHERE mail.petition = signature.petition AND mail.row_key = signature.row_key AND mail.purpose = 1
      AND mail.mailed = signature.operation))
  AND (SELECT count(*) FROM earlier_attempt AS kept WHERE kept.petition = signature.petition AND kept.row_key = signature.row_key) < 64
ON CONFLICT (petition, row_key, operation) DO NOTHING
