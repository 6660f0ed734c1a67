using Petitions.Tests.Support;

namespace Petitions.Tests.Browser;

/// <summary>
/// The petitions of the browser tests: copies of the demo, so that no test changes another test's count.
/// </summary>
internal static class BrowserPetitions
{
    /// <summary>Open; many tests sign it.</summary>
    public const string Open = "lamp-open";

    /// <summary>Closed by an admin, without a signature.</summary>
    public const string Closed = "lamp-closed";

    /// <summary>Open; one test signs it while others watch its count.</summary>
    public const string Watched = "lamp-watched";

    /// <summary>Open; one test signs it and reads the count after each signature.</summary>
    public const string Thanked = "lamp-thanked";

    /// <summary>As <see cref="Watched"/>, with a paused counter.</summary>
    public const string Paused = "lamp-paused";

    /// <summary>Open, until one test closes and opens it during input.</summary>
    public const string Closing = "lamp-closing";

    /// <summary>Open, with a first goal of two signatures; signed by one test only.</summary>
    public const string NearGoal = "lamp-near-goal";

    /// <summary>Open; no test signs it.</summary>
    public const string Quiet = "lamp-quiet";

    /// <summary>Open; <c>challenge: always</c>.</summary>
    public const string ProofRequired = "lamp-guarded";

    /// <summary>Open; <c>confirmation: email</c>.</summary>
    public const string Confirmed = "lamp-confirmed";

    /// <summary>Opens in 2099.</summary>
    public const string Scheduled = "lamp-scheduled";

    /// <summary>Consent by participation, with a newsletter.</summary>
    public const string Participation = "lamp-participation";

    /// <summary>Open, with very long texts and right-to-left names.</summary>
    public const string Long = "lamp-long";

    /// <summary>Open, with HTML in every text.</summary>
    public const string Hostile = "lamp-hostile";

    /// <summary>In English, French (with an English letter) and Brazilian Portuguese; asks for no optional field.</summary>
    public const string French = "lamp-french";

    /// <summary>In German and British English.</summary>
    public const string British = "lamp-british";

    /// <summary>In German only.</summary>
    public const string German = "lamp-german";

    /// <summary>In Arabic only, with a summary.</summary>
    public const string Arabic = "lamp-arabic";

    /// <summary>A slug without a petition.</summary>
    public const string Unknown = "lamp-nobody-knows";

    private const string DemoGoals = "goals: [100, 1000, 5000, 20000]";

    /// <summary>Writes the documents of all petitions into a folder.</summary>
    public static void WriteTo(string folder)
    {
        foreach (var slug in new[] { Open, Closed, Watched, Thanked, Paused, Closing, Quiet }) Write(folder, slug, DemoGoals);
        Write(folder, NearGoal, "goals: [2, 1000]");
        Write(folder, ProofRequired, $"{DemoGoals}\nchallenge: always");
        Write(folder, Confirmed, $"{DemoGoals}\nconfirmation: email");
        Write(folder, Scheduled, DemoGoals, document =>
            document.Replace("opensAt: 2026-01-01", "opensAt: 2099-01-01T08:00:00+01:00", StringComparison.Ordinal));
        Write(folder, Participation, DemoGoals, document => document
            .Replace("method: checkbox", "method: participation", StringComparison.Ordinal)
            .Replace("\n---\n", "\nnewsletter:\n  version: 2026-01\n  text: News about lamps, please. / Neues über Lampen, bitte.\n---\n",
                StringComparison.Ordinal));
        LanguageDocuments.Write(folder, French, "optionalFields: []", ("en", ""),
            ("fr", "summary: Il s’agit d’une vieille lampe.\nletterLang: en\n"), ("pt-BR", ""));
        LanguageDocuments.Write(folder, British, "", ("de", ""), ("en-GB", ""));
        LanguageDocuments.Write(folder, German, "", ("de", ""));
        LanguageDocuments.Write(folder, Arabic, "", ("ar", "summary: نطلب إضاءة المصباح القديم في الميناء مرة في السنة.\n"));
        UnusualDocuments.WriteTo(folder, Long, Hostile);
        RealLetter.WriteTo(folder);
    }

    /// <summary>The demo under another name; what stands in the place of its goals may have further lines.</summary>
    public static void Write(string folder, string slug, string goals, Func<string, string>? change = null) =>
        DemoDocument.Write(folder, slug, document =>
    {
        document = document.Replace(DemoGoals, goals, StringComparison.Ordinal);
        return change is null ? document : change(document);
    });
}
