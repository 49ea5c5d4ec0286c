namespace Picket.Ingestion.Admission;

/// <summary>What a project remembers of its limits' windows beyond its life, and its process's. Asked by one caller at a time. Never throws.</summary>
public interface IWindowMemory
{
    /// <summary>What an earlier life remembered. The first successful call counts; later ones give nothing. Null where it cannot be read now.</summary>
    Task<IReadOnlyList<WindowUse>?> ReadOnceAsync();

    /// <summary>Remembers newer uses beside those of other windows. False where they may not be, so that none of it may be used.</summary>
    Task<bool> WriteAsync(IReadOnlyList<WindowUse> uses);
}
