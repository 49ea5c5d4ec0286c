-- The latest hour of an issue is counted in the row that every report changes anyway. Only when another hour comes does it leave for issue_hours: a report costs one upsert instead of
-- two, and the many issues that come in one hour and never again have no row there at all.
--
-- A commit that brings a later hour puts the one that was there so far into past_hour and past_count, one that brings an earlier hour puts that there; the statement inserts what is there
-- into issue_hours, unless it is past retention. These two columns mean nothing afterwards; they are how one statement learns, with the row locked, what the row was before.
-- The hour -infinity with the count 0 is none.
alter table issue_counters
    add column hour timestamptz not null default '-infinity',
    add column hour_count bigint not null default 0,
    add column past_hour timestamptz,
    add column past_count bigint;

-- Reports of issues by hour, for all who read. A host of an earlier version adds every hour to issue_hours; so an hour may be in both, and readers sum as they always did.
create view issue_hour_counts as
    select issue_id, hour, count from issue_hours
    union all select issue_id, hour, hour_count from issue_counters where hour_count > 0;
