using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MimeKit;
using Petitions.Tests.Silo.Commands;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>
/// The whole way with the first real letter: drafted, answered, published, signed by a thousand people over HTTP, handed over by command.
/// </summary>
[Collection(SequentialCollection.Name)]
public sealed partial class RealLetterHandoverTests(PostgresServer postgres) : IAsyncDisposable
{
    private const int Signers = 1_000, Pending = 50;

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["title"] = "Ein Brief", ["risks"] = "Dort kann es schwerer sein, Auskunft zu bekommen.", ["opensAt"] = "2026-01-01",
        ["contact"] = "privacy@example.org",
    };

    private readonly ScratchFolder _folder = new();
    private PetitionProcess _program = null!;
    private HttpClient _http = null!;
    private string _slug = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_people_sign_and_the_parcel_has_exactly_those_who_may_be_in_it()
    {
        if (!File.Exists(RealLetterFile.Path)) Assert.Skip(RealLetterFile.Missing);
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        _program = await PetitionProcess.StartReadyAsync(store.Settings);
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = store.Settings.PublicBaseUrl };
        await PublishAsync();

        await Parallel.ForEachAsync(Enumerable.Range(0, Signers), Cancel, async (signer, _) => await SignAsync(signer));
        var links = await MailedLinksAsync("confirm", Signers);
        await Parallel.ForEachAsync(Enumerable.Range(Pending, Signers - Pending), Cancel, async (signer, _) =>
            await PostAsync(links[EmailOf(signer)], []));
        await ChangeSomeAsync();

        var made = (await RunAsync("handover", "make", _slug)).Done();
        Assert.Contains($"parcel 1: {Signers - Pending - 2} signatures\n", made, StringComparison.Ordinal);
        var parcel = Path.Combine(_program.Settings.DataPath, "handover", _slug, "parcel-1");
        (await RunAsync("handover", "verify", parcel)).Done();
        await ParcelCheck.VerifyAsync(parcel);
        await AssertNamesAsync(parcel);
        await AssertTellsNothingElseAsync(parcel);
    }

    private static string EmailOf(int signer) => $"person{signer}@example.org";

    // Letters only, so that a name cannot be found in another one.
    private static string NameOf(int signer) => string.Concat($"{signer:D4}".Select(digit => (char)('a' + digit - '0')));

    private async Task PublishAsync()
    {
        (await RunAsync("petition", "draft", RealLetterFile.Path)).Done();
        var document = Assert.Single(Directory.GetFiles(_folder.Path, "*.md"));
        var asked = await File.ReadAllTextAsync(document, Cancel);
        var answered = Question().Replace(asked, match => $"{match.Groups[1]}{match.Groups[2]}: {Answers[match.Groups[2].Value]}");
        await File.WriteAllTextAsync(
            document, SampleDocument.Replace(answered, "minimumAge: 16\n", "minimumAge: 16\nconfirmation: email\n"), Cancel);
        (await RunAsync("petition", "lint", document)).Done();
        (await RunAsync("petition", "publish", document)).Done();
        _slug = Path.GetFileName(document).Split('.')[0];
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(15), async () =>
        {
            using var page = await _http.GetAsync(new Uri($"/p/{_slug}", UriKind.Relative), Cancel);
            return page.StatusCode == HttpStatusCode.OK;
        }));
    }

    private async Task SignAsync(int signer)
    {
        var body = new JsonObject
        {
            ["givenName"] = "Given", ["familyName"] = NameOf(signer), ["email"] = EmailOf(signer), ["place"] = "Planetenstadt",
            ["country"] = "AT", ["locale"] = "de", ["ageConfirmed"] = true, ["newsletter"] = false,
            ["consents"] = new JsonArray(new JsonObject { ["id"] = "transfer", ["version"] = "1" }),
        };
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri($"/api/v1/petitions/{_slug}/signatures", UriKind.Relative), content, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Cancel));
    }

    // One withdraws, one erases, one corrects their name; each on the page behind a mailed link.
    private async Task ChangeSomeAsync()
    {
        int[] people = [Pending, Pending + 1, Pending + 2];
        foreach (var person in people) await PostAsync($"/my", new() { ["email"] = EmailOf(person), ["petition"] = _slug });
        var links = await MailedLinksAsync("mine", people.Length);
        await PostAsync(links[EmailOf(people[0])] + "/withdraw", []);
        await PostAsync(links[EmailOf(people[1])] + "/erase", []);
        await PostAsync(links[EmailOf(people[2])] + "/name", new() { ["givenName"] = "Zoë", ["familyName"] = "Ђоковић" });
    }

    private async Task PostAsync(string path, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content, Cancel);
        Assert.True((int)answer.StatusCode is 200 or 303, $"{path}: {answer.StatusCode}");
    }

    private async Task<Dictionary<string, string>> MailedLinksAsync(string use, int people)
    {
        var folder = Path.Combine(_program.Settings.DataPath, "mail");
        var (links, read) = (new Dictionary<string, string>(), new HashSet<string>());
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(60), () =>
        {
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml").Where(read.Add) : [])
            {
                var mail = MimeMessage.Load(file, Cancel);
                var link = Regex.Match(mail.TextBody!, $"/p/{_slug}/{use}/[A-Za-z0-9_-]+").Value;
                if (link.Length > 0) links[mail.To.Mailboxes.Single().Address] = link;
            }
            return links.Count >= people;
        }), $"{links.Count} links");
        return links;
    }

    private static async Task AssertNamesAsync(string parcel)
    {
        var expected = Enumerable.Range(Pending + 3, Signers - Pending - 3).Select(signer => $"Given {NameOf(signer)}")
            .Append("Zoë Ђоковић").Order(StringComparer.Ordinal).ToList();
        var lines = (await File.ReadAllTextAsync(Path.Combine(parcel, "signatures.csv"), Cancel)).Split("\r\n")[1..^1];
        Assert.Equal(expected, lines.Select(line => line[17..].Replace(',', ' ')).Order(StringComparer.Ordinal));

        // A letter has two pages; the second one ends with the name.
        var pages = (await Poppler.TextOf(await File.ReadAllBytesAsync(Path.Combine(parcel, "letters.pdf"), Cancel)))
            .Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2 * expected.Count, pages.Length);
        var printed = pages.Chunk(2).Select(letter => Assert.Single(
            letter[1].Split('\n').Select(line => line.Trim()),
            line => line.StartsWith("Given ", StringComparison.Ordinal) || line == "Zoë Ђоковић"));
        Assert.Equal(expected, printed.Order(StringComparer.Ordinal));
        Assert.All(pages.Chunk(2), letter => Assert.Contains("Dear Secretary", letter[0], StringComparison.Ordinal));
    }

    private static async Task AssertTellsNothingElseAsync(string parcel)
    {
        foreach (var file in Directory.GetFiles(parcel))
        {
            var bytes = await File.ReadAllBytesAsync(file, Cancel);
            var printed = file.EndsWith(".pdf", StringComparison.Ordinal) ? await Poppler.TextOf(bytes) : "";
            var text = Encoding.Latin1.GetString(bytes) + printed;
            Assert.DoesNotMatch(@"person\d+@", text);
            Assert.DoesNotContain("Planetenstadt", text, StringComparison.Ordinal);
            Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
            // A time of a day is that of the cut-off, to the minute.
            Assert.All(Time().Matches(text), time => Assert.Matches(@"^\d{2}:\d{2}:00(Z|\+00:00)$", time.Value));
        }
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(
        _folder.Path,
        new Dictionary<string, string>
        {
            ["Petition__Admin__Urls"] = $"{_program.Settings.AdminAddress}", ["Petition__DataPath"] = _program.Settings.DataPath,
        },
        arguments);

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_program is not null) await _program.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex("(?m)^( *)(title|risks|opensAt|contact): \"\\? .*$")]
    private static partial Regex Question();

    [GeneratedRegex(@"\d{2}:\d{2}:\d{2}(\.\d+)?(Z|\+00:00)")]
    private static partial Regex Time();
}
