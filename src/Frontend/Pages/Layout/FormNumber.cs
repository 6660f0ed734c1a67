namespace Petitions.Frontend.Pages.Layout;

/// <summary>
/// A number that a page names in its form where no scripts run. Browsers fill a form in again when somebody goes back to it, but only one
/// with the same fields; so the next person at the same device finds it empty. The number depends on the clock alone: one that rose with
/// each signature would tell every reader of the page when somebody signs.
/// </summary>
internal static class FormNumber
{
    /// <summary>The number changes after this time: filling the form in takes longer, and pages are not rendered more often.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>The number at a time.</summary>
    public static long At(DateTimeOffset time) => time.UtcTicks / Interval.Ticks;
}
