-- Picket's first schema. Files are applied once, in order, under an advisory lock, each in one transaction; a released file is never edited.
-- Times are UTC. Hot tables have no foreign keys: rows of deleted parents are removed by housekeeping.

-- One row. Holds what all hosts of an installation share.
create table installation (
    only_row        boolean primary key default true check (only_row),
    secret          bytea not null check (length(secret) >= 32),    -- salts client hashes, with the date
    settings_version bigint not null default 0,                      -- see settings_changed()
    created_at      timestamptz not null default now()
);

create table organizations (
    id          bigint generated always as identity primary key,
    slug        text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name        text not null check (length(name) between 1 and 200),
    created_at  timestamptz not null default now()
);

create table projects (
    id              bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    slug            text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name            text not null check (length(name) between 1 and 200),
    active          boolean not null default true,
    settings        jsonb not null default '{}',    -- see ProjectSettings; absent means default
    version         bigint not null default 0,
    created_at      timestamptz not null default now(),
    unique (organization_id, slug)
);
create index on projects (version);

create table project_keys (
    id              bigint generated always as identity primary key,
    project_id      bigint not null references projects on delete cascade,
    public_key      uuid not null unique,
    label           text not null default 'Default' check (length(label) between 1 and 64),
    active          boolean not null default true,
    limit_count     integer check (limit_count >= 0),
    limit_window    integer check (limit_window between 1 and 86400),    -- seconds
    created_at      timestamptz not null default now(),
    check ((limit_count is null) = (limit_window is null))
);
create index on project_keys (project_id);

-- Every change of a project or its keys takes the next version while it holds the installation's row, so versions are committed in their order and
-- a host that polls "version > the last I saw" misses none.
create function settings_changed() returns trigger language plpgsql as $$
declare
    next bigint;
begin
    update installation set settings_version = settings_version + 1 returning settings_version into next;
    if tg_table_name = 'projects' then
        if tg_op = 'DELETE' then
            return old;
        end if;
        new.version := next;
        return new;
    end if;
    update projects set version = next where id = coalesce(new.project_id, old.project_id);
    return coalesce(new, old);
end $$;
create trigger settings_changed before insert or update or delete on projects for each row execute function settings_changed();
create trigger settings_changed after insert or update or delete on project_keys for each row execute function settings_changed();

create table users (
    id          bigint generated always as identity primary key,
    email       text unique check (length(email) between 3 and 254),
    name        text not null check (length(name) between 1 and 200),
    created_at  timestamptz not null default now()
);

create table memberships (
    organization_id bigint not null references organizations on delete cascade,
    user_id         bigint not null references users on delete cascade,
    role            text not null check (role in ('owner', 'admin', 'member', 'viewer')),
    primary key (organization_id, user_id)
);

-- Secrets are stored as their SHA-256 only.
create table api_tokens (
    id          bigint generated always as identity primary key,
    user_id     bigint not null references users on delete cascade,
    hash        bytea not null unique check (length(hash) = 32),
    label       text not null,
    created_at  timestamptz not null default now(),
    expires_at  timestamptz
);

create table sign_in_links (
    hash        bytea primary key check (length(hash) = 32),
    user_id     bigint not null references users on delete cascade,
    expires_at  timestamptz not null
);

create table data_protection_keys (
    name    text primary key,
    xml     text not null
);

-- What an issue is: changes rarely.
create table issues (
    project_id      bigint not null,
    kind            smallint not null,
    fingerprint     uuid not null,
    id              bigint generated always as identity unique,
    title           text not null,
    culprit         text,
    directive       text,
    blocked_uri     text,
    blocked_host    text,
    status          smallint not null default 0,
    status_at       timestamptz not null default now(),
    first_seen      timestamptz not null,
    last_seen       timestamptz not null,       -- coarse: up to five minutes behind issue_counters
    merged_into     bigint,
    created_by      uuid not null,              -- the commit that made it
    primary key (project_id, kind, fingerprint)
) with (fillfactor = 90);
create index issues_by_last_seen on issues (project_id, status, last_seen desc, id desc);

-- What an issue counts: changes all the time, by primary key only, so that updates stay on their page (HOT).
create table issue_counters (
    issue_id    bigint primary key,
    count       bigint not null,
    enforced    bigint not null,
    report_only bigint not null,
    first_seen  timestamptz not null,
    last_seen   timestamptz not null
) with (fillfactor = 50);

-- A writer is a host: each adds to rows of its own and readers sum, so no row is hot across hosts.
create table issue_hours (
    issue_id    bigint not null,
    hour        timestamptz not null,
    writer      smallint not null,
    count       bigint not null,
    primary key (issue_id, hour, writer)
) partition by range (hour);

create table outcome_hours (
    project_id  bigint not null,
    hour        timestamptz not null,
    outcome     smallint not null,
    reason      text not null,
    key_id      bigint not null,        -- 0: none known
    writer      smallint not null,
    count       bigint not null,
    primary key (project_id, hour, outcome, reason, key_id, writer)
) partition by range (hour);

-- The empty value is "other values"; housekeeping keeps the largest of each facet and folds the rest into it.
create table issue_facets (
    issue_id    bigint not null,
    facet       smallint not null,
    value       text not null,
    count       bigint not null,
    primary key (issue_id, facet, value)
) with (fillfactor = 70);

create table issue_clients (
    issue_id    bigint not null,
    day         date not null,
    sketch      bit(2048) not null,
    primary key (issue_id, day)
) partition by range (day);

create table samples (
    issue_id    bigint not null,
    day         date not null,
    slot        smallint not null check (slot between 0 and 19),
    at          timestamptz not null,
    browser     text not null,
    release     text,
    environment text,
    normalized  jsonb not null,
    raw         text not null,
    primary key (issue_id, day, slot)
) partition by range (day);

-- Ids are version 7, so their order is their time. Kept an hour.
create table ledger_commits (
    id  uuid primary key
);

-- Whoever holds the row does the work, until it expires.
create table leases (
    name        text primary key,
    holder      uuid not null,
    expires_at  timestamptz not null
);

-- Months of a partitioned table, days where daily is set: everything from `from_day` to `to_day`. Made ahead by housekeeping.
create function ensure_partitions(parent text, from_day date, to_day date, daily boolean) returns void language plpgsql as $$
declare
    step interval := case when daily then interval '1 day' else interval '1 month' end;
    start date := case when daily then from_day else date_trunc('month', from_day)::date end;
    name text;
begin
    while start <= to_day loop
        name := parent || to_char(start, case when daily then '_YYYYMMDD' else '_YYYYMM' end);
        if to_regclass(name) is null then
            execute format('create table %I partition of %I for values from (%L) to (%L)', name, parent,
                case when parent like '%\_hours' then start::text || ' 00:00:00+00' else start::text end,
                case when parent like '%\_hours' then (start + step)::date::text || ' 00:00:00+00' else (start + step)::date::text end);
        end if;
        start := (start + step)::date;
    end loop;
end $$;
