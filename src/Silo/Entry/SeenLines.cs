using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Petitions.Grains.Entry;
using Petitions.Grains.Signing;

namespace Petitions.Silo.Entry;

/// <summary>
/// What a dry run would have entered so far, which is stored nowhere: so that a person who is in a file twice is new once. Keeps 32 bytes
/// for each person.
/// </summary>
internal sealed class SeenLines
{
    private readonly Dictionary<UInt128, ulong> _seen = [];

    /// <summary>The outcome of a line that is new as far as the database knows: "new", "repeated" or "conflict".</summary>
    public string OutcomeOf(EntryFields fields)
    {
        var content = (ulong)HashOf($"{fields}");
        if (fields.Sheet is { } sheet)
        {
            var place = HashOf($"line {sheet.Trim().ToUpperInvariant()} {fields.Line?.Trim()}");
            if (!_seen.TryAdd(place, content)) return _seen[place] == content ? "repeated" : "conflict";
        }
        return EmailAddress.TryParse(fields.Email, out var email) && !_seen.TryAdd(HashOf("person " + email.Canonical), content)
            ? "repeated" : "new";
    }

    private static UInt128 HashOf(string text) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
