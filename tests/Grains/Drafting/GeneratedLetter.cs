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

/// <summary>A letter made of parts that are known, so that a test can compare what was recognised.</summary>
internal sealed record GeneratedLetter
{
    private static readonly Gen<string> Sentence = Gen.OneOf(
        "The lamp is dark, and we would like you to light it.", "It has **not been lit** since 1974, as you know.",
        "Children would count its turns; we would put a candle into the window.", "Who pays for that? We do, with what we have.",
        "Ships (of which there are few) would be told in advance.",
        "The “Löschtaste” – as we call it – is broken, and nobody has the key.");

    private static readonly Gen<string> Paragraph = Gen.OneOf(
        Sentence.List[1, 4].Select(sentences => string.Join(' ', sentences)),
        Sentence.List[2, 4].Select(sentences => string.Join('\n', sentences.Select(sentence => "- " + sentence))),
        Sentence.List[2, 3].Select(sentences => string.Join('\n', sentences)));

    private static readonly Gen<(string Name, string Office, string Salutation)> Person = Gen.OneOf(
        ("Rosalind Tully", "Harbour Master", "Dear Captain Tully,"), ("Dr. Jane Doe", "Minister of Lamps", "Dear Minister Doe,"),
        ("John O'Neil", "Director of the Port Authority", "Dear Mr. O'Neil:"), ("Ana Müller-López", "Mayor", "Dear Madam Mayor,"));

    private static readonly Gen<(string Street, string City, string Country, string Code)> Place = Gen.OneOf(
        ("1 Signal Quay", "Hobart, TAS 7000", "Australia", "AU"), ("300 Main Street", "Springfield, IL 62701", "USA", "US"),
        ("Calle de la Luz 12", "1084 Buenos Aires", "Argentinien", "AR"), ("P.O. Box 77", "Ottawa, ON K1A 0A2", "Canada", "CA"),
        ("10 Lamp Street", "London SW1A 2AA", "United Kingdom", "GB"));

    private static readonly Gen<string> SubjectGen = Gen.OneOf(
        "Please light the lamp", "The lamp: light it, again & again", "Light for \"all\", not for some", "It's time for light – now");

    /// <summary>Any letter.</summary>
    public static Gen<GeneratedLetter> Any { get; } =
        from person in Person
        from place in Place
        from subject in SubjectGen
        from paragraphs in Paragraph.List[1, 5]
        from closing in Gen.OneOf("Sincerely,", "Yours faithfully,", "With kind regards,", "Respectfully yours,")
        from order in Gen.Enum<HeaderOrder>()
        from alsoTo in Gen.OneOf("The Embassy", "Museum of Lamps, Hobart").List[0, 1]
        from age in Gen.Int[13, 21]
        from isGermanNotice in Gen.Bool
        select new GeneratedLetter
        {
            Name = person.Name, Office = person.Office, Address = [place.Street, place.City, place.Country], Country = place.Code,
            Subject = subject, Body = string.Join("\n\n", [person.Salutation, .. paragraphs, closing]), Order = order, AlsoTo = alsoTo,
            Age = age, Notices = isGermanNotice ? GermanNotices(age) : EnglishNotices(age), Lang = isGermanNotice ? "de" : "en",
        };

    public required string Name { get; init; }

    public required string Office { get; init; }

    public required IReadOnlyList<string> Address { get; init; }

    public required string Country { get; init; }

    public required IReadOnlyList<string> AlsoTo { get; init; }

    public required string Subject { get; init; }

    public required string Body { get; init; }

    public required string Notices { get; init; }

    public required int Age { get; init; }

    public required string Lang { get; init; }

    public HeaderOrder Order { get; init; }

    /// <summary>The letter as a text.</summary>
    public string Write()
    {
        var addressee = string.Join('\n', [Name, Office, .. Address]);
        var (date, subject) = (Lang == "de" ? "Ort, Datum" : "Place, date", "Subject: " + Subject);
        string[] header = Order switch
        {
            HeaderOrder.AddresseeFirst => [addressee, date, Subject],
            HeaderOrder.DateFirst => [date, addressee, subject],
            _ => [subject, date, addressee],
        };
        string[] signer = Lang == "de" ? ["Unterschrift", "Vorname, Nachname"] : ["Signature", "First name, last name"];
        string[] copies = AlsoTo.Count > 0 ? ["cc: " + string.Join("; ", AlsoTo)] : [];
        return string.Join("\n\n", [.. header, Body, .. signer, .. copies, Notices]) + "\n";
    }

    /// <summary>The same letter with what a document says.</summary>
    public GeneratedLetter Of(PetitionDocument document) => this with
    {
        Name = document.Facts.Addressee.Name, Office = document.Facts.Addressee.Office!, Address = document.Facts.Addressee.Address,
        Country = document.Facts.Addressee.Country, AlsoTo = document.Facts.AlsoTo, Subject = document.Texts[0].Subject,
        Body = document.Texts[0].Letter, Notices = document.Texts[0].ConsentText, Age = document.Facts.MinimumAge,
        Lang = document.Texts[0].Lang,
    };

    /// <summary>Asserts that a document has what the letter has.</summary>
    public void AssertIsIn(PetitionDocument document)
    {
        var (facts, text) = (document.Facts, document.Texts[0]);
        Assert.Equal((Name, Office, Country), (facts.Addressee.Name, facts.Addressee.Office, facts.Addressee.Country));
        Assert.Equal(Address, facts.Addressee.Address);
        Assert.Equal(AlsoTo, facts.AlsoTo);
        Assert.Equal((Subject, Body, Notices), (text.Subject, text.Letter, text.ConsentText));
        Assert.Equal((Lang, "en"), (text.Lang, text.LetterLang));
        Assert.Equal((Age, Country), (facts.MinimumAge, facts.Transfer!.Country));
        Assert.Equal(("https://lamp.example/privacy", "https://lamp.example/drittstaaten"), (facts.PrivacyNotice, facts.SafeCountries));
    }

    private static string EnglishNotices(int age) => $"""
        You must be at least {age} years old to take part.
        Friends of the Lamp send your name to an unsafe third country, and by signing you expressly consent to that.
        The list of safe third countries is at lamp.example/drittstaaten, our privacy notice at https://lamp.example/privacy.
        """;

    private static string GermanNotices(int age) => $"""
        Die Teilnahme ist ab einem Alter von {age} Jahren möglich.
        Mit deiner Unterschrift willigst du ausdrücklich ein, dass dein Name in einen unsicheren Drittstaat übermittelt wird.
        Die Liste der sicheren Drittstaaten ist auf lamp.example/drittstaaten, die Datenschutzhinweise sind auf lamp.example/privacy.
        """;
}
