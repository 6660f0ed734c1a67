using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Grains.Counting;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.SignerPages;

/// <summary>
/// The real program in this process, on a database of its own, so that tests can write links with the petitions' keys as mails do. Calls go
/// over HTTP.
/// </summary>
internal sealed class SignerPagesProgram : IAsyncDisposable
{
    /// <summary>So soon whoever confirmed counts, and whoever withdrew or erased does not. Measured where nothing else runs.</summary>
    public static readonly TimeSpan ActsWithin = TimeSpan.FromSeconds(1);

    private static int s_nextSigner;

    private readonly PetitionStore _store;
    private readonly TestHost _host;

    private SignerPagesProgram(PetitionStore store, TestHost host) => (_store, _host) = (store, host);

    public HttpClient Http => _host.Public;

    public PetitionSettings Settings => _store.Settings;

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => _host.Grains;

    /// <summary>Starts it with the demo under each of these names; one that ends with <c>-email</c> asks for confirmed addresses.</summary>
    public static async Task<SignerPagesProgram> StartAsync(
        StoreKind kind, PostgresServer postgres, string[] slugs, params (string Variable, string Value)[] more)
    {
        var store = await PetitionStore.CreateAsync(kind, postgres);
        var settings = store.Settings
            .WithDocuments(folder =>
            {
                foreach (var slug in slugs) Write(folder, slug);
            })
            // The warnings of lint about these letters do not matter here.
            .With("Logging__LogLevel__Petitions.Silo.Documents", "Error");
        foreach (var (variable, value) in more) settings = settings.With(variable, value);
        return new SignerPagesProgram(store, await TestHost.StartAsync(settings));
    }

    /// <summary>An address that nobody else has.</summary>
    public static string NewEmail() => $"signer{Interlocked.Increment(ref s_nextSigner)}@example.org";

    /// <summary>Signs as the API does; returns the operation.</summary>
    public async Task<Guid> SignAsync(
        string slug, string email, Guid? operation = null, string givenName = "Maria", string familyName = "Musterfrau",
            string locale = "de-AT", bool newsletter = false)
    {
        var id = operation ?? RunningProgram.NewOperation();
        using var answer = await TrySignAsync(slug, email, id, givenName, familyName, locale, newsletter);
        Assert.True(answer.IsSuccessStatusCode, $"{answer}");
        return id;
    }

    public async Task<HttpResponseMessage> TrySignAsync(
        string slug, string email, Guid operation, string givenName = "Maria", string familyName = "Musterfrau", string locale = "de-AT",
        bool newsletter = false)
    {
        var body = new JsonObject
        {
            ["givenName"] = givenName, ["familyName"] = familyName, ["email"] = email, ["place"] = "Wien", ["country"] = "AT",
                ["locale"] = locale,
            ["ageConfirmed"] = true, ["consents"] = new JsonArray(new JsonObject { ["id"] = "transfer", ["version"] = "2026-01" }),
            ["newsletter"] = newsletter,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post,
            new Uri($"/api/v1/petitions/{slug}/signatures", UriKind.Relative)) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", operation.ToString());
        return await Http.SendAsync(request);
    }

    /// <summary>Signs under the key that the address had before providers had rules.</summary>
    public async Task SignAsBeforeAsync(string slug, string email)
    {
        Assert.True(EmailAddress.TryParse(email, out var address));
        var former = _host.Service<SignerIdentity>().FormerKeyOf(address)!.Value;
        var answer = await _host.Service<SignerReferences>().Of(former).Sign(SamplePetition.Signature(Petition(slug).Id, email: email));
        Assert.Equal(SignOutcome.Accepted, answer.Outcome);
    }

    public Petition Petition(string slug) =>
        _host.Service<IPetitionCatalogue>().TryFind(slug, out var petition) ? petition : throw new ArgumentException(slug);

    /// <summary>Signs as the API does; returns the link that the mail would have.</summary>
    public async Task<string> SignForLinkAsync(string slug, string email, Guid? operation = null, string givenName = "Maria")
    {
        await SignAsync(slug, email, operation, givenName);
        return await ConfirmLinkAsync(slug, email);
    }

    /// <summary>The link that a mail confirms the attempt by that stands now.</summary>
    public async Task<string> ConfirmLinkAsync(string slug, string email, DateTimeOffset? until = null)
    {
        var keys = await KeysAsync(slug);
        var signer = SignerKeyOf(email);
        var standing = await _host.Service<SignerReferences>().Of(signer).Show(Petition(slug).Id);
        return $"/p/{slug}/confirm/" + keys.WriteLink(new(SignerLinkUse.Confirm, signer, standing!.Operation, until ?? Later));
    }

