-- The same with the index that it wants.
\set ECHO queries
BEGIN;
CREATE TABLE pins (
    user_id bigint REFERENCES users ON DELETE CASCADE,
    post_id bigint REFERENCES posts ON DELETE CASCADE,
    PRIMARY KEY (user_id, post_id));
CREATE INDEX ON pins (post_id);
COMMIT;
