-- Whether a hand-over prints the letters of its signers, so that one which was interrupted goes on as it was asked for.
ALTER TABLE handover ADD COLUMN letters INTEGER NOT NULL DEFAULT 1;
