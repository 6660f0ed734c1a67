using Petitions.Bench.Rehearsal.Faults;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>
/// <c>kill -9</c> in every phase of a hand-over. Some moments the program knows itself (ArmedDeath of the faulty product); at the others
/// the test sees a file, and each flush takes so long that it sees it in time.
/// </summary>
[Collection(SequentialCollection.Name)]
public sealed class KilledHandoverTests(PostgresServer postgres)
{
    // More than one page of rows, so that lines and tree are partly on the disk.
    private const int SignersOfTheFirst = 5_200, SignersOfOthers = 20, FlushMilliseconds = 500;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_it_is_killed_between_lines_or_before_the_rename_the_next_start_makes_the_same_parcel()
    {
        await using var run = await StartAsync(StoreKind.Sqlite);
        await run.SignAsync(SignersOfTheFirst);
        await run.KillAsync("between-lines", letters: false);
        await run.AssertCompletesAsync(1);

        await run.SignAsync(SignersOfOthers);
        await KillBeforeTheRenameAsync(run);
        await run.AssertCompletesAsync(2);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Whenever_it_is_killed_the_next_start_makes_the_same_parcel(StoreKind kind)
    {
        LongRun.SkipUnlessOn();
        await using var run = await StartAsync(kind);
        await run.SignAsync(SignersOfTheFirst);
        await run.KillAsync("between-lines", letters: false);
        await run.AssertCompletesAsync(1);

        await run.SignAsync(SignersOfOthers);
        await run.KillAsync("after-cut-off");
        await run.AssertCompletesAsync(2);

        await run.SignAsync(SignersOfOthers);
        await run.KillAtSightAsync(
            FlushMilliseconds, folder => Written(folder, "index", "merkle-tree") && !Written(folder, "files", "SHA256SUMS"));
        await run.AssertCompletesAsync(3);

        await run.SignAsync(SignersOfOthers);
        await KillBeforeTheRenameAsync(run);
        await run.AssertCompletesAsync(4);

        // The same, and a moment later: the index was renamed, and the parcel was not.
        await run.SignAsync(SignersOfOthers);
        await KillBeforeTheRenameAsync(run);
        Directory.Move(Path.Combine(run.TemporaryFolders.Single(), "index"), run.Handovers.FolderOf(5) + ".index");
        await run.AssertCompletesAsync(5);

        await run.SignAsync(SignersOfOthers);
        await run.KillAsync("before-end");
        Assert.True(Directory.Exists(run.Handovers.FolderOf(6)));
        await run.AssertCompletesAsync(6);
        // Whoever signed after the last cut-off is in none yet.
        Assert.Equal(run.Signers.SkipLast(1), Enumerable.Range(1, 6).SelectMany(run.Handovers.SignersOf).Order());
    }

    private async Task<KilledHandover> StartAsync(StoreKind kind)
    {
        var run = new KilledHandover(await PetitionStore.CreateAsync(kind, postgres), await SlowDisk.PrepareAsync(Cancel));
        await run.StartAsync();
        return run;
    }

    private static Task KillBeforeTheRenameAsync(KilledHandover run) =>
        run.KillAtSightAsync(FlushMilliseconds, folder => Written(folder, "files", "SHA256SUMS"));

    private static bool Written(string folder, string part, string file) =>
        new FileInfo(Path.Combine(folder, part, file)) is { Exists: true, Length: > 0 };
}
