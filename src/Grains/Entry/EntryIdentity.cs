using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;

namespace Petitions.Grains.Entry;

/// <summary>
/// Who a line is, and what names its data: computed from the line alone, so the same line is recognised in every file and after every
/// crash.
/// </summary>
/// <param name="RowKey">The person within the petition; without an e-mail address the line of the sheet.</param>
/// <param name="Operation">HMAC of row key and data.</param>
/// <param name="LineKey">The line of the sheet; null when it was not on paper.</param>
internal readonly record struct EntryIdentity(Guid RowKey, Guid Operation, Guid? LineKey)
{
    /// <exception cref="ArgumentException">There is neither an e-mail address nor a line of a sheet.</exception>
    public static EntryIdentity Of(EntryLine line, SignatureSource source, PetitionKeys keys)
    {
        Guid? lineKey = line.Paper is { } place ? keys.LineKey(place.Sheet, place.Line) : null;
        var rowKey = line.SignerKey is { } signer ? keys.RowKey(signer)
            : lineKey ?? throw new ArgumentException("A line without an e-mail address needs a sheet and a line.", nameof(line));
        return new(rowKey, keys.ReceiptOf(rowKey, HashOf(line, source)).Operation, lineKey);
    }

    // The control character stands in no field.
    private static Guid HashOf(EntryLine line, SignatureSource source)
    {
        var content = string.Join('\u001F', $"{(int)source}", line.GivenName, line.FamilyName, line.Email, line.Place, line.Country,
            line.Paper?.Sheet, line.Paper?.Line.ToString(CultureInfo.InvariantCulture),
            line.SignedAt?.UtcTicks.ToString(CultureInfo.InvariantCulture));
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 16), bigEndian: true);
    }
}
