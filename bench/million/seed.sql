-- :issues issues of project :project, spread over 90 days: nearly half of them in folds of two, a host that a fifth of them have and fifty thousand that few have, twenty directives
-- of falling frequency, four in five unresolved.
insert into issues (project_id, kind, fingerprint, merge_key, title, culprit, directive, blocked_uri, blocked_host, document_host, status, first_seen, last_seen, created_by)
select :project, 1, md5('issue ' || i)::uuid, md5('issue ' || case when i % 9 < 4 then i - i % 2 else i end)::uuid, format('Blocked %L from %L', d.directive, h.host), d.directive || ' ''self''',
    d.directive, h.host, h.host, 'shop.example', case when i % 20 = 0 then 2 when i % 20 < 4 then 1 else 0 end,
    now() - interval '90 days', now() - make_interval(secs => 7776000.0 * i / :issues), md5('seed')::uuid
from generate_series(1, :issues) as i,
    lateral (select case when i % 5 = 0 then 'cdn.example' else 'host' || i % 50000 || '.example' end as host) h,
    lateral (select (array['script-src-elem', 'img-src', 'style-src-elem', 'connect-src', 'font-src', 'frame-src', 'style-src-attr', 'script-src-attr', 'media-src', 'script-src', 'style-src',
        'default-src', 'worker-src', 'child-src', 'object-src', 'manifest-src', 'form-action', 'frame-ancestors', 'base-uri', 'prefetch-src'])[1 + (20 * power(i * 0.6180339 - floor(i * 0.6180339), 3))::integer % 20] as directive) d
on conflict do nothing;

insert into issue_counters (issue_id, count, weight, enforced, report_only, first_seen, last_seen, hour, hour_count)
select id, 1 + id % 977, 1 + id % 977, 1 + id % 977, 0, first_seen, last_seen, date_trunc('hour', last_seen), 1 from issues where project_id = :project on conflict do nothing;

insert into issue_hours (issue_id, hour, writer, count)
select id, date_trunc('hour', last_seen) - interval '1 hour', 0, 1 from issues where project_id = :project and last_seen > date_trunc('hour', now()) - interval '23 hours' on conflict do nothing;

analyze issues;
analyze issue_counters;
