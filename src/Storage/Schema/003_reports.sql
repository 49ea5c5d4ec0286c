-- What every kind of report needs: folds, noise and quiet issues, weights, and samples of what filters turned away.

-- A fold is all issues of a project with one merge key: one problem, as several browsers and channels report it. There is no table of folds and no head that would have to be
-- kept: an insert stays what it was, and two hosts that make two variants at once need not know of each other. A list walks its index and takes an issue where no other of its
-- fold comes before it by (place, status, last_seen desc, id desc); so each fold stands in exactly one list, and only the folds of one page are summed.
--
-- Merging by hand is the same: it gives issues the other's merge key. Unmerging gives an issue its own fingerprint as its merge key. Reports never change the key of an issue that
-- is there. So nothing is merged "into" anything else.
alter table issues drop column merged_into;
alter table issues
    add column merge_key uuid,
    add column document_host text,                                  -- of the first report
    add column level smallint not null default 0,                   -- 0 error, 1 warning, 2 info: nothing is wrong, so it never alarms
    add column noise smallint not null default 0,                   -- the class, while every report was noise; 0 since the first that was not
    add column noise_score smallint not null default 0,             -- of the first report: sum of the weights of its reasons, noise or not
    add column noise_reasons text[] not null default '{}',          -- its reasons, such as extension-scheme:100
    add column noise_overruled boolean;                             -- what a person says: it is noise, it is none; null: the verdict holds
update issues set merge_key = fingerprint;
alter table issues alter column merge_key set not null;

-- Where an issue is shown: 0 the stream, 1 noise, 2 quiet. Only the stream alarms anyone. What a person says of an issue goes for variants that come later, too.
alter table issues add column is_noise boolean not null generated always as (coalesce(noise_overruled, noise <> 0)) stored;
alter table issues add column place smallint not null
    generated always as (case when coalesce(noise_overruled, noise <> 0) then 1 when level = 2 then 2 else 0 end) stored;

drop index issues_by_last_seen;
create index issues_by_last_seen on issues (project_id, place, status, last_seen desc, id desc);
create index issues_by_fold on issues (project_id, merge_key);

-- What the reports stand for: a browser that samples one in a hundred sends one report of weight 100.
alter table issue_counters add column weight bigint not null default 0;
update issue_counters set weight = count;

-- A few of the reports that were turned away, by the reason of their outcome.
create table filter_samples (
    project_id  bigint not null,
    day         date not null,
    reason      text not null,
    slot        smallint not null check (slot between 0 and 4),
    at          timestamptz not null,
    kind        smallint not null,
    title       text not null,
    browser     text not null,
    normalized  jsonb not null,
    raw         text not null,
    primary key (project_id, day, reason, slot)
) partition by range (day);
