using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Signing;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.SignerPages;

/// <summary>The link in the mail that asks for a confirmation, over HTTP; the same facts for both databases.</summary>
public abstract class ConfirmContract(SignerPagesOn on)
{
    private static readonly Texts English = Texts.English;

    private readonly SignerPagesProgram _program = on.Program;

    [Fact]
    public async Task Reading_the_link_confirms_nothing_and_the_button_does_once()
    {
        const string slug = SignerPagesOn.Confirming;
        var email = SignerPagesProgram.NewEmail();
        await _program.SignAsync(slug, email, givenName: "<b>Ödön</b>", familyName: "O'Neill");
        var link = await _program.ConfirmLinkAsync(slug, email);

        var page = (await _program.GetAsync(link)).AssertIs(200, English["Mine_Confirm_Title"]);
        Assert.Contains("<b>Ödön</b> O'Neill", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page.Html, StringComparison.Ordinal);
        Assert.Contains("Rosalind Tully", page.Text, StringComparison.Ordinal);
        (await _program.GetAsync(link, HttpMethod.Head)).AssertIs(200);
        await _program.AssertCountAsync(slug, 0);

        for (var press = 0; press < 2; press++)
        {
            var pressed = (await _program.PostAsync(link)).AssertIs(303);
            (await _program.GetAsync(pressed.Location!)).AssertIs(200, English["Mine_Confirmed_Title"]);
            await _program.AssertCountAsync(slug, 1);
        }
        var confirmed = await _program.GetAsync(link + "?lang=de");
        confirmed.AssertIs(200, Texts.Find("de")!["Mine_Confirmed_Title"]);
        var mine = System.Text.RegularExpressions.Regex.Match(confirmed.Text, $"/p/{slug}/mine/[A-Za-z0-9_-]+").Value;
        (await _program.GetAsync(mine)).AssertIs(200, email);
    }

    [Fact]
    public async Task A_mailed_link_confirms_what_its_mail_showed_after_a_stranger_used_the_address()
    {
        const string slug = SignerPagesOn.Contested;
        var email = SignerPagesProgram.NewEmail();
        await _program.SignAsync(slug, email, givenName: "Maria");
        var owners = await _program.MailedLinkAsync(slug, email);
        var strangers = await _program.SignForLinkAsync(slug, email, givenName: "Stranger");

        var mine = await _program.MineLinkAsync(slug, email);
        (await _program.GetAsync(mine)).AssertIs(200, "Stranger").AssertIs(200, English["Mine_Stored_Earlier"]);
        var data = JsonNode.Parse((await _program.GetAsync(mine + "/data.json")).Html)!;
        var earlier = Assert.Single(data["earlierAttempts"]!.AsArray())!;
        Assert.Equal("Maria", (string)earlier["person"]!["givenName"]!);
        Assert.Equal($"{data["consents"]}", $"{earlier["consents"]}");
        Assert.NotEmpty((string)Assert.Single(earlier["consents"]!.AsArray())!["text"]!);
        Assert.DoesNotContain("Stranger", (await _program.GetAsync(owners)).AssertIs(200, "Maria").Text, StringComparison.Ordinal);
        (await _program.GetAsync(strangers)).AssertIs(200, "Stranger").AssertIs(200, English["Mine_Confirm_OtherName"]);

        (await _program.PostAsync(owners)).AssertIs(303);
        await _program.AssertCountAsync(slug, 1);
        data = JsonNode.Parse((await _program.GetAsync(mine + "/data.json")).Html)!;
        Assert.Equal(("counted", "Maria", 0),
            ((string)data["state"]!, (string)data["person"]!["givenName"]!, data["earlierAttempts"]!.AsArray().Count));
        foreach (var link in new[] { owners, strangers })
        {
            (await _program.PostAsync(link)).AssertIs(303);
            (await _program.GetAsync(link)).AssertIs(200, English["Mine_Confirmed_Title"]);
        }
        await _program.AssertCountAsync(slug, 1);
    }

