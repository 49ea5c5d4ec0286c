-- Limits: how long a project's data are kept, what an organization hears of its month, and what its hours usually bring.

alter table plans
    add column month_grace boolean not null default false,                  -- the month goes on to 120 % before reports are refused
    add column sample_days integer check (sample_days between 1 and 3650),  -- most that its projects keep
    add column hour_days   integer check (hour_days between 1 and 3650);

-- Reports of an hour in the last seven days, rounded; null while a project is younger than a day. Hosts learn it like every setting: a change is a new version.
alter table projects add column hourly_mean bigint;

-- Days that a project's samples, and its counts by hour, are kept: its own value or its organization's, within its plan.
create view project_retention as
select p.id as project_id,
    least(coalesce(((o.settings || p.settings) ->> 'sample_days')::integer, 30), pl.sample_days) as sample_days,
    least(coalesce(((o.settings || p.settings) ->> 'hour_days')::integer, 400), pl.hour_days) as hour_days
from projects p join organizations o on o.id = p.organization_id left join plans pl on pl.id = o.plan_id;

-- What was said of an organization's month: once at 80, 100 and 120 percent.
create table quota_notices (
    organization_id bigint not null references organizations on delete cascade,
    month           date not null,      -- its first day
    percent         smallint not null check (percent in (80, 100, 120)),
    at              timestamptz not null default now(),
    mailed_at       timestamptz,        -- when its owners' mails were put into the queue
    primary key (organization_id, month, percent)
);
create index on quota_notices (at) where mailed_at is null;
