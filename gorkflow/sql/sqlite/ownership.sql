-- INDEXED BY: without statistics the planner may prefer the index of statuses, which is to read every open run.

-- name: upsert_engine
-- EngineRow. An engine that was taken for dead and lost its row gets it back with its next heartbeat.
INSERT INTO engines (engine_id, host, pid, started_at, heartbeat_at, lease_seconds) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (engine_id) DO UPDATE SET heartbeat_at = excluded.heartbeat_at;

-- name: delete_engine
DELETE FROM engines WHERE engine_id = ?;

-- name: select_engines
SELECT engine_id, host, pid, started_at, heartbeat_at, lease_seconds FROM engines;

-- name: next_owner
-- The first owner of an open run after the given one: owners are found by leaps, not by reading every open run.
SELECT owner FROM runs INDEXED BY runs_open
WHERE
    status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
    AND (status <> 'WAITING' OR owner IS NOT NULL) AND owner > ?
ORDER BY owner
LIMIT 1;

-- name: next_workflow
-- The first workflow and version after the given ones that this owner (NULL: nobody) has open runs of.
SELECT workflow_id, workflow_version FROM runs INDEXED BY runs_open
WHERE
    status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
    AND (status <> 'WAITING' OR owner IS NOT NULL)
    AND owner IS ? AND (workflow_id, workflow_version) > (?, ?)
ORDER BY workflow_id, workflow_version
LIMIT 1;

-- name: oldest_open
SELECT created_at, run_id FROM runs INDEXED BY runs_open
WHERE
    status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
    AND (status <> 'WAITING' OR owner IS NOT NULL)
    AND owner IS ? AND workflow_id = ? AND workflow_version = ?
ORDER BY created_at, run_id
LIMIT ?;

-- name: own_open
SELECT created_at, run_id, status, fingerprint, workflow_id, workflow_version FROM runs INDEXED BY runs_open
WHERE
    status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
    AND (status <> 'WAITING' OR owner IS NOT NULL) AND owner = ?;

-- name: oldest_open_that_may_fit
-- As oldest_open, without the SUSPENDED runs of some fingerprints, which are a list in JSON.
SELECT created_at, run_id FROM runs INDEXED BY runs_open
WHERE
    status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
    AND (status <> 'WAITING' OR owner IS NOT NULL)
    AND owner IS ? AND workflow_id = ? AND workflow_version = ?
    AND NOT (status = 'SUSPENDED' AND fingerprint IN (SELECT value FROM json_each(?)))
ORDER BY created_at, run_id
LIMIT ?;

-- name: next_due_workflow
-- The first workflow and version after the given ones with runs at rest that wake by time.
SELECT workflow_id, workflow_version FROM runs INDEXED BY runs_due
WHERE status = 'WAITING' AND owner IS NULL AND wake_at IS NOT NULL AND (workflow_id, workflow_version) > (?, ?)
ORDER BY workflow_id, workflow_version
LIMIT 1;

-- name: earliest_due
SELECT wake_at, run_id FROM runs INDEXED BY runs_due
WHERE
    status = 'WAITING' AND owner IS NULL AND wake_at IS NOT NULL
    AND workflow_id = ? AND workflow_version = ? AND wake_at <= ?
ORDER BY wake_at, run_id
LIMIT ?;

-- name: open_run
SELECT owner, workflow_id, workflow_version FROM runs
WHERE run_id = ? AND status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING');

-- name: take_run
UPDATE runs SET owner = ?, epoch = epoch + 1 WHERE run_id = ?;

-- name: owns_open_run
SELECT 1 FROM runs INDEXED BY runs_open
WHERE
    status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
    AND (status <> 'WAITING' OR owner IS NOT NULL) AND owner = ?
LIMIT 1;
