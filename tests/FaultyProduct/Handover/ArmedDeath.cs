using System.Diagnostics;

namespace Petitions.FaultyProduct.Handover;

/// <summary>
/// The fault "dies in a hand-over": kills its own process (SIGKILL) at the moment that a test has written into a file. The file is gone
/// then, so of several processes one dies, and only once.
/// </summary>
internal sealed class ArmedDeath(string file)
{
    /// <summary>The cut-off is stored, and nothing else was done.</summary>
    public const string AfterCutOff = "after-cut-off";

    /// <summary>A page of rows has become lines.</summary>
    public const string BetweenLines = "between-lines";

    /// <summary>The parcel is in its place, and the database does not know it.</summary>
    public const string BeforeEnd = "before-end";

    /// <summary>Dies when the test has named this moment.</summary>
    public void At(string moment)
    {
        if (!File.Exists(file) || File.ReadAllText(file) != moment) return;
        File.Delete(file);
        using var self = Process.GetCurrentProcess();
        self.Kill();
        self.WaitForExit();
    }
}
