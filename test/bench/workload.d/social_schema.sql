-- A social network. Only its primary keys have indexes.

CREATE SCHEMA social AUTHORIZATION bench_social;
SET ROLE bench_social;
SET search_path = social;

CREATE TABLE users (
    id           bigint PRIMARY KEY,
    username     text NOT NULL,
    email        text NOT NULL,
    display_name text NOT NULL,
    created_at   timestamptz NOT NULL
);

CREATE TABLE posts (
    id         bigint PRIMARY KEY,
    user_id    bigint NOT NULL,
    body       text NOT NULL,
    tags       text[] NOT NULL,
    is_deleted boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL
);

CREATE TABLE comments (
    id         bigint PRIMARY KEY,
    post_id    bigint NOT NULL,
    user_id    bigint NOT NULL,
    parent_id  bigint,
    body       text NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz
);

CREATE TABLE likes (
    user_id    bigint NOT NULL,
    post_id    bigint NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, post_id)
);

CREATE TABLE follows (
    follower_id bigint NOT NULL,
    followee_id bigint NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (follower_id, followee_id)
);

CREATE TABLE notifications (
    id         bigint PRIMARY KEY,
    user_id    bigint NOT NULL,
    actor_id   bigint NOT NULL,
    post_id    bigint,
    kind       text NOT NULL,
    is_read    boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL
);

CREATE TABLE messages (
    id           bigint PRIMARY KEY,
    sender_id    bigint NOT NULL,
    recipient_id bigint NOT NULL,
    body         text NOT NULL,
    sent_at      timestamptz NOT NULL,
    read_at      timestamptz
);

RESET ROLE;
