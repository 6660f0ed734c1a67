using System.Text;
using Petitions.Grains.Documents;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Drafting;

/// <summary>The first real letter becomes a document. Its text stands in no file here, so it is compared with itself.</summary>
public sealed class RealLetterDraftTests
{
    [Fact]
    public void Everything_that_the_real_letter_says_is_recognised()
    {
        if (!File.Exists(RealLetterFile.Path)) Assert.Skip(RealLetterFile.Missing);
        var text = Encoding.UTF8.GetString(File.ReadAllBytes(RealLetterFile.Path));
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var draft = Drafts.Of(text);

        // A title in German, the risks, a date and an address: five minutes.
        Assert.Equal(["title", "transfer.risks", "opensAt", "controller.contact"], Drafts.Questions(draft));
        Assert.Empty(draft.LeftOut);
        Assert.Equal(
            "Ort, Datum | Unterschrift | Vorname, Nachname", draft.Recognised.Single(part => part.Part == "signer's lines").Text);

        var document = Drafts.Parse(Drafts.Answer(draft)).Document!;
        var (facts, letter) = (document.Facts, document.Texts[0]);
        Assert.Equal($"{lines[0]}, {lines[1]}", facts.Addressee.Office);
        Assert.Equal(lines[2], facts.Addressee.Name);
        // Street and city share a line.
        var comma = lines[3].IndexOf(',', StringComparison.Ordinal);
        Assert.Equal([lines[3][..comma], lines[3][(comma + 2)..], lines[4]], facts.Addressee.Address);
        Assert.Equal("US", facts.Addressee.Country);
        Assert.Equal(lines[6], letter.Subject);

        var body = text[text.IndexOf("Dear ", StringComparison.Ordinal)..(text.IndexOf("Sincerely,", StringComparison.Ordinal) + 10)];
        Assert.EndsWith($"\n---\n{body}\n", draft.Content, StringComparison.Ordinal);
        Assert.Equal(("de", "en"), (letter.Lang, letter.LetterLang));

        Assert.Equal(("US", Adequacy.None), (facts.Transfer!.Country, facts.Transfer.Adequacy));
        Assert.Equal((ConsentMethod.Participation, 16), (facts.ConsentMethod, facts.MinimumAge));
        Assert.Equal(string.Join('\n', lines[^2..]), letter.ConsentText);
        Assert.Equal("https://amnesty.at/datenschutz", facts.PrivacyNotice);
        Assert.Equal("https://www.amnesty.at/drittstaaten", facts.SafeCountries);
        Assert.StartsWith(facts.Controller.Name, lines[^1], StringComparison.Ordinal);
    }
}
