-- Which silos there are, for Microsoft.Orleans.Clustering.AdoNet, to its documented contract: the provider reads its statements from
-- orleansquery by key and passes parameters by these names. One version row per cluster orders all changes: whoever changes a silo's row
-- names the version it has read and moves it, in the same statement; who is too late changes nothing and is told so.

CREATE TABLE orleansmembershipversiontable (
  deploymentid varchar(150) PRIMARY KEY,
  version      integer NOT NULL DEFAULT 0,
  "timestamp"  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE orleansmembershiptable (
  deploymentid varchar(150) NOT NULL REFERENCES orleansmembershipversiontable,
  address      varchar(45) NOT NULL,
  port         integer NOT NULL,
  generation   integer NOT NULL,
  siloname     varchar(150) NOT NULL,
  hostname     varchar(150) NOT NULL,
  status       integer NOT NULL,
  proxyport    integer,
  suspecttimes varchar(8000),
  starttime    timestamptz NOT NULL,
  iamalivetime timestamptz NOT NULL,
  PRIMARY KEY (deploymentid, address, port, generation)
);

INSERT INTO orleansquery (querykey, querytext) VALUES ('InsertMembershipVersionKey', '
  WITH made AS (
    INSERT INTO orleansmembershipversiontable (deploymentid) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1
  )
  SELECT count(*)::integer FROM made
');

INSERT INTO orleansquery (querykey, querytext) VALUES ('InsertMembershipKey', '
  WITH moved AS (
    UPDATE orleansmembershipversiontable SET version = version + 1, "timestamp" = now()
    WHERE deploymentid = @DeploymentId AND version = @Version::integer AND NOT EXISTS (
      SELECT FROM orleansmembershiptable
      WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING deploymentid
  ), joined AS (
    INSERT INTO orleansmembershiptable
      (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
    SELECT deploymentid, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    FROM moved
    RETURNING 1
  )
  SELECT count(*)::integer FROM joined
');

INSERT INTO orleansquery (querykey, querytext) VALUES ('UpdateMembershipKey', '
  WITH moved AS (
    UPDATE orleansmembershipversiontable SET version = version + 1, "timestamp" = now()
    WHERE deploymentid = @DeploymentId AND version = @Version::integer AND EXISTS (
      SELECT FROM orleansmembershiptable
      WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING deploymentid
  ), changed AS (
    UPDATE orleansmembershiptable AS silo
    SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
    FROM moved
    WHERE silo.deploymentid = moved.deploymentid AND address = @Address AND port = @Port AND generation = @Generation
    RETURNING 1
  )
  SELECT count(*)::integer FROM changed
');

-- Not a change of membership: no version moves.
INSERT INTO orleansquery (querykey, querytext) VALUES ('UpdateIAmAlivetimeKey', '
  UPDATE orleansmembershiptable SET iamalivetime = @IAmAliveTime
  WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
');

-- The version comes with every silo, and alone when there is none.
INSERT INTO orleansquery (querykey, querytext) VALUES ('MembershipReadAllKey', '
  SELECT cluster.deploymentid AS "DeploymentId", address AS "Address", port AS "Port", generation AS "Generation", siloname AS "SiloName",
    hostname AS "HostName", status AS "Status", proxyport AS "ProxyPort", suspecttimes AS "SuspectTimes", starttime AS "StartTime",
    iamalivetime AS "IAmAliveTime", version AS "Version"
  FROM orleansmembershipversiontable AS cluster LEFT JOIN orleansmembershiptable AS silo ON silo.deploymentid = cluster.deploymentid
  WHERE cluster.deploymentid = @DeploymentId
');

INSERT INTO orleansquery (querykey, querytext) VALUES ('MembershipReadRowKey', '
  SELECT cluster.deploymentid AS "DeploymentId", address AS "Address", port AS "Port", generation AS "Generation", siloname AS "SiloName",
    hostname AS "HostName", status AS "Status", proxyport AS "ProxyPort", suspecttimes AS "SuspectTimes", starttime AS "StartTime",
    iamalivetime AS "IAmAliveTime", version AS "Version"
  FROM orleansmembershipversiontable AS cluster LEFT JOIN orleansmembershiptable AS silo
    ON silo.deploymentid = cluster.deploymentid AND address = @Address AND port = @Port AND generation = @Generation
  WHERE cluster.deploymentid = @DeploymentId
');

-- 3 is an active silo.
INSERT INTO orleansquery (querykey, querytext) VALUES ('GatewaysQueryKey', '
  SELECT address AS "Address", proxyport AS "ProxyPort", generation AS "Generation"
  FROM orleansmembershiptable
  WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0
');

INSERT INTO orleansquery (querykey, querytext) VALUES ('CleanupDefunctSiloEntriesKey', '
  DELETE FROM orleansmembershiptable
  WHERE deploymentid = @DeploymentId AND iamalivetime < @IAmAliveTime AND status <> 3
');

INSERT INTO orleansquery (querykey, querytext) VALUES ('DeleteMembershipTableEntriesKey', '
  WITH silos AS (DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId)
  DELETE FROM orleansmembershipversiontable WHERE deploymentid = @DeploymentId
');
