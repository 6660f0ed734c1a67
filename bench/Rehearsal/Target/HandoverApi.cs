using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Petitions.Bench.Rehearsal.Target;

/// <summary>
/// The hand-overs of one petition by the admin API. While faults are injected a call may get no answer: that is null, and it may be sent
/// again.
/// </summary>
internal sealed class HandoverApi : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _path;

    public HandoverApi(TargetAddress address, string slug)
    {
        _http = new HttpClient(DirectHttpHandler.New()) { BaseAddress = address.Admin, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", address.Token);
        _path = $"/api/v1/admin/petitions/{slug}/handovers";
    }

    /// <summary>Asks for a hand-over, or finds the one under way; null without an answer.</summary>
    /// <exception cref="HandoverRefusedException">The program refuses it.</exception>
    public Task<JsonNode?> TryBeginAsync(CancellationToken cancel) =>
        TryCallAsync(HttpMethod.Post, "?rehearsal=true&letters=false", cancel);

    /// <summary>How far it has come; null without an answer.</summary>
    /// <exception cref="HandoverRefusedException">The program refuses to tell.</exception>
    public Task<JsonNode?> TryShowAsync(int number, CancellationToken cancel) =>
        TryCallAsync(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/{number}"), cancel);

    /// <summary>Writes a file of a parcel into a folder.</summary>
    /// <exception cref="HttpRequestException">There is no answer, or no such file.</exception>
    public async Task DownloadAsync(int number, string file, string folder, CancellationToken cancel)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"{_path}/{number}/{file}"), UriKind.Relative);
        await using var content = await _http.GetStreamAsync(address, cancel);
        await using var written = File.Create(Path.Combine(folder, Path.GetFileName(file)));
        await content.CopyToAsync(written, cancel);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> TryCallAsync(HttpMethod method, string more, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri(_path + more, UriKind.Relative));
        try
        {
            using var answer = await _http.SendAsync(request, cancel);
            if (answer.IsSuccessStatusCode) return await answer.Content.ReadFromJsonAsync<JsonNode>(cancel);
            if ((int)answer.StatusCode is >= 500 or 429) return null;
            throw new HandoverRefusedException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }
}

/// <summary>A call that must be accepted was refused; the message is the answer.</summary>
internal sealed class HandoverRefusedException(string message) : Exception(message);
