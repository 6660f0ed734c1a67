using System.Text.Json;

namespace Petitions.Bench.Rehearsal.Measuring;

/// <summary>Reads the public count of a petition.</summary>
internal static class PublicCount
{
    /// <exception cref="HttpRequestException">There is no answer, or one that is not a success.</exception>
    public static async Task<long> ReadAsync(HttpClient http, string slug, CancellationToken cancel)
    {
        using var answer = await http.GetAsync(new Uri($"/api/v1/petitions/{slug}/count", UriKind.Relative), cancel);
        answer.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
        return body.RootElement.GetProperty("count").GetInt64();
    }
}