    [Fact]
    public async Task A_link_that_belongs_to_nothing_that_waits_says_so_and_confirms_nothing()
    {
        var email = SignerPagesProgram.NewEmail();
        var link = await _program.SignForLinkAsync(SignerPagesOn.Email, email, givenName: "Stranger");
        // As if it had been replaced before its mail was sent.
        await _program.MailedLinkAsync(SignerPagesOn.Email, email);
        await _program.SignAsync(SignerPagesOn.Email, email, givenName: "Maria");
        await _program.ExecuteAsync($"DELETE FROM earlier_attempt WHERE petition = {_program.Petition(SignerPagesOn.Email).Id}");

        (await _program.GetAsync(link)).AssertIs(410, English["Mine_Replaced_Title"]);
        (await _program.PostAsync(link)).AssertIs(410, English["Mine_Replaced_Title"]);
    }

    [Fact]
    public async Task A_link_does_not_confirm_another_name_that_was_sent_under_its_operation_id()
    {
        var email = SignerPagesProgram.NewEmail();
        var operation = RunningProgram.NewOperation();
        await _program.SignAsync(SignerPagesOn.Email, email, operation, givenName: "Maria");
        var mailed = await _program.MailedLinkAsync(SignerPagesOn.Email, email);
        await _program.SignAsync(SignerPagesOn.Email, email, operation, givenName: "Stranger");
        for (var other = 0; other < 4; other++) await _program.SignAsync(SignerPagesOn.Email, email, givenName: $"Stranger {other}");

        Assert.DoesNotContain("Stranger", (await _program.GetAsync(mailed)).AssertIs(200, "Maria").Text, StringComparison.Ordinal);
        (await _program.PostAsync(mailed)).AssertIs(303);
        (await _program.GetAsync(await _program.MineLinkAsync(SignerPagesOn.Email, email))).AssertIs(200, "Maria");
    }

    [Fact]
    public async Task One_operation_id_with_another_name_gets_the_same_answer_byte_for_byte()
    {
        var (email, operation) = (SignerPagesProgram.NewEmail(), RunningProgram.NewOperation());
        using var first = await _program.TrySignAsync(SignerPagesOn.Email, email, operation, givenName: "Maria");
        using var second = await _program.TrySignAsync(SignerPagesOn.Email, email, operation, givenName: "Stranger");
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, second.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(2, 409, "Mine_Withdrawn_Title")]
    [InlineData(3, 409, "Mine_Invalidated_Title")]
    [InlineData(4, 410, "Mine_Expired_Title")]
    public async Task A_signature_that_waits_no_more_is_not_confirmed_and_the_page_says_why(int state, int status, string title)
    {
        var email = SignerPagesProgram.NewEmail();
        var link = await _program.SignForLinkAsync(SignerPagesOn.Email, email);
        await _program.ExecuteAsync($"UPDATE signature SET state = {state} WHERE state = 0 AND petition = "
            + $"{_program.Petition(SignerPagesOn.Email).Id}");

        (await _program.GetAsync(link)).AssertIs(status, English[title]);
        (await _program.PostAsync(link)).AssertIs(status, English[title]);
    }

    [Fact]
    public async Task After_a_withdrawal_the_old_link_leads_to_the_signer_page()
    {
        var email = SignerPagesProgram.NewEmail();
        var link = await _program.SignForLinkAsync(SignerPagesOn.Email, email);
        (await _program.PostAsync(await _program.MineLinkAsync(SignerPagesOn.Email, email) + "/withdraw")).AssertIs(303);

        var page = (await _program.PostAsync(link)).AssertIs(409, English["Mine_Withdrawn_Title"]);
        var mine = System.Text.RegularExpressions.Regex.Match(page.Text, $"/p/{SignerPagesOn.Email}/mine/[A-Za-z0-9_-]+").Value;
        (await _program.GetAsync(mine)).AssertIs(200, English["Mine_Standing_Withdrawn"]);
    }

