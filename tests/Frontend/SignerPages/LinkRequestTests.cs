using System.Diagnostics;
using Petitions.Frontend.Localization;
using Petitions.Frontend.SignerPages;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.SignerPages;

/// <summary>Asking for a link: nobody learns from it who has signed.</summary>
public abstract class LinkRequestContract(SignerPagesOn on)
{
    private const int Calls = 200;

    private static readonly Texts English = Texts.English;

    private readonly SignerPagesProgram _program = on.Program;

    [Fact]
    public async Task The_answer_is_the_same_and_only_whoever_has_signed_gets_a_mail()
    {
        var (known, unknown) = (SignerPagesProgram.NewEmail(), SignerPagesProgram.NewEmail());
        await _program.SignAsync(SignerPagesOn.Plain, known);
        var mails = await MailsAsync();
        var stranger = await AskAsync(unknown);
        var signer = await AskAsync(known.ToUpperInvariant());
        Assert.Equal(stranger.Fingerprint, signer.Fingerprint);
        stranger.AssertIs(303);
        (await _program.GetAsync(stranger.Location!)).AssertIs(200, English["Mine_Sent_Title"]);

        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(20), async () => await MailsAsync() == mails + 1));
        // Asking again is still one mail.
        await AskAsync(known);
        await AskAsync(unknown);
        Assert.False(await Waiting.UntilAsync(TimeSpan.FromMilliseconds(300), async () => await MailsAsync() > mails + 1));
    }

    [Fact]
    public async Task Whoever_signed_before_their_provider_had_a_rule_gets_a_mail()
    {
        var email = $"anna.{RunningProgram.NewSigner()}@googlemail.com";
        await _program.SignAsBeforeAsync(SignerPagesOn.Plain, email);
        var mails = await MailsAsync();
        (await AskAsync(email)).AssertIs(303);
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(20), async () => await MailsAsync() == mails + 1));
    }

    [Fact]
    public async Task Every_page_leads_here_but_this_one()
    {
        static string Foot(SignerPageReply page) => page.Html[page.Html.IndexOf("<footer", StringComparison.Ordinal)..];
        Assert.DoesNotContain("href", Foot((await _program.GetAsync("/my?lang=en")).AssertIs(200)), StringComparison.Ordinal);
        Assert.DoesNotContain("href", Foot((await AskAsync("")).AssertIs(422)), StringComparison.Ordinal);
        Assert.Contains("href=\"/my?lang=en\"", Foot((await _program.GetAsync("/my/sent?lang=en")).AssertIs(200)),
            StringComparison.Ordinal);
    }

    // By construction: the answer is given before anybody has looked. This would find that somebody looks first.
    [Fact]
    public async Task The_answer_takes_as_long_for_a_known_address_as_for_an_unknown_one()
    {
        var known = SignerPagesProgram.NewEmail();
        await _program.SignAsync(SignerPagesOn.Plain, known);
        var (ofKnown, ofUnknown) = (new List<double>(), new List<double>());
        for (var call = 0; call < Calls; call++)
        {
            ofKnown.Add(await TimeAsync(known));
            ofUnknown.Add(await TimeAsync(SignerPagesProgram.NewEmail()));
        }
        var (a, b) = (Median(ofKnown), Median(ofUnknown));
        LongRun.Report($"/my: median {a:F3} ms for a known address, {b:F3} ms for an unknown one, {Calls} calls each");
        Assert.InRange(a / b, 0.67, 1.5);
    }

    // A transaction that writes nothing is not flushed to the disk, which whoever asks many times could feel.
    [Fact]
    public async Task Something_is_written_for_everybody_who_asks()
    {
        // Nobody signs this one here, so nothing else moves its shards.
        const string slug = SignerPagesOn.Doubting;
        var written = $"SELECT sum(batches) FROM tally WHERE petition = {_program.Petition(slug).Id}";
        var before = await _program.ScalarAsync(written);
        for (var i = 0; i < 3; i++)
            (await _program.PostAsync("/my", new() { ["email"] = SignerPagesProgram.NewEmail(), ["petition"] = slug })).AssertIs(303);
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(20), async () => await _program.ScalarAsync(written) == before + 3));
    }

    [Fact]
    public async Task A_form_with_a_mistake_comes_back_filled_in()
    {
        var page = await _program.PostAsync("/my?lang=de", new() { ["email"] = "nobody <b>", ["petition"] = SignerPagesOn.Plain });
        page.AssertIs(422, Texts.Find("de")!["Fault_email_Malformed"]);
        Assert.Contains("value=\"nobody &lt;b&gt;\"", page.Html, StringComparison.Ordinal);
        Assert.Matches($"value=\"{SignerPagesOn.Plain}\"[^>]* selected", page.Html);
        (await _program.PostAsync("/my", new() { ["petition"] = "nobody-knows", ["email"] = " " }))
            .AssertIs(422, English["Fault_petition_Unknown"]);
        (await _program.PostAsync("/my", Form("maria@example.org"), ("Sec-Fetch-Site", "cross-site"))).AssertIs(403);
        (await _program.GetAsync($"/my?petition={SignerPagesOn.Email}")).AssertIs(200, English["Mine_Ask_Title"]);
        (await _program.GetAsync("/my?petition=%22%3E%3Cb%3E")).AssertIs(200);
    }

    [Fact]
    public async Task One_network_that_asks_too_often_waits_and_others_do_not()
    {
        // A minute may end in between, so one of twice as many is refused for certain; the exact number is tested without a network.
        var answers = new List<SignerPageReply>();
        for (var i = 0; i <= 2 * LinkRequestLimit.RequestsMax; i++)
            answers.Add(await _program.PostAsync("/my", Form(SignerPagesProgram.NewEmail()), ("X-Forwarded-For", "203.0.113.77")));
        answers[0].AssertIs(303);
        answers.First(answer => answer.Status != 303).AssertIs(429, English["Mine_TooMany_Title"]);
        (await _program.PostAsync("/my", Form(SignerPagesProgram.NewEmail()), ("X-Forwarded-For", "203.0.113.78"))).AssertIs(303);
    }

    private static Dictionary<string, string> Form(string email) => new() { ["email"] = email, ["petition"] = SignerPagesOn.Plain };

    private Task<SignerPageReply> AskAsync(string email) => _program.PostAsync("/my", Form(email));

    private Task<long> MailsAsync() => _program.ScalarAsync("SELECT count(*) FROM mail WHERE purpose = 4");

    private async Task<double> TimeAsync(string email)
    {
        var since = Stopwatch.GetTimestamp();
        await AskAsync(email);
        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}

/// <summary>Asking for a link on SQLite.</summary>
[Collection(SignerPagesCollection.Name)]
public sealed class SqliteLinkRequestTests(SignerPagesOnSqlite on) : LinkRequestContract(on), IClassFixture<SignerPagesOnSqlite>;

/// <summary>Asking for a link on PostgreSQL.</summary>
[Collection(SignerPagesCollection.Name)]
public sealed class PostgresLinkRequestTests(SignerPagesOnPostgres on) : LinkRequestContract(on), IClassFixture<SignerPagesOnPostgres>;
