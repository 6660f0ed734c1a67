using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

/// <summary>What a client that holds a count is told. On a program of its own, because others would move the count meanwhile.</summary>
[Collection(RealProcesses.Name)]
public sealed class CountCachingTests(RunningProgram program) : IClassFixture<RunningProgram>
{
    private static readonly TimeSpan VisibleWithin = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_count_that_did_not_move_is_304_and_one_that_moved_is_not()
    {
        var rows = await program.CountRowsAsync();
        var (held, etag) = await HoldAsync(rows);
        using (var unmoved = await AskAsync(etag))
        {
            Assert.Equal(HttpStatusCode.NotModified, unmoved.StatusCode);
            Assert.Empty(await unmoved.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }

        await program.Client.SignAsync(RunningProgram.NewSigner(), RunningProgram.NewOperation());
        var (moved, newer) = await HoldAsync(rows + 1);
        Assert.NotEqual(etag, newer);
        Assert.True((long)moved["version"]! > (long)held["version"]!);
        using var answer = await AskAsync(etag);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    // The count as soon as it shows so many.
    private async Task<(JsonObject Count, EntityTagHeaderValue ETag)> HoldAsync(int rows)
    {
        JsonObject? count = null;
        EntityTagHeaderValue? etag = null;
        Assert.True(await Waiting.UntilAsync(VisibleWithin, async () =>
        {
            using var answer = await AskAsync(null);
            count = await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
            etag = answer.Headers.ETag;
            return (long)count!["count"]! == rows;
        }));
        return (count!, etag!);
    }

    private async Task<HttpResponseMessage> AskAsync(EntityTagHeaderValue? held)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/petitions/{program.Slug}/count", UriKind.Relative));
        if (held is not null) request.Headers.IfNoneMatch.Add(held);
        return await program.Client.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
