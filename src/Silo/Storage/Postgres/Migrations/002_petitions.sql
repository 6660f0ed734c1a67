-- Which keys this database was made with: a process that holds others would count everybody twice and does not start.
CREATE TABLE key_check (
  name  text PRIMARY KEY,
  value text NOT NULL
);

-- One row. Its lock puts every change of the registry in one order, so that a reader who asks for what changed since N misses nothing.
CREATE TABLE catalogue (
  id     integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  change bigint NOT NULL
);
INSERT INTO catalogue (change) VALUES (0);

-- The registry. Terms are a copy of what the petition's grain keeps; they are null until the first publication is complete.
CREATE TABLE petition (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug        text NOT NULL UNIQUE,
  wrapped_key bytea,
  revision    integer NOT NULL DEFAULT 0,
  change      bigint NOT NULL DEFAULT 0,
  terms       text
);
CREATE INDEX petition_change ON petition (change);

-- The count of a petition, in slots, so that writers do not wait for one another. Each batch rewrites its slot: room on the page keeps
-- the updates in place (HOT).
CREATE TABLE tally (
  petition integer NOT NULL REFERENCES petition,
  slot     smallint NOT NULL,
  counted  bigint NOT NULL DEFAULT 0,
  version  bigint NOT NULL DEFAULT 0,
  batches  bigint NOT NULL DEFAULT 0,
  open     boolean NOT NULL DEFAULT true,
  epoch    integer NOT NULL DEFAULT 1,
  PRIMARY KEY (petition, slot)
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- The texts of every version, as evidence of what was signed; never changed.
CREATE TABLE document (
  petition     integer NOT NULL REFERENCES petition,
  version      integer NOT NULL,
  lang         text NOT NULL,
  hash         text NOT NULL,
  published_at timestamptz NOT NULL,
  content      text NOT NULL,
  PRIMARY KEY (petition, version, lang)
);

-- What signers consented to; signatures refer to it by number; never changed.
CREATE TABLE consent_record (
  petition         integer NOT NULL REFERENCES petition,
  number           integer NOT NULL,
  document_version integer NOT NULL,
  lang             text NOT NULL,
  text_hash        text NOT NULL,
  given            text NOT NULL,
  PRIMARY KEY (petition, number)
);

-- The signatures. One person, one row per petition: the primary key is the proof. No foreign keys: they would cost a look-up per row,
-- and only a batch that has locked the petition's slot inserts here.
CREATE TABLE signature (
  row_key          uuid NOT NULL,
  operation        uuid NOT NULL,
  signed_at        timestamptz NOT NULL,
  anonymised_at    timestamptz,
  petition         integer NOT NULL,
  epoch            integer NOT NULL,
  document_version integer NOT NULL,
  consent_record   integer NOT NULL,
  state            smallint NOT NULL,
  source           smallint NOT NULL,
  sealed           bytea,
  PRIMARY KEY (petition, row_key)
);
-- Sealed data is ciphertext: trying to compress it costs time and gains nothing.
ALTER TABLE signature ALTER COLUMN sealed SET STORAGE EXTERNAL;
