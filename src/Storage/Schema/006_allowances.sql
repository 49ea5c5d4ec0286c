-- What all projects of an organization may take together in a calendar month (UTC); null for no limit. Hosts learn it with their projects' settings.
alter table organizations add column month_limit bigint check (month_limit >= 0);

create function organization_limit_changed() returns trigger language plpgsql as $$
begin
    update projects set version = version where organization_id = new.id; -- Each takes a next version: see settings_changed().
    return null;
end $$;
create trigger organization_limit_changed after update of month_limit on organizations
    for each row when (old.month_limit is distinct from new.month_limit) execute function organization_limit_changed();

-- How much of an organization's month is leased to hosts. What a host leased and never used stays leased: the sum of what passes is never more than the limit.
create table allowances (
    organization_id bigint not null,
    month           date not null,      -- its first day
    leased          bigint not null,
    primary key (organization_id, month)
) with (fillfactor = 50);

-- Leases at most `amount` of what remains. The first lease of a month counts what was accepted before, for a limit may be set in the middle of one.
create function lease_allowance(in_organization bigint, in_month date, month_limit bigint, amount bigint, out granted bigint, out rest bigint) language plpgsql as $$
declare
    before bigint;
begin
    select leased into before from allowances where (organization_id, month) = (in_organization, in_month) for update;
    if not found then
        insert into allowances (organization_id, month, leased)
        select in_organization, in_month, coalesce(sum(o.count), 0)
        from projects p join outcome_hours o on o.project_id = p.id
        where p.organization_id = in_organization and o.outcome = 0
            and o.hour >= in_month::timestamp at time zone 'utc' and o.hour < (in_month + interval '1 month') at time zone 'utc'
        on conflict do nothing;
        select leased into strict before from allowances where (organization_id, month) = (in_organization, in_month) for update;
    end if;
    granted := greatest(0, least(amount, month_limit - before));
    rest := greatest(0, month_limit - before - granted);
    if granted > 0 then
        update allowances set leased = before + granted where (organization_id, month) = (in_organization, in_month);
    end if;
end $$;
