using Microsoft.Extensions.Primitives;
using Petitions.Grains.Keys;

namespace Petitions.Frontend.Signing;

/// <summary>
/// The operation id: two calls with the same one are one attempt. From the header <c>Idempotency-Key</c>, with or without the quotation
/// marks of the IETF draft (draft-ietf-httpapi-idempotency-key-header); without the header it is random.
/// </summary>
internal static class IdempotencyKey
{
    /// <summary>Name of the header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>False when there is a header that is not one UUID.</summary>
    public static bool TryRead(StringValues header, out Guid operation)
    {
        if (header.Count == 0)
        {
            operation = Create();
            return true;
        }
        operation = Guid.Empty;
        return header.Count == 1 && TryParse(header[0], out operation);
    }

    /// <summary>Reads a UUID in its usual form of 36 characters, with or without quotation marks.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Guid operation)
    {
        text = text.Trim();
        if (text is ['"', .. var inner, '"']) text = inner;
        return Guid.TryParseExact(text, "D", out operation) && !char.IsWhiteSpace(text[0]);
    }

    /// <summary>A new one from the secure random generator: it is the key to the receipt, so it must not be guessable.</summary>
    public static Guid Create()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomBytes.Fill(bytes);
        return new Guid(bytes);
    }
}
