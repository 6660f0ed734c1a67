using Xunit;

namespace Petitions.Tests.Support;

/// <summary>The program with the demo that the tests of the HTTP contract share; each test uses signers of its own.</summary>
public sealed class RunningProgram(PostgresServer postgres) : ProcessFixture(postgres)
{
    /// <summary>The collection whose tests share it, one after the other.</summary>
    public const string Collection = "One running program";

    // Generous, for busy machines.
    private static readonly TimeSpan CountVisibleWithin = TimeSpan.FromSeconds(20);

    private static int s_nextSigner = 1_000_000;

    internal string Slug => Client.Slug;

    internal static int NewSigner() => Interlocked.Increment(ref s_nextSigner);

    internal static Guid NewOperation() => new(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    /// <summary>
    /// Waits until the public count equals the number of stored rows, and returns it: another test may have signed just before.
    /// </summary>
    internal async Task<int> SettleAsync()
    {
        var rows = await CountRowsAsync();
        Assert.True(await Waiting.UntilAsync(CountVisibleWithin, async () => await Client.CountAsync() == rows),
            $"The count is not {rows}.");
        return rows;
    }
}

[CollectionDefinition(RunningProgram.Collection, DisableParallelization = true)]
public sealed class RunningProgramCollection : ICollectionFixture<RunningProgram>;
