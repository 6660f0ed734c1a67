using System.Collections.Immutable;

namespace Petitions.Grains.Drafting;

/// <summary>What the author checks first: what was taken for what.</summary>
internal static class DraftSummary
{
    public static ImmutableArray<RecognisedPart> Of(
        LetterParts parts, AddresseeBlock addressee, IReadOnlyList<string> alsoTo, DraftLanguages languages)
    {
        var summary = ImmutableArray.CreateBuilder<RecognisedPart>();
        Add("addressee", addressee.Name);
        Add("office", addressee.Office);
        Add("address", string.Join(" | ", addressee.Address));
        Add("country", addressee.Country);
        Add("also to", string.Join(" | ", alsoTo));
        Add("subject", parts.Header.Subject);
        Add("salutation", parts.Salutation);
        Add("closing", parts.Closing);
        Add("signer's lines", string.Join(" | ", [.. parts.Header.ForSigner, .. parts.Footer.ForSigner]));
        Add("notices", parts.Header.Notices.Length + parts.Footer.Notices.Length is > 0 and var lines ? $"{lines} lines" : null);
        Add("language of the page", languages.Page);
        Add("language of the letter", languages.Letter);
        return summary.ToImmutable();

        void Add(string part, string? text)
        {
            if (!string.IsNullOrEmpty(text)) summary.Add(new(part, text));
        }
    }
}
