-- Parameters follow the order of the fields in gorkflow.core.records, where no other is given. They are nameless: Python
-- 3.12 warns of numbered ones.

-- name: insert_run
-- RunRow without its input. Nothing is inserted where the id or the idempotency key is taken.
INSERT INTO runs (
    run_id, workflow_id, workflow_version, fingerprint, input_arm, input_checksum, tags, resource_id,
    idempotency_key, forked_from, migrated_from, on_failure, run_timeout_seconds, created_at, deadline_at, total,
    owner, epoch, status, done, started_at, completed_at, updated_at, output_ref, error, cancel_requested, last_seq,
    wake_at
)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING;

-- name: insert_input
INSERT INTO run_inputs (run_id, input) VALUES (?, ?);

-- name: insert_tag
INSERT INTO run_tags (key, value, run_id) VALUES (?, ?, ?);

-- name: find_by_key
SELECT run_id FROM runs WHERE idempotency_key = ?;

-- name: update_run_in_place
-- RunPatch without status, completed_at, owner and wake_at, then run_id, epoch, expected_seq and these four. For the usual
-- commit, which leaves them as they are: naming a column of an index in SET would touch the index.
UPDATE runs SET
    done = ?, started_at = ?, updated_at = ?, output_ref = ?, error = ?, cancel_requested = ?, last_seq = ?,
    deadline_at = ?
WHERE run_id = ? AND epoch = ? AND last_seq = ? AND status = ? AND completed_at IS ? AND owner IS ? AND wake_at IS ?;

-- name: update_run
-- RunPatch, run_id, epoch, expected_seq.
UPDATE runs SET
    status = ?, done = ?, started_at = ?, completed_at = ?, updated_at = ?, output_ref = ?, error = ?,
    cancel_requested = ?, last_seq = ?, owner = ?, deadline_at = ?, wake_at = ?
WHERE run_id = ? AND epoch = ? AND last_seq = ?;

-- name: upsert_execution
-- StepRow. REPLACE: every field is given, and a table without a rowid and without another index is then written without
-- a look at the row that was there.
INSERT OR REPLACE INTO step_executions (
    run_id, step_id, ordinal, position, attempt, failures, recoveries, status, input_ref, output, output_ref, arm, checksum,
    error, ready_at, started_at, completed_at, next_attempt_at, cpu_seconds, executor
)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: insert_event
-- EventRow.
INSERT INTO events (run_id, seq, at, type, step_id, attempt, data) VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: upsert_state
-- StateRow.
INSERT INTO run_state (run_id, key, step_id, seq, value) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (run_id, key, step_id) DO UPDATE SET seq = excluded.seq, value = excluded.value;

-- name: insert_given
-- GivenRow.
INSERT INTO step_inputs (run_id, step_id, input, arm, checksum) VALUES (?, ?, ?, ?, ?);

-- name: insert_definition
-- DefinitionRow. The same fingerprint always stands for the same.
INSERT INTO definitions (fingerprint, workflow_id, workflow_version, shape) VALUES (?, ?, ?, ?)
ON CONFLICT (fingerprint) DO NOTHING;

-- name: upsert_cached
-- CacheRow.
INSERT INTO step_cache (key, run_id, step_id, output, arm, checksum, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET
    run_id = excluded.run_id, step_id = excluded.step_id, output = excluded.output, arm = excluded.arm,
    checksum = excluded.checksum, expires_at = excluded.expires_at;

-- name: delete_cached
-- An instant, and the number wanted. A row for each that is removed: the first to expire.
DELETE FROM step_cache WHERE rowid IN (
    SELECT rowid FROM step_cache INDEXED BY step_cache_by_expiry WHERE expires_at <= ? ORDER BY expires_at LIMIT ?
)
RETURNING 1;

-- name: redefine_run
-- workflow_version, fingerprint, total, input_arm, run_id. On the right of SET stand the values from before.
UPDATE runs SET
    migrated_from = coalesce(migrated_from, fingerprint), workflow_version = ?, fingerprint = ?, total = ?, input_arm = ?
WHERE run_id = ?;

-- name: wake_for_unseen
-- run_id twice, an ordinal. A run that was laid to rest is to wake for messages that came after the ordinal.
UPDATE runs SET wake_at = 0
WHERE
    run_id = ? AND status = 'WAITING' AND owner IS NULL
    AND EXISTS (SELECT 1 FROM inbox WHERE inbox.run_id = ? AND inbox.consumed = 0 AND inbox.ordinal > ?);

-- name: wake_for
-- run_id twice, message_id. Nothing for a message that was consumed.
UPDATE runs SET wake_at = 0
WHERE
    run_id = ? AND status = 'WAITING'
    AND EXISTS (SELECT 1 FROM inbox WHERE inbox.run_id = ? AND inbox.message_id = ? AND inbox.consumed = 0);

-- name: insert_message
-- InboxRow without its ordinal.
INSERT INTO inbox (message_id, run_id, kind, body, posted_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (run_id, message_id) DO NOTHING;

-- name: consume_message
UPDATE inbox SET consumed = 1, body = '' WHERE run_id = ? AND message_id = ?;

-- name: consume_messages
UPDATE inbox SET consumed = 1, body = '' WHERE run_id = ? AND consumed = 0;

-- name: select_status
SELECT status FROM runs WHERE run_id = ?;

-- name: select_status_and_tags
SELECT status, tags FROM runs WHERE run_id = ?;

-- name: select_ended
-- The oldest runs of a status that ended before an instant, with what it takes to remove them.
SELECT run_id, tags, last_seq FROM runs INDEXED BY runs_ended
WHERE status = ? AND completed_at < ?
ORDER BY completed_at, run_id
LIMIT ?;

-- name: delete_tags_of_run
-- Reads every tag: for runs whose own list of tags is damaged.
DELETE FROM run_tags WHERE run_id = ?;

-- name: delete_tag
DELETE FROM run_tags WHERE key = ? AND value = ? AND run_id = ?;

-- name: delete_executions
DELETE FROM step_executions WHERE run_id = ?;

-- name: delete_events
DELETE FROM events WHERE run_id = ?;

-- name: delete_state
DELETE FROM run_state WHERE run_id = ?;

-- name: delete_given
DELETE FROM step_inputs WHERE run_id = ?;

-- name: delete_messages
DELETE FROM inbox WHERE run_id = ?;

-- name: delete_input
DELETE FROM run_inputs WHERE run_id = ?;

-- name: delete_run
DELETE FROM runs WHERE run_id = ?;
