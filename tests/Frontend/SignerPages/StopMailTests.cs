using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.SignerPages;

/// <summary>The link that ends mails, over HTTP; the same facts for both databases.</summary>
public abstract class StopMailContract(SignerPagesOn on)
{
    private static readonly Texts English = Texts.English;

    private readonly SignerPagesProgram _program = on.Program;

    [Fact]
    public async Task Reading_the_link_ends_nothing_and_the_button_ends_and_allows()
    {
        var (slug, email) = (SignerPagesOn.Email, SignerPagesProgram.NewEmail());
        var link = await _program.StopMailLinkAsync(slug, email);
        // Whatever mail programs and scanners do with a link.
        (await _program.GetAsync(link)).AssertIs(200, English["Mine_Stop_Text"]).AssertIs(200, English["Mine_Stop_Allow"]);
        (await _program.GetAsync(link + "?lang=de")).AssertIs(200, Texts.Find("de")!["Mine_Stop_Submit"]);
        (await _program.GetAsync(link, HttpMethod.Head)).AssertIs(200);
        Assert.Equal(0, await StopsAsync());

        for (var press = 0; press < 2; press++)
            (await _program.PostAsync(link, new() { ["mails"] = "stop" })).AssertIs(200, English["Mine_Stopped_Title"]);
        Assert.Equal(1, await StopsAsync());
        (await _program.PostAsync(link, new() { ["mails"] = "allow" })).AssertIs(200, English["Mine_Allowed_Title"]);
        Assert.Equal(0, await StopsAsync());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_unsubscribe_button_of_a_mail_program_ends_the_mails_without_a_redirect(bool isMultipart)
    {
        var email = SignerPagesProgram.NewEmail();
        await _program.SignAsync(SignerPagesOn.Email, email);
        var link = await _program.StopMailLinkAsync(SignerPagesOn.Email, email);
        var before = await StopsAsync();
        using HttpContent content = isMultipart
            ? new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } }
            : new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        (await SignerPageReply.OfAsync(await _program.Http.PostAsync(new Uri(link, UriKind.Relative), content,
            TestContext.Current.CancellationToken))).AssertIs(200, English["Mine_Stopped_Title"]);
        Assert.Equal(before + 1, await StopsAsync());
        // The signature is as it was, and its page tells what is stored.
        var mine = await _program.MineLinkAsync(SignerPagesOn.Email, email);
        (await _program.GetAsync(mine)).AssertIs(200, English["Mine_Standing_Pending"])
            .AssertIs(200, English["Mine_Stored_MailsStopped"]);
        Assert.True(await AreStoppedAsync(mine));
        (await _program.PostAsync(link, new() { ["mails"] = "allow" })).AssertIs(200);
        Assert.False(await AreStoppedAsync(mine));
    }

    [Fact]
    public async Task No_mail_is_sent_after_they_ended_and_the_answer_is_the_same_for_everybody()
    {
        var (stopped, other) = (SignerPagesProgram.NewEmail(), SignerPagesProgram.NewEmail());
        (await _program.PostAsync(await _program.StopMailLinkAsync(SignerPagesOn.Email, stopped))).AssertIs(200);
        foreach (var email in new[] { stopped, other }) await _program.SignAsync(SignerPagesOn.Email, email);

        // The later one is sent after the earlier one was looked at.
        await _program.MailedLinkAsync(SignerPagesOn.Email, other);
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(20), async () => await _program.ScalarAsync(
            "SELECT count(*) FROM mail WHERE due_at IS NULL AND sent = 0 AND parked_at IS NULL AND mailed IS NOT NULL"
            + $" AND petition = {_program.Petition(SignerPagesOn.Email).Id}") >= 1));
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(_program.Settings.DataPath, "mail"), "*.eml"),
            file => File.ReadAllText(file).Contains(stopped, StringComparison.Ordinal));
        (await _program.PostAsync(await _program.StopMailLinkAsync(SignerPagesOn.Email, stopped), new() { ["mails"] = "allow" }))
            .AssertIs(200);
    }

    [Fact]
    public async Task Wrong_links_other_sites_and_other_bodies_end_nothing()
    {
        var email = SignerPagesProgram.NewEmail();
        var link = await _program.StopMailLinkAsync(SignerPagesOn.Email, email);
        (await _program.PostAsync(link, null, ("Sec-Fetch-Site", "cross-site"))).AssertIs(403, English["Mine_OtherSite_Title"]);
        (await _program.PostAsync(link, new() { ["x"] = new string('x', 20_000) })).AssertIs(413);
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        (await SignerPageReply.OfAsync(await _program.Http.PostAsync(new Uri(link, UriKind.Relative), json,
            TestContext.Current.CancellationToken))).AssertIs(415);
        using var large = new ByteArrayContent(new byte[20_000]);
        large.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        (await SignerPageReply.OfAsync(await _program.Http.PostAsync(new Uri(link, UriKind.Relative), large,
            TestContext.Current.CancellationToken))).AssertIs(413);
        var mine = await _program.MineLinkAsync(SignerPagesOn.Email, email);
        foreach (var wrong in new[] { mine.Replace("/mine/", "/stop-mail/", StringComparison.Ordinal),
            link.Replace("/stop-mail/", "/mine/", StringComparison.Ordinal) + "/withdraw",
            link.Replace(SignerPagesOn.Email, SignerPagesOn.Plain, StringComparison.Ordinal) })
            (await _program.PostAsync(wrong)).AssertIs(404, English["Mine_WrongLink_Title"]);
        Assert.Equal(0, await _program.ScalarAsync("SELECT count(*) FROM mail_stop"));
    }

    private async Task<bool> AreStoppedAsync(string mine) =>
        (bool)JsonNode.Parse((await _program.GetAsync(mine + "/data.json")).Html)!["mailsStopped"]!;

    private Task<long> StopsAsync() =>
        _program.ScalarAsync($"SELECT count(*) FROM mail_stop WHERE petition = {_program.Petition(SignerPagesOn.Email).Id}");
}

/// <summary>Ending mails on SQLite.</summary>
[Collection(SignerPagesCollection.Name)]
public sealed class SqliteStopMailPageTests(SignerPagesOnSqlite on) : StopMailContract(on), IClassFixture<SignerPagesOnSqlite>;

/// <summary>Ending mails on PostgreSQL.</summary>
[Collection(SignerPagesCollection.Name)]
public sealed class PostgresStopMailPageTests(SignerPagesOnPostgres on) : StopMailContract(on), IClassFixture<SignerPagesOnPostgres>;
