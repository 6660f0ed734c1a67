-- One row of a batch; the unique key decides whether the person is new.
INSERT INTO signature (petition, row_key, operation, state, signed_at, document_version, consent_record, source, sealed, epoch)
VALUES (@petition, @row_key, @operation, @state, @signed_at, @document_version, @consent_record, @source, @sealed, @epoch)
ON CONFLICT (petition, row_key) DO NOTHING
