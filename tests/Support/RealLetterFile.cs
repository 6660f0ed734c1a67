namespace Petitions.Tests.Support;

/// <summary>
/// The first real letter, as it arrived. It is not ours to publish, so it lies beside the checkout; tests that need it are skipped without.
/// </summary>
internal static class RealLetterFile
{
    /// <summary>Why a test is skipped.</summary>
    public const string Missing =
        "The real letter is missing: put it into ../shared/data/letter-petition.txt, or set PETITION_TEST_LETTER.";

    /// <summary>Its path: <c>PETITION_TEST_LETTER</c>, or the folder beside the checkout.</summary>
    public static readonly string Path =
        Environment.GetEnvironmentVariable("PETITION_TEST_LETTER")
            ?? System.IO.Path.Combine(SourceTree.Root, "..", "shared", "data", "letter-petition.txt");
}
