-- What each host that runs says of itself three times a minute, for the operator's page. Metrics say more; this needs none to be set up.
create table hosts (
    name                text primary key,
    started_at          timestamptz not null,
    seen_at             timestamptz not null,
    reports_per_second  real not null,      -- made durable, since the last time it spoke
    cpu                 real not null,      -- cores
    memory              bigint not null     -- bytes
);
