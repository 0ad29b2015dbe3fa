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
-- InboxRow without its ordinal, run_id.
INSERT INTO inbox (message_id, run_id, kind, body, posted_at)
SELECT ?, ?, ?, ?, ?
WHERE EXISTS (
    SELECT 1 FROM runs
    WHERE run_id = ? AND status IN ('PENDING', 'RUNNING', 'WAITING', 'SUSPENDED', 'COMPENSATING')
)
ON CONFLICT (run_id, message_id) DO NOTHING

-- name: delete_tags
-- run_id. The tags of a run are found by its own list of them: their table is ordered by key and value.
DELETE FROM run_tags WHERE (key, value, run_id) IN (
    SELECT pairs.key, pairs.value, runs.run_id
    FROM runs CROSS JOIN json_each(CASE WHEN json_valid(runs.tags) THEN runs.tags END) AS pairs
    WHERE runs.run_id = ?
)

-- name: delete_tags_of_damaged
-- run_id. Reads every tag where the run's own list of them is damaged, and nothing where it is not.
DELETE FROM run_tags WHERE (key, value, run_id) IN (
    SELECT every.key, every.value, every.run_id
    FROM runs CROSS JOIN run_tags AS every ON every.run_id = runs.run_id
    WHERE
        runs.run_id = ?
        AND CASE
            WHEN NOT json_valid(runs.tags) THEN 1
            WHEN json_type(runs.tags) <> 'object' THEN 1
            ELSE EXISTS (SELECT 1 FROM json_each(runs.tags) WHERE type <> 'text')
        END
)

-- name: has_event
-- EventRow. Tells that a write arrived whose answer was lost: nobody else writes this event.
SELECT 1 FROM events
WHERE run_id = ? AND seq = ? AND at = ? AND type = ? AND step_id IS ? AND attempt IS ? AND data = ?
