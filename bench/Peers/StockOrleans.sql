-- What Persistence.AdoNet needs in PostgreSQL, to its documented contract: a table of states, and the statements by their keys.

CREATE TABLE orleansquery (
  querykey  varchar(64) PRIMARY KEY,
  querytext text NOT NULL
);

CREATE TABLE orleansstorage (
  grainidhash            integer NOT NULL,
  grainidn0              bigint NOT NULL,
  grainidn1              bigint NOT NULL,
  graintypehash          integer NOT NULL,
  graintypestring        varchar(512) NOT NULL,
  grainidextensionstring varchar(512),
  serviceid              varchar(150) NOT NULL,
  payloadbinary          bytea,
  modifiedon             timestamptz NOT NULL,
  version                integer NOT NULL
);

-- Without a unique key over the full identity two first writes of one grain both succeed, and it can never be read again.
CREATE UNIQUE INDEX orleansstorage_identity ON orleansstorage
  (grainidhash, graintypehash, grainidn0, grainidn1, graintypestring, coalesce(grainidextensionstring, ''), serviceid);

-- A first write (no version) inserts, a later one updates the version it has read. Whoever is too late gets no row, which the
-- provider reports as an inconsistent state.
INSERT INTO orleansquery (querykey, querytext) VALUES ('WriteToStorageKey', '
  INSERT INTO orleansstorage AS stored
    (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, payloadbinary, modifiedon, version)
  SELECT @GrainIdHash::integer, @GrainIdN0::bigint, @GrainIdN1::bigint, @GrainTypeHash::integer, @GrainTypeString::varchar,
    @GrainIdExtensionString::varchar, @ServiceId::varchar, @PayloadBinary::bytea, now(), 1
  WHERE @GrainStateVersion::integer IS NULL OR EXISTS (
    SELECT FROM orleansstorage
    WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
      AND graintypestring = @GrainTypeString AND serviceid = @ServiceId
      AND coalesce(grainidextensionstring, '''') = coalesce(@GrainIdExtensionString::varchar, ''''))
  ON CONFLICT (grainidhash, graintypehash, grainidn0, grainidn1, graintypestring, coalesce(grainidextensionstring, ''''), serviceid)
  DO UPDATE SET payloadbinary = excluded.payloadbinary, modifiedon = excluded.modifiedon, version = stored.version + 1
    WHERE stored.version = @GrainStateVersion::integer
  RETURNING stored.version AS "NewGrainStateVersion"
');

INSERT INTO orleansquery (querykey, querytext) VALUES ('ReadFromStorageKey', '
  SELECT payloadbinary AS "PayloadBinary", version AS "Version"
  FROM orleansstorage
  WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
    AND graintypestring = @GrainTypeString AND serviceid = @ServiceId
    AND coalesce(grainidextensionstring, '''') = coalesce(@GrainIdExtensionString::varchar, '''')
');

INSERT INTO orleansquery (querykey, querytext) VALUES ('ClearStorageKey', '
  UPDATE orleansstorage SET payloadbinary = NULL, modifiedon = now(), version = version + 1
  WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
    AND graintypestring = @GrainTypeString AND serviceid = @ServiceId
    AND coalesce(grainidextensionstring, '''') = coalesce(@GrainIdExtensionString::varchar, '''')
    AND version = @GrainStateVersion::integer
  RETURNING version AS "NewGrainStateVersion"
');
