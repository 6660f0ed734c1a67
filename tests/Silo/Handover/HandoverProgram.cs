using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>The product with one open petition, its signers, and admin calls for its hand-overs.</summary>
internal sealed class HandoverProgram : IAsyncDisposable
{
    public const string Petition = "old-lamp";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly PetitionStore _store;
    private readonly PetitionSettings _settings;
    private TestHost _host;

    private HandoverProgram(PetitionStore store, PetitionSettings settings, TestHost host) =>
        (_store, _settings, _host) = (store, settings, host);

    public TestHost Host => _host;

    public PetitionStore Store => _store;

    /// <summary>The folder of a parcel.</summary>
    public string FolderOf(int parcel) => Path.Combine(
        _settings.Environment.GetValueOrDefault("Petition__Handover__Path") ?? Path.Combine(_settings.DataPath, "handover"),
        Petition, $"parcel-{parcel}");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="kind">Which database.</param>
    /// <param name="postgres">The server of databases.</param>
    /// <param name="document">The document to publish; null is the sample.</param>
    /// <param name="fonts">The folder of fonts; null for the built-in ones alone.</param>
    /// <param name="parcels">The folder of parcels; null for the default one.</param>
    public static async Task<HandoverProgram> StartAsync(
        StoreKind kind, PostgresServer postgres, string? document = null, string? fonts = null, string? parcels = null)
    {
        var store = await PetitionStore.CreateAsync(kind, postgres);
        var settings = fonts is null ? store.Settings : store.Settings.With("Petition__Handover__Fonts", fonts);
        if (parcels is not null) settings = settings.With("Petition__Handover__Path", parcels);
        var program = new HandoverProgram(store, settings, await TestHost.StartAsync(settings));
        await program.PublishAsync(document ?? SampleDocument.Open("none"));
        return program;
    }

    public async Task PublishAsync(string document, string? german = null)
    {
        var read = german is null ? SampleDocument.ReadEnglish(document) : SampleDocument.ReadBoth(document, german);
        await Grain.Publish(read.Good());
        await _host.Service<IPetitionCatalogue>().RefreshAsync(Cancel);
    }

    public IPetitionGrain Grain => _host.Grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(Petition));

    /// <summary>Stops the program and starts it again.</summary>
    public async Task RestartAsync()
    {
        await _host.DisposeAsync();
        _host = await TestHost.StartAsync(_settings);
    }

    /// <summary>Signs over HTTP.</summary>
    public async Task SignAsync(string email, string givenName = "Maria", string familyName = "Musterfrau", string lang = "en",
        string? place = "Planetenstadt")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/petitions/{Petition}/signatures", UriKind.Relative));
        request.Headers.Add("Idempotency-Key", $"{RunningProgram.NewOperation()}");
        var body = new JsonObject
        {
            ["givenName"] = givenName, ["familyName"] = familyName, ["email"] = email, ["place"] = place, ["country"] = "AT",
            ["locale"] = lang, ["ageConfirmed"] = true, ["newsletter"] = false,
            ["consents"] = new JsonArray(new JsonObject { ["id"] = "transfer", ["version"] = "2026-01" }),
        };
        if (lang != "en") body["document"] = new JsonObject { ["lang"] = lang, ["version"] = (await Grain.Terms())!.CurrentVersion };
        request.Content = JsonContent.Create(body);
        using var answer = await _host.Public.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    public Task SignAllAsync(IEnumerable<int> signers) =>
        Parallel.ForEachAsync(signers, Cancel, async (signer, _) => await SignAsync(EmailOf(signer), $"Given{signer}", $"Family{signer}"));

    public static string EmailOf(int signer) => $"signer{signer}@example.org";

    public ISignerGrain Signer(string email) => _host.Grains.GetGrain<ISignerGrain>(SignerKeyOf(email));

    public Guid SignerKeyOf(string email) =>
        _host.Service<SignerIdentity>().KeyOf(EmailAddress.TryParse(email, out var address) ? address : throw new ArgumentException(email));

    public async Task<InclusionProof> ProveAsync(string email) =>
        (await _host.Grains.GetGrain<IHandoverGrain>(Slug.ToGrainKey(Petition)).Prove(SignerKeyOf(email)))!;

    /// <summary>The address of the page of a signer.</summary>
    public async Task<string> MineLinkAsync(string email)
    {
        var keys = (await _host.Service<IPetitionKeyring>().FindAsync(await PetitionIdAsync(), Petition))!;
        var link = new SignerLink(SignerLinkUse.SignerPage, SignerKeyOf(email), Guid.Empty, TimeProvider.System.GetUtcNow().AddDays(1));
        return $"/p/{Petition}/mine/{keys.WriteLink(link)}";
    }

    public async Task<int> PetitionIdAsync() => (await Grain.Terms())!.Id;

    /// <summary>Begins a hand-over and waits until it has ended.</summary>
    public async Task<JsonObject> HandOverAsync(string query = "")
    {
        using var begun = await PostAsync(query);
        Assert.True(begun.StatusCode == HttpStatusCode.Accepted, await begun.Content.ReadAsStringAsync(Cancel));
        return await EndOfAsync(begun.Headers.Location!);
    }

    public async Task<JsonObject> EndOfAsync(Uri address)
    {
        JsonObject? last = null;
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            last = await _host.Admin.GetFromJsonAsync<JsonObject>(address, Cancel);
            return (string)last!["state"]! != "under-way";
        }), $"{last}");
        return last!;
    }

    public Task<HttpResponseMessage> PostAsync(string query = "") => _host.Admin.PostAsync(HandoversOf(query), null, Cancel);

    public static Uri HandoversOf(string more = "") => new($"/api/v1/admin/petitions/{Petition}/handovers{more}", UriKind.Relative);

    /// <summary>The lines of a file of a parcel, without the header.</summary>
    public string[] LinesOf(int parcel, string file = "signatures.csv") =>
        [.. File.ReadAllText(Path.Combine(FolderOf(parcel), file), Encoding.UTF8).Split("\r\n").Skip(1).SkipLast(1)];

    /// <summary>A file of a parcel.</summary>
    public Task<byte[]> FileOf(int parcel, string file) => File.ReadAllBytesAsync(Path.Combine(FolderOf(parcel), file), Cancel);

    public JsonObject ManifestOf(int parcel) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(FolderOf(parcel), "manifest.json")))!.AsObject();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _store.DisposeAsync();
    }
}
