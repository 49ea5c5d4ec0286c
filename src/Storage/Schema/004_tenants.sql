-- People, organizations, plans and what they may do. Nothing here is read for a report: hosts learn of it through the projects' versions.

-- Named sets of limits. Null: no limit, or what the installation's settings say.
create table plans (
    id                  bigint generated always as identity primary key,
    name                text not null unique check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    month_quota         bigint check (month_quota >= 0),                    -- accepted reports a month of an organization
    limit_count         integer check (limit_count >= 0),                   -- reports in each window of a project
    limit_window        integer check (limit_window between 1 and 86400),   -- seconds
    new_issues_per_hour integer check (new_issues_per_hour between 0 and 1000000),
    projects_max        integer check (projects_max >= 0),
    members_max         integer check (members_max >= 1),
    is_default          boolean not null default false,                     -- new organizations get it
    created_at          timestamptz not null default now(),
    check ((limit_count is null) = (limit_window is null))
);
create unique index one_default_plan on plans (is_default) where is_default;

alter table organizations
    add column settings     jsonb not null default '{}',    -- defaults of its projects; see StoredSettings
    add column plan_id      bigint references plans,
    add column suspended_at timestamptz;                    -- no reports, and nothing but reading, until it is resumed

-- What an organization has is its projects' default: every one of them takes a new version.
create function organization_changed() returns trigger language plpgsql as $$
begin
    update projects set version = version where organization_id = new.id;
    return new;
end $$;
create trigger organization_changed after update of settings, plan_id, suspended_at on organizations for each row
    when ((old.settings, old.plan_id, old.suspended_at) is distinct from (new.settings, new.plan_id, new.suspended_at)) execute function organization_changed();

create function plan_changed() returns trigger language plpgsql as $$
begin
    update projects p set version = p.version from organizations o where o.id = p.organization_id and o.plan_id = new.id;
    return new;
end $$;
create trigger plan_changed after update on plans for each row when (old is distinct from new) execute function plan_changed();

alter table project_keys
    add column kinds        smallint[],     -- report kinds it may send; null for all
    add column expires_at   timestamptz;    -- then housekeeping switches it off: the overlap of a rotation
create index on project_keys (expires_at) where expires_at is not null;

-- E-mail addresses are stored in lower case.
alter table users
    add column email_confirmed  boolean not null default false,
    add column is_operator      boolean not null default false,
    add column password_hash    text,               -- null: signs in by link only
    add column security_stamp   text not null default gen_random_uuid()::text,
    add column failed_count     integer not null default 0,
    add column locked_until     timestamptz,
    add column two_factor       boolean not null default false,
    add column authenticator    text,
    add column recovery_codes   text,
    add column last_code        text;               -- hash of the last code of the authenticator: none is good twice

-- Who installed Picket operates it.
update users set is_operator = true where id = (select min(id) from users);

-- A browser that has signed in. Secrets are stored as their SHA-256 only.
create table sessions (
    id          bigint generated always as identity primary key,
    hash        bytea not null unique check (length(hash) = 32),
    user_id     bigint not null references users on delete cascade,
    stage       smallint not null default 0,        -- 0: signed in; 1: the second factor is missing
    stamp       text not null,                      -- the user's security stamp when it began: a new password ends it
    address     text,
    browser     text not null default '',
    created_at  timestamptz not null default now(),
    seen_at     timestamptz not null default now(), -- coarse
    expires_at  timestamptz not null
);
create index on sessions (user_id);
create index on sessions (expires_at);

-- Links that are mailed or handed over; each is good once. The purpose is part of the hash, so that no link does what another is for.
alter table sign_in_links
    add column purpose smallint not null default 0, -- 0: sign in; 1: reset the password; 2: confirm the address
    add column email   text;                        -- the address to confirm

create table invitations (
    id              bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    hash            bytea not null unique check (length(hash) = 32),
    email           text check (length(email) between 3 and 254),   -- null: whoever has the link
    role            text not null check (role in ('owner', 'admin', 'member', 'viewer')),
    invited_by      bigint references users on delete set null,
    created_at      timestamptz not null default now(),
    expires_at      timestamptz not null
);
create unique index one_invitation_an_address on invitations (organization_id, email);

alter table memberships add column created_at timestamptz not null default now();
create index on memberships (user_id);

alter table api_tokens
    add column scopes       smallint not null default 7 check (scopes between 1 and 7),   -- 1 read, 2 write, 4 admin
    add column project_id   bigint references projects on delete cascade,           -- null: all of the user's
    add column last_used_at timestamptz;                                            -- coarse
create index on api_tokens (user_id);
create index on api_tokens (project_id);

create table audit_log (
    id              bigint generated always as identity primary key,
    at              timestamptz not null default now(),
    organization_id bigint,                 -- null: the installation's or the person's own
    user_id         bigint,                 -- null: nobody who was signed in
    actor           text not null,          -- name or address at that time
    via             text not null,          -- session, token or command
    address         text,                   -- where the person was
    action          text not null,
    target          text not null,
    detail          jsonb not null default '{}'
);
create index on audit_log (organization_id, id);
create index on audit_log (user_id, id);

-- Data that nobody can reach any more and housekeeping takes away step by step.
create table deletions (
    project_id      bigint primary key,
    organization_id bigint not null,
    requested_at    timestamptz not null default now(),
    steps           integer not null default 0,
    emptied_at      timestamptz             -- when nothing was left; it is looked at once more later
);

-- Removes at most `step` issues of a deleted project, or `step` rows of each other table that knows it, and says how many rows went. Tables that come later are found by
-- their columns: whatever knows an issue goes with it.
create function delete_project_step(project bigint, step integer) returns bigint language plpgsql as $$
declare
    ids bigint[];
    place record;
    gone bigint := 0;
    here bigint;
begin
    select array_agg(id) into ids from (select i.id from issues i where i.project_id = project order by i.kind, i.fingerprint limit step) picked;
    for place in
        select c.oid::regclass as name, a.attname as key
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and not a.attisdropped
            and (a.attname = 'issue_id' or a.attname = 'project_id' and c.relname not in ('issues', 'projects', 'deletions', 'audit_log'))
        order by c.relname
    loop
        if place.key = 'issue_id' then
            execute format('delete from %s where issue_id = any($1)', place.name) using ids;
        elsif ids is null then
            execute format('delete from %s where (tableoid, ctid) in (select tableoid, ctid from %s where project_id = $1 limit $2)', place.name, place.name) using project, step;
        end if;
        get diagnostics here = row_count;
        gone := gone + here;
    end loop;
    delete from issues where id = any(ids);
    get diagnostics here = row_count;
    return gone + here;
end $$;
