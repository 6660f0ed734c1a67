-- The same table as on PostgreSQL; see there for the reasons. There is no 003 here: silos cannot share this database.
CREATE TABLE count_history (
  petition INTEGER NOT NULL REFERENCES petition,
  minute   INTEGER NOT NULL,
  total    INTEGER NOT NULL,
  PRIMARY KEY (petition, minute)
) WITHOUT ROWID;
