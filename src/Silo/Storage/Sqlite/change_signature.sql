-- What a change makes of a row that was found as it must be; null leaves what is there.
UPDATE signature
SET state = coalesce(@state, state),
    epoch = coalesce(@epoch, epoch),
    operation = coalesce(@operation, operation),
    signed_at = coalesce(@signed_at, signed_at),
    document_version = coalesce(@document_version, document_version),
    consent_record = coalesce(@consent_record, consent_record),
    source = coalesce(@source, source),
    sealed = CASE WHEN @erased_at IS NULL THEN coalesce(@sealed, sealed) END,
    anonymised_at = CASE WHEN @sealed IS NULL THEN coalesce(@erased_at, anonymised_at) END,
    withdrawn_epoch = CASE WHEN coalesce(@state, state) <> 1 THEN coalesce(@withdrawn_epoch, withdrawn_epoch) END,
    newsletter_withdrawn_at = CASE WHEN @operation IS NULL THEN coalesce(newsletter_withdrawn_at, @newsletter_withdrawn_at) END
WHERE petition = @petition AND row_key = @row_key
