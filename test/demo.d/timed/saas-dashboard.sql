-- SaaS: the start page of a user, through the policies
BEGIN;
SET LOCAL ROLE app_user;
SET LOCAL app.org_id = '42';
\timing on
SELECT status, count(*) FROM tasks GROUP BY status ORDER BY status;
SELECT t.title, c.body
    FROM comments c JOIN tasks t ON t.id = c.task_id
    ORDER BY c.created_at DESC, c.id
    LIMIT 10;
SELECT sum(minutes) FROM time_entries WHERE worked_on >= '2025-01-01';
\timing off
ROLLBACK;
