using System.ComponentModel;

namespace Picket.Cluster.Tests.Processes;

/// <summary>A test that needs a <see cref="CutNetwork"/>. It is skipped, and says so, where nobody may make one.</summary>
internal sealed class CutNetworkFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> _isPossible = new(() =>
    {
        try
        {
            new CutNetwork().Dispose();
            return true;
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            return false;
        }
    });

    public CutNetworkFactAttribute() => Skip = _isPossible.Value ? null : "A network that can be cut needs iproute2 and root's rights (sudo without a password does).";
}
