-- As on PostgreSQL; see there for the reason.
ALTER TABLE signature ADD COLUMN withdrawn_epoch INTEGER;
