-- Counts by source, and lines of sheets; see PostgreSQL's for the reasons.
ALTER TABLE tally ADD COLUMN paper INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tally ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;

CREATE TABLE paper_line (
  petition  INTEGER NOT NULL,
  line_key  BLOB NOT NULL,
  row_key   BLOB NOT NULL,
  operation BLOB NOT NULL,
  PRIMARY KEY (petition, line_key)
) WITHOUT ROWID;
