using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Silo.Hosting;
using Petitions.Tests.Support;

namespace Petitions.Tests.Silo.Retention;

/// <summary>
/// The whole program in the process of the tests, whose days pass when a test says so, with one petition that closes and one that does not.
/// </summary>
internal sealed class AgeingProgram : IAsyncDisposable
{
    /// <summary>Closes <see cref="OpenDays"/> after the test began and keeps data for <see cref="RetentionDays"/>.</summary>
    public const string Closing = "old-lamp";

    /// <summary>Never closes.</summary>
    public const string Lasting = "new-lamp";

    public const int OpenDays = 10, RetentionDays = 30;

    private readonly WebApplication _node;
    private readonly ShiftedTime _time;

    private AgeingProgram(WebApplication node, ShiftedTime time, HttpClient @public, HttpClient staff) =>
        (_node, _time, Public, Admin) = (node, time, @public, staff);

    public HttpClient Public { get; }

    public HttpClient Admin { get; }

    public IPetitionGrain Grain => Service<IGrainFactory>().GetGrain<IPetitionGrain>(Slug.ToGrainKey(Closing));

    public static DateTimeOffset ClosesAt(DateTimeOffset began) => new DateTimeOffset(began.Date, TimeSpan.Zero).AddDays(OpenDays);

    public static string Document(string slug, DateTimeOffset? closesAt) => SampleDocument
        .Replace(SampleDocument.English, SampleDocument.ClosesAt, closesAt is { } at ? $"closesAt: {at:yyyy-MM-dd}T00:00:00Z\n" : "")
        .Replace("old-lamp", slug, StringComparison.Ordinal)
        .Replace("retentionDays: 30", $"retentionDays: {RetentionDays}", StringComparison.Ordinal)
        .Replace("counter: steps", "counter: exact", StringComparison.Ordinal);

    /// <param name="store">Database and data folder, which another program may have used before.</param>
    /// <param name="documents">The folder of documents.</param>
    /// <param name="time">The clock.</param>
    /// <param name="pause">Rest of the emptying after every ten rows.</param>
    public static async Task<AgeingProgram> StartAsync(PetitionStore store, ScratchFolder documents, ShiftedTime time, TimeSpan pause)
    {
        var settings = store.Settings;
        string[] arguments =
        [
            $"--urls={settings.PublicBaseUrl.GetLeftPart(UriPartial.Authority)}",
            $"--ConnectionStrings:Petitions={settings.PostgresConnectionString}",
            $"--Petition:Storage:Provider={(settings.PostgresConnectionString is null ? "sqlite" : "postgres")}",
            $"--Petition:Admin:Urls={settings.AdminAddress.GetLeftPart(UriPartial.Authority)}",
            $"--Petition:Cluster:SiloPort={settings.SiloPort}", $"--Petition:Cluster:GatewayPort={settings.GatewayPort}",
            $"--Petition:DataPath={settings.DataPath}", $"--Petition:Documents={documents.Path}",
            "--Petition:Retention:LookEvery=00:00:01", "--Petition:Retention:BatchRowsMax=10", $"--Petition:Retention:Pause={pause}",
            "--Logging:LogLevel:Default=None",
        ];
        var node = await SiloHost.CreateAsync(arguments, builder => builder.Services.AddKeyedSingleton<TimeProvider>(PetitionClock.Name, time));
        await SiloHost.StartAsync(node);
        var token = await File.ReadAllTextAsync(Path.Combine(settings.DataPath, "admin.token"));
        var staff = new HttpClient { BaseAddress = settings.AdminAddress };
        staff.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        return new(node, time, new HttpClient { BaseAddress = settings.PublicBaseUrl }, staff);
    }

    public T Service<T>() where T : notnull => _node.Services.GetRequiredService<T>();

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

    public async Task<JsonObject> StatusAsync(string slug) => (await Admin.GetFromJsonAsync<JsonObject>($"/api/v1/admin/petitions/{slug}"))!;

    public async ValueTask DisposeAsync()
    {
        Public.Dispose();
        Admin.Dispose();
        await _node.StopAsync();
        await _node.DisposeAsync();
    }
}
