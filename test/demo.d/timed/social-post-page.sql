-- Social app: the page of a post, its likes and its comments
\timing on
SELECT u.handle, p.body, p.created_at
    FROM posts p JOIN users u ON u.id = p.author_id
    WHERE p.id = 4711;
SELECT count(*) FROM likes WHERE post_id = 4711 AND deleted_at IS NULL;
SELECT c.id, u.handle, c.body
    FROM comments c JOIN users u ON u.id = c.author_id
    WHERE c.post_id = 4711 AND c.deleted_at IS NULL
    ORDER BY c.created_at DESC, c.id
    LIMIT 20;
\timing off
