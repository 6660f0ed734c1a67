using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Silo.Storage;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

/// <summary>The history over HTTP, on a program of its own, because the points in its database are written by the test.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class HistoryCallsTests(RunningProgram program) : IClassFixture<RunningProgram>
{
    private const int Signers = 12;

    [Fact]
    public async Task The_history_by_minutes_is_open_data()
    {
        for (var i = 0; i < Signers; i++) await program.Client.SignAsync(RunningProgram.NewSigner(), RunningProgram.NewOperation());
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(5), async () => await program.Client.CountAsync() == Signers));
        var minute = (int)(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60);
        await StoreAsync((minute - 30, 0), (minute - 20, 2), (minute - 19, 6), (minute - 4, 11), (minute - 3, 12));

        using var answer = await AskAsync(HttpMethod.Get);
        var history = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["asOf", "total", "periods"], history.Select(member => member.Key));
        Assert.Equal(Signers, (int)history["total"]!);
        Assert.Equal([(minute - 20, minute - 18, 6), (minute - 4, minute - 3, 5)], history["periods"]!.AsArray().Select(ReadPeriod));
        Assert.Equal(["*"], answer.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.True(answer.Headers.CacheControl is { Public: true, MaxAge: { TotalSeconds: 30 } });
        Assert.Equal(["Accept-Encoding"], answer.Headers.Vary);

        using var unmoved = await AskAsync(HttpMethod.Get, ("If-None-Match", answer.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, unmoved.StatusCode);
        using var head = await AskAsync(HttpMethod.Head);
        Assert.Equal((answer.Content.Headers.ContentLength, answer.Headers.ETag), (head.Content.Headers.ContentLength, head.Headers.ETag));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        using var compressed = await AskAsync(HttpMethod.Get, ("Accept-Encoding", "br, gzip;q=0.5"));
        Assert.Equal(["gzip"], compressed.Content.Headers.ContentEncoding);
        using var refused = await AskAsync(HttpMethod.Get, ("Accept-Encoding", "gzip;q=0"));
        Assert.Empty(refused.Content.Headers.ContentEncoding);
    }

    [Theory, InlineData("no-such-petition"), InlineData("UPPER"), InlineData("%2e%2e")]
    public async Task An_unknown_petition_is_404(string slug)
    {
        using var answer = await AskAsync(HttpMethod.Get, slug: slug);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private static (int From, int To, int Signatures) ReadPeriod(JsonNode? period) =>
        (MinuteOf(period!["from"]!), MinuteOf(period["to"]!), (int)period["signatures"]!);

    private static int MinuteOf(JsonNode time)
    {
        Assert.EndsWith(":00Z", (string)time!, StringComparison.Ordinal);
        return (int)(((DateTimeOffset)time).ToUnixTimeSeconds() / 60);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, (string Name, string Value)? header = null, string? slug = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1/petitions/{slug ?? program.Slug}/history", UriKind.Relative));
        if (header is var (name, value)) request.Headers.TryAddWithoutValidation(name, value);
        return await program.Client.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    // In place of what the program has stored since it started.
    private async Task StoreAsync(params (int Minute, int Total)[] points)
    {
        await using var connection = await program.Store.ConnectAsync();
        await connection.ExecuteAsync("DELETE FROM count_history", CancellationToken.None);
        foreach (var (minute, total) in points)
        {
            await connection.ExecuteAsync(
                "INSERT INTO count_history (petition, minute, total) SELECT id, @minute, @total FROM petition WHERE slug = @slug",
                CancellationToken.None, ("@minute", minute), ("@total", total), ("@slug", program.Slug));
        }
    }
}
