-- The shop's own tables; those of the desk begin with sup_ and stand in the same file.
PRAGMA journal_mode = WAL; -- who reads waits for no writer

CREATE TABLE IF NOT EXISTS orders (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    paid_minor INTEGER NOT NULL CHECK (paid_minor > 0),
    refunded_minor INTEGER NOT NULL DEFAULT 0 CHECK (refunded_minor BETWEEN 0 AND paid_minor),
    currency TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS refunds (
    request_id TEXT PRIMARY KEY, -- of the desk: who asked, who approved, by which rule
    order_id TEXT NOT NULL REFERENCES orders (id),
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    state TEXT NOT NULL DEFAULT 'begun' CHECK (state IN ('begun', 'paid', 'failed')),
    payment_id TEXT,
    tries INTEGER NOT NULL DEFAULT 0, -- that the provider did not answer with yes or no
    next_try INTEGER NOT NULL DEFAULT 0 -- seconds since 1970
) STRICT;

-- Who may use the back office; a shop has a sign-in of its own.
CREATE TABLE IF NOT EXISTS staff (
    token_hash TEXT PRIMARY KEY,
    agent_id TEXT NOT NULL
) STRICT;
