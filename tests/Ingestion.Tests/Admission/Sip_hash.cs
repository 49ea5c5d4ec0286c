using System.Globalization;
using Picket.Ingestion.Admission;

namespace Picket.Ingestion.Tests.Admission;

public sealed class Sip_hash
{
    /// <summary>From the reference implementation: key 00 … 0f, input 00, 01, … of the given length; 15 bytes is the paper's own example.</summary>
    [Theory]
    [InlineData(0, "726fdb47dd0e0e31")]
    [InlineData(1, "74f839c593dc67fd")]
    [InlineData(7, "ab0200f58b01d137")]
    [InlineData(8, "93f5f5799a932462")]
    [InlineData(15, "a129ca6149be45e5")]
    public void Equals_the_published_values(int length, string expected)
    {
        byte[] key = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        byte[] input = [.. Enumerable.Range(0, length).Select(i => (byte)i)];

        Assert.Equal(expected, SipHash.Compute(key, input).ToString("x16", CultureInfo.InvariantCulture));
    }
}
