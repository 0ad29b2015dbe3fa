-- What a doctor asks. Everything reads; a damaged page fails the one query that meets it.

-- name: integrity
PRAGMA integrity_check(50);

-- name: read_moment
BEGIN;

-- name: schema
SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY type, name;

-- name: ids_after
SELECT run_id FROM runs WHERE run_id > ? ORDER BY run_id LIMIT 500;

-- name: ids_by_age
-- Another tree that has every id: for when the one above is damaged.
SELECT run_id FROM runs INDEXED BY runs_by_age WHERE (created_at, run_id) > (?, ?) ORDER BY created_at, run_id;

-- name: lacks_input
SELECT NULL FROM runs WHERE run_id = ? AND NOT EXISTS (SELECT 1 FROM run_inputs WHERE run_inputs.run_id = runs.run_id);

-- name: tag_is_listed
SELECT NULL FROM run_tags WHERE key = ? AND value = ? AND run_id = ?;

-- name: orphans_run_inputs
SELECT run_id, count(*) FROM run_inputs WHERE run_id NOT IN (SELECT run_id FROM runs) GROUP BY run_id LIMIT 50;

-- name: orphans_run_tags
SELECT run_id, count(*) FROM run_tags WHERE run_id NOT IN (SELECT run_id FROM runs) GROUP BY run_id LIMIT 50;

-- name: orphans_step_executions
SELECT run_id, count(*) FROM step_executions WHERE run_id NOT IN (SELECT run_id FROM runs) GROUP BY run_id LIMIT 50;

-- name: orphans_events
SELECT run_id, count(*) FROM events WHERE run_id NOT IN (SELECT run_id FROM runs) GROUP BY run_id LIMIT 50;

-- name: orphans_run_state
SELECT run_id, count(*) FROM run_state WHERE run_id NOT IN (SELECT run_id FROM runs) GROUP BY run_id LIMIT 50;

-- name: orphans_step_inputs
SELECT run_id, count(*) FROM step_inputs WHERE run_id NOT IN (SELECT run_id FROM runs) GROUP BY run_id LIMIT 50;

-- name: orphans_inbox
SELECT run_id, count(*) FROM inbox WHERE run_id NOT IN (SELECT run_id FROM runs) GROUP BY run_id LIMIT 50;
