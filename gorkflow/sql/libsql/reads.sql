-- What is read in pieces where the whole is larger than an answer of the server may be.

-- name: begin
-- Reads of one stream see one moment.
BEGIN

-- name: select_schema
-- The version beside each table, and NULL where there is none: one statement, so that both are of one moment.
SELECT version.user_version, tables.name
FROM
    pragma_user_version AS version
    LEFT JOIN sqlite_schema AS tables
        ON
            tables.type = 'table' AND tables.name NOT LIKE 'sqlite\_%' ESCAPE '\'
            AND tables.name NOT LIKE 'libsql\_%' ESCAPE '\'

-- name: select_some_executions
-- run_id, the last step_id before, and the number wanted. StepRow, in the order of the key: of that of start there is
-- no index, and each piece would sort the whole run.
SELECT
    run_id, step_id, ordinal, position, attempt, failures, recoveries, status, input_ref, output, output_ref, arm, checksum,
    error, ready_at, started_at, completed_at, next_attempt_at, cpu_seconds, executor
FROM step_executions
WHERE run_id = ? AND step_id > ?
ORDER BY step_id
LIMIT ?

-- name: select_some_state
-- run_id, then key and step_id of the last one before, and the number wanted. StateRow, in the order of the key.
SELECT run_id, key, step_id, seq, value FROM run_state
WHERE run_id = ? AND (key, step_id) > (?, ?)
ORDER BY key, step_id
LIMIT ?

-- name: select_some_given
-- run_id, the last step_id before, and the number wanted. GivenRow.
SELECT run_id, step_id, input, arm, checksum FROM step_inputs WHERE run_id = ? AND step_id > ? ORDER BY step_id LIMIT ?

-- name: select_some_inbox
-- engine_id, an ordinal and the number wanted. InboxRow, the first ones after it.
SELECT inbox.message_id, inbox.run_id, inbox.kind, inbox.body, inbox.posted_at, inbox.ordinal
FROM inbox INDEXED BY inbox_new CROSS JOIN runs USING (run_id)
WHERE
    inbox.consumed = 0 AND runs.owner = ? AND inbox.ordinal > ?
    AND runs.status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
ORDER BY inbox.ordinal
LIMIT ?

-- name: select_some_messages
-- run_id, the last ordinal before, and the number wanted. InboxRow, in order of arrival.
SELECT message_id, run_id, kind, body, posted_at, ordinal FROM inbox
WHERE run_id = ? AND consumed = 0 AND ordinal > ?
ORDER BY ordinal
LIMIT ?

-- name: has_schedule_of_id
SELECT 1 FROM schedules WHERE schedule_id = ?
