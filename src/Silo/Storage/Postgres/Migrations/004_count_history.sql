-- How the count of a petition grew: its total at the end of each minute in which it moved, and of each hour only when a day has passed.
-- Minutes are counted from 1970 in UTC: as numbers they are small, and hours are found by dividing. Never counted again from signatures.
CREATE TABLE count_history (
  petition integer NOT NULL REFERENCES petition,
  minute   integer NOT NULL,
  total    bigint NOT NULL,
  PRIMARY KEY (petition, minute)
);
