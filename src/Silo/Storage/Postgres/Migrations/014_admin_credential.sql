-- Tokens of those who run petitions, by SHA-256; a token itself is stored nowhere. Who has revoked what is kept.
CREATE TABLE admin_credential (
  hash       bytea PRIMARY KEY,
  name       text NOT NULL,
  roles      smallint NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  revoked_by text
);
-- One that is valid for each name.
CREATE UNIQUE INDEX admin_credential_name ON admin_credential (name) WHERE revoked_at IS NULL;
