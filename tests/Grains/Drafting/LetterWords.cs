using CsCheck;

namespace Petitions.Tests.Grains.Drafting;

/// <summary>What generated letters of one language are made of.</summary>
internal sealed record LetterWords
{
    /// <summary>The three languages that the drafter knows.</summary>
    public static Gen<LetterWords> Any { get; } = Gen.OneOf(English(), German(), French());

    public required string Lang { get; init; }

    public required (string Name, string Office, string Salutation)[] People { get; init; }

    public required string[] Sentences { get; init; }

    public required string[] Subjects { get; init; }

    public required string[] Closings { get; init; }

    public required string SubjectLabel { get; init; }

    public required string PlaceAndDate { get; init; }

    public required string[] SignerLines { get; init; }

    /// <summary>The notices for a minimum age.</summary>
    public required Func<int, string> Notices { get; init; }

    private static LetterWords English() => new()
    {
        Lang = "en",
        People =
        [
            ("Rosalind Tully", "Harbour Master", "Dear Captain Tully,"), ("Dr. Jane Doe", "Minister of Lamps", "Dear Minister Doe,"),
            ("John O'Neil", "Director of the Port Authority", "Dear Mr. O'Neil:"), ("Ana Müller-López", "Mayor", "Dear Madam Mayor,"),
        ],
        Sentences =
        [
            "The lamp is dark, and we would like you to light it.", "It has **not been lit** since 1974, as you know.",
            "Children would count its turns; we would put a candle into the window.", "Who pays for that? We do, with what we have.",
            "Ships (of which there are few) would be told in advance.",
            "The “Löschtaste” – as we call it – is broken, and nobody has the key.",
        ],
        Subjects =
        [
            "Please light the lamp", "The lamp: light it, again & again", "Light for \"all\", not for some", "It's time for light – now",
        ],
        Closings = ["Sincerely,", "Yours faithfully,", "With kind regards,", "Respectfully yours,"],
        SubjectLabel = "Subject: ",
        PlaceAndDate = "Place, date",
        SignerLines = ["Signature", "First name, last name"],
        Notices = age => $"""
            You must be at least {age} years old to take part.
            Friends of the Lamp send your name to an unsafe third country, and by signing you expressly consent to that.
            The list of safe third countries is at lamp.example/drittstaaten, our privacy notice at https://lamp.example/privacy.
            """,
    };

    private static LetterWords German() => new()
    {
        Lang = "de",
        People =
        [
            ("Rosalind Tully", "Direktorin des Hafens", "Sehr geehrte Frau Tully,"),
            ("Dr. Jana Moser", "Bundesministerin für Lampen", "Sehr geehrte Frau Bundesministerin,"),
            ("Karl Öller", "Bürgermeister", "Lieber Herr Öller,"),
        ],
        Sentences =
        [
            "Die Lampe ist dunkel, und wir möchten, dass Sie sie anzünden.", "Seit 1974 hat sie **niemand angezündet**, wie Sie wissen.",
            "Kinder würden ihre Umdrehungen zählen; wir stellen eine Kerze ins Fenster.", "Wer das bezahlt? Wir, mit dem, was wir haben.",
            "Schiffe (von denen es wenige gibt) erführen es vorher.", "Der „Schalter“ – so heißt er – ist kaputt.",
        ],
        Subjects = ["Bitte zünden Sie die Lampe an", "Die Lampe: Licht für alle & jeden", "Licht für \"alle\", nicht für wenige"],
        Closings = ["Mit freundlichen Grüßen", "Hochachtungsvoll", "Mit besten Grüßen,"],
        SubjectLabel = "Betreff: ",
        PlaceAndDate = "Ort, Datum",
        SignerLines = ["Unterschrift", "Vorname, Nachname"],
        Notices = age => $"""
            Die Teilnahme ist ab einem Alter von {age} Jahren möglich.
            Mit deiner Unterschrift willigst du ausdrücklich ein, dass dein Name in einen unsicheren Drittstaat übermittelt wird.
            Die Liste der sicheren Drittstaaten ist auf lamp.example/drittstaaten, die Datenschutzhinweise sind auf lamp.example/privacy.
            """,
    };

    private static LetterWords French() => new()
    {
        Lang = "fr",
        People =
        [
            ("Rosalind Tully", "Directrice du port", "Madame la Directrice,"),
            ("Dr. Jeanne Dubois", "Ministre des lampes", "Madame la Ministre,"), ("Jean L'Hôpital", "Maire", "Monsieur le Maire,"),
        ],
        Sentences =
        [
            "La lampe est éteinte, et nous voudrions que vous l'allumiez.", "Elle n'est **pas allumée** depuis 1974, vous le savez.",
            "Les enfants compteraient ses tours ; chacun mettrait une bougie à la fenêtre.", "Qui paie ? Nous, avec ce que nous avons.",
            "Les navires (il y en a peu) seraient prévenus.", "L'« interrupteur » – c'est son nom – est cassé.",
        ],
        Subjects = ["Allumez la lampe, s'il vous plaît", "La lampe : encore & encore", "De la lumière pour \"tous\""],
        Closings =
        [
            "Veuillez agréer, Madame, Monsieur, nos salutations distinguées.", "Cordialement,", "Avec nos sincères salutations",
        ],
        SubjectLabel = "Objet : ",
        PlaceAndDate = "Lieu, date",
        SignerLines = ["Signature", "Prénom, nom"],
        Notices = age => $"""
            La participation est possible à partir de {age} ans.
            En signant, vous consentez expressément à ce que votre nom soit transmis à un pays tiers non sûr.
            La liste des pays tiers sûrs est sur lamp.example/drittstaaten, la politique de confidentialité sur lamp.example/privacy.
            """,
    };
}
