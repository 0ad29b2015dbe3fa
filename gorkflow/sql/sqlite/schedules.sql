-- ScheduleRow everywhere, in the order of its fields. Shared with servers of libSQL.

-- name: select_schedule
SELECT
    schedule_id, workflow_id, workflow_version, input, input_arm, input_checksum, cron, every_seconds, zone, missed, overlap,
    options, created_at, epoch, next_at, is_decided, last_at, last_run_id, skipped
FROM schedules
WHERE schedule_id = ?;

-- name: select_schedules
-- The id before, the number wanted.
SELECT
    schedule_id, workflow_id, workflow_version, input, input_arm, input_checksum, cron, every_seconds, zone, missed, overlap,
    options, created_at, epoch, next_at, is_decided, last_at, last_run_id, skipped
FROM schedules
WHERE schedule_id > ?
ORDER BY schedule_id
LIMIT ?;

-- name: select_due
-- next_at and id of the one before, pairs of (workflow id, version) as JSON, the number wanted.
SELECT
    schedule_id, workflow_id, workflow_version, input, input_arm, input_checksum, cron, every_seconds, zone, missed, overlap,
    options, created_at, epoch, next_at, is_decided, last_at, last_run_id, skipped
FROM schedules INDEXED BY schedules_due
WHERE
    next_at IS NOT NULL AND (next_at, schedule_id) > (?, ?)
    AND (workflow_id, workflow_version) IN (
        SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)
    )
ORDER BY next_at, schedule_id
LIMIT ?;

-- name: insert_schedule
INSERT INTO schedules (
    schedule_id, workflow_id, workflow_version, input, input_arm, input_checksum, cron, every_seconds, zone, missed, overlap,
    options, created_at, epoch, next_at, is_decided, last_at, last_run_id, skipped
)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (schedule_id) DO NOTHING;

-- name: update_schedule
-- ScheduleRow without its id and created_at; then id, created_at and epoch of the one that it takes the place of.
UPDATE schedules SET
    workflow_id = ?, workflow_version = ?, input = ?, input_arm = ?, input_checksum = ?, cron = ?, every_seconds = ?,
    zone = ?, missed = ?, overlap = ?, options = ?, epoch = ?, next_at = ?, is_decided = ?, last_at = ?, last_run_id = ?,
    skipped = ?
WHERE schedule_id = ? AND created_at = ? AND epoch = ?;

-- name: has_schedule
-- Tells that a write arrived whose answer was lost.
SELECT 1 FROM schedules
WHERE
    schedule_id = ? AND workflow_id = ? AND workflow_version = ? AND input = ? AND input_arm = ? AND input_checksum = ?
    AND cron IS ? AND every_seconds IS ? AND zone = ? AND missed = ? AND overlap = ? AND options = ? AND created_at = ?
    AND epoch = ? AND next_at IS ? AND is_decided = ? AND last_at IS ? AND last_run_id IS ? AND skipped = ?;

-- name: delete_schedule
DELETE FROM schedules WHERE schedule_id = ?;
