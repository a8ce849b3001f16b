-- How the server reads the files that a user may see.

BEGIN;
SET LOCAL ROLE app_user;
SET LOCAL app.user_id = '4711';
\set ECHO queries
EXPLAIN (COSTS OFF) SELECT count(*), sum(bytes) FROM files;
\set ECHO none
ROLLBACK;
