using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Petitions.Tests.Browser;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.AbuseProtection;

/// <summary>One program on SQLite with low limits, behind a proxy that is this test. Each test comes from an address of its own.</summary>
public sealed class LimitedProgram(PostgresServer postgres) : ProcessFixture(postgres)
{
    /// <summary>The collection whose tests share it.</summary>
    public const string Collection = "One guarded program";

    /// <summary>Its limits in attempts: above the first a proof is needed, from the second on attempts are refused.</summary>
    public const int PerMinute = 4, RefusedFrom = 4 * PerMinute;

    public const string Auto = "lamp-auto", Always = "lamp-always", Never = "lamp-never";

    /// <summary>Requires proofs like <see cref="Always"/>, until one test closes it.</summary>
    public const string Ending = "lamp-ending";

    /// <summary>A domain in the file of disposable domains.</summary>
    public const string Disposable = "ten-minutes.example.net";

    private static int s_nextHost;

    /// <summary>An address, in a network of its own, that nobody came from.</summary>
    internal static string NewAddress()
    {
        var host = Interlocked.Increment(ref s_nextHost);
        return $"198.18.{host}.7";
    }

    /// <summary>The JSON of a signature by a new signer.</summary>
    internal string NewBody(string? proof = null) => BodyOf(RunningProgram.NewSigner(), proof);

    internal string BodyOf(int signer, string? proof = null)
    {
        var body = Client.BodyOf(signer);
        if (proof is not null) body["proof"] = proof;
        return body.ToJsonString();
    }

    /// <summary>Signs; <paramref name="from"/> is the forwarded address, null for a call without a proxy.</summary>
    internal async Task<HttpResponseMessage> SignAsync(string? from, string body, string slug = Auto, Guid? operation = null) =>
        await SendAsync(from, $"/api/v1/petitions/{slug}/signatures", new StringContent(body, Encoding.UTF8, "application/json"),
            operation);

    /// <summary>Posts the form.</summary>
    internal async Task<HttpResponseMessage> PostAsync(
        string? from, Dictionary<string, string> form, string slug = Auto, string lang = "en") =>
        await SendAsync(from, $"/p/{slug}?lang={lang}", new FormUrlEncodedContent(form));

    /// <summary>Sends attempts from the address until it needs proofs, and will for another half minute.</summary>
    /// <remarks>
    /// Twice the limit: attempts leave the sliding window, and with exactly the limit one could be missing a second later.
    /// </remarks>
    internal async Task FillUpAsync(string from)
    {
        for (var i = 1; i <= 2 * PerMinute; i++)
        {
            using var answer = await SignAsync(from, NewBody());
            if (i == 1) Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            if (i == 2 * PerMinute) Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    /// <summary>
    /// Repeats the attempt until it is refused with 429; returns that response, or the last after twice
    /// as many as are needed.
    /// </summary>
    internal static async Task<HttpResponseMessage> RepeatUntilRefusedAsync(Func<Task<HttpResponseMessage>> attempt)
    {
        for (var tries = 1; ; tries++)
        {
            var answer = await attempt();
            if (answer.StatusCode == HttpStatusCode.TooManyRequests || tries == 2 * RefusedFrom) return answer;
            answer.Dispose();
        }
    }

    /// <summary>Closes a petition as an admin, and waits until the public knows.</summary>
    internal Task CloseAsync(string slug) => AdminCalls.CloseAsync(Settings, slug);

    internal Task<string> SolveAsync(string slug = Auto) => ProofSolver.FetchAndSolveAsync(Client.Http, slug);

    private protected override PetitionSettings Configure(PetitionSettings settings)
    {
        var domains = Path.Combine(settings.DataPath, "domains.txt");
        File.WriteAllText(domains, $"# for tests\n{Disposable}\n");
        return settings.WithDocuments(WriteDocuments)
            .With("Petition__Limits__AddressPerMinute", $"{PerMinute}")
            .With("Petition__Limits__RefuseAtTimes", $"{RefusedFrom / PerMinute}")
            .With("Petition__Limits__ProofLevel", "0")
            .With("Petition__Limits__ProofLevelMax", "0")
            .With("Petition__Limits__ConcentrationPerMinute", "1000000")
            .With("Petition__Limits__DisposableDomains", domains);
    }

    private static void WriteDocuments(string folder)
    {
        foreach (var use in new[] { "auto", "always", "never" }) BrowserPetitions.Write(folder, $"lamp-{use}", $"challenge: {use}");
        BrowserPetitions.Write(folder, Ending, "challenge: always");
    }

    private async Task<HttpResponseMessage> SendAsync(string? from, string path, HttpContent content, Guid? operation = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        if (from is not null) request.Headers.TryAddWithoutValidation("X-Forwarded-For", from);
        if (operation is { } id) request.Headers.Add("Idempotency-Key", id.ToString());
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
        return await Client.Http.SendAsync(request);
    }
}

[CollectionDefinition(LimitedProgram.Collection)]
public sealed class LimitedProgramCollection : ICollectionFixture<LimitedProgram>;
