using System.Reflection.PortableExecutable;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>What a process has done before it is ready.</summary>
[Collection(SequentialCollection.Name)]
public sealed class WarmUpProcessTests(PostgresServer postgres)
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_warm_up_is_over_when_the_process_is_ready_and_stores_nothing(StoreKind kind)
    {
        await using var store = await PetitionStore.CreateAsync(kind, postgres);
        await using (var process = await PetitionProcess.StartReadyAsync(store.Settings.WithWarmUp()))
        {
            Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(10), () =>
                process.OutputLines.Any(line => line.Contains("Warmed up in", StringComparison.Ordinal))), process.Transcript);
            // Whatever failed in it would be in the log.
            Assert.DoesNotContain(process.OutputLines, line => line.Contains("warn:", StringComparison.Ordinal)
                && !line.Contains("open files", StringComparison.Ordinal));
            Assert.DoesNotContain(process.OutputLines, line => line.Contains("fail:", StringComparison.Ordinal));
            await process.StopAsync();
        }
        var stored = await store.ReadAsync();
        Assert.Equal((0, 0L), (stored.Rows.Count, stored.TallySum));
        await using var connection = await store.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT count(*) FROM mail) + (SELECT coalesce(sum(version), 0) FROM tally)";
        Assert.Equal(0L, Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken),
            System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("Silo", "Petitions.Silo"), InlineData("Silo", "Petitions.Grains"), InlineData("Silo", "Orleans.Runtime")]
    [InlineData("Silo", "Npgsql"), InlineData("Frontend", "Petitions.Frontend"), InlineData("Frontend", "Orleans.Core")]
    public void Published_programs_are_compiled_ahead_of_time(string program, string assembly)
    {
        if (Environment.GetEnvironmentVariable("PETITION_TEST_PUBLISHED") is not { Length: > 0 } published)
        {
            Assert.Skip("Nothing is published here: run tests/run.");
            return;
        }
        using var file = File.OpenRead(Path.Combine(published, program, $"{assembly}.dll"));
        using var reader = new PEReader(file);
        Assert.True(reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, $"{assembly} has only intermediate code.");
    }
}
