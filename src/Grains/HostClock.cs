namespace Picket.Grains;

/// <summary>Picket's clock. Apart from Orleans', which a test that stops the time must not stop.</summary>
/// <param name="Time">The clock.</param>
public sealed record HostClock(TimeProvider Time);
