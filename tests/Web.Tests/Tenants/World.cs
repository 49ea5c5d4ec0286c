using System.Security.Cryptography;
using System.Text;
using Dapper;
using Picket.Storage;

namespace Picket.Web.Tests.Tenants;

/// <summary>
/// Two organizations in one Picket. Acme (1) has a user for each role and the project 1 with a key, an issue and a plan to spare; Other (2) belongs to a stranger. An
/// operator is a member of nothing. Every user has a token for everything and a session; Acme's owner has a token for each scope as well, and one for another project.
/// </summary>
internal static class World
{
    public const string Key = "0123456789abcdef0123456789abcdef";

    public static readonly IReadOnlyList<string> People = ["viewer", "member", "admin", "owner", "stranger", "operator"];

    // Rows go with what they belong to. So few are deleted sooner than truncated, which makes new files.
    private const string Reset = """
        delete from projects;
        delete from organizations;
        delete from users;
        delete from plans;
        delete from audit_log;
        delete from deletions;
        delete from issues;
        delete from issue_counters;
        delete from issue_resolutions;
        delete from issue_tickets;
        delete from issue_activity;
        delete from issue_removals;
        select setval(oid, 1, false) from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace;
        insert into plans (name) values ('small'), ('unused');
        insert into organizations (slug, name) values ('acme', 'Acme'), ('other', 'Other');
        insert into users (name, email, email_confirmed, is_operator)
            select name, name || '@example.com', true, name = 'operator' from unnest(@people) with ordinality p(name, place) order by place;
        insert into memberships (organization_id, user_id, role) select 1, id, name from users where name in ('viewer', 'member', 'admin', 'owner');
        insert into memberships (organization_id, user_id, role) select 2, id, 'owner' from users where name = 'stranger';
        insert into projects (organization_id, slug, name) values (1, 'shop', 'Website'), (1, 'blog', 'Blog'), (2, 'shop', 'Theirs');
        insert into project_keys (project_id, public_key) values (1, @key::uuid), (2, gen_random_uuid()), (3, gen_random_uuid());
        insert into issues (project_id, kind, fingerprint, merge_key, title, first_seen, last_seen, created_by) values (1, 1, gen_random_uuid(), gen_random_uuid(), 'Blocked', now(), now(), gen_random_uuid());
        insert into issue_counters (issue_id, count, enforced, report_only, first_seen, last_seen) values (1, 1, 1, 0, now(), now());
        insert into api_tokens (user_id, hash, label, scopes, project_id)
            select u.id, t.hash, 'Test', t.scopes, t.project from unnest(@owners, @hashes, @scopes, @projects) t(name, hash, scopes, project) join users u on u.name = t.name;
        insert into sessions (hash, user_id, stamp, expires_at)
            select s.hash, u.id, u.security_stamp, now() + interval '1 day' from unnest(@people, @sessions) s(name, hash) join users u on u.name = s.name;
        insert into invitations (organization_id, hash, email, role, expires_at) values (1, @invitation, 'ada@example.com', 'member', now() + interval '1 day')
        """;

    /// <summary>Tokens by the names of who calls with them.</summary>
    private static readonly (string Caller, string Owner, short Scopes, long? Project)[] Tokens =
    [
        .. People.Select(person => (person, person, (short)7, (long?)null)),
        ("read", "owner", 1, null), ("write", "owner", 2, null), ("manage", "owner", 4, null), ("elsewhere", "owner", 7, 2),
    ];

    /// <summary>The token a caller presents.</summary>
    public static string TokenOf(string caller) => $"pkt_{caller}";

    /// <summary>The secret of a person's session.</summary>
    public static string SessionOf(string person) => Convert.ToHexStringLower(SHA384.HashData(Encoding.UTF8.GetBytes(person)))[..48];

    /// <summary>Makes it anew, with the same numbers and secrets.</summary>
    public static async Task ResetAsync(Store store)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(Reset, new
        {
            people = People.ToArray(),
            key = Key,
            owners = Tokens.Select(token => token.Owner).ToArray(),
            hashes = Tokens.Select(token => Hash(TokenOf(token.Caller))).ToArray(),
            scopes = Tokens.Select(token => token.Scopes).ToArray(),
            projects = Tokens.Select(token => token.Project).ToArray(),
            sessions = People.Select(person => Hash(SessionOf(person))).ToArray(),
            invitation = Hash(TokenOf("invitation")),
        });
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
