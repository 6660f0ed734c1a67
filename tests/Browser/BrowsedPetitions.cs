using System.Reflection;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>
/// The petitions that browsers look at: the letter of the demo under several names, because tests of counts must not move one another's.
/// </summary>
internal static class BrowsedPetitions
{
    /// <summary>Open, for whoever signs; its count moves all the time.</summary>
    public const string Open = "lamp-open";

    /// <summary>Closed by staff, without a signature.</summary>
    public const string Closed = "lamp-closed";

    /// <summary>Open, and signed by one test only, while others watch.</summary>
    public const string Watched = "lamp-watched";

    /// <summary>As <see cref="Watched"/>, while somebody has paused the count.</summary>
    public const string Paused = "lamp-paused";

    /// <summary>Open, with a first goal of two signatures; signed by one test only.</summary>
    public const string NearGoal = "lamp-near-goal";

    /// <summary>Open; nobody signs it.</summary>
    public const string Quiet = "lamp-quiet";

    /// <summary>Open, and asks everybody for a proof of work.</summary>
    public const string Guarded = "lamp-guarded";

    /// <summary>A name that no petition has.</summary>
    public const string Unknown = "lamp-nobody-knows";

    private const string DemoSlug = "lantern-cove-light", DemoGoals = "goals: [100, 1000, 5000, 20000]";

    /// <summary>Writes the documents of every petition into a folder.</summary>
    public static void WriteTo(string folder)
    {
        foreach (var slug in new[] { Open, Closed, Watched, Paused, Quiet }) Write(folder, slug, DemoGoals);
        Write(folder, NearGoal, "goals: [2, 1000]");
        Write(folder, Guarded, $"{DemoGoals}\nchallenge: always");
    }

    /// <summary>The demo under another name; what stands in the place of its goals may have further lines.</summary>
    public static void Write(string folder, string slug, string goals)
    {
        foreach (var lang in new[] { "en", "de" })
        {
            var document = Demo($"Demo/{DemoSlug}.{lang}.md");
            Assert.Contains(DemoSlug, document, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, $"{slug}.{lang}.md"), document
                .Replace(DemoSlug, slug, StringComparison.Ordinal)
                .Replace(DemoGoals, goals, StringComparison.Ordinal));
        }
    }

    private static string Demo(string name)
    {
        using var stream = Assembly.Load("Petitions.Silo").GetManifestResourceStream(name);
        Assert.True(stream is not null, $"The demo has no {name} any more.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
