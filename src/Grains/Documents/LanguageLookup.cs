using System.Collections.Immutable;

namespace Petitions.Grains.Documents;

/// <summary>
/// Finds the language that fits a reader best among those that exist: the look-up of RFC 4647 section 3.4. The reader's language is
/// shortened at its end until it equals one that exists: <c>de-AT</c> finds <c>de</c>.
/// </summary>
/// <remarks>
/// One addition: when nothing equals it, a more specific language fits too, so that <c>en</c> and <c>en-US</c> find <c>en-GB</c>. RFC 4647
/// would give such a reader the default, which is a language that they may not read at all.
/// </remarks>
public static class LanguageLookup
{
    // Above every length of a tag: an equal language always fits better than a more specific one.
    private const int Equal = 1_000;

    /// <summary>Position of the first language that fits best; -1 when none fits.</summary>
    /// <param name="range">What the reader asked for: a language range such as <c>de-AT</c>, also written <c>de_AT</c>.</param>
    /// <param name="languages">What exists, in the order of preference.</param>
    /// <param name="tagOf">The BCP 47 tag of one of them.</param>
    public static int Find<T>(ReadOnlySpan<char> range, ImmutableArray<T> languages, Func<T, string> tagOf)
    {
        var (best, bestFit) = (-1, 0);
        for (var i = 0; i < languages.Length; i++)
        {
            var fit = Fit(range, tagOf(languages[i]));
            if (fit > bestFit) (best, bestFit) = (i, fit);
        }
        return best;
    }

    // How well a language fits: 0 not at all, else the more the longer the part of the range that it shares.
    private static int Fit(ReadOnlySpan<char> range, ReadOnlySpan<char> tag)
    {
        for (var part = range; part.Length > 0; part = Shortened(part))
        {
            if (!StartsWith(tag, part)) continue;
            if (tag.Length == part.Length) return Equal + part.Length;
            if (tag[part.Length] == '-') return part.Length;
        }
        return 0;
    }

    // Without the last subtag, and without a single letter that would then be the last: it only introduces what follows it.
    private static ReadOnlySpan<char> Shortened(ReadOnlySpan<char> range)
    {
        var end = range.LastIndexOfAny('-', '_');
        if (end >= 2 && range[end - 2] is '-' or '_') end -= 2;
        return end <= 0 ? [] : range[..end];
    }

    private static bool StartsWith(ReadOnlySpan<char> tag, ReadOnlySpan<char> part)
    {
        if (tag.Length < part.Length) return false;
        for (var i = 0; i < part.Length; i++)
        {
            var c = part[i] == '_' ? '-' : char.ToLowerInvariant(part[i]);
            if (char.ToLowerInvariant(tag[i]) != c) return false;
        }
        return true;
    }
}
