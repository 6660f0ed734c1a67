-- An earlier attempt of a person; the sealed data is null when only the operation is remembered.
SELECT signed_at, document_version, consent_record, source, sealed
FROM earlier_attempt WHERE petition = @petition AND row_key = @row_key AND operation = @operation
