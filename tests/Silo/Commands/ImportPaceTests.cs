using System.Diagnostics;
using System.Globalization;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Silo.Commands.EntryProgram;

namespace Petitions.Tests.Silo.Commands;

/// <summary>A million lines, while people sign.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class ImportPaceTests(PostgresServer postgres)
{
    private const int Lines = 1_000_000;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_million_lines_take_less_than_two_minutes_and_no_memory_that_grows(StoreKind kind)
    {
        LongRun.SkipUnlessOn();
        await using var program = await StartAsync(kind, postgres);
        const string header = "email,given_name,family_name,signed_at,confirmed_at,consent,consent_text";
        await program.WriteAsync("first.csv", [header, .. Enumerable.Range(0, Lines / 10).Select(LineOf)]);
        await program.WriteAsync("all.csv", Enumerable.Range(0, Lines).Select(LineOf).Prepend(header));
        string[] Import(string file) => ["import", program.Slug, file, "--mapping", "generic"];
        Assert.Equal($"{Lines / 10} new", NumbersOf(await program.RunAsync(Limit, Import("first.csv"))));

        await using var signing = new SteadySigning([program.Signers]).Start();
        var (before, peak) = (program.Process.ResidentBytes, 0L);
        var begun = Stopwatch.GetTimestamp();
        var import = program.RunAsync(TimeSpan.FromMinutes(10), Import("all.csv"));
        while (!import.IsCompleted)
        {
            peak = Math.Max(peak, program.Process.ResidentBytes);
            await Task.WhenAny(import, Task.Delay(500, TestContext.Current.CancellationToken));
        }
        var taken = Stopwatch.GetElapsedTime(begun);
        await signing.EndAsync();
        var latencies = signing.History.Attempts.Select(attempt => attempt.Answer.Outcome).GroupBy(outcome => outcome)
            .Select(group => $"{group.Count()} {group.Key}");
        LongRun.Report(string.Create(
            CultureInfo.InvariantCulture,
            $"{kind}: {Lines} lines in {taken.TotalSeconds:F0} s; silo {before >> 20} MB before, at most {peak >> 20} MB; signers: ")
            + string.Join(", ", latencies));
        Assert.Equal($"{Lines / 10 * 9} new, {Lines / 10} repeated", NumbersOf(await import));
        Assert.All(signing.History.Attempts, attempt => Assert.Equal(SigningOutcome.Acknowledged, attempt.Answer.Outcome));
        Assert.InRange(taken, TimeSpan.Zero, Limit);
        Assert.InRange(peak - before, long.MinValue, 150L << 20);
        Assert.Equal(Lines + signing.History.Attempts.Count, (await program.Store.ReadAsync()).TallySum);
    }

    private static string LineOf(int number) =>
        $"person-{number}@example.org,Given,Family,2024-03-01 10:00:00,2024-03-01 11:00:00,t,12";
}
