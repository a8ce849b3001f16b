-- SaaS: what happened lately, of one organisation
BEGIN;
SET LOCAL ROLE app_user;
SET LOCAL app.org_id = '42';
\timing on
SELECT count(*) FROM notifications WHERE read_at IS NULL;
SELECT id, kind, created_at FROM notifications ORDER BY created_at DESC, id LIMIT 10;
SELECT id, action, created_at FROM audit_events ORDER BY created_at DESC, id LIMIT 10;
\timing off
ROLLBACK;
