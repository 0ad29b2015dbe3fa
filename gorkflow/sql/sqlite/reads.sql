-- name: select_run
-- RunRow. Where the input is gone, its checksum tells.
SELECT
    run_id, workflow_id, workflow_version, fingerprint, coalesce(input, x'') AS input, input_arm,
    input_checksum, tags, resource_id, idempotency_key, forked_from, migrated_from, on_failure, run_timeout_seconds,
    created_at, deadline_at, total, owner, epoch, status, done, started_at, completed_at, updated_at, output_ref, error,
    cancel_requested, last_seq, wake_at
FROM runs LEFT JOIN run_inputs USING (run_id)
WHERE run_id = ?;

-- name: select_executions
-- StepRow, in order of start.
SELECT
    run_id, step_id, ordinal, position, attempt, failures, recoveries, status, input_ref, output, output_ref, arm, checksum,
    error, ready_at, started_at, completed_at, next_attempt_at, cpu_seconds, executor
FROM step_executions
WHERE run_id = ?
ORDER BY ordinal, step_id;

-- name: select_state
-- StateRow, in order of writing.
SELECT run_id, key, step_id, seq, value FROM run_state WHERE run_id = ? ORDER BY seq, key;

-- name: select_given
-- GivenRow.
SELECT run_id, step_id, input, arm, checksum FROM step_inputs WHERE run_id = ? ORDER BY step_id;

-- name: select_definition
-- DefinitionRow.
SELECT fingerprint, workflow_id, workflow_version, shape FROM definitions WHERE fingerprint = ?;

-- name: select_snapshot
-- Takes the run_id five times. RunRow, StepRow, StateRow, GivenRow and InboxRow in one statement, which sees one moment:
-- part, place in the part, then the row's fields and NULLs up to the width of the widest.
SELECT
    0, 0, run_id, workflow_id, workflow_version, fingerprint, coalesce(input, x'') AS input, input_arm,
    input_checksum, tags, resource_id, idempotency_key, forked_from, migrated_from, on_failure, run_timeout_seconds,
    created_at, deadline_at, total, owner, epoch, status, done, started_at, completed_at, updated_at, output_ref, error,
    cancel_requested, last_seq, wake_at
FROM runs LEFT JOIN run_inputs USING (run_id)
WHERE run_id = ?
UNION ALL
SELECT
    1, ordinal, run_id, step_id, ordinal, position, attempt, failures, recoveries, status, input_ref, output, output_ref, arm,
    checksum, error, ready_at, started_at, completed_at, next_attempt_at, cpu_seconds, executor,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM step_executions
WHERE run_id = ?
UNION ALL
SELECT
    2, seq, run_id, key, step_id, seq, value,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL
FROM run_state
WHERE run_id = ?
UNION ALL
SELECT
    3, 0, run_id, step_id, input, arm, checksum,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL
FROM step_inputs
WHERE run_id = ?
UNION ALL
SELECT
    4, ordinal, message_id, run_id, kind, body, posted_at, ordinal,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL
FROM inbox
WHERE run_id = ? AND consumed = 0;

-- name: select_execution
-- StepRow.
SELECT
    run_id, step_id, ordinal, position, attempt, failures, recoveries, status, input_ref, output, output_ref, arm, checksum,
    error, ready_at, started_at, completed_at, next_attempt_at, cpu_seconds, executor
FROM step_executions
WHERE run_id = ? AND step_id = ?;

-- name: select_durations
-- run_id, number wanted, and number left out before. StepDuration: what stands outside of maps and loops comes first.
SELECT step_id, max(0.0, completed_at - started_at) FROM step_executions
WHERE run_id = ? AND status = 'COMPLETED' AND started_at IS NOT NULL AND completed_at IS NOT NULL
ORDER BY instr(step_id, '[') + instr(step_id, '#') > 0, ordinal, step_id
LIMIT ? OFFSET ?;

-- name: select_events
-- EventRow.
SELECT run_id, seq, at, type, step_id, attempt, data FROM events
WHERE run_id = ? AND seq > ?
ORDER BY seq
LIMIT ?;

-- name: select_cached
-- key, now. CacheRow.
SELECT key, run_id, step_id, output, arm, checksum, expires_at FROM step_cache WHERE key = ? AND expires_at > ?;

-- name: select_messages
-- InboxRow, in order of arrival: what waits for a run.
SELECT message_id, run_id, kind, body, posted_at, ordinal FROM inbox
WHERE run_id = ? AND consumed = 0
ORDER BY ordinal;

-- name: select_inbox
-- engine_id, an ordinal. InboxRow, and at the end NULLs with the last ordinal of all.
SELECT inbox.message_id, inbox.run_id, inbox.kind, inbox.body, inbox.posted_at, inbox.ordinal
FROM inbox INDEXED BY inbox_new CROSS JOIN runs USING (run_id)
WHERE
    inbox.consumed = 0 AND runs.owner = ? AND inbox.ordinal > ?
    AND runs.status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, coalesce(max(ordinal), 0) FROM inbox
ORDER BY 6;

-- name: select_engines_with_runs
-- EngineRow, in order of start, and how many open runs it owns.
SELECT
    engine_id, host, pid, started_at, heartbeat_at, lease_seconds,
    (
        SELECT count(*) FROM runs INDEXED BY runs_open
        WHERE
            status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
            AND (status <> 'WAITING' OR owner IS NOT NULL) AND owner = engines.engine_id
    )
FROM engines
ORDER BY started_at, engine_id;

-- name: select_next_wake
-- Pairs of (workflow id, version) as JSON.
SELECT min((
    SELECT min(wake_at) FROM runs INDEXED BY runs_due
    WHERE
        status = 'WAITING' AND owner IS NULL AND wake_at IS NOT NULL
        AND workflow_id = json_extract(known.value, '$[0]')
        AND workflow_version = json_extract(known.value, '$[1]')
))
FROM json_each(?) AS known;
