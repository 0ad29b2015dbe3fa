-- Who is dead is not told by any clock of the server: see gorkflow/stores/libsql_leases.py. An owner without a row is dead.

-- name: select_engines
-- EngineRow, and whether it owns open runs.
SELECT
    engine_id, host, pid, started_at, heartbeat_at, lease_seconds,
    EXISTS (
        SELECT 1 FROM runs INDEXED BY runs_open
        WHERE
            status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
            AND (status <> 'WAITING' OR owner IS NOT NULL) AND owner = engines.engine_id
    )
FROM engines

-- name: delete_idle_engines
-- Ids as JSON.
DELETE FROM engines
WHERE
    engine_id IN (SELECT value FROM json_each(?))
    AND NOT EXISTS (
        SELECT 1 FROM runs INDEXED BY runs_open
        WHERE
            status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
            AND (status <> 'WAITING' OR owner IS NOT NULL) AND owner = engines.engine_id
    )

-- name: select_free
-- engine_id, held, dead engines, pairs of (workflow id, version), engine_id, held, differing twice, limit. run_id and epoch
-- of the oldest open runs that nobody alive owns; where held, ids as JSON, is not NULL, also of those that the engine owns
-- and are not among them; where differing, fingerprints as JSON, is not NULL, no SUSPENDED ones of those. The owners of
-- open runs are found by leaps, of which the last gives NULL, and each pair's runs by the index. Lists are JSON.
WITH RECURSIVE
    owners (owner) AS (
        SELECT min(owner) FROM runs INDEXED BY runs_open
        WHERE
            status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
            AND (status <> 'WAITING' OR owner IS NOT NULL) AND owner IS NOT NULL
        UNION ALL
        SELECT (
            SELECT min(runs.owner) FROM runs INDEXED BY runs_open
            WHERE
                status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
                AND (status <> 'WAITING' OR owner IS NOT NULL)
                AND runs.owner > owners.owner
        )
        FROM owners
        WHERE owners.owner IS NOT NULL
    ),
    free (owner) AS (
        SELECT NULL
        UNION ALL
        SELECT owner FROM owners
        WHERE owner IS NOT NULL AND CASE
            WHEN owner = ? THEN ? IS NOT NULL
            ELSE NOT EXISTS (
                SELECT 1 FROM engines
                WHERE engine_id = owners.owner AND engine_id NOT IN (SELECT value FROM json_each(?))
            )
        END
    ),
    oldest (run_id, created_at) AS (
        SELECT runs.run_id, runs.created_at
        FROM
            free
            CROSS JOIN json_each(?) AS known
            CROSS JOIN runs INDEXED BY runs_open
                ON
                    runs.owner IS free.owner AND runs.workflow_id = known.value ->> 0
                    AND runs.workflow_version = known.value ->> 1
        WHERE
            runs.status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
            AND (runs.status <> 'WAITING' OR runs.owner IS NOT NULL)
            AND (free.owner IS NOT ? OR runs.run_id NOT IN (SELECT value FROM json_each(?)))
            AND (
                ? IS NULL OR runs.status <> 'SUSPENDED' OR runs.fingerprint NOT IN (SELECT value FROM json_each(?))
            )
        ORDER BY runs.created_at, runs.run_id
        LIMIT ?
    )
SELECT runs.run_id, runs.epoch FROM oldest JOIN runs USING (run_id)
ORDER BY oldest.created_at, oldest.run_id

-- name: select_due
-- pairs of (workflow id, version) as JSON, an instant, limit. run_id and epoch of runs at rest that are to wake by then.
SELECT runs.run_id, runs.epoch
FROM
    json_each(?) AS known
    CROSS JOIN runs INDEXED BY runs_due
        ON runs.workflow_id = known.value ->> 0 AND runs.workflow_version = known.value ->> 1
WHERE runs.status = 'WAITING' AND runs.owner IS NULL AND runs.wake_at IS NOT NULL AND runs.wake_at <= ?
ORDER BY runs.wake_at, runs.run_id
LIMIT ?

-- name: select_free_run
-- run_id, pairs, engine_id, held, dead engines, as above.
SELECT runs.run_id, runs.epoch FROM runs
WHERE
    runs.run_id = ? AND runs.status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
    AND (runs.workflow_id, runs.workflow_version) IN (
        SELECT known.value ->> 0, known.value ->> 1 FROM json_each(?) AS known
    )
    AND CASE
        WHEN runs.owner IS NULL THEN 1
        WHEN runs.owner = ? THEN runs.run_id NOT IN (SELECT value FROM json_each(coalesce(?, json_array(runs.run_id))))
        ELSE NOT EXISTS (
            SELECT 1 FROM engines
            WHERE engine_id = runs.owner AND engine_id NOT IN (SELECT value FROM json_each(?))
        )
    END

-- name: take_runs
-- engine_id, pairs of (run_id, epoch) as JSON. Those whose epoch is still the given one; carried out twice, it is done once.
UPDATE runs SET owner = ?, epoch = runs.epoch + 1
FROM json_each(?) AS wanted
WHERE
    runs.run_id = wanted.value ->> 0 AND runs.epoch = wanted.value ->> 1
    AND runs.status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
