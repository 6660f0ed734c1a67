using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.SignerPages;

/// <summary>What signers are promised: a second later everybody sees it.</summary>
[Collection(RealProcesses.Name)]
public sealed class RightsPaceTests(PostgresServer postgres)
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Whoever_withdraws_or_erases_leaves_the_count_within_a_second(StoreKind kind)
    {
        const string slug = RightsOn.Plain;
        await using var program = await RightsProgram.StartAsync(kind, postgres, [slug]);
        foreach (var way in new[] { "/withdraw", "/erase" })
        {
            var email = RightsProgram.NewEmail();
            await program.SignAsync(slug, email);
            await program.AssertCountAsync(slug, 1, RightsProgram.ActsWithin);
            (await program.PostAsync(await program.MineLinkAsync(slug, email) + way)).AssertIs(303);
            await program.AssertCountAsync(slug, 0, RightsProgram.ActsWithin);
        }
    }
}
