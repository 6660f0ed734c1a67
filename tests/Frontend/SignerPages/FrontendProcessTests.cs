using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.SignerPages;

/// <summary>
/// A front end that is a process of its own, with the pepper as its only key and no database, does everything that is done here.
/// </summary>
[Collection(ExclusiveCollection.Name)]
public sealed class FrontendProcessTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_front_end_without_a_database_confirms_shows_withdraws_and_signs_again()
    {
        const string slug = SignerPagesOn.Email;
        await using var silo = await SignerPagesProgram.StartAsync(StoreKind.Sqlite, postgres, [slug]);
        using var keys = new ScratchFolder();
        File.Copy(Path.Combine(silo.Settings.DataPath, "keys", "pepper.key"), keys.At("pepper.key"));
        await using var process = await PetitionProcess.StartReadyAsync(
            new PetitionSettings { Program = ProgramFiles.Frontend, DataPath = keys.Path }
                .With("Petition__Keys__Path", keys.Path).With("Petition__Cluster__Gateways", $"127.0.0.1:{silo.Settings.GatewayPort}")
                    .With("Petition__Admin__Urls", null));
        using var front = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false,
            UseProxy = false }) { BaseAddress = process.Settings.PublicBaseUrl };

        var email = SignerPagesProgram.NewEmail();
        var confirm = await silo.SignForLinkAsync(slug, email);
        var mine = await silo.MineLinkAsync(slug, email);
        (await PostAsync(front, confirm)).AssertIs(303);
        await silo.AssertCountAsync(slug, 1, SignerPagesProgram.ActsWithin);
        (await SignerPageReply.OfAsync(await front.GetAsync(Relative(confirm)))).AssertIs(200, Texts.English["Mine_Confirmed_Title"]);
        (await SignerPageReply.OfAsync(await front.GetAsync(Relative(mine)))).AssertIs(200, email);
        (await PostAsync(front, mine + "/erase")).AssertIs(303);
        await silo.AssertCountAsync(slug, 0, SignerPagesProgram.ActsWithin);

        var page = await SignerPageReply.OfAsync(await front.GetAsync(Relative(mine)));
        (await PostAsync(front, mine + "/sign-again", new()
        {
            ["givenName"] = "Maria", ["familyName"] = "Musterfrau", ["email"] = email, ["ageConfirmed"] = "true",
                ["consent-transfer"] = "2026-01",
            ["idempotencyKey"] = page.Value("idempotencyKey"), ["replaces"] = page.Value("replaces"),
        })).AssertIs(303);
        await silo.AssertCountAsync(slug, 1, SignerPagesProgram.ActsWithin);
        (await PostAsync(front, "/my", new() { ["email"] = email, ["petition"] = slug })).AssertIs(303);
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(20), async () =>
            await silo.ScalarAsync("SELECT count(*) FROM mail WHERE purpose = 4") == 1));
    }

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    private static async Task<SignerPageReply> PostAsync(HttpClient front, string path, Dictionary<string, string>? form = null)
    {
        using var content = new FormUrlEncodedContent(form ?? []);
        return await SignerPageReply.OfAsync(await front.PostAsync(Relative(path), content));
    }
}
