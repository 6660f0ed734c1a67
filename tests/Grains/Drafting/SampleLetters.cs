namespace Petitions.Tests.Grains.Drafting;

/// <summary>Invented letters as people send them: each differs from the others in what programs stumble over.</summary>
internal static class SampleLetters
{
    /// <summary>English with German lines and notices; street and city on one line, the country under it.</summary>
    public const string WithGermanNotices = """


        Hafenmeisterin
        Harbour Master
        Rosalind Tully
        1 Signal Quay, Lantern Cove, TAS 7999
        Australia

        Ort, Datum

        Please light the old harbour lamp of Lantern Cove, and keep it lit on the longest night of the year

        Dear Captain Tully,

        I am writing to ask you for **the light of the old lamp** at the end of your pier, which has not been lit since 1974.

        It would take very little:

        - the lens is whole;
        - the volunteers of the museum have offered to "keep watch", with tea; and
        - a modern bulb uses **less power than a kettle**.

        I call on you to light it once a year, and I look forward to your answer.

        Sincerely,

        Unterschrift

        Vorname, Nachname

        Die Teilnahme ist ab einem Alter von 16 Jahren möglich.
        Freunde der Donaulampe übermittelt Namen nicht nur an sichere Drittstaaten. Eine Liste der sicheren Drittstaaten findest du
        auf www.lampe.example/drittstaaten. Mit deiner Teilnahme willigst du ausdrücklich ein, dass deine Namensdaten in das im Brief
        genannte Land übermittelt werden, auch wenn dies ein unsicherer Drittstaat ist. Alles Weitere steht in unserem
        Datenschutzhinweis (lampe.example/datenschutz).
        """;

    /// <summary>German, with the date first, a labelled subject, and an addressee in the European Union.</summary>
    public const string German = """
        Wien, am 12. Jänner 2026

        An die
        Bundesministerin für Verkehr
        Frau Dr. Anna Muster
        Radetzkystraße 2
        A-1030 Wien

        Betreff: Licht für die alte Lampe

        Sehr geehrte Frau Bundesministerin Muster,

        die alte Lampe an der Donau ist seit 1974 dunkel. Wir bitten Sie, dass sie wieder leuchtet, und zwar für alle, die sie von der
        Brücke aus sehen.

        1. Der Sockel ist heil.
        2. Die Linse auch.

        Mit freundlichen Grüßen

        Unterschrift: ____________________
        Name, Adresse

        Kopie an: Bezirksvorstehung Landstraße; Museum der kleinen Boote

        Mitmachen kann, wer mindestens 14 Jahre alt ist. Ich bin einverstanden, dass mein Name an das Ministerium weitergegeben wird.
        Datenschutz: https://lampe.example/datenschutz, Fragen an daten@lampe.example
        """;

    /// <summary>French in plain text, without a sign of Markdown.</summary>
    public const string French = """
        Madame Claire Dubois
        Ministre des Phares
        3 quai de la Lanterne
        29200 Brest
        France

        Paris, le 12 janvier 2026

        Objet : Rallumez le vieux phare

        Madame la Ministre,

        Nous vous demandons de rallumer le vieux phare de l'île, qui est éteint depuis 1974. Les pêcheurs et les enfants de la côte
        l'attendent avec impatience, et nous avec eux.

        Veuillez agréer, Madame la Ministre, l'expression de nos salutations distinguées.

        Signature
        Nom, prénom

        La participation est possible à partir de 15 ans. En signant, vous consentez à la transmission de votre nom au ministère.
        Politique de confidentialité : phare.example/confidentialite
        """;

    /// <summary>No addressee and no notices: a salutation to a group, and that is all.</summary>
    public const string WithoutAddressee = """
        # Save the lamp

        Dear members of the harbour board,

        The lamp is dark, and we would like you to light it. This is all that we have to say for now.

        Yours faithfully,
        """;

    /// <summary>Three addressees, of whom the salutation names the second; no place, no date, no label.</summary>
    public const string SeveralAddressees = """
        Lantern Cove Museum of Small Boats
        2 Signal Quay
        Lantern Cove, TAS 7999

        Captain Rosalind Tully, Harbour Master
        1 Signal Quay
        Lantern Cove
        Australia

        Embassy of Australia, Mattiellistraße 2, 1040 Wien, Austria

        **Please light the lamp**

        Dear Captain Tully,

        Please light the lamp, which has been dark for as long as we can think of. Our children would like to see it, and so would we.

        With kind regards,

        [Your name]
        [Your city]

        cc: The Mayor of Lantern Cove

        You must be at least 18 years old. Friends of the Lamp send your name to Australia, where there is no
        adequate protection of data. By signing you consent to that. See [our privacy notice](https://lamp.example/privacy), and
        https://lamp.example/third-countries for a list of countries.
        """;

    /// <summary>Notices first, then the subject, then the addressee; no closing.</summary>
    public const string InAnotherOrder = """
        Friends of the Lamp transmit your name to a third country, to which you consent by taking part. The privacy notice is at
        lamp.example/privacy, the list of safe countries at lamp.example/safe-countries. You need to be at least 16 years old.

        Subject: Light the lamp

        To: Rosalind Tully
        Harbour Master
        PO Box 12
        Hobart TAS 7000
        Australia

        To whom it may concern

        The lamp is dark, and we would like you to light it, as your own volunteers have asked you to do for many years.

        Thank you for your time and for your answer.

        Place, date: __________

        Signature
        """;

    /// <summary>A language without a table: Swedish.</summary>
    public const string Swedish = """
        Hej alla,

        Vi ber er att tända den gamla lampan i hamnen, som har varit släckt sedan 1974. Barnen väntar på den.

        Vänliga hälsningar
        """;
}
