-- Tokens of those who run petitions, by SHA-256; a token itself is stored nowhere. Who has revoked what is kept.
CREATE TABLE admin_credential (
  hash       BLOB PRIMARY KEY,
  name       TEXT NOT NULL,
  roles      INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  expires_at TEXT,
  revoked_at TEXT,
  revoked_by TEXT
);
-- One that is valid for each name.
CREATE UNIQUE INDEX admin_credential_name ON admin_credential (name) WHERE revoked_at IS NULL;
