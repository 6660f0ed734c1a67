-- Hand-overs: each has a parcel with the signatures of the epochs after the one before it. Fingerprint and files are null until it is
-- complete; a refusal says why there is no parcel.
CREATE TABLE handover (
  petition     INTEGER NOT NULL REFERENCES petition,
  number       INTEGER NOT NULL,
  cut_off      INTEGER NOT NULL,
  begun_at     TEXT NOT NULL,
  begun_by     TEXT NOT NULL,
  completed_at TEXT,
  signatures   INTEGER NOT NULL DEFAULT 0,
  fingerprint  TEXT,
  refusal      TEXT,
  files        TEXT,
  PRIMARY KEY (petition, number)
) WITHOUT ROWID;
-- One at a time.
CREATE UNIQUE INDEX handover_under_way ON handover (petition) WHERE completed_at IS NULL;
