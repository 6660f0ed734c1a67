-- Earlier attempts of people, which are not the one in their row of signature. With data: a mail asked to confirm it before a newer attempt
-- came, and its link still confirms what that mail showed. Without data: it was withdrawn or erased and somebody signed again since; a late
-- retry of it signs nobody.
CREATE TABLE earlier_attempt (
  row_key          uuid NOT NULL,
  operation        uuid NOT NULL,
  signed_at        timestamptz,
  petition         integer NOT NULL,
  document_version integer,
  consent_record   integer,
  source           smallint,
  sealed           bytea,
  PRIMARY KEY (petition, row_key, operation)
);
ALTER TABLE earlier_attempt ALTER COLUMN sealed SET STORAGE EXTERNAL;
-- Finds those whose time to confirm is over.
CREATE INDEX earlier_attempt_confirmable ON earlier_attempt (signed_at) WHERE sealed IS NOT NULL;

-- The attempt whose mail was given to a sender last: it has arrived or may have.
ALTER TABLE mail ADD COLUMN mailed uuid;
UPDATE mail SET mailed = operation WHERE sent > 0 AND due_at IS NULL AND parked_at IS NULL;

-- People who ended all mails about a petition: no address, no name, no signature needed.
CREATE TABLE mail_stop (
  row_key  uuid NOT NULL,
  petition integer NOT NULL,
  PRIMARY KEY (petition, row_key)
);

-- When the consent to the newsletter was withdrawn alone. The consent record stays: it proves what was consented to until then.
ALTER TABLE signature ADD COLUMN newsletter_withdrawn_at timestamptz;

-- Few rows: a batch looks here whether a repeat is of somebody who erased their signature.
CREATE INDEX signature_erased ON signature (petition, row_key) WHERE state = 2 AND sealed IS NULL;
