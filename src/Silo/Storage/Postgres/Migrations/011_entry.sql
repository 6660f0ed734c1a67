-- How many of the counted signatures of a shard came from paper and from an import, moved in the transaction that moves `counted`. Before
-- this version there were none.
ALTER TABLE tally ADD COLUMN paper bigint NOT NULL DEFAULT 0;
ALTER TABLE tally ADD COLUMN imported bigint NOT NULL DEFAULT 0;

-- Which signature was entered for a line of a sheet, under an HMAC of sheet and line: a line counts once, also when its e-mail address is
-- added later.
CREATE TABLE paper_line (
  line_key  uuid NOT NULL,
  row_key   uuid NOT NULL,
  operation uuid NOT NULL,
  petition  integer NOT NULL,
  PRIMARY KEY (petition, line_key)
);
