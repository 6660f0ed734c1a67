using System.Text.Json.Nodes;
using Petitions.Frontend.Localization;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Xunit;

namespace Petitions.Tests.Frontend.SignerPages;

/// <summary>Withdrawing the consent to the newsletter alone, over HTTP; the same facts for both databases.</summary>
public abstract class NewsletterPageContract(SignerPagesOn on)
{
    private static readonly Texts English = Texts.English;

    private readonly SignerPagesProgram _program = on.Program;

    [Fact]
    public async Task The_newsletter_ends_alone_and_the_signature_and_its_count_stay()
    {
        const string slug = SignerPagesOn.Newsletter;
        var (email, other) = (SignerPagesProgram.NewEmail(), SignerPagesProgram.NewEmail());
        foreach (var signer in new[] { email, other }) await _program.SignAsync(slug, signer, newsletter: true);
        await _program.SignAsync(slug, SignerPagesProgram.NewEmail());
        Assert.Equal([("transfer", 3), ("newsletter", 2)], await ConsentsAsync(slug));

        var mine = await _program.MineLinkAsync(slug, email);
        (await _program.GetAsync(mine)).AssertIs(200, English["Mine_Newsletter_Submit"]);
        for (var press = 0; press < 2; press++)
        {
            var done = (await _program.PostAsync(mine + "/newsletter")).AssertIs(303);
            (await _program.GetAsync(done.Location!)).AssertIs(200, English["Mine_Done_newsletter"]);
        }
        var page = (await _program.GetAsync(mine)).AssertIs(200, English["Mine_Standing_Counted"]);
        Assert.DoesNotContain(English["Mine_Newsletter_Submit"], page.Text, StringComparison.Ordinal);
        Assert.Contains(English.With("Mine_Consent_Withdrawn", "").TrimEnd('.'), page.Text, StringComparison.Ordinal);
        var consents = JsonNode.Parse((await _program.GetAsync(mine + "/data.json")).Html)!["consents"]!.AsArray();
        Assert.Equal([null, "newsletter"], consents.Select(consent => consent!["withdrawnAt"] is null ? null : (string)consent["id"]!));

        Assert.Equal([("transfer", 3), ("newsletter", 1)], await ConsentsAsync(slug));
        await _program.AssertCountAsync(slug, 3);
        // Nothing to withdraw without this consent.
        var without = await _program.GetAsync(await _program.MineLinkAsync(SignerPagesOn.Plain, await SignedAsync()));
        Assert.DoesNotContain(English["Mine_Newsletter_Submit"], without.AssertIs(200).Text, StringComparison.Ordinal);
    }

    private async Task<string> SignedAsync()
    {
        var email = SignerPagesProgram.NewEmail();
        await _program.SignAsync(SignerPagesOn.Plain, email);
        return email;
    }

    private async Task<IEnumerable<(string, long)>> ConsentsAsync(string slug) =>
        (await _program.Grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(slug)).Status())!.Consents!.Value
            .Select(consent => (consent.Id, consent.Signatures));
}

/// <summary>The newsletter on SQLite.</summary>
[Collection(SignerPagesCollection.Name)]
public sealed class SqliteNewsletterPageTests(SignerPagesOnSqlite on) : NewsletterPageContract(on), IClassFixture<SignerPagesOnSqlite>;

/// <summary>The newsletter on PostgreSQL.</summary>
[Collection(SignerPagesCollection.Name)]
public sealed class PostgresNewsletterPageTests(SignerPagesOnPostgres on)
    : NewsletterPageContract(on), IClassFixture<SignerPagesOnPostgres>;
