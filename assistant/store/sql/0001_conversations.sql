CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    title TEXT NOT NULL,
    card TEXT NOT NULL,
    card_version TEXT NOT NULL,
    graph_version TEXT NOT NULL,
    author TEXT NOT NULL,
    phase TEXT NOT NULL,
    language TEXT,
    created_at DOUBLE PRECISION NOT NULL,
    updated_at DOUBLE PRECISION NOT NULL,
    fence BIGINT NOT NULL,
    lease_turn TEXT,
    lease_until DOUBLE PRECISION
);
CREATE INDEX conversations_by_owner ON conversations (owner, updated_at);

CREATE TABLE turns (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    fence BIGINT NOT NULL,
    status TEXT NOT NULL,
    text BYTEA NOT NULL,
    reply BYTEA,
    mark TEXT NOT NULL,
    begun_at DOUBLE PRECISION NOT NULL,
    finished_at DOUBLE PRECISION,
    PRIMARY KEY (conversation_id, id)
);

CREATE TABLE messages (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    turn_id TEXT NOT NULL,
    role TEXT NOT NULL,
    text BYTEA NOT NULL,
    meta BYTEA NOT NULL,
    at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (conversation_id, number)
);

CREATE TABLE briefs (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    turn_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (conversation_id, turn_id)
);

CREATE TABLE contents (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    base TEXT,
    body BYTEA NOT NULL,
    PRIMARY KEY (conversation_id, address)
);

CREATE TABLE versions (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    turn_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    process TEXT NOT NULL,
    body TEXT NOT NULL,
    parent BIGINT,
    at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (conversation_id, number),
    UNIQUE (conversation_id, turn_id, reason)
);

CREATE TABLE answers (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    fence BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (conversation_id, key)
);

CREATE TABLE usage (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    turn_id TEXT NOT NULL,
    step TEXT NOT NULL,
    model TEXT NOT NULL,
    input_tokens BIGINT,
    output_tokens BIGINT,
    cache_read_tokens BIGINT,
    cache_write_tokens BIGINT,
    cost_usd DOUBLE PRECISION,
    seconds DOUBLE PRECISION NOT NULL,
    at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (conversation_id, number)
);

CREATE TABLE audit (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (conversation_id, number)
);

CREATE TABLE scrubs (
    requested_at DOUBLE PRECISION NOT NULL
);
