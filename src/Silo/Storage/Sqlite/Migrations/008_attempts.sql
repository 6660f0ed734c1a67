-- Earlier attempts, ended mails and withdrawn newsletters; see PostgreSQL's for the reasons.
CREATE TABLE earlier_attempt (
  petition         INTEGER NOT NULL,
  row_key          BLOB NOT NULL,
  operation        BLOB NOT NULL,
  signed_at        TEXT,
  document_version INTEGER,
  consent_record   INTEGER,
  source           INTEGER,
  sealed           BLOB,
  PRIMARY KEY (petition, row_key, operation)
) WITHOUT ROWID;
CREATE INDEX earlier_attempt_confirmable ON earlier_attempt (signed_at) WHERE sealed IS NOT NULL;

ALTER TABLE mail ADD COLUMN mailed BLOB;
UPDATE mail SET mailed = operation WHERE sent > 0 AND due_at IS NULL AND parked_at IS NULL;

CREATE TABLE mail_stop (
  petition INTEGER NOT NULL,
  row_key  BLOB NOT NULL,
  PRIMARY KEY (petition, row_key)
) WITHOUT ROWID;

ALTER TABLE signature ADD COLUMN newsletter_withdrawn_at TEXT;