    /// <summary>The link in the first mail that asks this address for a confirmation, once it is sent.</summary>
    public async Task<string> MailedLinkAsync(string slug, string email)
    {
        var folder = Path.Combine(Settings.DataPath, "mail");
        string? link = null;
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(20), () => (link = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.eml").Select(file => MimeKit.MimeMessage.Load(file))
                .Where(mail => mail.To.Mailboxes.Single().Address == email)
                .Select(mail => System.Text.RegularExpressions.Regex.Match(mail.TextBody!, $"/p/{slug}/confirm/[A-Za-z0-9_-]+").Value)
                .FirstOrDefault(found => found.Length > 0)
            : null) is not null));
        return link!;
    }

    /// <summary>The link that ends the mails to somebody.</summary>
    public async Task<string> StopMailLinkAsync(string slug, string email) =>
        $"/p/{slug}/stop-mail/" + (await KeysAsync(slug))
            .WriteLink(new(SignerLinkUse.StopMail, SignerKeyOf(email), Guid.Empty, SignerLink.NoExpiry));

    /// <summary>The link to somebody's page.</summary>
    public async Task<string> MineLinkAsync(string slug, string email, DateTimeOffset? until = null) =>
        $"/p/{slug}/mine/" + (await KeysAsync(slug))
            .WriteLink(new(SignerLinkUse.SignerPage, SignerKeyOf(email), Guid.Empty, until ?? Later));

    public async Task<SignerPageReply> GetAsync(string path, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(path, UriKind.Relative));
        return await SignerPageReply.OfAsync(await Http.SendAsync(request));
    }

    public async Task<SignerPageReply> PostAsync(string path, Dictionary<string, string>? form = null,
        params (string Name, string Value)[] headers)
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new FormUrlEncodedContent(form ?? []) };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await SignerPageReply.OfAsync(await Http.SendAsync(request));
    }

    /// <summary>The count as everybody may read it becomes this, and within the time where that is measured.</summary>
    public async Task AssertCountAsync(string slug, long count, TimeSpan? within = null)
    {
        long shown = -1;
        var inTime = await Waiting.UntilAsync(within ?? TimeSpan.FromSeconds(15), async () => (shown = await CountAsync(slug)) == count);
        Assert.True(inTime, $"The count of {slug} is {shown} and not {count}.");
    }

    public async Task<long> CountAsync(string slug) =>
        (long)(await Http.GetFromJsonAsync<JsonNode>(new Uri($"/api/v1/petitions/{slug}/count", UriKind.Relative)))!["count"]!;

    public async Task<long> ScalarAsync(string sql)
    {
        await using var connection = await _store.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await _store.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>An admin hands over a parcel of names.</summary>
    public Task HandOverAsync(string slug) =>
        _host.Service<ITallyStore>().RaiseEpochAsync(Petition(slug).Id, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _store.DisposeAsync();
    }

    private static DateTimeOffset Later => TimeProvider.System.GetUtcNow().AddDays(1);

    private async Task<PetitionKeys> KeysAsync(string slug) =>
        (await _host.Service<IPetitionKeyring>().FindAsync(Petition(slug).Id, slug))!;

    private Guid SignerKeyOf(string email) =>
        _host.Service<SignerIdentity>().KeyOf(EmailAddress.TryParse(email, out var address) ? address : throw new ArgumentException(email));

    private static void Write(string folder, string slug) =>
        DemoDocument.Write(folder, slug, document => slug.EndsWith("-email", StringComparison.Ordinal)
        ? document.Replace("counter: exact", "counter: exact\nconfirmation: email", StringComparison.Ordinal)
        : slug.EndsWith("-newsletter", StringComparison.Ordinal)
        ? document.Replace(
            "\nconsent:", "\nnewsletter:\n  version: 2026-02\n  text: Write to me about lamps.\nconsent:", StringComparison.Ordinal)
        : document);
}

/// <summary>An answer, read to its end: the text with entities decoded, as people read it, and the HTML as it came.</summary>
internal sealed record SignerPageReply(int Status, string Text, string Html, string? Location, Dictionary<string, string> Headers)
{
    public static async Task<SignerPageReply> OfAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header =>
                string.Join(", ", header.Value));
            var html = await answer.Content.ReadAsStringAsync();
            return new((int)answer.StatusCode, WebUtility.HtmlDecode(html), html, answer.Headers.Location?.OriginalString, headers);
        }
    }

    /// <summary>Everything but the time: two answers that are equal here cannot be told apart.</summary>
    public string Fingerprint => $"{Status} {string.Join('\n', HeaderLines)}\n{Html}";

    private IEnumerable<string> HeaderLines =>
        Headers.Where(header => header.Key != "Date").OrderBy(header => header.Key).Select(header => $"{header.Key}: {header.Value}");

    public SignerPageReply AssertIs(int status, string? says = null)
    {
        Assert.True(Status == status, $"{Status} and not {status}: {Location} {Text}");
        if (says is not null) Assert.Contains(says, Text, StringComparison.Ordinal);
        Assert.Equal("no-store", Headers["Cache-Control"]);
        Assert.Equal("no-referrer", Headers["Referrer-Policy"]);
        Assert.Equal("noindex", Headers["X-Robots-Tag"]);
        if (status is 429 or 503) Assert.Contains("Retry-After", Headers.Keys);
        return this;
    }

    public void AssertLeadsTo(string path) => Assert.Equal((303, path), (Status, Location));

    /// <summary>As <see cref="AssertLeadsTo"/>, for an address that goes on with a mark of the moment.</summary>
    public void AssertLeadsToMarked(string path) => Assert.Equal((303, path), (Status, Location?.Split("&signed=")[0]));

    /// <summary>Value of a hidden field or any attribute after a name.</summary>
    public string Value(string name) =>
        System.Text.RegularExpressions.Regex.Match(Text, $"name=\"{name}\" value=\"([^\"]*)\"").Groups[1].Value;
}
