-- The same tables as on PostgreSQL; see there for the reasons. Times are ISO 8601 texts in UTC, keys are 16-byte blobs.

CREATE TABLE key_check (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE catalogue (
  id     INTEGER PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  change INTEGER NOT NULL
);
INSERT INTO catalogue (change) VALUES (0);

CREATE TABLE petition (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  slug        TEXT NOT NULL UNIQUE,
  wrapped_key BLOB,
  revision    INTEGER NOT NULL DEFAULT 0,
  change      INTEGER NOT NULL DEFAULT 0,
  terms       TEXT
);
CREATE INDEX petition_change ON petition (change);

CREATE TABLE tally (
  petition INTEGER NOT NULL REFERENCES petition,
  slot     INTEGER NOT NULL,
  counted  INTEGER NOT NULL DEFAULT 0,
  version  INTEGER NOT NULL DEFAULT 0,
  batches  INTEGER NOT NULL DEFAULT 0,
  open     INTEGER NOT NULL DEFAULT 1,
  epoch    INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (petition, slot)
) WITHOUT ROWID;

CREATE TABLE document (
  petition     INTEGER NOT NULL REFERENCES petition,
  version      INTEGER NOT NULL,
  lang         TEXT NOT NULL,
  hash         TEXT NOT NULL,
  published_at TEXT NOT NULL,
  content      TEXT NOT NULL,
  PRIMARY KEY (petition, version, lang)
);

CREATE TABLE consent_record (
  petition         INTEGER NOT NULL REFERENCES petition,
  number           INTEGER NOT NULL,
  document_version INTEGER NOT NULL,
  lang             TEXT NOT NULL,
  text_hash        TEXT NOT NULL,
  given            TEXT NOT NULL,
  PRIMARY KEY (petition, number)
);

-- With a rowid: rows are appended and only the index is random, which is half as much work again as WITHOUT ROWID saves.
CREATE TABLE signature (
  petition         INTEGER NOT NULL,
  row_key          BLOB NOT NULL,
  operation        BLOB NOT NULL,
  state            INTEGER NOT NULL,
  epoch            INTEGER NOT NULL,
  signed_at        TEXT NOT NULL,
  document_version INTEGER NOT NULL,
  consent_record   INTEGER NOT NULL,
  source           INTEGER NOT NULL,
  anonymised_at    TEXT,
  sealed           BLOB,
  PRIMARY KEY (petition, row_key)
);
