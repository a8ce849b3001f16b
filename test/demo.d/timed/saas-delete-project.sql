-- SaaS: delete a project with its tasks, comments, hours ...
BEGIN;
\timing on
DELETE FROM projects WHERE id = 4211;
\timing off
ROLLBACK;
