using System.Diagnostics;
using System.Net;
using Petitions.Frontend.Hosting;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Hosting;

/// <summary>More counters than the server has connections, each of which would keep its own. Alone, because they are so many.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class ManyPollersTests
{
    private const int Counters = ConnectionBudget.ConnectionsMax + 500, AtATime = 200;

    [Fact]
    public async Task More_counters_than_there_are_connections_leave_room_for_who_comes_then()
    {
        using var folder = new ScratchFolder();
        await using var program = await PetitionProcess
            .StartReadyAsync(new PetitionSettings { DataPath = folder.Path }.With("Petition__Streams__ViewersMax", "0"));
        using var client = await SigningClient.ConnectAsync(program.Settings.PublicBaseUrl);
        var (began, kept) = (Stopwatch.GetTimestamp(), new List<KeptConnection>());
        try
        {
            await Parallel.ForAsync(0, Counters, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (_, _) =>
            {
                var counter = await KeptConnection.OpenAsync(program.Settings.PublicBaseUrl);
                await counter.AskAsync($"/api/v1/petitions/{client.Slug}/count");
                if (counter.MustEnd) counter.Dispose();
                else lock (kept) kept.Add(counter);
            });
            Assert.InRange(kept.Count, ConnectionBudget.ConnectionsMax / 4, Counters - 1);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            LongRun.Report(FormattableString.Invariant(
                $"counters that poll: {Counters}, of which {kept.Count} keep their connections, after {seconds:0.0} s"));

            using var newcomer = await SigningClient.ConnectAsync(program.Settings.PublicBaseUrl);
            using var answer = await newcomer.PostAsync(newcomer.BodyOf(1).ToJsonString());
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
        finally
        {
            kept.ForEach(connection => connection.Dispose());
        }
    }
}
