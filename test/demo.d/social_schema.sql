-- A social app: 15 tables, 26 foreign keys. Its developers did add indexes, for what
-- they saw being slow; 19 keys have none that serves.

CREATE TABLE users (
    id           bigint PRIMARY KEY,
    handle       text NOT NULL UNIQUE,
    display_name text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE posts (
    id         bigint PRIMARY KEY,
    author_id  bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    body       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);
CREATE INDEX posts_of_author ON posts (author_id, created_at);

CREATE TABLE comments (
    id         bigint PRIMARY KEY,
    post_id    bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    author_id  bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    parent_id  bigint REFERENCES comments ON DELETE CASCADE,
    body       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);

CREATE TABLE likes (
    id         bigint PRIMARY KEY,
    user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    post_id    bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);
-- Serves neither key: deleted rows are not in it, and post_id is not its first column.
CREATE UNIQUE INDEX likes_once ON likes (user_id, post_id) WHERE deleted_at IS NULL;

CREATE TABLE follows (
    follower_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    followee_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (follower_id, followee_id)
);

CREATE TABLE blocks (
    blocker_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    blocked_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    PRIMARY KEY (blocker_id, blocked_id)
);

CREATE TABLE bookmarks (
    user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    post_id    bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, post_id)
);

CREATE TABLE media (
    id      bigint PRIMARY KEY,
    post_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    url     text NOT NULL
);

CREATE TABLE hashtags (
    id   bigint PRIMARY KEY,
    name text NOT NULL UNIQUE
);

CREATE TABLE post_hashtags (
    post_id    bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    hashtag_id bigint NOT NULL REFERENCES hashtags ON DELETE CASCADE,
    PRIMARY KEY (post_id, hashtag_id)
);

CREATE TABLE conversations (
    id         bigint PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE conversation_members (
    conversation_id bigint NOT NULL REFERENCES conversations ON DELETE CASCADE,
    user_id         bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    PRIMARY KEY (conversation_id, user_id)
);

CREATE TABLE messages (
    id              bigint PRIMARY KEY,
    conversation_id bigint NOT NULL REFERENCES conversations ON DELETE CASCADE,
    sender_id       bigint REFERENCES users ON DELETE SET NULL,
    body            text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX messages_of_conversation ON messages (conversation_id, created_at);

CREATE TABLE notifications (
    id         bigint PRIMARY KEY,
    user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    actor_id   bigint REFERENCES users ON DELETE CASCADE,
    post_id    bigint REFERENCES posts ON DELETE CASCADE,
    comment_id bigint REFERENCES comments ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    read_at    timestamptz
);
-- The bell with the number; useless for the key on user_id.
CREATE INDEX notifications_unread ON notifications (user_id) WHERE read_at IS NULL;

CREATE TABLE reports (
    id          bigint PRIMARY KEY,
    reporter_id bigint REFERENCES users ON DELETE SET NULL,
    post_id     bigint REFERENCES posts ON DELETE CASCADE,
    comment_id  bigint REFERENCES comments ON DELETE CASCADE,
    reason      text NOT NULL
);
