-- The epoch under way when a counted signature was withdrawn. Later than the row's own: the name was or may have been handed over before.
ALTER TABLE signature ADD COLUMN withdrawn_epoch integer;
