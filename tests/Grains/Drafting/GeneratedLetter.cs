using CsCheck;
using Petitions.Grains.Documents;
using Xunit;

namespace Petitions.Tests.Grains.Drafting;

/// <summary>The order of the parts above a letter.</summary>
internal enum HeaderOrder
{
    AddresseeFirst,
    DateFirst,
    SubjectFirst,
}

/// <summary>
/// A letter made of parts that are known, so that a test can compare what was recognised. Letter and notices are in one of three languages
/// each.
/// </summary>
internal sealed record GeneratedLetter
{
    private static readonly Gen<(string Street, string City, string Country, string Code)> Place = Gen.OneOf(
        ("1 Signal Quay", "Hobart, TAS 7000", "Australia", "AU"), ("300 Main Street", "Springfield, IL 62701", "USA", "US"),
        ("Calle de la Luz 12", "1084 Buenos Aires", "Argentinien", "AR"), ("P.O. Box 77", "Ottawa, ON K1A 0A2", "Canada", "CA"),
        ("10 Lamp Street", "London SW1A 2AA", "United Kingdom", "GB"));

    /// <summary>Any letter.</summary>
    public static Gen<GeneratedLetter> Any { get; } =
        from words in LetterWords.Any
        from notices in LetterWords.Any
        from person in Gen.OneOf(words.People)
        from place in Place
        from subject in Gen.OneOf(words.Subjects)
        from paragraphs in ParagraphOf(words).List[1, 5]
        from closing in Gen.OneOf(words.Closings)
        from order in Gen.Enum<HeaderOrder>()
        from alsoTo in Gen.OneOf("The Embassy", "Museum of Lamps, Hobart").List[0, 1]
        from age in Gen.Int[13, 21]
        select new GeneratedLetter
        {
            Name = person.Name, Office = person.Office, Address = [place.Street, place.City, place.Country], Country = place.Code,
            Subject = subject, Body = string.Join("\n\n", [person.Salutation, .. paragraphs, closing]), Order = order, AlsoTo = alsoTo,
            Age = age, Words = words, NoticeWords = notices,
        };

    public required string Name { get; init; }

    public required string Office { get; init; }

    public required IReadOnlyList<string> Address { get; init; }

    public required string Country { get; init; }

    public required IReadOnlyList<string> AlsoTo { get; init; }

    public required string Subject { get; init; }

    public required string Body { get; init; }

    public required int Age { get; init; }

    /// <summary>The language of the letter.</summary>
    public required LetterWords Words { get; init; }

    /// <summary>The language of its notices, which that of the page follows.</summary>
    public required LetterWords NoticeWords { get; init; }

    public HeaderOrder Order { get; init; }

    private string Notices => NoticeWords.Notices(Age);

    /// <summary>The letter as a text.</summary>
    public string Write()
    {
        var addressee = string.Join('\n', [Name, Office, .. Address]);
        var (date, subject) = (Words.PlaceAndDate, Words.SubjectLabel + Subject);
        string[] header = Order switch
        {
            HeaderOrder.AddresseeFirst => [addressee, date, Subject],
            HeaderOrder.DateFirst => [date, addressee, subject],
            _ => [subject, date, addressee],
        };
        string[] copies = AlsoTo.Count > 0 ? ["cc: " + string.Join("; ", AlsoTo)] : [];
        return string.Join("\n\n", [.. header, Body, .. Words.SignerLines, .. copies, Notices]) + "\n";
    }

    /// <summary>The same letter with what a document says.</summary>
    public GeneratedLetter Of(PetitionDocument document)
    {
        Assert.Equal(Notices, document.Texts[0].ConsentText);
        return this with
        {
            Name = document.Facts.Addressee.Name, Office = document.Facts.Addressee.Office!, Address = document.Facts.Addressee.Address,
            Country = document.Facts.Addressee.Country, AlsoTo = document.Facts.AlsoTo, Subject = document.Texts[0].Subject,
            Body = document.Texts[0].Letter, Age = document.Facts.MinimumAge,
        };
    }

    /// <summary>Asserts that a document has what the letter has.</summary>
    public void AssertIsIn(PetitionDocument document)
    {
        var (facts, text) = (document.Facts, document.Texts[0]);
        Assert.Equal((Name, Office, Country), (facts.Addressee.Name, facts.Addressee.Office, facts.Addressee.Country));
        Assert.Equal(Address, facts.Addressee.Address);
        Assert.Equal(AlsoTo, facts.AlsoTo);
        Assert.Equal((Subject, Body, Notices), (text.Subject, text.Letter, text.ConsentText));
        Assert.Equal((NoticeWords.Lang, Words.Lang), (text.Lang, text.LetterLang));
        Assert.Equal((Age, Country), (facts.MinimumAge, facts.Transfer!.Country));
        Assert.Equal(("https://lamp.example/privacy", "https://lamp.example/drittstaaten"), (facts.PrivacyNotice, facts.SafeCountries));
    }

    private static Gen<string> ParagraphOf(LetterWords words)
    {
        var sentence = Gen.OneOf(words.Sentences);
        return Gen.OneOf(
            sentence.List[1, 4].Select(sentences => string.Join(' ', sentences)),
            sentence.List[2, 4].Select(sentences => string.Join('\n', sentences.Select(one => "- " + one))),
            sentence.List[2, 3].Select(sentences => string.Join('\n', sentences)));
    }
}
