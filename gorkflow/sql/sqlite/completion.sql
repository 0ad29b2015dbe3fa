-- What a shell completes. Ids of runs begin with the time of their creation: the last ones are the newest.

-- name: runs_like
-- The beginning of an id, and the number wanted.
SELECT run_id FROM runs WHERE run_id >= :run AND run_id < :run || 'g' ORDER BY run_id DESC LIMIT :most;

-- name: steps_like
-- The beginning of a run's id, which is one run's, the beginning of a path, and the number wanted.
SELECT step_id FROM step_executions
WHERE run_id = (SELECT min(run_id) FROM runs WHERE run_id >= :run AND run_id < :run || 'g' HAVING count(*) = 1)
    AND substr(step_id, 1, length(:step)) = :step
ORDER BY ordinal, step_id
LIMIT :most;
