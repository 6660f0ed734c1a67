-- The outbox: mails that a signature asks for, written in the transaction that asks. At most one per person, petition and purpose, so a
-- newer attempt replaces an older one and nobody's mailbox is flooded. No address and no name: they are opened from the sealed
-- signature when the mail is written.
CREATE TABLE mail (
  row_key       uuid NOT NULL,
  operation     uuid NOT NULL,
  -- When it is to be sent; null when there is nothing to do. A sender that takes a mail moves it ahead: should the sender die, it is due
  -- again then.
  due_at        timestamptz,
  sent_at       timestamptz,
  -- The next mail of this purpose to this person is not sent before; null before the first.
  next_at       timestamptz,
  parked_at     timestamptz,
  petition      integer NOT NULL,
  purpose       smallint NOT NULL,
  -- Mails of this purpose that were sent to this person; the more, the longer until the next.
  sent          smallint NOT NULL DEFAULT 0,
  -- Failures since the last success.
  failures      smallint NOT NULL DEFAULT 0,
  parked_reason text,
  PRIMARY KEY (petition, row_key, purpose)
);
CREATE INDEX mail_due ON mail (due_at) WHERE due_at IS NOT NULL;

-- Finds signatures that nobody confirmed in time; those of other petitions are not in it.
CREATE INDEX signature_pending ON signature (signed_at) WHERE state = 0;
