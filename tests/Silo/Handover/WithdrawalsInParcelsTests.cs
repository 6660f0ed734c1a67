using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>Whoever withdraws after a hand-over is told to its recipients by the next parcel (GDPR Art. 19), on both databases.</summary>
public sealed class WithdrawalsInParcelsTests(PostgresServer postgres)
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Who_has_withdrawn_and_signed_again_is_taken_out_of_the_earlier_parcel_and_is_in_the_new_one(StoreKind kind)
    {
        await using var program = await HandoverProgram.StartAsync(kind, postgres);
        await program.SignAllAsync([1, 2]);
        await program.HandOverAsync();
        var id = await program.PetitionIdAsync();
        await program.Signer(HandoverProgram.EmailOf(1)).Erase(id);
        await program.SignAsync(HandoverProgram.EmailOf(1), "Given1", "Again");
        await program.HandOverAsync();
        var line = Assert.Single(program.LinesOf(2));
        Assert.EndsWith(",Given1,Again", line, StringComparison.Ordinal);
        Assert.Equal([line[..16]], program.LinesOf(2, "withdrawals.csv"));

        // Taken back after both.
        await program.Signer(HandoverProgram.EmailOf(1)).Withdraw(id);
        await program.SignAllAsync([3]);
        await program.HandOverAsync();
        Assert.Equal([line[..16]], program.LinesOf(3, "withdrawals.csv"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Withdrawals_alone_make_a_parcel_and_the_days_of_retention_do_not_begin_anew(StoreKind kind)
    {
        await using var program = await HandoverProgram.StartAsync(kind, postgres);
        await program.SignAllAsync([1, 2]);
        await program.HandOverAsync();
        var handedOverAt = (await program.Grain.Terms())!.HandedOverAt;
        await program.Signer(HandoverProgram.EmailOf(1)).Withdraw(await program.PetitionIdAsync());

        var told = await program.HandOverAsync();
        Assert.Equal(("complete", 0L), ((string)told["state"]!, (long)told["signatures"]!));
        Assert.Empty(program.LinesOf(2));
        Assert.Single(program.LinesOf(2, "withdrawals.csv"));
        Assert.Contains("withdrawals.csv", await Poppler.WordsOf(await program.FileOf(2, "cover.pdf")), StringComparison.Ordinal);
        await ParcelCheck.VerifyAsync(program.FolderOf(2));
        Assert.Equal(handedOverAt, (await program.Grain.Terms())!.HandedOverAt);
        using var nothing = await program.PostAsync();
        await ProblemAnswer.AssertAsync(nothing, 409);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_hand_over_without_a_signature_does_not_swallow_withdrawals(StoreKind kind)
    {
        await using var program = await HandoverProgram.StartAsync(kind, postgres);
        await program.SignAllAsync([1, 2]);
        await program.HandOverAsync();
        await program.Signer(HandoverProgram.EmailOf(1)).Withdraw(await program.PetitionIdAsync());
        // Nobody's consent covers the new recipient, so this hand-over tells nobody anything.
        await program.SignAllAsync([3]);
        await program.PublishAsync(SampleDocument.Replace(
            SampleDocument.Open("none"), "alsoTo: [The museum]", "alsoTo: [The museum, The newspaper]"));
        Assert.Equal(0L, (long)(await program.HandOverAsync())["signatures"]!);
        var withdrawn = Assert.Single(program.LinesOf(1), line => line.EndsWith(",Given1,Family1", StringComparison.Ordinal));
        Assert.Equal([withdrawn[..16]], program.LinesOf(2, "withdrawals.csv"));

        await program.SignAllAsync([4]);
        Assert.Equal("complete", (string)(await program.HandOverAsync())["state"]!);
        Assert.Empty(program.LinesOf(3, "withdrawals.csv"));
        await ParcelCheck.VerifyAsync(program.FolderOf(3));
    }

    [Fact]
    public async Task A_withdrawal_after_the_cut_off_is_told_by_the_parcel_after_the_next_only()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAllAsync([1, 2]);
        await program.HandOverAsync();
        await program.SignAllAsync([3]);
        var id = await program.PetitionIdAsync();
        // The cut-off of the second parcel, whose files are made later.
        await program.Host.Service<Petitions.Grains.Handover.IHandoverStore>().BeginAsync(
            id, TimeProvider.System.GetUtcNow(), new("admin", Letters: true, Rehearsal: false), TestContext.Current.CancellationToken);
        await program.Signer(HandoverProgram.EmailOf(1)).Withdraw(id);
        await program.HandOverAsync();
        Assert.Empty(program.LinesOf(2, "withdrawals.csv"));
        await program.SignAllAsync([4]);
        await program.HandOverAsync();
        Assert.Single(program.LinesOf(3, "withdrawals.csv"));
    }
}
