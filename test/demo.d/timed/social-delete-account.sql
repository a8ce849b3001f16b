-- Social app: delete an account with all that it wrote
BEGIN;
\timing on
DELETE FROM users WHERE id = 4711;
\timing off
ROLLBACK;
