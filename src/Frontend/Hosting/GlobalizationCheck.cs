using System.Globalization;
using System.Text;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// Checks that the runtime has the Unicode data of ICU. In the runtime's invariant mode text is not normalised, so one person is two;
/// MÜLLER.de becomes another domain than müller.de; and countries are sorted by code point.
/// </summary>
public static class GlobalizationCheck
{
    /// <summary>Ends the start of a process without this data.</summary>
    /// <exception cref="StartupException">The process runs in invariant mode.</exception>
    public static void Require()
    {
        if (Works()) return;
        throw new StartupException(
            "The Unicode data of ICU is missing, without which one e-mail address could count twice: install libicu (Alpine: icu-libs"
            + " and icu-data-full) and remove DOTNET_SYSTEM_GLOBALIZATION_INVARIANT from the environment.");
    }

    private static bool Works()
    {
        try
        {
            return "u\u0308".Normalize(NormalizationForm.FormC) == "ü" && new IdnMapping().GetAscii("Ü.example") == "xn--tda.example"
                && string.Compare("Ägypten", "Albanien", CultureInfo.GetCultureInfo("de"), CompareOptions.None) < 0;
        }
        catch (Exception e) when (e is CultureNotFoundException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
