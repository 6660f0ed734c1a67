namespace Petitions.Frontend.Pages.Layout;

/// <summary>A form whose input is kept when the reader changes the language of the page.</summary>
/// <param name="Id">Its element id.</param>
/// <param name="HasScript">The page has a script that sends it, where scripts run.</param>
public sealed record KeptForm(string Id, bool HasScript)
{
    /// <summary>The field with the language to change to: whatever else was posted is only to be shown again, in that language.</summary>
    public const string SwitchField = "switchTo";
}
