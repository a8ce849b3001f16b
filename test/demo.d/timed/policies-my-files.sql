-- SaaS: all the files that a user may see
BEGIN;
SET LOCAL ROLE app_user;
SET LOCAL app.user_id = '4711';
\timing on
SELECT count(*), sum(bytes) FROM files;
SELECT name, bytes FROM files ORDER BY created_at DESC LIMIT 10;
\timing off
ROLLBACK;
