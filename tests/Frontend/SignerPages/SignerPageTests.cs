using System.Text.Json.Nodes;
using Petitions.Frontend.Localization;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.SignerPages;

/// <summary>The page of one signer in one petition, over HTTP; the same facts for both databases.</summary>
public abstract class SignerPageContract(SignerPagesOn on)
{
    private static readonly Texts English = Texts.English;

    private readonly SignerPagesProgram _program = on.Program;

    [Fact]
    public async Task Everything_that_is_stored_is_shown_and_can_be_downloaded()
    {
        var email = SignerPagesProgram.NewEmail();
        await _program.SignAsync(SignerPagesOn.Plain, email, givenName: "محمد", familyName: "<i>al-Ḥasan</i>");
        var mine = await _program.MineLinkAsync(SignerPagesOn.Plain, email);

        var page = (await _program.GetAsync(mine)).AssertIs(200, English["Mine_Standing_Counted"]);
        foreach (var shown in new[] { "محمد", "<i>al-Ḥasan</i>", email, "Wien", "Austria", "German (Austria)",
            "Ich willige ausdrücklich ein", "2026-01", "Australia" })
            Assert.Contains(shown, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("de-AT", page.Text, StringComparison.Ordinal);
        (await _program.GetAsync(mine + "?lang=de")).AssertIs(200, Texts.Find("de")!["Mine_Standing_Counted"])
            .AssertIs(200, "Deutsch (Österreich)");

        var download = (await _program.GetAsync(mine + "/data.json")).AssertIs(200);
        Assert.Equal($"attachment; filename=\"{SignerPagesOn.Plain}-signature.json\"", download.Headers["Content-Disposition"]);
        var data = JsonNode.Parse(download.Html)!;
        Assert.Equal(("محمد", "<i>al-Ḥasan</i>"), ((string)data["person"]!["givenName"]!, (string)data["person"]!["familyName"]!));
        Assert.Equal((email, "Wien", "AT", "de-AT"), ((string)data["person"]!["email"]!, (string)data["person"]!["place"]!,
            (string)data["person"]!["country"]!, (string)data["person"]!["locale"]!));
        Assert.Equal(("counted", 1, 90), ((string)data["state"]!, (int)data["documentVersion"]!, (int)data["retentionDays"]!));
        var consent = Assert.Single(data["consents"]!.AsArray())!;
        Assert.Equal(("transfer", "2026-01", "checkbox", "AU", "none"), ((string)consent["id"]!, (string)consent["version"]!,
            (string)consent["method"]!, (string)consent["country"]!, (string)consent["adequacy"]!));
        Assert.Equal((string)consent["textHash"]!, DocumentHash.OfText((string)consent["text"]!));
        Assert.InRange((DateTimeOffset)data["signedAt"]!, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task A_withdrawal_leaves_the_count_and_only_this_page_brings_it_back()
    {
        const string slug = SignerPagesOn.Withdrawing;
        var email = SignerPagesProgram.NewEmail();
        var first = await _program.SignAsync(slug, email);
        var mine = await _program.MineLinkAsync(slug, email);
        await _program.AssertCountAsync(slug, 1);
        var withdrawn = (await _program.PostAsync(mine + "/withdraw")).AssertIs(303);
        await _program.AssertCountAsync(slug, 0);
        (await _program.GetAsync(withdrawn.Location!)).AssertIs(200, English["Mine_Done_withdrawn"]);

        // The old request and new ones of whoever knows the address: the answer of a success, and nothing happens.
        await _program.SignAsync(slug, email, first);
        await _program.SignAsync(slug, email);
        (await _program.PostAsync($"/p/{slug}", new()
        {
            ["givenName"] = "Maria", ["familyName"] = "Musterfrau", ["email"] = email, ["ageConfirmed"] = "true",
                ["consent-transfer"] = "2026-01",
        })).AssertLeadsToMarked($"/p/{slug}/thanks?lang=en");
        await _program.AssertCountAsync(slug, 0);

        var form = FormOf((await _program.GetAsync(mine)).AssertIs(200, English["Mine_SignAgain_Title"]));
        Assert.DoesNotContain(" checked", (await _program.GetAsync(mine)).Html, StringComparison.Ordinal);
        (await _program.PostAsync(mine + "/sign-again", form)).AssertIs(422, English["Fault_consents_Missing"]);
        await _program.AssertCountAsync(slug, 0);
        form["ageConfirmed"] = "true";
        form["consent-transfer"] = "2026-01";
        for (var press = 0; press < 2; press++) (await _program.PostAsync(mine + "/sign-again", form)).AssertIs(303);
        await _program.AssertCountAsync(slug, 1);
        (await _program.GetAsync(mine + "?done=signed")).AssertIs(200, English["Mine_Done_signed"]);

        // A late retry of this request after another withdrawal revives nothing either.
        (await _program.PostAsync(mine + "/withdraw")).AssertIs(303);
        (await _program.PostAsync(mine + "/sign-again", form)).AssertIs(409, English["Mine_Refused_Withdrawn"]);
        await _program.AssertCountAsync(slug, 0);
    }

    [Fact]
    public async Task Erasing_is_explained_and_leaves_no_address_for_signing_again()
    {
        const string slug = SignerPagesOn.Erasing;
        var email = SignerPagesProgram.NewEmail();
        await _program.SignAsync(slug, email, familyName: "Nobody-may-know");
        var mine = await _program.MineLinkAsync(slug, email);
        (await _program.GetAsync(mine + "/erase")).AssertIs(200, English["Mine_Erase_Text"]);
        await _program.AssertCountAsync(slug, 1);

        (await _program.PostAsync(mine + "/erase")).AssertIs(303);
        await _program.AssertCountAsync(slug, 0);
        var page = (await _program.GetAsync(mine)).AssertIs(200, English["Mine_Standing_Erased"]);
        Assert.DoesNotContain("Nobody-may-know", page.Html, StringComparison.Ordinal);
        var data = JsonNode.Parse((await _program.GetAsync(mine + "/data.json")).Html)!;
        Assert.Null(data["person"]);
        Assert.NotNull(data["erasedAt"]);
        Assert.Equal("withdrawn", (string)data["state"]!);
        Assert.Equal(0, await _program.ScalarAsync("SELECT count(*) FROM signature WHERE sealed IS NOT NULL AND petition = "
            + $"{_program.Petition(slug).Id}"));

        var form = FormOf(page);
        (form["givenName"], form["familyName"], form["ageConfirmed"], form["consent-transfer"]) = ("Maria", "Musterfrau",
            "true", "2026-01");
        form["email"] = SignerPagesProgram.NewEmail();
        form.Remove("consent-transfer");
        (await _program.PostAsync(mine + "/sign-again", form)).AssertIs(422, English["Fault_email_OtherPerson"])
            .AssertIs(422, English["Fault_consents_Missing"]);
        form["consent-transfer"] = "2026-01";
        await _program.AssertCountAsync(slug, 0);
        form["email"] = email.ToUpperInvariant().Replace("@", "+again@", StringComparison.Ordinal);
        (await _program.PostAsync(mine + "/sign-again", form)).AssertIs(303);
        await _program.AssertCountAsync(slug, 1);
        (await _program.GetAsync(mine)).AssertIs(200, form["email"]);
    }

    [Fact]
    public async Task A_name_is_corrected_by_the_rules_of_the_form()
    {
        var email = SignerPagesProgram.NewEmail();
        await _program.SignAsync(SignerPagesOn.Plain, email);
        var mine = await _program.MineLinkAsync(SignerPagesOn.Plain, email);
        foreach (var (given, family) in new[] { ("Ⅿ", new string('ä', 100)), ("مُحَمَّد", "देवनागरी"),
            ("<script>", "O'Neill & \"Söhne\"") })
        {
            (await _program.PostAsync(mine + "/name", new() { ["givenName"] = given, ["familyName"] = $" {family} " })).AssertIs(303);
            var data = JsonNode.Parse((await _program.GetAsync(mine + "/data.json")).Html)!;
            Assert.Equal((given, family, email),
                ((string)data["person"]!["givenName"]!, (string)data["person"]!["familyName"]!, (string)data["person"]!["email"]!));
        }
        Assert.DoesNotContain("<script>", (await _program.GetAsync(mine)).Html, StringComparison.Ordinal);

        foreach (var (name, fault) in new[] { ("", "Empty"), (new string('x', 101), "TooLong"), ("a\u202Eb", "Forbidden") })
        {
            var page = await _program.PostAsync(mine + "/name", new() { ["givenName"] = "Kept & shown", ["familyName"] = name });
            page.AssertIs(422, English.With($"Fault_familyName_{fault}", 100));
            Assert.Contains("value=\"Kept &amp; shown\"", page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unconfirmed_name_is_corrected_by_signing_again()
    {
        var email = SignerPagesProgram.NewEmail();
        // Mailed, so it stays confirmable beside the newer attempt.
        await _program.SignAsync(SignerPagesOn.Email, email, givenName: "Mraia");
        await _program.MailedLinkAsync(SignerPagesOn.Email, email);
        var mine = await _program.MineLinkAsync(SignerPagesOn.Email, email);
        (await _program.GetAsync(mine)).AssertIs(200, English["Mine_Name_Pending"]).AssertIs(200, "Mraia");

        var newest = await _program.SignForLinkAsync(SignerPagesOn.Email, email, givenName: "Maria");
        (await _program.GetAsync(mine)).AssertIs(200, English["Mine_Name_Pending"]).AssertIs(200, "Maria")
            .AssertIs(200, English["Mine_Stored_Earlier"]).AssertIs(200, "Mraia");
        (await _program.PostAsync(newest)).AssertIs(303);
        var page = (await _program.GetAsync(mine)).AssertIs(200, English["Mine_Name_Text"]);
        Assert.DoesNotContain(English["Mine_Name_Pending"], page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Mraia", page.Text, StringComparison.Ordinal);
        Assert.Equal("Maria", (string)JsonNode.Parse((await _program.GetAsync(mine + "/data.json")).Html)!["person"]!["givenName"]!);
    }

    [Fact]
    public async Task After_hand_over_the_page_says_what_cannot_be_called_back_and_the_name_stays()
    {
        const string slug = SignerPagesOn.HandedOver;
        var email = SignerPagesProgram.NewEmail();
        await _program.SignAsync(slug, email);
        var mine = await _program.MineLinkAsync(slug, email);
        Assert.DoesNotContain("class=\"notice\"", (await _program.GetAsync(mine)).Html, StringComparison.Ordinal);
        await _program.HandOverAsync(slug);

        var page = (await _program.GetAsync(mine)).AssertIs(200, English.With("Mine_HandedOver", "Captain Rosalind Tully"));
        Assert.DoesNotContain("/name?", page.Html, StringComparison.Ordinal);
        (await _program.PostAsync(mine + "/name", new() { ["givenName"] = "Late", ["familyName"] = "Change" }))
            .AssertIs(409, English["Mine_Refused_HandedOver"]);
        (await _program.GetAsync(mine + "/erase")).AssertIs(200, English.With("Mine_HandedOver", "Captain Rosalind Tully"));

        (await _program.PostAsync(mine + "/withdraw")).AssertIs(303);
        await _program.AssertCountAsync(slug, 0);
        (await _program.GetAsync(mine)).AssertIs(200, English.With("Mine_HandedOverPerhaps", "Captain Rosalind Tully"));
        // An admin finds who left after a parcel: withdrawn, of an epoch that has ended.
        Assert.Equal(1, await _program.ScalarAsync(
            $"SELECT count(*) FROM signature s WHERE petition = {_program.Petition(slug).Id} AND state = 2 AND epoch < (SELECT max(epoch) "
                + "FROM tally WHERE petition = s.petition)"));
    }

    [Theory, InlineData("withdraw", "Mine_Standing_Withdrawn"), InlineData("erase", "Mine_Standing_Erased")]
    public async Task The_owner_of_an_address_can_stop_a_pending_signature(string action, string standing)
    {
        var email = SignerPagesProgram.NewEmail();
        var confirm = await _program.SignForLinkAsync(SignerPagesOn.Email, email);
        var mine = await _program.MineLinkAsync(SignerPagesOn.Email, email);
        (await _program.GetAsync(mine)).AssertIs(200, English["Mine_Withdraw_Pending"]);
        var data = JsonNode.Parse((await _program.GetAsync(mine + "/data.json")).Html)!;
        Assert.Equal(new ConfirmationOptions().PendingFor, (DateTimeOffset)data["keptUntil"]! - (DateTimeOffset)data["signedAt"]!);
        (await _program.PostAsync($"{mine}/{action}")).AssertIs(303);

        (await _program.GetAsync(mine)).AssertIs(200, English[standing]);
        (await _program.PostAsync(confirm)).AssertIs(409, English["Mine_Withdrawn_Title"]);
    }

    [Fact]
    public async Task The_consent_that_is_shown_is_the_one_that_was_given()
    {
        const string slug = SignerPagesOn.Changing;
        var email = SignerPagesProgram.NewEmail();
        await _program.SignAsync(slug, email, locale: "en");
        var before = _program.Petition(slug);
        var changed = before.Texts.Select(text =>
            text with { ConsentText = "A text that nobody has read yet.", Hash = DocumentHash.OfText(text.Lang) });
        await _program.Grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(slug)).Publish(new(slug, before.Facts, [.. changed]));
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(20), () => _program.Petition(slug).CurrentVersion == 2));

        var data = JsonNode.Parse((await _program.GetAsync(await _program.MineLinkAsync(slug, email) + "/data.json")).Html)!;
        Assert.Equal(1, (int)data["documentVersion"]!);
        Assert.StartsWith("I expressly agree", (string)data["consents"]![0]!["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_letter_is_closed_nobody_signs_again_and_everybody_may_still_leave()
    {
        const string slug = SignerPagesOn.Closing;
        var (leaving, back) = (SignerPagesProgram.NewEmail(), SignerPagesProgram.NewEmail());
        await _program.SignAsync(slug, leaving);
        await _program.SignAsync(slug, back);
        var mine = await _program.MineLinkAsync(slug, back);
        (await _program.PostAsync(mine + "/withdraw")).AssertIs(303);
        var form = FormOf(await _program.GetAsync(mine));
        (form["ageConfirmed"], form["consent-transfer"]) = ("true", "2026-01");
        await _program.Grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(slug)).SetOpen(false);

        var page = (await _program.PostAsync(mine + "/sign-again", form)).AssertIs(409, English["Mine_Refused_Refused"]);
        Assert.DoesNotContain("sign-again", page.Html, StringComparison.Ordinal);
        // Nothing was handed over, so the days of the document begin with the closing.
        Assert.True(await Waiting.UntilAsync(
            TimeSpan.FromSeconds(20), () => _program.Petition(slug).PhaseAt(TimeProvider.System.GetUtcNow()) == PetitionPhase.Closed));
        var keptUntil = (DateTimeOffset)JsonNode.Parse((await _program.GetAsync(mine + "/data.json")).Html)!["keptUntil"]!;
        Assert.InRange(keptUntil, TimeProvider.System.GetUtcNow().AddDays(90).AddMinutes(-5), TimeProvider.System.GetUtcNow().AddDays(90));
        (await _program.PostAsync(await _program.MineLinkAsync(slug, leaving) + "/withdraw")).AssertIs(303);
        await _program.AssertCountAsync(slug, 0);
    }

    [Fact]
    public async Task Posts_from_other_sites_or_without_a_form_change_nothing()
    {
        var email = SignerPagesProgram.NewEmail();
        await _program.SignAsync(SignerPagesOn.Plain, email);
        var mine = await _program.MineLinkAsync(SignerPagesOn.Plain, email);
        foreach (var action in new[] { "withdraw", "erase", "name", "sign-again" })
        {
            (await _program.PostAsync($"{mine}/{action}", null, ("Sec-Fetch-Site", "same-site")))
                .AssertIs(403, English["Mine_OtherSite_Title"]);
            (await _program.PostAsync($"{mine}/{action}", new() { ["givenName"] = new string('x', 17_000) })).AssertIs(413);
            using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            (await SignerPageReply.OfAsync(await _program.Http.PostAsync(new Uri($"{mine}/{action}", UriKind.Relative), json,
                TestContext.Current.CancellationToken))).AssertIs(415);
        }
        (await _program.PostAsync(mine + "/sign-again", new() { ["replaces"] = "nothing" })).AssertIs(400);
        (await _program.GetAsync(mine)).AssertIs(200, English["Mine_Standing_Counted"]);
    }

    // As a browser fills it in: hidden fields as they are, names as they stand there.
    private static Dictionary<string, string> FormOf(SignerPageReply page) => new()
    {
        ["givenName"] = "Maria", ["familyName"] = "Musterfrau",
        ["documentLang"] = page.Value("documentLang"), ["documentVersion"] = page.Value("documentVersion"),
        ["idempotencyKey"] = page.Value("idempotencyKey"), ["replaces"] = page.Value("replaces"),
    };
}

/// <summary>The signer's page on SQLite.</summary>
[Collection(SignerPagesCollection.Name)]
public sealed class SqliteSignerPageTests(SignerPagesOnSqlite on) : SignerPageContract(on), IClassFixture<SignerPagesOnSqlite>;

/// <summary>The signer's page on PostgreSQL.</summary>
[Collection(SignerPagesCollection.Name)]
public sealed class PostgresSignerPageTests(SignerPagesOnPostgres on) : SignerPageContract(on), IClassFixture<SignerPagesOnPostgres>;
