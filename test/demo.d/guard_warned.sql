-- A migration as they are written every day.
\set ECHO queries
BEGIN;
CREATE TABLE reactions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    post_id bigint NOT NULL,
    user_id bigint NOT NULL,
    kind text NOT NULL);
ALTER TABLE reactions ADD FOREIGN KEY (post_id) REFERENCES posts ON DELETE CASCADE;
ALTER TABLE reactions ADD FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE;
COMMIT;
\set ECHO none
