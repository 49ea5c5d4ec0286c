using System.Text.Json;

namespace Picket.Storage.Projects;

/// <summary>One setting of a project, or of an organization for all its projects.</summary>
/// <param name="Name">Its name in the API and on pages.</param>
/// <param name="Key">Its name in the <c>settings</c> column; see <see cref="StoredSettings"/>.</param>
/// <param name="Default">What holds where nothing is set, in words.</param>
/// <param name="Expects">What may be written, in words: documentation, and what whoever writes something else reads.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="IsValid">True where a value may be written.</param>
public sealed record Setting(string Name, string Key, string Default, string Expects, string Meaning, Func<JsonElement, bool> IsValid);
