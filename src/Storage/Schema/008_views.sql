-- Searches that an organization keeps under a name. A view is the query string of a stream's address: what it means is decided where it is read.
create table saved_views (
    id              bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    project_id      bigint references projects on delete cascade,   -- null: over all projects
    name            text not null check (length(name) between 1 and 60),
    query           text not null check (length(query) <= 2000),
    user_id         bigint,                                          -- who made it
    created_at      timestamptz not null default now()
);
create unique index saved_views_by_name on saved_views (organization_id, coalesce(project_id, 0), name);
