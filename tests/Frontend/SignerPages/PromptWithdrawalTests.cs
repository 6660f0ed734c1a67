using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.SignerPages;

/// <summary>What signers are promised: a second later everybody sees it.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class PromptWithdrawalTests(PostgresServer postgres)
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_withdrawal_or_erasure_leaves_the_count_within_a_second(StoreKind kind)
    {
        const string slug = SignerPagesOn.Plain;
        await using var program = await SignerPagesProgram.StartAsync(kind, postgres, [slug]);
        foreach (var way in new[] { "/withdraw", "/erase" })
        {
            var email = SignerPagesProgram.NewEmail();
            await program.SignAsync(slug, email);
            await program.AssertCountAsync(slug, 1, SignerPagesProgram.ActsWithin);
            (await program.PostAsync(await program.MineLinkAsync(slug, email) + way)).AssertIs(303);
            await program.AssertCountAsync(slug, 0, SignerPagesProgram.ActsWithin);
        }
    }
}
