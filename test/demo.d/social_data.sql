-- Rows for social_schema.sql: 20,000 users, 2.9 million rows. The same every time.
--
-- The keys hold by construction, so their checks are switched off for the load.

SET session_replication_role = replica;

-- A row of a table of `total` rows for row i, spread evenly.
CREATE FUNCTION pick(i bigint, step integer, total integer) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN 1 + (i * step + i / total) % total;

-- What came and went again before today: the server counts the deletes of each table,
-- and the report weighs a missing index by how often the referenced rows are deleted.

INSERT INTO users SELECT i, 'left' || i, 'Left ' || i FROM generate_series(100001, 102000) i;
INSERT INTO posts SELECT i, pick(i, 7, 20000), 'An old post' FROM generate_series(100001, 112000) i;
INSERT INTO comments SELECT i, pick(i, 7, 60000), pick(i, 11, 20000), NULL, 'An old comment'
    FROM generate_series(1000001, 1030000) i;
INSERT INTO conversations SELECT i FROM generate_series(100001, 100500) i;
DELETE FROM comments;
DELETE FROM posts;
DELETE FROM conversations;
DELETE FROM users;

INSERT INTO users
    SELECT i, 'user' || i, 'User ' || i, timestamptz '2023-01-01' + i * interval '30 minutes'
    FROM generate_series(1, 20000) i;
INSERT INTO posts
    SELECT i, pick(i, 7, 20000), repeat(md5(i::text) || ' ', 6), timestamptz '2024-01-01' + i * interval '8 minutes',
        CASE WHEN i % 50 = 0 THEN timestamptz '2025-01-01' END
    FROM generate_series(1, 60000) i;
INSERT INTO comments
    SELECT i, pick(i, 7, 60000), pick(i, 11, 20000), CASE WHEN i % 5 = 0 AND i > 100000 THEN pick(i, 7, 100000) END,
        repeat(md5(i::text) || ' ', 4), timestamptz '2024-01-02' + i * interval '80 seconds',
        CASE WHEN i % 20 = 0 THEN timestamptz '2025-01-01' END
    FROM generate_series(1, 400000) i;
INSERT INTO likes
    SELECT i, pick(i, 11, 20000), pick(i, 7, 60000), timestamptz '2024-01-01' + i * interval '30 seconds',
        CASE WHEN i % 10 = 0 THEN timestamptz '2025-01-01' END
    FROM generate_series(1, 1000000) i;
INSERT INTO follows SELECT 1 + i % 20000, 1 + (i % 20000 + 1 + i / 20000 * 37) % 20000
    FROM generate_series(0, 299999) i;
INSERT INTO blocks SELECT i, 1 + (i + 500) % 20000
    FROM generate_series(1, 10000) i;
INSERT INTO bookmarks SELECT 1 + i % 20000, pick(i, 7, 60000)
    FROM generate_series(1, 100000) i;
INSERT INTO media SELECT i, pick(i, 7, 60000), 'https://media.example.com/' || md5(i::text)
    FROM generate_series(1, 60000) i;
INSERT INTO hashtags SELECT i, 'tag' || i
    FROM generate_series(1, 2000) i;
INSERT INTO post_hashtags SELECT 1 + i % 60000, 1 + (i + i / 60000 * 31) % 2000
    FROM generate_series(0, 119999) i;
INSERT INTO conversations SELECT i
    FROM generate_series(1, 20000) i;
INSERT INTO conversation_members SELECT 1 + i % 20000, 1 + (i + i / 20000 * 41) % 20000
    FROM generate_series(0, 59999) i;
INSERT INTO messages SELECT i, 1 + i % 20000, pick(i, 11, 20000), repeat(md5(i::text) || ' ', 3)
    FROM generate_series(1, 200000) i;
INSERT INTO notifications
    SELECT i, pick(i, 11, 20000), pick(i, 13, 20000), pick(i, 7, 60000),
        CASE WHEN i % 2 = 0 THEN pick(i, 7, 400000) END, timestamptz '2024-01-01' + i * interval '1 minute',
        CASE WHEN i % 4 > 0 THEN timestamptz '2025-01-01' END
    FROM generate_series(1, 500000) i;
INSERT INTO reports
    SELECT i, pick(i, 11, 20000), pick(i, 7, 60000), CASE WHEN i % 2 = 0 THEN pick(i, 7, 400000) END, 'spam'
    FROM generate_series(1, 5000) i;

DROP FUNCTION pick;
RESET session_replication_role;
VACUUM (ANALYZE);