    [Fact]
    public async Task After_the_time_for_confirmations_it_is_too_late()
    {
        var email = SignerPagesProgram.NewEmail();
        var link = await _program.SignForLinkAsync(SignerPagesOn.TooLate, email);
        await _program.Grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(SignerPagesOn.TooLate)).SetOpen(false);
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(20), () => _program.Petition(SignerPagesOn.TooLate).ClosedByAdmin));

        // Nobody is sent to a form that takes nothing any more.
        Assert.DoesNotContain(English["Mine_Confirm_OtherName"], (await _program.GetAsync(link)).Text, StringComparison.Ordinal);
        (await _program.PostAsync(link)).AssertIs(410, English["Mine_TooLate_Title"]);
        await _program.AssertCountAsync(SignerPagesOn.TooLate, 0);
    }

    [Fact]
    public async Task A_form_from_another_site_confirms_nothing()
    {
        const string slug = SignerPagesOn.Doubting;
        var email = SignerPagesProgram.NewEmail();
        var link = await _program.SignForLinkAsync(slug, email);
        (await _program.PostAsync(link, null, ("Sec-Fetch-Site", "cross-site"))).AssertIs(403, English["Mine_OtherSite_Title"]);
        (await _program.PostAsync(link, null, ("Origin", "https://evil.example"))).AssertIs(403);
        (await _program.PostAsync(link, new() { ["x"] = new string('x', 20_000) })).AssertIs(413);
        await _program.AssertCountAsync(slug, 0);

        // What a browser that knows no Fetch Metadata sends from a page without referrer.
        (await _program.PostAsync(link, null, ("Origin", "null"))).AssertIs(303);
        await _program.AssertCountAsync(slug, 1);
    }

    [Fact]
    public async Task Every_wrong_link_gets_the_same_answer_whatever_is_wrong_with_it()
    {
        var (email, other) = (SignerPagesProgram.NewEmail(), SignerPagesProgram.NewEmail());
        await _program.SignAsync(SignerPagesOn.Email, email);
        var link = await _program.ConfirmLinkAsync(SignerPagesOn.Email, email);
        var mine = await _program.MineLinkAsync(SignerPagesOn.Email, email);
        var past = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        string[] wrong =
        [
            link[..^2] + (link[^2] == 'A' ? "B" : "A") + link[^1],
            link[..^1],
            await _program.ConfirmLinkAsync(SignerPagesOn.Email, email, past),
            await _program.MineLinkAsync(SignerPagesOn.Email, email, past),
            link.Replace(SignerPagesOn.Email, SignerPagesOn.Plain, StringComparison.Ordinal),
            mine.Replace(SignerPagesOn.Email, SignerPagesOn.Plain, StringComparison.Ordinal),
            link.Replace(SignerPagesOn.Email, "nobody-knows", StringComparison.Ordinal),
            link.Replace("confirm", "mine", StringComparison.Ordinal),
            mine.Replace("mine", "confirm", StringComparison.Ordinal),
            await _program.MineLinkAsync(SignerPagesOn.Email, other),
            $"/p/{SignerPagesOn.Email}/confirm/{new string('A', 87)}",
            $"/p/{SignerPagesOn.Email}/mine/%3Cb%3E",
        ];
        var answers = new List<string>();
        foreach (var path in wrong)
        {
            answers.Add((await _program.GetAsync(path)).AssertIs(404, English["Mine_WrongLink_Title"]).Fingerprint);
            foreach (var action in path.Contains("/mine/", StringComparison.Ordinal) ? new[] { "/withdraw", "/erase" } : [""])
                answers.Add((await _program.PostAsync(path + action)).AssertIs(404).Fingerprint);
        }
        Assert.Single(answers.Distinct());
        Assert.Contains("/my?lang=en", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_overload_the_page_says_to_try_again_and_nothing_is_lost()
    {
        var email = SignerPagesProgram.NewEmail();
        var link = await _program.SignForLinkAsync(SignerPagesOn.Email, email);
        var admission = _program.Services.GetRequiredService<Admission>();
        var places = 0;
        while (admission.TryEnterChange()) places++;
        try
        {
            (await _program.GetAsync(link)).AssertIs(503, English["Mine_TryAgain_Title"]);
            (await _program.PostAsync(link)).AssertIs(503, English["Mine_TryAgain_Title"]);
        }
        finally
        {
            while (places-- > 0) admission.LeaveChange();
        }
        (await _program.PostAsync(link)).AssertIs(303);
    }
}

/// <summary>Confirming on SQLite.</summary>
[Collection(SignerPagesCollection.Name)]
public sealed class SqliteConfirmTests(SignerPagesOnSqlite on) : ConfirmContract(on), IClassFixture<SignerPagesOnSqlite>;

/// <summary>Confirming on PostgreSQL.</summary>
[Collection(SignerPagesCollection.Name)]
public sealed class PostgresConfirmTests(SignerPagesOnPostgres on) : ConfirmContract(on), IClassFixture<SignerPagesOnPostgres>;
