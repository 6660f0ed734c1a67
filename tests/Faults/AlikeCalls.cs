using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Petitions.Tests.Support;

namespace Petitions.Tests.Faults;

/// <summary>
/// Sends new and repeated signatures of one petition in alternation, as somebody would who wants to find out whether an address has signed:
/// one call at a time over one connection, each timed to the last byte.
/// </summary>
internal sealed class AlikeCalls(HttpClient http, string slug, bool asForm)
{
    /// <summary>People whom the silo is told to keep in memory at most.</summary>
    public const int RememberedMax = 100;

    // More people than a silo keeps in memory: of the repeats some meet a signer who is remembered, some one who is not.
    private const int KnownMin = 2 * RememberedMax;

    private readonly List<string> _signed = [];

    /// <summary>Whole answers without what differs from call to call by its nature: the date, and the receipt, which has its length.</summary>
    public HashSet<string> NewAnswers { get; } = [];

    public HashSet<string> RepeatedAnswers { get; } = [];

    /// <summary>Signs with people whom the repeats will be of, and warms up the program and this client.</summary>
    public async Task PrepareAsync()
    {
        for (var i = 0; i < KnownMin; i++) await CallAsync(Stranger(), []);
    }

    /// <summary>Times in microseconds of <paramref name="pairs"/> new and as many repeated signatures; of each pair chance says which comes first.</summary>
    public async Task<(double[] New, double[] Repeated)> MeasureAsync(int pairs)
    {
        var (fresh, repeated) = (new double[pairs], new double[pairs]);
        for (var i = 0; i < pairs; i++)
        {
            // Every other repeat is of somebody who signed a moment ago.
            var known = i % 2 == 0
                ? _signed[^Random.Shared.Next(1, RememberedMax / 2)]
                : _signed[Random.Shared.Next(_signed.Count - RememberedMax)];
            var newFirst = Random.Shared.Next(2) == 0;
            if (newFirst) fresh[i] = await CallAsync(Stranger(), NewAnswers);
            repeated[i] = await CallAsync(known, RepeatedAnswers);
            if (!newFirst) fresh[i] = await CallAsync(Stranger(), NewAnswers);
        }
        return (fresh, repeated);
    }

    private string Stranger()
    {
        var email = $"s{RunningProgram.NewOperation():n}@example.org";
        _signed.Add(email);
        return email;
    }

    private async Task<double> CallAsync(string email, HashSet<string> answers)
    {
        using var request = asForm ? Form(email) : Json(email);
        var since = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        var time = Stopwatch.GetElapsedTime(since).TotalMicroseconds;
        answers.Add(Describe(answer, body));
        return time;
    }

    private static string Describe(HttpResponseMessage answer, string body)
    {
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date")
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        var receipt = body.IndexOf("\"receipt\":\"", StringComparison.Ordinal) is >= 0 and var at ? body.Substring(at + 11, 64) : null;
        var shown = receipt is null ? body : body.Replace(receipt, new string('*', receipt.Length), StringComparison.Ordinal);
        return $"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n\n{body.Length}\n{shown}";
    }

    private HttpRequestMessage Json(string email)
    {
        var body = $$"""
            { "givenName": "Maria", "familyName": "Musterfrau", "email": "{{email}}", "place": "Wien", "country": "AT", "locale": "de-AT",
              "ageConfirmed": true, "consents": [ { "id": "transfer", "version": "2026-01" } ], "newsletter": false }
            """;
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/petitions/{slug}/signatures", UriKind.Relative)) { Content = content };
        request.Headers.Add("Idempotency-Key", RunningProgram.NewOperation().ToString());
        return request;
    }

    private HttpRequestMessage Form(string email)
    {
        var fields = new Dictionary<string, string>
        {
            ["givenName"] = "Maria", ["familyName"] = "Musterfrau", ["email"] = email, ["place"] = "Wien", ["country"] = "AT",
            ["ageConfirmed"] = "true", ["consent-transfer"] = "2026-01", ["documentLang"] = "en", ["documentVersion"] = "1",
        };
        var address = new Uri($"/p/{slug}?lang=en", UriKind.Relative);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return request;
    }
}
