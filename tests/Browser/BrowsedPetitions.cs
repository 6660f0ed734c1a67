using Petitions.Tests.Support;

namespace Petitions.Tests.Browser;

/// <summary>
/// The petitions that browsers look at: the letter of the demo under several names, because tests of counts must not move one another's.
/// </summary>
internal static class BrowsedPetitions
{
    /// <summary>Open, for whoever signs; its count moves all the time.</summary>
    public const string Open = "lamp-open";

    /// <summary>Closed by an admin, without a signature.</summary>
    public const string Closed = "lamp-closed";

    /// <summary>Open, and signed by one test only, while others watch.</summary>
    public const string Watched = "lamp-watched";

    /// <summary>As <see cref="Watched"/>, while somebody has paused the count.</summary>
    public const string Paused = "lamp-paused";

    /// <summary>Open, until one test closes and opens it while somebody fills in the form.</summary>
    public const string Closing = "lamp-closing";

    /// <summary>Open, with a first goal of two signatures; signed by one test only.</summary>
    public const string NearGoal = "lamp-near-goal";

    /// <summary>Open; nobody signs it.</summary>
    public const string Quiet = "lamp-quiet";

    /// <summary>Open, and asks everybody for a proof of work.</summary>
    public const string Guarded = "lamp-guarded";

    /// <summary>Open, and asks for a confirmed e-mail address.</summary>
    public const string Confirmed = "lamp-confirmed";

    /// <summary>Opens in a far future.</summary>
    public const string Scheduled = "lamp-scheduled";

    /// <summary>Consent is given by taking part, and there is a newsletter.</summary>
    public const string Participation = "lamp-participation";

    /// <summary>Open, with everything as long as a document may have it, and names from right to left.</summary>
    public const string Long = "lamp-long";

    /// <summary>Open, with HTML wherever a document has text.</summary>
    public const string Hostile = "lamp-hostile";

    /// <summary>A name that no petition has.</summary>
    public const string Unknown = "lamp-nobody-knows";

    private const string DemoGoals = "goals: [100, 1000, 5000, 20000]";

    /// <summary>Writes the documents of every petition into a folder.</summary>
    public static void WriteTo(string folder)
    {
        foreach (var slug in new[] { Open, Closed, Watched, Paused, Closing, Quiet }) Write(folder, slug, DemoGoals);
        Write(folder, NearGoal, "goals: [2, 1000]");
        Write(folder, Guarded, $"{DemoGoals}\nchallenge: always");
        Write(folder, Confirmed, $"{DemoGoals}\nconfirmation: email");
        Write(folder, Scheduled, DemoGoals, document => document.Replace("opensAt: 2026-01-01", "opensAt: 2099-01-01T08:00:00+01:00", StringComparison.Ordinal));
        Write(folder, Participation, DemoGoals, document => document
            .Replace("method: checkbox", "method: participation", StringComparison.Ordinal)
            .Replace("\n---\n", "\nnewsletter:\n  version: 2026-01\n  text: News about lamps, please. / Neues über Lampen, bitte.\n---\n", StringComparison.Ordinal));
        UnusualDocuments.WriteTo(folder, Long, Hostile);
        RealLetter.WriteTo(folder);
    }

    /// <summary>The demo under another name; what stands in the place of its goals may have further lines.</summary>
    public static void Write(string folder, string slug, string goals, Func<string, string>? change = null) => DemoDocument.Write(folder, slug, document =>
    {
        document = document.Replace(DemoGoals, goals, StringComparison.Ordinal);
        return change is null ? document : change(document);
    });
}
