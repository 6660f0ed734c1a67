using Microsoft.Extensions.DependencyInjection;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Thanks;
using Petitions.Grains.Petitions;
using Xunit;

namespace Petitions.Tests.Frontend.SignerPages;

/// <summary>Who erased their signature signs again as if for the first time, over HTTP; the same facts for both databases.</summary>
public abstract class SigningAnewOnContract(SignerPagesOn on)
{
    private static readonly Texts English = Texts.English;

    private readonly SignerPagesProgram _program = on.Program;

    [Fact]
    public async Task Who_erased_is_counted_again_by_an_ordinary_signature_and_by_no_late_retry()
    {
        const string slug = SignerPagesOn.Anew;
        var email = SignerPagesProgram.NewEmail();
        var first = await _program.SignAsync(slug, email, familyName: "Before");
        // Another attempt, which the actor remembers.
        var repeat = await _program.SignAsync(slug, email);
        var mine = await _program.MineLinkAsync(slug, email);
        (await _program.GetAsync(mine + "/erase")).AssertIs(200, English["Mine_Erase_Stays"]);
        (await _program.PostAsync(mine + "/erase")).AssertIs(303);
        await _program.AssertCountAsync(slug, 0);
        foreach (var late in new[] { first, repeat }) await _program.SignAsync(slug, email, late);
        (await _program.GetAsync(mine)).AssertIs(200, English["Mine_Standing_Erased"]);

        var again = await _program.SignAsync(slug, email, familyName: "After");
        await _program.AssertCountAsync(slug, 1);
        (await _program.GetAsync(mine)).AssertIs(200, "After").AssertIs(200, English["Mine_Standing_Counted"]);
        await _program.SignAsync(slug, email);
        await _program.AssertCountAsync(slug, 1);

        (await _program.PostAsync(mine + "/erase")).AssertIs(303);
        await _program.AssertCountAsync(slug, 0);
        foreach (var late in new[] { first, again }) await _program.SignAsync(slug, email, late);
        (await _program.GetAsync(mine)).AssertIs(200, English["Mine_Standing_Erased"]);
    }

    [Fact]
    public async Task The_thanks_page_tells_everybody_the_way_back_and_that_an_address_signs_once()
    {
        foreach (var (slug, counts) in new[] { (SignerPagesOn.Plain, "Thanks_NextCounts"),
            (SignerPagesOn.Email, "Thanks_NextCountsConfirmed") })
        {
            // The address to which a signature leads.
            Assert.True(_program.Services.GetRequiredService<IPetitionCatalogue>().TryFind(slug, out var petition));
            var thanks = _program.Services.GetRequiredService<ThanksAddress>().After(petition, English, hasScript: false);
            using var answer = await _program.Http.GetAsync(new Uri(thanks, UriKind.Relative), TestContext.Current.CancellationToken);
            var page = System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            foreach (var text in new[] { counts, "Thanks_NextShared", "Thanks_NextBack" })
                Assert.Contains(English[text], page, StringComparison.Ordinal);
            Assert.Contains($"/my?petition={slug}", page, StringComparison.Ordinal);

            using var form = await _program.Http.GetAsync(new Uri($"/p/{slug}?lang=en", UriKind.Relative),
                TestContext.Current.CancellationToken);
            Assert.Contains(English["Form_Anyone"], System.Net.WebUtility.HtmlDecode(
                await form.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        }
    }
}

/// <summary>Signing anew on SQLite.</summary>
[Collection(SignerPagesCollection.Name)]
public sealed class SqliteSigningAnewOnTests(SignerPagesOnSqlite on) : SigningAnewOnContract(on), IClassFixture<SignerPagesOnSqlite>;

/// <summary>Signing anew on PostgreSQL.</summary>
[Collection(SignerPagesCollection.Name)]
public sealed class PostgresSigningAnewOnTests(SignerPagesOnPostgres on)
    : SigningAnewOnContract(on), IClassFixture<SignerPagesOnPostgres>;
