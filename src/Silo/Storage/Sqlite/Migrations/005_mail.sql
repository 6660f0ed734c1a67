-- The outbox and the index of pending signatures; see PostgreSQL's for the reasons.
CREATE TABLE mail (
  petition      INTEGER NOT NULL,
  row_key       BLOB NOT NULL,
  purpose       INTEGER NOT NULL,
  operation     BLOB NOT NULL,
  due_at        TEXT,
  sent          INTEGER NOT NULL DEFAULT 0,
  sent_at       TEXT,
  next_at       TEXT,
  failures      INTEGER NOT NULL DEFAULT 0,
  parked_at     TEXT,
  parked_reason TEXT,
  PRIMARY KEY (petition, row_key, purpose)
) WITHOUT ROWID;
CREATE INDEX mail_due ON mail (due_at) WHERE due_at IS NOT NULL;

CREATE INDEX signature_pending ON signature (signed_at) WHERE state = 0;
