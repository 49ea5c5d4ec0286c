using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Picket.Web.Api;

/// <summary>
/// The JSON object that a call sends. A handler reads the fields it knows; whatever else is there is refused by name, so that nobody can set what no handler means to be set
/// and no spelling mistake goes unseen. All that is wrong is told at once.
/// </summary>
internal sealed class ApiBody
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxDepth = 8;

    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _errors = new(StringComparer.Ordinal);
    private string? _unreadable;

    /// <summary>Binds it as a parameter of endpoints.</summary>
    public static async ValueTask<ApiBody> BindAsync(HttpContext context)
    {
        var body = new ApiBody();
        await body.ReadAsync(context.Request, context.RequestAborted);
        return body;
    }

    /// <summary>True where the field is there, be it as null.</summary>
    public bool Has(string name)
    {
        _known.Add(name);
        return _fields.ContainsKey(name);
    }

    /// <summary>A text of so many characters without control characters; null where it is absent or wrong.</summary>
    public string? Text(string name, int least = 1, int most = 200, bool isRequired = false)
    {
        if (!Has(name))
        {
            if (isRequired)
            {
                Refuse(name, "This field is required.");
            }

            return null;
        }

        var text = _fields[name].ValueKind == JsonValueKind.String ? _fields[name].GetString()!.Trim() : null;
        if (text is null || text.Length < least || text.Length > most || text.Any(char.IsControl))
        {
            Refuse(name, least == most ? $"Expected a text of {most} characters." : $"Expected a text of {least} to {most} characters.");
            return null;
        }

        return text;
    }

    /// <summary>A text of several lines, of 1 to <paramref name="most"/> characters; null where it is absent or wrong.</summary>
    public string? Lines(string name, int most)
    {
        if (!Has(name))
        {
            return null;
        }

        var text = _fields[name].ValueKind == JsonValueKind.String ? _fields[name].GetString() : null;
        if (text is null || text.Length < 1 || text.Length > most)
        {
            Refuse(name, $"Expected a text of 1 to {most} characters.");
            return null;
        }

        return text;
    }

    /// <summary>True, false, or null where it is absent or wrong.</summary>
    public bool? Flag(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        if (_fields[name].ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return _fields[name].GetBoolean();
        }

        Refuse(name, "Expected true or false.");
        return null;
    }

    /// <summary>A whole number in range; null where it is absent, null or wrong.</summary>
    public long? Whole(string name, long least, long most)
    {
        if (!Has(name) || _fields[name].ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (_fields[name].ValueKind == JsonValueKind.Number && _fields[name].TryGetInt64(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, $"Expected a whole number from {least} to {most}.");
        return null;
    }

    /// <summary>Distinct texts; null where it is absent, null or wrong.</summary>
    public IReadOnlyList<string>? Texts(string name, int most)
    {
        if (!Has(name) || _fields[name].ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var list = _fields[name];
        if (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= most && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. list.EnumerateArray().Select(item => item.GetString()!).Distinct()];
        }

        Refuse(name, $"Expected a list of at most {most} texts.");
        return null;
    }

    /// <summary>A field as it is; null where it is absent.</summary>
    public JsonElement? Any(string name) => Has(name) ? _fields[name] : null;

    /// <summary>The slug in a field; null where it is absent or wrong.</summary>
    public string? ReadSlug(string name)
    {
        if (Text(name, 1, 63) is not { } slug)
        {
            return null;
        }

        if (Slug.IsGood(slug))
        {
            return slug;
        }

        Refuse(name, "Expected lower-case letters, digits and hyphens, with a letter among them and no hyphen in front.");
        return null;
    }

    /// <summary>All fields that nobody has asked for, for whoever knows what to make of them.</summary>
    public IReadOnlyDictionary<string, JsonElement> Rest()
    {
        var rest = _fields.Where(field => !_known.Contains(field.Key)).ToDictionary(field => field.Key, field => field.Value);
        _known.UnionWith(rest.Keys);
        return rest;
    }

    /// <summary>A field is wrong.</summary>
    public void Refuse(string name, string message) => _errors[name] = message;

    /// <summary>The answer where anything is wrong; null where all is right. Ask once all fields were read.</summary>
    public IResult? Refusal()
    {
        if (_unreadable is not null)
        {
            return ApiError.BadRequest(_unreadable);
        }

        foreach (var name in _fields.Keys.Where(name => !_known.Contains(name)))
        {
            Refuse(name, "There is no such field, or it cannot be set.");
        }

        if (_errors.Count == 0)
        {
            return null;
        }

        // The detail is for people, the lists by field are what Sentry's clients read.
        var answer = new JsonObject { ["detail"] = string.Join(' ', _errors.Select(error => $"{Shown(error.Key)}: {error.Value}")) };
        foreach (var (name, message) in _errors)
        {
            answer[Shown(name) == "detail" ? "detail_" : Shown(name)] = new JsonArray(message);
        }

        return TypedResults.Json(answer, TenantJson.Written.JsonObject, statusCode: StatusCodes.Status400BadRequest);
    }

    private static string Shown(string name) => name.Length <= 64 ? name : name[..64];

    private async Task ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var buffer = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        if (length > MaxBytes)
        {
            _unreadable = $"The body is larger than {MaxBytes} bytes.";
            return;
        }

        if (length == 0)
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(buffer.AsMemory(0, length), new() { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                _unreadable = "The body is no JSON object.";
                return;
            }

            foreach (var field in document.RootElement.EnumerateObject())
            {
                _fields[field.Name] = field.Value.Clone();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            _unreadable = "The body is no JSON object, or it is nested too deep.";
        }
    }
}
