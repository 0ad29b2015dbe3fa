-- Fragments that gorkflow.sql.listing puts together: a head, any of the conditions, a tail.

-- name: list_head
-- RunRow. Where the input is gone, its checksum tells.
SELECT
    runs.run_id, workflow_id, workflow_version, fingerprint, coalesce(input, x'') AS input, input_arm,
    input_checksum, tags, resource_id, idempotency_key, forked_from, migrated_from, on_failure, run_timeout_seconds,
    created_at, deadline_at, total, owner, epoch, status, done, started_at, completed_at, updated_at, output_ref, error,
    cancel_requested, last_seq, wake_at
FROM runs LEFT JOIN run_inputs ON run_inputs.run_id = runs.run_id
WHERE 1

-- name: list_tail
ORDER BY created_at DESC, runs.run_id DESC
LIMIT ?

-- name: begin_arms
-- An arm gives the ids of a page at most, in order. There is one for each of several statuses.
AND runs.run_id IN (

-- name: arm_head
SELECT run_id FROM (SELECT runs.run_id FROM runs WHERE 1

-- name: arm_tail
ORDER BY created_at DESC, runs.run_id DESC LIMIT ?)

-- name: between_arms
UNION ALL

-- name: end_arms
)

-- name: count_head
SELECT status, count(*) FROM runs WHERE 1

-- name: count_tail
GROUP BY status

-- name: if_workflow
AND workflow_id = ?

-- name: if_version
AND workflow_version = ?

-- name: if_status
AND status = ?

-- name: if_statuses
-- Each status is an upper-case word: a list of parameters would need a text of its own for each length.
AND status IN (SELECT value FROM json_each(?))

-- name: if_resource
AND resource_id = ?

-- name: if_created_after
AND created_at >= ?

-- name: if_created_before
AND created_at < ?

-- name: if_tag
AND runs.run_id IN (SELECT run_tags.run_id FROM run_tags WHERE run_tags.key = ? AND run_tags.value = ?)

-- name: if_older_than_cursor
AND (created_at, runs.run_id) < (?, ?)
