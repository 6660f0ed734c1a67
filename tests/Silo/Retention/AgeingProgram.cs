using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;

namespace Petitions.Tests.Silo.Retention;

/// <summary>
/// The product on a <see cref="TestHost"/> whose clock the test advances by days, with one petition that closes and one that does not.
/// </summary>
internal sealed class AgeingProgram : IAsyncDisposable
{
    /// <summary>Closes <see cref="OpenDays"/> after the test began and keeps data for <see cref="RetentionDays"/>.</summary>
    public const string Closing = "old-lamp";

    /// <summary>Never closes.</summary>
    public const string Lasting = "new-lamp";

    public const int OpenDays = 10, RetentionDays = 30;

    private readonly TestHost _host;
    private readonly ShiftedTime _time;

    private AgeingProgram(TestHost host, ShiftedTime time) => (_host, _time) = (host, time);

    public HttpClient Public => _host.Public;

    public HttpClient Admin => _host.Admin;

    public IPetitionGrain Grain => _host.Grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(Closing));

    public static DateTimeOffset ClosesAt(DateTimeOffset began) => new DateTimeOffset(began.Date, TimeSpan.Zero).AddDays(OpenDays);

    public static string Document(string slug, DateTimeOffset? closesAt) => SampleDocument
        .Replace(SampleDocument.English, SampleDocument.ClosesAt, closesAt is { } at ? $"closesAt: {at:yyyy-MM-dd}T00:00:00Z\n" : "")
        .Replace("old-lamp", slug, StringComparison.Ordinal)
        .Replace("retentionDays: 30", $"retentionDays: {RetentionDays}", StringComparison.Ordinal)
        .Replace("counter: steps", "counter: exact", StringComparison.Ordinal);

    /// <param name="store">Database and data folder, which another program may have used before.</param>
    /// <param name="documents">The folder of documents.</param>
    /// <param name="time">The clock.</param>
    /// <param name="pause">Pause of the erasure after every 10 rows.</param>
    public static async Task<AgeingProgram> StartAsync(PetitionStore store, ScratchFolder documents, ShiftedTime time, TimeSpan pause)
    {
        var settings = store.Settings
            .With("Petition__Documents", documents.Path)
            .With("Petition__Retention__LookEvery", "00:00:01")
            .With("Petition__Retention__BatchRowsMax", "10")
            .With("Petition__Retention__Pause", $"{pause}")
            .With("Logging__LogLevel__Default", "None");
        return new(await TestHost.StartAsync(settings, time), time);
    }

    public T Service<T>() where T : notnull => _host.Service<T>();

    public void PassDays(int days) => _time.Advance(TimeSpan.FromDays(days));

    public async Task<HttpStatusCode> SignAsync(string slug, string email)
    {
        var body = new JsonObject
        {
            ["givenName"] = "Maria", ["familyName"] = "Musterfrau", ["email"] = email, ["ageConfirmed"] = true,
            ["consents"] = new JsonArray(new JsonObject { ["id"] = "transfer", ["version"] = "2026-01" }),
        };
        using var answer = await Public.PostAsJsonAsync($"/api/v1/petitions/{slug}/signatures", body);
        return answer.StatusCode;
    }

    public async Task<JsonObject> StatusAsync(string slug) =>
        (await Admin.GetFromJsonAsync<JsonObject>($"/api/v1/admin/petitions/{slug}"))!;

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
