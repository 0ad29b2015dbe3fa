-- What a shell completes. Ids of runs begin with the time of their creation: the last ones are the newest.

-- name: runs_like
-- The beginning of an id, and the number wanted.
SELECT run_id FROM runs WHERE run_id >= ?1 AND run_id < ?1 || 'g' ORDER BY run_id DESC LIMIT ?3;

-- name: steps_like
-- The beginning of a run's id, which is one run's, the beginning of a path, and the number wanted.
SELECT step_id FROM step_executions
WHERE run_id = (SELECT min(run_id) FROM runs WHERE run_id >= ?1 AND run_id < ?1 || 'g' HAVING count(*) = 1)
    AND substr(step_id, 1, length(?2)) = ?2
ORDER BY ordinal, step_id
LIMIT ?3;
