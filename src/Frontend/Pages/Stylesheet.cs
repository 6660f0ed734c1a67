using System.Security.Cryptography;

namespace Petitions.Frontend.Pages;

/// <summary>
/// <c>/assets/petition.{hash}.css</c>: the name changes with the content, so every cache may keep it for ever. Built into the program,
/// because pages and style must not come from two versions.
/// </summary>
internal static class Stylesheet
{
    private static readonly byte[] Css = Read();

    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Css).AsSpan(0, 6));

    /// <summary>Where pages find it.</summary>
    public static string Path { get; } = $"/assets/petition.{Hash}.css";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(Path, Reading.Methods, (RequestDelegate)(http =>
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Reading.Answer(http, Css, "text/css; charset=utf-8", $"W/\"{Hash}\"", "public, max-age=31536000, immutable");
    }));

    private static byte[] Read()
    {
        using var stream = typeof(Stylesheet).Assembly.GetManifestResourceStream("Petitions.Frontend.Pages.petition.css")
            ?? throw new InvalidOperationException("The style sheet is not built in.");
        var css = new byte[stream.Length];
        stream.ReadExactly(css);
        return css;
    }
}
