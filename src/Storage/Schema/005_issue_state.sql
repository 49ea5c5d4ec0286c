-- What people say about issues, and the indexes of searches. What is said is said of every issue of a fold, in one transaction that locks them in the order of their numbers.
alter table issues
    add column substatus smallint not null default 0,   -- see IssueSubstatus; 0: only its age says
    add column assignee_id bigint,                      -- a user
    add column reopened_by uuid;                        -- the commit that found a report although it was resolved

-- Walks in the order of lists, for what is searched for most. An issue's row changes at most every five minutes, and so do these.
create index issues_by_host on issues (project_id, blocked_host, place, status, last_seen desc, id desc) where blocked_host is not null;
create index issues_by_directive on issues (project_id, directive, place, status, last_seen desc, id desc) where directive is not null;
create index issues_by_age on issues (project_id, id);
create index issues_by_assignee on issues (project_id, assignee_id) where assignee_id is not null;

-- Of issues with status 1. Reports that carry one of the policies do not reopen it for 24 hours, because pages are cached.
create table issue_resolutions (
    issue_id    bigint primary key,
    at          timestamptz not null default now(),
    next_release boolean not null default false,    -- releases that were known before do not reopen it
    release     text,                               -- nor do they where it is said to be resolved in this one; this one does
    policies    uuid[] not null default '{}'        -- MD5 of the policies in its samples before
);

-- Of issues with status 2 that do not stay so for good. Housekeeping looks whether one of the conditions is met.
create table issue_archives (
    issue_id    bigint primary key,
    until       timestamptz,
    until_count bigint,         -- reports of its fold
    until_hour  bigint          -- reports of its fold in an hour
);

-- Releases of a project and when each was first seen. Made from facets, so it costs a report nothing.
create table project_releases (
    project_id  bigint not null,
    release     text not null,
    first_seen  timestamptz not null default now(),
    primary key (project_id, release)
);
create index project_releases_by_age on project_releases (project_id, first_seen);

-- Two commits that find the same release at once do not wait for each other: the second leaves it to the first, and to the next issue that is seen in it. A project keeps its
-- thousand newest, because whoever has a key can make releases up.
create function release_seen() returns trigger language plpgsql as $$
declare
    project bigint := (select project_id from issues where id = new.issue_id);
begin
    if project is null or exists (select from project_releases where project_id = project and release = new.value)
        or not pg_try_advisory_xact_lock(hashtextextended('picket release ' || new.value, project)) then
        return null;
    end if;
    insert into project_releases (project_id, release) values (project, new.value) on conflict do nothing;
    delete from project_releases where project_id = project and release in (
        select release from project_releases where project_id = project order by first_seen desc, release offset 1000 for update skip locked);
    return null;
end $$;
create trigger release_seen after insert on issue_facets for each row when (new.facet = 5 and new.value <> '') execute function release_seen();

create table issue_bookmarks (
    issue_id    bigint not null,
    user_id     bigint not null,
    primary key (issue_id, user_id)
);

create table issue_views (
    issue_id    bigint not null,
    user_id     bigint not null,
    primary key (issue_id, user_id)
);

create table issue_tickets (
    issue_id    bigint not null,
    url         text not null check (length(url) <= 2000),
    title       text not null check (length(title) <= 200),
    user_id     bigint not null,
    at          timestamptz not null default now(),
    primary key (issue_id, url)
);

-- What happened to an issue but reports. A comment is data of kind 8.
create table issue_activity (
    id          bigint generated always as identity primary key,
    issue_id    bigint not null,
    at          timestamptz not null default now(),
    kind        smallint not null,      -- see ActivityKind
    user_id     bigint,                 -- null: Picket itself
    data        jsonb not null default '{}'
);
create index issue_activity_by_issue on issue_activity (issue_id, id desc);

-- Issues that are gone, while what counted them goes step by step.
create table issue_removals (
    issue_id    bigint primary key,
    at          timestamptz not null
);
