using System.Text.Json.Nodes;

namespace Picket.Standalone.Demo;

/// <summary>What browsers report about the shop besides its Content Security Policy: every kind that still comes, and one that Picket does not know.</summary>
internal static class Incidents
{
    private const string Site = "https://shop.example";

    // Weight, type, page, body.
    private static readonly (int Weight, string Type, string Page, string Body)[] All =
    [
        (30, "network-error", "/api/basket", """{"type":"http.error","phase":"application","status_code":503,"sampling_fraction":0.05,"elapsed_time":812,"method":"GET","protocol":"h2","server_ip":"192.0.2.17","referrer":"https://shop.example/cart"}"""),
        (14, "network-error", "/products/oak-table", """{"type":"ok","phase":"application","status_code":200,"sampling_fraction":0.001,"elapsed_time":64,"method":"GET","protocol":"h2","server_ip":"192.0.2.17"}"""),
        (8, "network-error", "/checkout/pay", """{"type":"tcp.timed_out","phase":"connection","status_code":0,"sampling_fraction":1.0,"elapsed_time":30011,"method":"POST","server_ip":"192.0.2.18"}"""),
        (18, "deprecation", "/products/desk-lamp", """{"id":"UnloadHandler","message":"Unload event listeners are deprecated and will be removed.","sourceFile":"https://shop.example/static/legacy.js","lineNumber":1,"columnNumber":4711,"anticipatedRemoval":"2027-01-01T00:00:00Z"}"""),
        (6, "intervention", "/", """{"id":"HeavyAdIntervention","message":"Ad was removed because its CPU usage exceeded the limit.","sourceFile":null}"""),
        (5, "crash", "/search?q=lamp", """{"reason":"oom","is_top_level":true,"visibility_state":"visible"}"""),
        (9, "permissions-policy-violation", "/checkout/address", """{"featureId":"geolocation","sourceFile":"https://shop.example/static/map.js","lineNumber":12,"columnNumber":3,"disposition":"enforce","message":"Permissions policy violation: geolocation access has been blocked."}"""),
        (4, "coep", "/products/oak-table", """{"type":"corp","blockedURL":"https://images.partner.example/oak.jpg","destination":"image","disposition":"reporting"}"""),
        (3, "shop-of-tomorrow", "/", """{"mood":"sunny"}"""),
    ];

    private static readonly int Total = All.Sum(incident => incident.Weight);

    /// <summary>One of them, <paramref name="age"/> milliseconds old.</summary>
    public static JsonObject Pick(Random random, string userAgent, long age)
    {
        var at = random.Next(Total);
        var (_, type, page, body) = All.First(incident => (at -= incident.Weight) < 0);
        return new JsonObject { ["type"] = type, ["age"] = age, ["url"] = Site + page, ["user_agent"] = userAgent, ["body"] = JsonNode.Parse(body) };
    }
}
