using System.Net;
using Petitions.Tests.Silo.Retention;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>Parcels are deleted with the data that they were made of, and not before.</summary>
public sealed class ParcelRetentionTests(PostgresServer postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_days_of_retention_after_the_hand_over_are_over_the_parcels_of_that_petition_are_deleted()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        using var documents = new ScratchFolder();
        var time = new ShiftedTime();
        var closesAt = AgeingProgram.ClosesAt(time.GetUtcNow());
        await File.WriteAllTextAsync(documents.At("old-lamp.en.md"), AgeingProgram.Document(AgeingProgram.Closing, closesAt), Cancel);
        await File.WriteAllTextAsync(documents.At("new-lamp.en.md"), AgeingProgram.Document(AgeingProgram.Lasting, null), Cancel);
        await using var program = await AgeingProgram.StartAsync(store, documents, time, pause: TimeSpan.FromMilliseconds(1));
        foreach (var slug in new[] { AgeingProgram.Closing, AgeingProgram.Lasting })
            Assert.Equal(HttpStatusCode.Created, await program.SignAsync(slug, "maria@example.org"));

        // Five days after the closing; the days of retention begin with it.
        program.PassDays(AgeingProgram.OpenDays + 5);
        await HandOverAsync(program, AgeingProgram.Closing);
        await HandOverAsync(program, AgeingProgram.Lasting);
        var parcels = Path.Combine(store.Settings.DataPath, "handover");
        var (closing, lasting) = (Path.Combine(parcels, AgeingProgram.Closing), Path.Combine(parcels, AgeingProgram.Lasting));
        Assert.True(Directory.Exists(Path.Combine(closing, "parcel-1")) && Directory.Exists(Path.Combine(closing, "parcel-1.index")));

        program.PassDays(AgeingProgram.RetentionDays - 1);
        Assert.Null((await program.Grain.DestroyKeysWhenDue())!.KeysDestroyedAt);
        Assert.True(Directory.Exists(closing));

        program.PassDays(1);
        Assert.True(await Waiting.UntilAsync(Patience, async () => (await program.Grain.Terms())!.DataEmptiedAt is not null));
        Assert.False(Directory.Exists(closing));
        Assert.True(Directory.Exists(Path.Combine(lasting, "parcel-1")));
        using (var gone = await program.Admin.GetAsync(AddressOf(AgeingProgram.Closing, "/1/signatures.csv"), Cancel))
            await ProblemAnswer.AssertAsync(gone, 409);
        using (var late = await program.Admin.PostAsync(AddressOf(AgeingProgram.Closing, ""), null, Cancel))
            await ProblemAnswer.AssertAsync(late, 409);
    }

    private static async Task HandOverAsync(AgeingProgram program, string slug)
    {
        using (var begun = await program.Admin.PostAsync(AddressOf(slug, ""), null, Cancel))
            Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        Assert.True(await Waiting.UntilAsync(Patience, async () => (await program.Admin.GetStringAsync(AddressOf(slug, "/1"), Cancel))
            .Contains("\"complete\"", StringComparison.Ordinal)));
    }

    private static Uri AddressOf(string slug, string more) => new($"/api/v1/admin/petitions/{slug}/handovers{more}", UriKind.Relative);
}
