using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>The program with the petitions of <see cref="BrowserPetitions"/> that the tests with a browser share.</summary>
public sealed class BrowserTestProgram(PostgresServer postgres) : ProcessFixture(postgres)
{
    /// <summary>The collection of the tests that share it; they run one after the other, because browsers need both cores.</summary>
    public const string Collection = "One browsed program";

    /// <summary>Somebody else signs, without a browser.</summary>
    internal async Task SignAsync(string slug)
    {
        var body = Client.BodyOf(RunningProgram.NewSigner()).ToJsonString();
        using var answer = await Client.PostAsync(body, RunningProgram.NewOperation(), slug);
        Assert.True(answer.IsSuccessStatusCode, $"{answer}");
    }

    /// <summary>The public count.</summary>
    internal async Task<long> CountAsync(string slug)
    {
        var count = (await Client.Http.GetFromJsonAsync<JsonNode>(new Uri($"/api/v1/petitions/{slug}/count", UriKind.Relative)))!;
        return (long)count["count"]!;
    }

    /// <summary>An admin closes or opens a petition: <c>close</c> or <c>open</c>.</summary>
    internal Task SetAsync(string slug, string what) => AdminCalls.SetAsync(Settings, slug, what);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AdminCalls.CloseAsync(Settings, BrowserPetitions.Closed);
    }

    private protected override PetitionSettings Configure(PetitionSettings settings) => settings.WithDocuments(BrowserPetitions.WriteTo);
}

/// <summary>
/// One after the other, in parallel with tests that start no program: a browser waits more than it computes, and its deadlines
/// hold on a busy machine.
/// </summary>
[CollectionDefinition(BrowserTestProgram.Collection)]
public sealed class BrowserTestProgramCollection : ICollectionFixture<BrowserTestProgram>;
