using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>When a petition is handed over in its life, and when it only was in part.</summary>
[Collection(SequentialCollection.Name)]
public sealed class HandedOverStageTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_petition_is_handed_over_when_it_was_closed_first_and_not_while_it_is_open()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAsync("maria@example.org");
        await program.HandOverAsync();
        Assert.Equal("open", await StateAsync(program));

        await program.SignAsync("erika@example.org");
        await SetAsync(program, "close");
        Assert.Equal("closed", await StateAsync(program));
        await program.HandOverAsync();
        Assert.Equal("handed-over", await StateAsync(program));
        await program.Host.Service<IPetitionCatalogue>().RefreshAsync(Cancel);
        var page = await program.Host.Public.GetStringAsync($"/p/{HandoverProgram.Petition}?lang=en", Cancel);
        Assert.Contains("The signatures were handed over on ", page, StringComparison.Ordinal);
        Assert.Contains(">Handed over</span>", page, StringComparison.Ordinal);
        var terms = await program.Host.Public.GetFromJsonAsync<JsonObject>($"/api/v1/petitions/{HandoverProgram.Petition}", Cancel);
        Assert.Equal("closed", (string)terms!["state"]!);

        await program.RestartAsync();
        Assert.Equal("handed-over", await StateAsync(program));
        await SetAsync(program, "open");
        Assert.Equal("open", await StateAsync(program));
        await SetAsync(program, "close");
        Assert.Equal("closed", await StateAsync(program));
        Assert.Equal(
            ["handed-over", "closed", "handed-over", "opened", "closed"],
            (await StatusAsync(program))["life"]!["transitions"]!.AsArray().Skip(1).Select(one => (string)one!["event"]!));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<JsonObject> StatusAsync(HandoverProgram program) =>
        (await program.Host.Admin.GetFromJsonAsync<JsonObject>($"/api/v1/admin/petitions/{HandoverProgram.Petition}", Cancel))!;

    private static async Task<string> StateAsync(HandoverProgram program) => (string)(await StatusAsync(program))["state"]!;

    private static async Task SetAsync(HandoverProgram program, string call)
    {
        using var answer = await program.Host.Admin.PostAsync(
            new Uri($"/api/v1/admin/petitions/{HandoverProgram.Petition}/{call}", UriKind.Relative), null, Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{answer}");
    }
}
