# Signing for a petition that has ten million signatures already. Sourced by bench/compare.

measure_stored() { measure_signing; }

# Rows are made by the database itself, which is ten times as fast as signing; keys are random, as real ones are, and the index is as full
# as one is that grew by them.
store_many() { # SERVER that is starting: it has that many signatures when it is started again
  local server=$1 columns='petition, row_key, operation, state, signed_at, document_version, consent_record, source, epoch, sealed'
  local petition="(SELECT id FROM petition WHERE slug = 'stored')" sealed
  sealed=$(printf '5%.0s' {1..384})
  until_ready "$server" >/dev/null
  stop "$server"
  case $server in
    this-postgres*)
      sql "$server" 'ALTER TABLE signature DROP CONSTRAINT signature_pkey'
      sql "$server" "INSERT INTO signature ($columns) SELECT $petition, gen_random_uuid(), gen_random_uuid(), 1, date_trunc('minute', now()), 1, 1, 0, 1,
        decode('$sealed', 'hex') FROM generate_series(1, $stored)"
      sql "$server" 'ALTER TABLE signature ADD CONSTRAINT signature_pkey PRIMARY KEY (petition, row_key) WITH (fillfactor = 70)'
      sql "$server" 'VACUUM (ANALYZE) signature' ;;
    *)
      sqlite3 "$work/$server/petitions.db" "PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000; PRAGMA temp_store = MEMORY;
        WITH RECURSIVE row (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM row WHERE number < $stored)
        INSERT INTO signature ($columns) SELECT $petition, randomblob(16), randomblob(16), 1, '2026-11-24T12:00Z', 1, 1, 0, 1, x'$sealed' FROM row;
        PRAGMA wal_checkpoint(TRUNCATE);" >/dev/null ;;
  esac
  ask "$server" "UPDATE tally SET counted = $stored, version = $stored WHERE petition = $petition AND slot = 0"
  Petition__Documents=${Petition__Documents:-$work/documents} start "$server" "$product_dll"
}
