using System.Net;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

/// <summary>The stream of counts over real connections.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class CountStreamTests(RunningProgram program, PostgresServer postgres) : IClassFixture<RunningProgram>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_signature_moves_the_number_of_everybody_who_watches()
    {
        using var deadline = Deadline();
        using var one = await OpenAsync();
        using var other = await OpenAsync();
        Assert.Equal("text/event-stream", one.Answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("*", Assert.Single(one.Answer.Headers.GetValues("Access-Control-Allow-Origin")));
        var before = (await one.NextAsync(deadline.Token))!;
        Assert.Equal(before.Id, $"{before.Version}");
        await other.NextAsync(deadline.Token);

        await SignAsync();
        foreach (var stream in new[] { one, other })
        {
            var after = (await stream.NextAsync(deadline.Token))!;
            Assert.True(after.Count > before.Count && after.Version > before.Version);
        }
    }

    [Fact]
    public async Task A_viewer_with_the_newest_version_gets_the_next_one()
    {
        using var deadline = Deadline();
        CountEvent seen;
        using (var first = await OpenAsync()) seen = (await first.NextAsync(deadline.Token))!;
        using var again = await OpenAsync(lastEventId: seen.Id);
        await SignAsync();
        Assert.True((await again.NextAsync(deadline.Token))!.Version > seen.Version);
    }

    [Fact]
    public async Task An_address_behind_a_proxy_has_twenty_streams_and_is_then_told_to_poll()
    {
        var streams = new List<CountStream>();
        try
        {
            for (var i = 0; i < 20; i++) streams.Add(await OpenAsync(forwardedFor: "198.51.100.1, 203.0.113.9"));
            Assert.All(streams, stream => Assert.Equal(HttpStatusCode.OK, stream.Status));

            using var refused = await OpenAsync(forwardedFor: "203.0.113.9");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
            Assert.NotNull(refused.Answer.Headers.RetryAfter);
            var link = Assert.Single(refused.Answer.Headers.GetValues("Link"));
            Assert.Contains($"/api/v1/petitions/{program.Slug}/count", link, StringComparison.Ordinal);
            var problem = JsonNode.Parse(await refused.Answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal("urn:petition:problem:streams-full", (string)problem["type"]!);

            using var other = await OpenAsync(forwardedFor: "203.0.113.10");
            Assert.Equal(HttpStatusCode.OK, other.Status);
        }
        finally
        {
            streams.ForEach(stream => stream.Dispose());
        }
        // Their places are free again.
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            using var stream = await OpenAsync(forwardedFor: "203.0.113.9");
            return stream.Status == HttpStatusCode.OK;
        }));
    }

    [Fact]
    public async Task Calls_from_this_machine_are_not_limited_by_address()
    {
        var streams = new List<CountStream>();
        for (var i = 0; i < 30; i++) streams.Add(await OpenAsync());
        Assert.All(streams, stream => Assert.Equal(HttpStatusCode.OK, stream.Status));
        streams.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task A_petition_that_does_not_exist_has_no_stream()
    {
        using var stream = await CountStream.OpenAsync(
            program.Client.Http, "no-such-petition", cancel: TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, stream.Status);
    }

    [Fact]
    public async Task Thousands_of_connects_and_disconnects_free_every_place()
    {
        const int places = 40;
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var process = await PetitionProcess.StartReadyAsync(store.Settings.With("Petition__Streams__ViewersMax", $"{places}"));
        using var client = await SigningClient.ConnectAsync(store.Settings.PublicBaseUrl);

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = places / 2 };
        await Parallel.ForEachAsync(Enumerable.Range(0, 3_000), parallel, async (_, cancel) =>
        {
            using var stream = await CountStream.OpenAsync(client.Http, client.Slug, cancel: cancel);
            Assert.True(stream.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable);
        });

        var streams = new List<CountStream>();
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            var stream = await CountStream.OpenAsync(client.Http, client.Slug);
            if (stream.Status == HttpStatusCode.OK) streams.Add(stream);
            else stream.Dispose();
            return streams.Count == places;
        }));
        using (var full = await CountStream.OpenAsync(client.Http, client.Slug, cancel: TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, full.Status);

        using var deadline = Deadline();
        var ends = streams.Select(async stream =>
        {
            while (await stream.NextAsync(deadline.Token) is not null) continue;
        }).ToArray();
        var took = await process.StopAsync();
        await Task.WhenAll(ends);
        Assert.True(took < TimeSpan.FromSeconds(4), $"The program took {took} to stop.");
        streams.ForEach(stream => stream.Dispose());
    }

    private Task<CountStream> OpenAsync(string? lastEventId = null, string? forwardedFor = null) =>
        CountStream.OpenAsync(program.Client.Http, program.Slug, lastEventId, forwardedFor, TestContext.Current.CancellationToken);

    private async Task SignAsync()
    {
        var answer = await program.Client.SignAsync(RunningProgram.NewSigner(), RunningProgram.NewOperation());
        Assert.Equal(SigningOutcome.Acknowledged, answer.Outcome);
    }

    private static CancellationTokenSource Deadline()
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        return deadline;
    }
}
