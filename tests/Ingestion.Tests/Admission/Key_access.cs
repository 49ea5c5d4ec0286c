using Picket.Ingestion.Admission;
using Picket.Ingestion.Outcomes;

namespace Picket.Ingestion.Tests.Admission;

public sealed class Key_access
{
    private static readonly ProjectSettings Settings = new()
    {
        Id = new(1),
        Version = 1,
        Keys = [new(new(1), new(0xa), true, null), new(new(2), new(0xb), false, null)],
    };

    [Fact]
    public void An_active_key_opens_its_project() => Assert.Equal((new KeyId(1), (string?)null), Access.Check(Settings, new(0xa)));

    [Fact]
    public void A_disabled_key_is_named_but_opens_nothing() =>
        Assert.Equal((new KeyId(2), OutcomeReasons.KeyDisabled), Access.Check(Settings, new(0xb)));

    [Fact]
    public void An_unknown_key_opens_nothing() => Assert.Equal((default(KeyId), OutcomeReasons.UnknownKey), Access.Check(Settings, new(0xc)));

    [Fact]
    public void An_unknown_project_has_no_key() => Assert.Equal((default(KeyId), OutcomeReasons.UnknownProject), Access.Check(null, new(0xa)));

    [Fact]
    public void A_disabled_project_refuses_good_keys() =>
        Assert.Equal((default(KeyId), OutcomeReasons.ProjectDisabled), Access.Check(Settings with { Active = false }, new(0xa)));
}
