using System.Globalization;
using System.Text;
using QRCoder;

namespace Picket.Web.Accounts;

/// <summary>QR codes as inline SVG: squares only, so that no content policy has to be loosened for them.</summary>
internal static class QrCode
{
    /// <summary>The address that authenticator apps read.</summary>
    public static string AddressOf(string account, string key) =>
        $"otpauth://totp/Picket:{Uri.EscapeDataString(account)}?secret={key}&issuer=Picket&digits=6";

    /// <summary>The picture of <paramref name="text"/>.</summary>
    public static string Svg(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                if (rows[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {rows.Count} {rows.Count}" width="240" height="240" role="img" aria-label="QR code"><rect width="100%" height="100%" fill="#fff"/><path d="{path}" fill="#000"/></svg>""");
    }
}
