using System.Globalization;

namespace Petitions.Bench.Comparison.Settings;

/// <summary>One petition, or many with a number in their slug, as <c>sign.lua</c> has it: <c>many-0001</c>, <c>many-0002</c>.</summary>
internal sealed record SignedPetitions(string Slug, int Number = 1)
{
    public IReadOnlyList<string> Slugs => Number == 1 ? [Slug] :
        [.. Enumerable.Range(1, Number).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Slug}-{i:0000}"))];

    /// <summary>What SQL's LIKE finds them by.</summary>
    public string Pattern => Number == 1 ? Slug : $"{Slug}-%";
}
