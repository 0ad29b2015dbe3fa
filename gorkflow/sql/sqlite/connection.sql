-- name: application_id
PRAGMA application_id;

-- name: user_version
PRAGMA user_version;

-- name: page_size
PRAGMA page_size;

-- name: page_count
PRAGMA page_count;

-- name: journal_mode
PRAGMA journal_mode;

-- name: use_wal
PRAGMA journal_mode = WAL;

-- name: synchronous_power
PRAGMA synchronous = FULL;

-- name: synchronous_process
PRAGMA synchronous = NORMAL;

-- name: harden
-- Views and triggers that somebody put into the file must not call functions; damaged cells are found when read.
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA mmap_size = 0;
PRAGMA temp_store = MEMORY;

-- name: no_automatic_checkpoint
PRAGMA wal_autocheckpoint = 0;

-- name: patience
-- PRAGMA takes no parameters: `milliseconds` is an int of ours.
PRAGMA busy_timeout = {milliseconds:d};

-- name: bound_log
-- A log that is begun anew is cut off there. PRAGMA takes no parameters: `size_bytes` is an int of ours.
PRAGMA journal_size_limit = {size_bytes:d};

-- name: checkpoint
PRAGMA wal_checkpoint(PASSIVE);

-- name: quick_check
PRAGMA quick_check(1);

-- name: begin
BEGIN IMMEDIATE;

-- name: begin_exclusive
BEGIN EXCLUSIVE;

-- name: commit
COMMIT;

-- name: rollback
ROLLBACK;

-- name: tables
SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name;
