using Petitions.Grains.Documents;

namespace Petitions.Grains.Signing;

/// <summary>Reads the country of a signer, after <see cref="TextNormalizer"/>.</summary>
public static class SignerCountry
{
    // Generous: what surrounds a code is cleaned off.
    private const int CharsMax = 32;

    /// <summary>The code of ISO 3166-1 in capitals, or null when there is none; false when it is no code of a country.</summary>
    public static bool TryRead(string? text, out string? country)
    {
        country = null;
        if (text is null) return true;
        if (text.Length > CharsMax || !TextNormalizer.TryClean(text, out var clean)) return false;
        if (clean.Length == 0) return true;
        // UK and EL are what the United Kingdom and the European Union write (ISO 3166-1 reserves UK; EU style guide, annex A5).
        country = clean.ToUpperInvariant() switch { "UK" => "GB", "EL" => "GR", var code => code };
        return Countries.IsCountry(country);
    }
}
