-- psql variables: users, posts, comments, likes, follows, notifications, messages: how many.

SET search_path = social;

INSERT INTO users
SELECT i, 'u' || md5(i::text), initcap('u' || left(md5(i::text), 12)) || '@Example.com', 'User ' || i, bench.moment(i, :users)
FROM generate_series(1, :users) i;

INSERT INTO posts
SELECT i, bench.skewed(i, 1, :users, 2), bench.words(i, 120),
       ARRAY['tag' || bench.skewed(i, 2, 3000, 2), 'tag' || bench.skewed(i, 3, 3000, 2)],
       bench.unit(i, 4) < 0.05, bench.moment(i, :posts)
FROM generate_series(1, :posts) i;

-- Answers are written within the next hundred comments.
INSERT INTO comments
SELECT i, bench.skewed(i, 5, :posts, 3), bench.skewed(i, 6, :users, 2),
       CASE WHEN i > 100 AND bench.unit(i, 7) < 0.3 THEN i - bench.even(i, 8, 99) END,
       bench.words(i, 60), bench.moment(i, :comments),
       CASE WHEN bench.unit(i, 9) < 0.1 THEN bench.moment(i, :comments) + interval '1 day' END
FROM generate_series(1, :comments) i;

INSERT INTO likes
SELECT DISTINCT ON (user_id, post_id) user_id, post_id, bench.moment(i, :likes)
FROM (SELECT i, bench.skewed(i, 10, :users, 2) AS user_id, bench.skewed(i, 11, :posts, 3) AS post_id
      FROM generate_series(1, :likes) i) liked
ORDER BY user_id, post_id, i;

INSERT INTO follows
SELECT DISTINCT ON (follower_id, followee_id) follower_id, followee_id, bench.moment(i, :follows)
FROM (SELECT i, bench.skewed(i, 12, :users, 1.5) AS follower_id, bench.skewed(i, 13, :users, 3) AS followee_id
      FROM generate_series(1, :follows) i) followed
WHERE follower_id <> followee_id
ORDER BY follower_id, followee_id, i;

INSERT INTO notifications
SELECT i, bench.skewed(i, 14, :users, 2), bench.skewed(i, 15, :users, 2),
       CASE WHEN bench.unit(i, 16) < 0.8 THEN bench.skewed(i, 17, :posts, 3) END,
       (ARRAY['like', 'like', 'comment', 'follow'])[bench.even(i, 18, 4)],
       bench.unit(i, 19) < 0.9, bench.moment(i, :notifications)
FROM generate_series(1, :notifications) i;

INSERT INTO messages
SELECT i, sender_id, 1 + (sender_id + bench.skewed(i, 21, 40, 2)) % :users, bench.words(i, 80), bench.moment(i, :messages),
       CASE WHEN bench.unit(i, 22) < 0.95 THEN bench.moment(i, :messages) + interval '1 hour' END
FROM (SELECT i, bench.skewed(i, 20, :users, 2) AS sender_id FROM generate_series(1, :messages) i) sent;
