-- The frame of a batch that writes: each job stands between a savepoint and its release, so that one that is refused
-- leaves nothing behind and the others go in.

-- name: begin
BEGIN IMMEDIATE

-- name: commit
COMMIT

-- name: rollback
ROLLBACK

-- name: savepoint
SAVEPOINT job

-- name: undo
ROLLBACK TO job

-- name: release
RELEASE job

-- name: changed_one
-- Fails where the statement before changed no row: conditions of a batch know of errors only. abs() overflows.
SELECT CASE WHEN changes() = 1 THEN 1 ELSE abs(-9223372036854775807 - 1) END

-- name: is_over
-- Fails where the run is open, or there is none.
SELECT CASE WHEN status IN ('COMPLETED', 'FAILED', 'CANCELLED') THEN 1 ELSE abs(-9223372036854775807 - 1) END
FROM (SELECT max(status) AS status FROM runs WHERE run_id = ?)

-- name: has_ended_before
-- status, an instant, run_id. Fails where the run has another status by now, or ended later, or is gone.
SELECT CASE WHEN status = ? AND completed_at < ? THEN 1 ELSE abs(-9223372036854775807 - 1) END
FROM (SELECT max(status) AS status, max(completed_at) AS completed_at FROM runs WHERE run_id = ?)

-- name: is_empty
-- Fails where the database has a table.
SELECT CASE WHEN count(*) = 0 THEN 1 ELSE abs(-9223372036854775807 - 1) END
FROM sqlite_schema
WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE 'libsql\_%' ESCAPE '\'

-- name: has_version
-- Fails where the schema is of another version than the given one.
SELECT CASE WHEN user_version = ? THEN 1 ELSE abs(-9223372036854775807 - 1) END FROM pragma_user_version

-- name: insert_message_if_open
-- InboxRow, run_id.
INSERT INTO inbox (message_id, run_id, kind, body, posted_at)
SELECT ?, ?, ?, ?, ?
WHERE EXISTS (
    SELECT 1 FROM runs
    WHERE run_id = ? AND status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
)
ON CONFLICT (run_id, message_id) DO NOTHING

-- name: delete_tags
-- run_id, twice. The tags of a run are found by its own list of them: their table is ordered by key and value.
DELETE FROM run_tags WHERE (key, value, run_id) IN (
    SELECT pairs.key, pairs.value, ? FROM runs, json_each(runs.tags) AS pairs WHERE runs.run_id = ?
)

-- name: has_event
-- EventRow. Tells that a write arrived whose answer was lost: nobody else writes this event.
SELECT 1 FROM events
WHERE run_id = ? AND seq = ? AND at = ? AND type = ? AND step_id IS ? AND attempt IS ? AND data = ?
