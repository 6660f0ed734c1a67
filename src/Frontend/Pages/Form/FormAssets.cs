using Petitions.Frontend.Assets;

namespace Petitions.Frontend.Pages.Form;

/// <summary>The files that the form needs beside those of every page.</summary>
internal static class FormAssets
{
    /// <summary>Sends the form and repeats it when there is no answer.</summary>
    public static Asset SignForm { get; } = Asset.Script("Pages.Form", "sign-form.js");
}
