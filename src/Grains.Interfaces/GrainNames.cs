namespace Picket.Grains.Interfaces;

/// <summary>
/// What Orleans calls a kind of grain and its interface. Its own <c>GetGrain&lt;T&gt;</c> works them out from attributes each time, by reflection, which costs as much as the call; they are
/// the same as long as the process lives.
/// </summary>
internal sealed class GrainNames<TGrain>
    where TGrain : IGrain
{
    private static GrainNames<TGrain>? _known;

    private readonly GrainType _type;
    private readonly GrainInterfaceType _interface;

    private GrainNames(GrainReference any) => (_type, _interface) = (any.GrainId.Type, any.InterfaceType);

    /// <summary>The names; <paramref name="any"/> makes a reference to any grain of the kind.</summary>
    public static GrainNames<TGrain> Of(IGrainFactory grains, Func<IGrainFactory, TGrain> any) => _known ??= new((GrainReference)(object)any(grains));

    /// <summary>The grain with this key.</summary>
    public TGrain Find(IGrainFactory grains, IdSpan key) => (TGrain)grains.GetGrain(GrainId.Create(_type, key), _interface);
}
