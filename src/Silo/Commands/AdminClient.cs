using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Silo.Commands;

/// <summary>Calls the admin API of a running program. Every refusal and failure becomes a line that says what to do.</summary>
internal sealed class AdminClient : IDisposable
{
    private const int AnswerBytesMax = 16 * 1024 * 1024;

    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(60);

    // Another program's JSON lacks members. A million lines are sent without those that they do not have.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient _http;
    private readonly Uri _address;

    public AdminClient(Uri address, string token)
    {
        _address = new Uri(address.AbsoluteUri.TrimEnd('/') + "/");
        // Admin addresses are private: no proxy, and nothing that would hand the token on.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = _address, Timeout = AnswersWithin, MaxResponseContentBufferSize = AnswerBytesMax,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Reads something.</summary>
    /// <param name="path">Below <c>/api/v1/admin/</c>.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="CommandFailure">The program does not answer, or refuses.</exception>
    public Task<T> GetAsync<T>(string path, CancellationToken cancel) where T : class =>
        SendAsync<T>(HttpMethod.Get, path, null, cancel);

    /// <summary>Changes something; a call may be repeated.</summary>
    /// <param name="path">Below <c>/api/v1/admin/</c>.</param>
    /// <param name="body">Sent as JSON; null sends none.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="CommandFailure">The program does not answer, or refuses.</exception>
    public Task<T> PostAsync<T>(string path, object? body, CancellationToken cancel) where T : class =>
        SendAsync<T>(HttpMethod.Post, path, body, cancel);

    /// <summary>Removes something.</summary>
    /// <param name="path">Below <c>/api/v1/admin/</c>.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="CommandFailure">The program does not answer, or refuses.</exception>
    public Task DeleteAsync(string path, CancellationToken cancel) => SendAsync(HttpMethod.Delete, path, null, cancel);

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancel)
        where T : class
    {
        var (status, json) = await SendAsync(method, path, body, cancel);
        return Read<T>(json) ?? throw AdminRefusal.NotAdmin(_address, status);
    }

    private async Task<(HttpStatusCode Status, byte[] Json)> SendAsync(
        HttpMethod method, string path, object? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, "api/v1/admin/" + path);
        if (body is not null) request.Content = JsonContent.Create(body, options: Json);
        try
        {
            using var answer = await _http.SendAsync(request, cancel);
            var json = await answer.Content.ReadAsByteArrayAsync(cancel);
            return answer.IsSuccessStatusCode ? (answer.StatusCode, json)
                : throw AdminRefusal.Describe(_address, path, answer.StatusCode, json);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            throw new CommandFailure(
                $"nothing answers at {_address} ({e.Message}): start the program, or write its admin address with --admin.");
        }
        catch (HttpRequestException e)
        {
            throw new CommandFailure($"the call to {_address} broke off ({e.Message}): {Repeat(method)}");
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new CommandFailure($"{_address} did not answer within {AnswersWithin.TotalSeconds:0} s: {Repeat(method)}");
        }
    }

    private static string Repeat(HttpMethod method) => method == HttpMethod.Get ? "run the command again."
        : "it may be changed or not. Run the command again: twice is as good as once.";

    private static T? Read<T>(byte[] json) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
