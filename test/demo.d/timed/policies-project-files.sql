-- SaaS: the files of one project, which has an index
BEGIN;
SET LOCAL ROLE app_user;
SET LOCAL app.user_id = '4711';
\timing on
SELECT name, bytes FROM files WHERE project_id = 4111 ORDER BY created_at DESC LIMIT 10;
\timing off
ROLLBACK;
