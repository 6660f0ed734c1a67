using System.Net;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>A front end that is started while the silo runs and its database does not give the petitions away.</summary>
[Collection(PatientProcesses.Name)]
public sealed class CatalogueProcessTests(PostgresServer postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task A_front_end_that_could_not_read_the_petitions_yet_calls_none_unknown_and_recovers_by_itself()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var silo = await PetitionProcess.StartReadyAsync(store.Settings);
        using var signer = await SigningClient.ConnectAsync(store.Settings.PublicBaseUrl);
        var paths = new[] { signer.Slug, "no-such-petition" }.SelectMany(slug => (string[])
            [$"/api/v1/petitions/{slug}", $"/api/v1/petitions/{slug}/count", $"/api/v1/petitions/{slug}/count/stream", $"/p/{slug}", $"/embed/{slug}"]).ToArray();

        await RunAsync(store, "ALTER TABLE petition RENAME TO petition_away");
        await using var front = PetitionProcess.Start(
            new PetitionSettings { Program = ProgramFiles.Frontend, DataPath = store.Settings.DataPath }
                .With("Petition__Cluster__Gateways", $"127.0.0.1:{store.Settings.GatewayPort}").With("Petition__Admin__Urls", null));
        using var http = new HttpClient { BaseAddress = front.Settings.PublicBaseUrl };
        Assert.True(await Waiting.UntilAsync(Patience, async () => await StatusAsync(http, "/livez") == HttpStatusCode.OK), front.Transcript);
        foreach (var path in (string[])["/readyz", "/api/v1/petitions", "/", .. paths])
            Assert.Equal((path, HttpStatusCode.ServiceUnavailable), (path, await StatusAsync(http, path)));
        using (var content = new StringContent(signer.BodyOf(1).ToJsonString()))
        using (var refused = await http.PostAsync(new Uri($"/api/v1/petitions/{signer.Slug}/signatures", UriKind.Relative), content, TestContext.Current.CancellationToken))
            await ProblemAnswer.AssertAsync(refused, 503);

        // It can also read what went wrong, although it has no database provider.
        Assert.True(await Waiting.UntilAsync(Patience, () => front.OutputLines.Any(line => line.Contains("The silo could not read the petitions", StringComparison.Ordinal))), front.Transcript);
        Assert.DoesNotContain(front.OutputLines, line => line.Contains("Exception reading message", StringComparison.Ordinal));

        await RunAsync(store, "ALTER TABLE petition_away RENAME TO petition");
        await front.WaitReadyAsync();
        foreach (var path in paths)
        {
            var expected = path.Contains(signer.Slug, StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.NotFound;
            Assert.Equal((path, expected), (path, await StatusAsync(http, path)));
        }
        using var again = await SigningClient.ConnectAsync(front.Settings.PublicBaseUrl);
        Assert.Equal(SigningOutcome.Acknowledged, (await again.SignAsync(1, RunningProgram.NewOperation())).Outcome);
    }

    private static async Task RunAsync(PetitionStore store, string sql)
    {
        await using var connection = await store.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    // Null while nobody listens.
    private static async Task<HttpStatusCode?> StatusAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
