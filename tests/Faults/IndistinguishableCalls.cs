using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Petitions.Tests.Support;

namespace Petitions.Tests.Faults;

/// <summary>
/// Sends new and repeated signatures alternately, like an attacker who wants to know whether an address has signed: one call at a time or
/// a burst, each timed to the last byte.
/// </summary>
internal sealed partial class IndistinguishableCalls(HttpClient http, string slug, bool asForm)
{
    /// <summary>The configured limit of signers that the silo keeps in memory.</summary>
    public const int RememberedMax = 100;

    // More people than the silo keeps in memory, so that some repeats meet a cached signer and some do not.
    private const int KnownMin = 2 * RememberedMax;

    // Known people of bursts have signed at least this long ago, and so many others since then at most.
    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(2);
    private const int KnownAhead = 40;

    private readonly List<string> _signed = [];

    /// <summary>Complete answers, without the date and the time in an address, and with the receipt replaced by its length.</summary>
    public HashSet<string> NewAnswers { get; } = [];

    public HashSet<string> RepeatedAnswers { get; } = [];

    /// <summary>Signs with the people who repeat later, and warms up program and client.</summary>
    public async Task PrepareAsync()
    {
        for (var i = 0; i < KnownMin; i++) await CallAsync(Stranger(), []);
    }

    /// <summary>
    /// Times in microseconds of <paramref name="pairs"/> new and as many repeated signatures; of each pair chance says which comes first.
    /// </summary>
    public async Task<(double[] New, double[] Repeated)> MeasureAsync(int pairs)
    {
        var (fresh, repeated) = (new double[pairs], new double[pairs]);
        for (var i = 0; i < pairs; i++)
        {
            // Every second repeat is by a person who signed just before.
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

    /// <summary>
    /// Like <see cref="MeasureAsync"/>, but with bursts of <paramref name="calls"/> signatures of one address at once, each with its own
    /// operation. Of each burst: the shortest, the mean and the longest time.
    /// </summary>
    public async Task<(Bursts New, Bursts Repeated)> MeasureBurstsAsync(int pairs, int calls)
    {
        var (fresh, repeated) = (new Bursts(pairs), new Bursts(pairs));
        var signed = new Queue<(string Email, long At)>();
        for (var i = -KnownAhead; i < pairs; i++)
        {
            var person = Stranger();
            await CallAsync(person, []);
            signed.Enqueue((person, Stopwatch.GetTimestamp()));
            if (i < 0) continue;
            // Somebody who signed once, a few seconds ago.
            var (known, at) = signed.Dequeue();
            if (KnownFor - Stopwatch.GetElapsedTime(at) is { Ticks: > 0 } rest) await Task.Delay(rest);
            var newFirst = Random.Shared.Next(2) == 0;
            if (newFirst) fresh.Set(i, await BurstAsync(Stranger(), calls, NewAnswers));
            repeated.Set(i, await BurstAsync(known, calls, RepeatedAnswers));
            if (!newFirst) fresh.Set(i, await BurstAsync(Stranger(), calls, NewAnswers));
        }
        return (fresh, repeated);
    }

    private async Task<double[]> BurstAsync(string email, int calls, HashSet<string> answers)
    {
        var answered = Enumerable.Range(0, calls).Select(_ => new HashSet<string>()).ToArray();
        var times = await Task.WhenAll(answered.Select(one => CallAsync(email, one)));
        foreach (var one in answered) answers.UnionWith(one);
        return times;
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
        return Mark().Replace($"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n\n{body.Length}\n{shown}", "?signed=TIME");
    }

    // When somebody signed: the clock and an HMAC of it, of one length.
    [GeneratedRegex("[?&]signed=[0-9]{10}[.][A-Za-z0-9_-]{16}(?![A-Za-z0-9_-])")]
    private static partial Regex Mark();

    private HttpRequestMessage Json(string email)
    {
        var body = $$"""
            { "givenName": "Maria", "familyName": "Musterfrau", "email": "{{email}}", "place": "Wien", "country": "AT", "locale": "de-AT",
              "ageConfirmed": true, "consents": [ { "id": "transfer", "version": "2026-01" } ], "newsletter": false }
            """;
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/petitions/{slug}/signatures", UriKind.Relative)) {
            Content = content };
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

/// <summary>Times of bursts in microseconds, by what somebody may look at.</summary>
internal sealed class Bursts(int count)
{
    public double[] Shortest { get; } = new double[count];

    public double[] Mean { get; } = new double[count];

    public double[] Longest { get; } = new double[count];

    public void Set(int burst, double[] times) =>
        (Shortest[burst], Mean[burst], Longest[burst]) = (times.Min(), times.Average(), times.Max());
}
