-- Hand-overs: each has a parcel with the signatures of the epochs after the one before it. Fingerprint and files are null until it is
-- complete; a refusal says why there is no parcel.
CREATE TABLE handover (
  petition     integer NOT NULL REFERENCES petition,
  number       integer NOT NULL,
  cut_off      integer NOT NULL,
  begun_at     timestamptz NOT NULL,
  begun_by     text NOT NULL,
  completed_at timestamptz,
  signatures   bigint NOT NULL DEFAULT 0,
  fingerprint  text,
  refusal      text,
  files        text,
  PRIMARY KEY (petition, number)
);
-- One at a time.
CREATE UNIQUE INDEX handover_under_way ON handover (petition) WHERE completed_at IS NULL;
